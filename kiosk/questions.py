"""One question a page: show it, take the answer, go on to the first that is still open."""

from __future__ import annotations

from datetime import datetime

from flask import render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from app.applications.desks import Gone
from app.errors import VersionConflict
from app.journeys.definition import Group
from app.journeys.path import Place, find_path
from app.web.face import services
from app.web.language import use_language
from app.web.runner import ACCEPTED, Posted, Running, check, save, show_gone
from kiosk import access
from kiosk.access import by_person
from kiosk.asking import draw, draw_first
from kiosk.booking import Elsewhere, go_there, next_page, open_draft, own_service, reached, saving
from kiosk.guessing import note_guess, too_many_guesses
from kiosk.members import name_of
from kiosk.welcome import switch_language

ODD, CONFIRM = "odd", "confirm"


@by_person
def show(slug: str) -> ResponseReturnValue:
    """Ask one question."""
    at = services().now()
    try:
        with services().database.reading() as session:
            running = open_draft(session, at=at)
            place = _reached(session, running, slug, at=at)
            return draw_first(session, running, place)
    except Elsewhere as elsewhere:
        return go_there(elsewhere)


@by_person
def answer(slug: str) -> ResponseReturnValue:
    """Take one answer; what cannot be taken is shown again as it was typed."""
    posted = _posted()
    try:
        if chosen := posted.get("language"):
            return _in_language(slug, posted, chosen)
        try:
            return _take(slug, posted)
        except VersionConflict:
            # The same person's other press of the button was quicker; now theirs is seen.
            return _take(slug, posted)
        except Gone as gone:
            return _say_gone(slug, posted, gone)
    except Elsewhere as elsewhere:
        return go_there(elsewhere)


def _take(slug: str, posted: Posted) -> ResponseReturnValue:
    at = services().now()
    with services().database.unit_of_work() as session:
        running = open_draft(session, at=at)
        place = _reached(session, running, slug, at=at)
        asked = running.ask(place, posted)
        if not check(asked, posted):
            note_guess(session, [asked], at=at)
            return draw(session, running, asked), 422
        answers = save(session, running, [asked], saving(running, at=at), services=services())
        there = next_page(find_path(running.journey, answers))
    return go_there(there)


def _say_gone(slug: str, posted: Posted, gone: Gone) -> ResponseReturnValue:
    with services().database.reading() as session:
        running = open_draft(session, at=services().now())
        asked = running.ask(reached(running, slug), posted)
        show_gone([asked], gone)
        return draw(session, running, asked), 409


def _in_language(slug: str, posted: Posted, chosen: str) -> ResponseReturnValue:
    """Show the same question in another language, with what was typed."""
    switch_language(chosen)
    use_language(access.person().language)
    with services().database.reading() as session:
        running = open_draft(session, at=services().now())
        return draw(session, running, running.ask(reached(running, slug), posted))


def _reached(session: Session, running: Running, slug: str, *, at: datetime) -> Place:
    place = reached(running, slug)
    if place.step.guarded and too_many_guesses(session, at=at):
        raise Elsewhere("staff")
    return place


def _posted() -> Posted:
    """Return what was posted; the button "Yes, carry on" confirms every warning on the page."""
    posted: Posted = MultiDict(request.form)
    if CONFIRM in posted:
        posted.setlist(ACCEPTED, posted.getlist(ODD))
    return posted


@by_person
def ask_staff() -> ResponseReturnValue:
    """Say that this screen cannot help any more, and who can."""
    return render_template("kiosk/staff.html", service=own_service())


@by_person
def ask_to_remove(slug: str) -> ResponseReturnValue:
    """Ask whether a member of a group is to be removed."""
    try:
        with services().database.reading() as session:
            running = open_draft(session, at=services().now())
            place, group = _member(running, slug)
            return render_template(
                "kiosk/remove.html",
                place=place,
                member=group.member.filled(number=place.number),
                name=name_of(group, running.path.answers, place.item),
                service=running.journey.title,
            )
    except Elsewhere as elsewhere:
        return go_there(elsewhere)


@by_person
def remove(slug: str) -> ResponseReturnValue:
    """Remove a member of a group, with everything that was said of it."""
    at = services().now()
    try:
        with services().database.unit_of_work() as session:
            running = open_draft(session, at=at)
            place, group = _member(running, slug)
            keys = [(step.slug, place.item) for step in group.steps]
            wish = saving(running, at=at, removed=keys)
            answers = save(session, running, [], wish, services=services())
            there = next_page(find_path(running.journey, answers))
        return go_there(there)
    except Elsewhere as elsewhere:
        return go_there(elsewhere)


def _member(running: Running, slug: str) -> tuple[Place, Group]:
    """Return the first place of a group's member; raise Elsewhere when there is no such member."""
    place = reached(running, slug)
    if not place.item or not place.group or place.step is not place.group.steps[0]:
        raise next_page(running.path)
    return place, place.group
