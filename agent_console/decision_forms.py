"""The forms of a clerk's decision: why not, and what time was agreed."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Any, ClassVar

from app.applications.visit_reasons import CANCEL_REASONS, REJECT_REASONS, VisitReason
from app.clock import from_london
from app.i18n import _
from app.journeys.questions import Choice, Date, LongText, OneOf, Question, StepForm
from app.values.refusal import Refusal

_TIME = re.compile(r"(\d{1,2})(?:[:.]?(\d{2}))?\s*(am|pm|yb|yp)?", re.ASCII)


class ReasonForm(StepForm):
    reasons: ClassVar[tuple[VisitReason, ...]] = ()

    def is_complete(self) -> bool:
        """Say whether a reason that needs words has them; put an error beside them if not."""
        worded = {reason.slug for reason in self.reasons if reason.worded}
        if self["reason"].data in worded and not self["words"].data:
            self.refuse("words", _("Say what the reason is."))
            return False
        return True


def _choices(reasons: tuple[VisitReason, ...]) -> tuple[Choice, ...]:
    return tuple(Choice(reason.slug, reason.words) for reason in reasons)


class RejectForm(ReasonForm):
    reasons = REJECT_REASONS
    reason = OneOf(
        _("Why is it rejected?"), choices=_choices(REJECT_REASONS), empty=_("Choose a reason")
    )
    until = Date(
        _("When does this end? (optional)"),
        hint=_("For a ban, or visits used up."),
        optional=True,
    )
    words = LongText(
        _("In your own words (optional)"),
        hint=_("The visitor will read this. You must fill it in for “another reason”."),
        optional=True,
        limit=200,
    )


class CancelForm(ReasonForm):
    reasons = CANCEL_REASONS
    reason = OneOf(
        _("Why is it cancelled?"), choices=_choices(CANCEL_REASONS), empty=_("Choose a reason")
    )
    words = LongText(
        _("In your own words (optional)"),
        hint=_("The visitor will read this. You must fill it in for “another reason”."),
        optional=True,
        limit=200,
    )


class TimeOfDay(Question):
    """A London time of day, kept as "14:00"."""

    def parse(self, typed: dict[str, str]) -> Any:
        """Return the time for "2pm", "14:00" or "2.15pm"; raise Refusal."""
        text = typed[""].strip().lower()
        if not text:
            return None
        found = _TIME.fullmatch(text)
        hour, minute = (int(found[1]), int(found[2] or 0)) if found else (99, 0)
        if found and found[3]:
            hour = hour % 12 + (12 if found[3] in ("pm", "yp") else 0) if hour <= 12 else 99
        if hour > 23 or minute > 59:
            raise Refusal("time", _("Enter a time, like 2:15pm or 14:15."))
        return time(hour, minute).isoformat("minutes")


class AgreedTimeForm(StepForm):
    day = Date(_("Which day was agreed?"), empty=_("Enter the day of the visit"))
    starts = TimeOfDay(_("When does it start?"), width=5, empty=_("Enter when it starts"))
    ends = TimeOfDay(_("When does it end?"), width=5, empty=_("Enter when it ends"))

    def times(self, *, at: datetime) -> tuple[datetime, datetime] | None:
        """Return the start and the end in UTC, or put an error beside what cannot be."""
        values = self.values()
        day = date.fromisoformat(values["day"])
        starts, ends = (
            from_london(day, time.fromisoformat(values[name])) for name in ("starts", "ends")
        )
        if ends <= starts:
            self.refuse("ends", _("The end must be after the start."))
            return None
        if starts <= at:
            self.refuse("day", _("The visit must be in the future."))
            return None
        return starts, ends
