"""The forms of what staff do with a visit: which time, what time was agreed, and why not."""

from __future__ import annotations

from datetime import date, datetime, time

from app.applications.reasons import choices_of, own_words
from app.applications.visit_reasons import CANCEL_REASONS, REJECT_REASONS
from app.applications.visits import Decision
from app.clock import from_london
from app.i18n import _
from app.journeys.answers import Values
from app.journeys.questions import Date, OneOf, StepForm, TimeOfDay

_READ_BY_VISITOR = _("The visitor will read this. You must fill it in for “another reason”.")


class ConfirmForm(StepForm):
    """Which of the times asked for is booked. `slot` is also where a time that is gone is said."""

    slot = OneOf(_("Which time do you book?"), empty=_("Choose a time"))


class AgreedTimeForm(StepForm):
    """A time that was agreed with a prison whose times we lack; one that is gone is under `day`."""

    day = Date(_("Which day was agreed?"), empty=_("Enter the day of the visit"))
    starts = TimeOfDay(_("When does it start?"), width=5, empty=_("Enter when it starts"))
    ends = TimeOfDay(_("When does it end?"), width=5, empty=_("Enter when it ends"))

    def times(self, *, at: datetime) -> tuple[datetime, datetime] | None:
        """Return the start and the end in UTC, or put an error beside what cannot be."""
        starts, ends = agreed_times(self.values())
        if ends <= starts:
            self.refuse("ends", _("The end must be after the start."))
            return None
        if starts <= at:
            self.refuse("day", _("The visit must be in the future."))
            return None
        return starts, ends


def agreed_times(values: Values) -> tuple[datetime, datetime]:
    """Return the start and the end, in UTC, of a form that was filled in."""
    day = date.fromisoformat(values["day"])
    starts, ends = (time.fromisoformat(values[name]) for name in ("starts", "ends"))
    return from_london(day, starts), from_london(day, ends)


class RejectForm(StepForm):
    """Why a request is rejected. `until` is for a ban, or for visits that are used up."""

    reason = OneOf(
        _("Why is it rejected?"), choices=choices_of(REJECT_REASONS), empty=_("Choose a reason")
    )
    until = Date(
        _("When does this end? (optional)"),
        hint=_("For a ban, or visits used up."),
        optional=True,
    )
    words = own_words(_READ_BY_VISITOR)


class CancelForm(StepForm):
    """Why a booked visit is cancelled."""

    reason = OneOf(
        _("Why is it cancelled?"), choices=choices_of(CANCEL_REASONS), empty=_("Choose a reason")
    )
    words = own_words(_READ_BY_VISITOR)


def decision_of(values: Values) -> Decision:
    """Return the decision of a form of reasons that was filled in."""
    until = values.get("until")
    return Decision(
        reason=values["reason"],
        until=date.fromisoformat(until) if until else None,
        words=values["words"] or "",
    )
