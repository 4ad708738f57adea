"""Courts and day centres in whose care post can be sent: found, put right, and day centres added."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from agent_console.acting import actor
from agent_console.keeping import typed
from agent_console.own_forms import errors_of, widgets
from app.i18n import Words, _
from app.identity.permissions import Permission
from app.journeys.questions import PostalAddress, StepForm, Text, YesNo
from app.journeys.questions.yes_or_no import IS_IT
from app.places import COURT, DAY_CENTRE, NoSuchVenue, Venue, get_venue
from app.places.care_of import (
    KEPT_HERE,
    PlaceForPost,
    add_day_centre,
    care_of_places,
    correct_place,
    is_unchecked,
)
from app.values.addresses import Address
from app.web.face import services
from app.web.guard import needs

views = Blueprint("post_places", __name__)
MOST = 60
KINDS: dict[str, Words] = {COURT: _("Court or tribunal"), DAY_CENTRE: _("Day centre")}


class DayCentreForm(StepForm):
    name = Text(_("Name"), empty=_("Enter a name"), limit=100)
    name_cy = Text(_("Name in Welsh (optional)"), limit=100, optional=True)
    address = PostalAddress(_("Address"), empty=_("Enter an address"))
    opening = Text(
        _("When is it open? (optional)"),
        hint=_("For example, Monday to Friday, 9am to 4pm. Agents read this out."),
        limit=200,
        optional=True,
    )


class PlaceForm(DayCentreForm):
    open = YesNo(_("Does it take post?"), answers=IS_IT)


@views.get("/places-for-post")
@needs(Permission.VENUE_CHANGE)
def listed() -> ResponseReturnValue:
    """List day centres first, and the courts whose name or town has what was typed."""
    words = request.args.get("words", "")[:50]
    with services().database.reading() as session:
        every = [one for one in care_of_places(session, closed_too=True) if one.kind in KEPT_HERE]
    found = sorted((one for one in every if _fits(one, words)), key=_in_order)
    return render_template(
        "console/post_places.html",
        venues=found[:MOST],
        more=len(found) - MOST,
        words="".join(c for c in words if c.isprintable()),
        kinds=KINDS,
        unchecked=is_unchecked,
    )


def _fits(venue: Venue, words: str) -> bool:
    known = (
        f"{venue.name} {venue.name_cy or ''} {venue.address['town']} {venue.address['postcode']}"
    )
    return all(word in known.casefold() for word in words.casefold().split())


def _in_order(venue: Venue) -> tuple[bool, str]:
    return (venue.kind != DAY_CENTRE, venue.name)


@views.route("/places-for-post/add", methods=["GET", "POST"])
@needs(Permission.VENUE_CHANGE)
def add() -> ResponseReturnValue:
    """Add a day centre that has agreed to keep post for people."""
    form = DayCentreForm(typed())
    if request.method == "POST" and form.validate():
        with services().database.unit_of_work() as work:
            add_day_centre(work, _wish(form), actor=actor(), at=services().now())
        flash(str(_("The day centre is added.")))
        return redirect(url_for("post_places.listed"))
    return _page(form, None)


@views.route("/places-for-post/<code>", methods=["GET", "POST"])
@needs(Permission.VENUE_CHANGE)
def change(code: str) -> ResponseReturnValue:
    """Put a court or day centre right; saving it as it stands says that it was checked."""
    with services().database.unit_of_work() as work:
        venue = get_venue(work, code)
        if venue.kind not in KEPT_HERE:
            raise NoSuchVenue(f"{code} is corrected elsewhere")
        form = PlaceForm(typed(), data=_kept(venue))
        if request.method == "POST" and form.validate():
            correct_place(work, venue, _wish(form), actor=actor(), at=services().now())
            flash(str(_("The place is saved, and its address counts as checked.")))
            return redirect(url_for("post_places.listed"))
        return _page(form, venue)


def _kept(venue: Venue) -> dict[str, object]:
    names = ("name", "name_cy", "address", "opening", "open")
    return {name: getattr(venue, name) for name in names}


def _wish(form: StepForm) -> PlaceForPost:
    values = form.values()
    return PlaceForPost(
        name=values["name"],
        name_cy=values["name_cy"] or "",
        address=Address.from_dict(values["address"]),
        opening=values["opening"] or "",
        open=values.get("open", True),
    )


def _page(form: StepForm, venue: Venue | None) -> str:
    return render_template(
        "console/post_place.html",
        venue=venue,
        unchecked=venue is not None and is_unchecked(venue),
        widgets=widgets(form),
        errors=errors_of(form),
    )
