"""Prisons: how each takes bookings and its limits, listed and put right."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from agent_console.acting import actor
from agent_console.keeping import typed
from agent_console.own_forms import errors_of, widgets
from app.i18n import Words, _, in_context
from app.identity.permissions import Permission
from app.journeys.questions import Choice, OneOf, StepForm, WholeNumber, YesNo
from app.journeys.questions.yes_or_no import IS_IT
from app.places import PRISON, Way, get_venue, list_venues
from app.places.correcting import correct_venue
from app.web.face import services
from app.web.guard import needs

views = Blueprint("venues", __name__)
WAYS: dict[str, Words] = {
    Way.REQUEST: _("By request: a clerk answers"),
    Way.INSTANT: _("Instant: the time is booked at once"),
    Way.BY_HAND: _("By hand: the prison finds the time"),
}
# A place's "closed" is another word in Welsh than a batch's.
CLOSED = in_context("a place", "Closed")


class VenueForm(StepForm):
    open = YesNo(_("Is the prison open?"), answers=IS_IT)
    way = OneOf(
        _("How does it take bookings?"),
        choices=tuple(Choice(str(way), words) for way, words in WAYS.items()),
    )
    adult_age = WholeNumber(_("Age from which a visitor takes an adult’s seat"), least=1, most=25)
    max_adults = WholeNumber(_("Most adults at one visit"), least=1, most=20)
    max_children = WholeNumber(_("Most children at one visit"), least=0, most=20)
    max_total = WholeNumber(_("Most visitors at one visit"), least=1, most=20)
    window_days = WholeNumber(_("Days ahead that can be booked"), least=1, most=365)
    lead_days = WholeNumber(_("Working days of notice"), least=0, most=60)


@views.get("/prisons")
@needs(Permission.VENUE_CHANGE)
def listed() -> ResponseReturnValue:
    """List every prison."""
    with services().database.reading() as session:
        found = list_venues(session, closed_too=True)
    return render_template("console/venues.html", venues=found, ways=WAYS, closed=CLOSED)


@views.route("/prisons/<code>", methods=["GET", "POST"])
@needs(Permission.VENUE_CHANGE)
def change(code: str) -> ResponseReturnValue:
    """Put right what we hold of a prison."""
    with services().database.unit_of_work() as work:
        venue = get_venue(work, code, kind=PRISON)
        form = VenueForm(typed(), obj=None, data={name: getattr(venue, name) for name in VenueForm()._fields})  # fmt: skip
        if request.method == "POST" and form.validate():
            correct_venue(work, venue, form.values(), actor=actor(), at=services().now())
            flash(str(_("The prison is saved.")))
            return redirect(url_for("venues.listed"))
        return render_template(
            "console/venue.html",
            venue=venue,
            widgets=list(widgets(form).values()),
            errors=errors_of(form),
        )
