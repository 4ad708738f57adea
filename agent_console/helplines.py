"""Helplines: when they call people back, how many at a time, and their rules, put right.

Hours are on the hour or the half hour, because a call has half an hour.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from agent_console.acting import actor
from agent_console.keeping import typed
from agent_console.own_forms import errors_of, widgets
from agent_console.venues import CLOSED
from agent_console.weekdays import DAYS, span_in_words
from app.appointments import generate_slots
from app.appointments.hours import SLOT_MINUTES, DayHours, change_hours, hours_of
from app.clock import from_london
from app.i18n import Words, _, current_language, in_context
from app.identity.permissions import Permission
from app.journeys.questions import StepForm, TimeOfDay, WholeNumber, YesNo
from app.journeys.questions.yes_or_no import IS_IT
from app.places import HELPLINE, Venue, get_venue, list_venues
from app.places.correcting import correct_venue
from app.places.weekly import WEEKDAYS
from app.values.date_words import show_times
from app.web.drawing import Params
from app.web.face import services
from app.web.guard import needs

views = Blueprint("helplines", __name__)


class RulesForm(StepForm):
    open = YesNo(_("Does it call people back?"), answers=IS_IT)
    keeps_bank_holidays = YesNo(_("Is it closed on bank holidays?"), answers=IS_IT)
    window_days = WholeNumber(_("Days ahead that can be booked"), least=1, most=90)
    notice_minutes = WholeNumber(
        _("Minutes of notice"), least=0, most=2_880, hint=_("For example, 120 for two hours.")
    )


class DayForm(StepForm):
    """The hours of one weekday; all three are empty on a day without any."""

    opens = TimeOfDay(in_context("a time", "From"), width=5, optional=True)
    closes = TimeOfDay(in_context("a time", "To"), width=5, optional=True)
    capacity = WholeNumber(_("Calls at a time"), least=1, most=1_000, optional=True)

    def check(self) -> bool:
        """Check the three beside each other; say whether they can be kept."""
        good = self.validate()
        if good and any(self.values().values()):
            self._check_given()
        return not any(field.errors for field in self)

    def _check_given(self) -> None:
        opens, closes = self["opens"].data, self["closes"].data
        for name, said in (("opens", opens), ("closes", closes)):
            if said is None:
                self.refuse(name, _("Enter a time, or leave the whole day empty."))
            elif int(said[3:]) % SLOT_MINUTES:
                self.refuse(name, _("Enter a time on the hour or the half hour."))
        if opens and closes and closes <= opens:
            self.refuse("closes", _("Enter a time that is later than the start."))
        if self["capacity"].data is None:
            self.refuse("capacity", _("Enter how many calls can be made at a time."))

    def hours(self) -> DayHours | None:
        """Return the hours that were typed, None for a day without any."""
        opens, closes, capacity = (self[name].data for name in ("opens", "closes", "capacity"))
        if opens is None:
            return None
        return DayHours(opens.replace(":", ""), closes.replace(":", ""), capacity)


@views.get("/helplines")
@needs(Permission.VENUE_CHANGE)
def listed() -> ResponseReturnValue:
    """List every helpline with its hours."""
    with services().database.reading() as session:
        found = list_venues(session, kind=HELPLINE, closed_too=True)
        hours = {venue.code: _told(hours_of(session, venue)) for venue in found}
    return render_template("console/helplines.html", venues=found, hours=hours, closed=CLOSED)


@views.route("/helplines/<code>", methods=["GET", "POST"])
@needs(Permission.VENUE_CHANGE)
def change(code: str) -> ResponseReturnValue:
    """Put right when a helpline calls people back."""
    with services().database.unit_of_work() as work:
        venue = get_venue(work, code, kind=HELPLINE)
        rules = RulesForm(
            typed(), data={name: getattr(venue, name) for name in RulesForm()._fields}
        )
        days = _days(hours_of(work, venue))
        # Every form is checked, so that each error is shown at once.
        good = [rules.validate(), *[day.check() for day in days]]
        if request.method == "POST" and all(good):
            _save(work, venue, rules, days)
            flash(str(_("The helpline is saved.")))
            return redirect(url_for("helplines.listed"))
        return _page(venue, rules, days)


def _days(kept: Mapping[int, DayHours]) -> list[DayForm]:
    """Return the form of each weekday, holding what was typed or else what is kept."""
    return [
        DayForm(typed(), data=_boxes(kept.get(number)), prefix=name)
        for number, name in enumerate(WEEKDAYS)
    ]


def _boxes(hours: DayHours | None) -> dict[str, object]:
    if hours is None:
        return {}
    return {
        "opens": _clock(hours.starts),
        "closes": _clock(hours.ends),
        "capacity": hours.capacity,
    }


def _clock(kept: str) -> str:
    return f"{kept[:2]}:{kept[2:]}"


def _save(work: Session, venue: Venue, rules: RulesForm, days: list[DayForm]) -> None:
    at = services().now()
    correct_venue(work, venue, rules.values(), actor=actor(), at=at)
    hours = {number: day.hours() for number, day in enumerate(days)}
    change_hours(work, venue, hours, actor=actor(), at=at)
    # A longer window has days whose times are not made yet.
    generate_slots(work, venue, at=at)


def _page(venue: Venue, rules: RulesForm, days: list[DayForm]) -> str:
    shown = request.method == "POST"
    return render_template(
        "console/helpline.html",
        venue=venue,
        rules=list(widgets(rules).values()),
        days=[(name, list(widgets(day).values())) for name, day in zip(DAYS, days, strict=True)],
        errors=[*errors_of(rules), *_day_errors(days)] if shown else [],
    )


def _day_errors(days: list[DayForm]) -> list[Params]:
    """Return the lines of the error summary, each with the day that it is about."""
    return [
        {**line, "text": f"{name}: {line['text']}"}
        for name, day in zip(DAYS, days, strict=True)
        for line in errors_of(day)
    ]


def _told(hours: Mapping[int, DayHours]) -> list[Words]:
    """Return "Monday to Friday: 9am to 8pm, calls at a time: 4", days alike in one line."""
    lines: list[tuple[int, int, DayHours]] = []
    for day, of_day in sorted(hours.items()):
        if lines and lines[-1][1:] == (day - 1, of_day):
            lines[-1] = (lines[-1][0], day, of_day)
        else:
            lines.append((day, day, of_day))
    return [_line(*line) for line in lines]


def _line(first: int, last: int, hours: DayHours) -> Words:
    day = services().now().date()
    starts, ends = (
        from_london(day, time.fromisoformat(_clock(each))) for each in (hours.starts, hours.ends)
    )
    return _("{days}: {times}, calls at a time: {count}").filled(
        days=span_in_words(first, last),
        times=show_times(starts, ends, current_language()),
        count=hours.capacity,
    )
