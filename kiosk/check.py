"""The page of all answers: change any of them, remove a member of a group, and send."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from flask import render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.applications.desks import Gone
from app.applications.lifecycle import NotComplete
from app.applications.standing import Standing
from app.errors import VersionConflict
from app.i18n import Words
from app.journeys.asking import Asked, first_refused
from app.journeys.path import Place
from app.journeys.summary import Part, Row, summarise
from app.web.face import services
from app.web.runner import Running, desk_of, show_gone, submit
from kiosk.access import by_person
from kiosk.asking import draw
from kiosk.booking import Elsewhere, go_there, next_page, open_draft, saving
from kiosk.guessing import note_guess, own_guesses_used_up, too_many_guesses
from kiosk.pages import kept_until


@dataclass
class Card:
    """Some answers under one heading.

    `removes` is the place by which this member of a group is removed, and `adds` are those by which
    a group of this section gets one more.
    """

    title: Words
    rows: list[Row]
    removes: Place | None = None
    adds: tuple[Place, ...] = ()


@by_person
def show() -> ResponseReturnValue:
    """Show every answer; one that no longer holds is asked again."""
    at = services().now()
    try:
        with services().database.reading() as session:
            running = open_draft(session, at=at)
            refused = _refused(session, running, at=at)
            page = draw(session, running, refused) if refused else _page(session, running, at=at)
        if refused is None:
            return page
        with services().database.unit_of_work() as session:
            note_guess(session, [refused], at=at)
        return page, 409
    except Elsewhere as elsewhere:
        return go_there(elsewhere)


def _page(session: Session, running: Running, *, at: datetime) -> str:
    return render_template(
        "kiosk/check.html",
        cards=cards_of(running),
        journey=running.journey,
        kept=kept_until(session, running, at=at),
        standing=_standing(running, at=at),
        service=running.journey.title,
    )


def _standing(running: Running, *, at: datetime) -> Standing | None:
    """Return the service's verdict on the answers, of which the page shows one sentence.

    Never the amounts or the working: others may look at this screen.
    """
    desk = desk_of(running.application, services())
    return desk.standing(running.application, running.path.answers, at=at)


@by_person
def send() -> ResponseReturnValue:
    """Send, once however often the button is pressed."""
    try:
        try:
            return _send()
        except VersionConflict:
            # The other press of the button was quicker; now its result is seen.
            return _send()
        except Gone as gone:
            return _say_gone(gone)
    except Elsewhere as elsewhere:
        return go_there(elsewhere)


def _send() -> ResponseReturnValue:
    at = services().now()
    with services().database.unit_of_work() as session:
        running = open_draft(session, at=at)
        if refused := _refused(session, running, at=at):
            note_guess(session, [refused], at=at)
            return draw(session, running, refused), 409
        try:
            submit(session, running, saving(running, at=at), services=services())
        except NotComplete as gap:
            raise Elsewhere("question", slug=gap.place) from gap
    return go_there(Elsewhere("done"))


def _say_gone(gone: Gone) -> ResponseReturnValue:
    with services().database.reading() as session:
        running = open_draft(session, at=services().now())
        asked = running.ask(running.place(gone.place))
        show_gone([asked], gone)
        return draw(session, running, asked), 409


def _refused(session: Session, running: Running, *, at: datetime) -> Asked | None:
    """Return the answer that no longer holds, or None.

    Raises Elsewhere at a gap, or when a guarded answer was tried too often.
    """
    if running.path.first_unanswered():
        raise next_page(running.path)
    # A right guess must not be answered either, or else this page would tell it from a wrong one.
    if own_guesses_used_up(session, at=at):
        raise Elsewhere("staff")
    refused = first_refused(running.path, running.lookups)
    if refused and refused.place.step.guarded and too_many_guesses(session, at=at):
        raise Elsewhere("staff")
    return refused


def cards_of(running: Running) -> list[Card]:
    """Return the answers gathered under headings; each member of a group has its own."""
    cards: list[Card] = []
    for part in summarise(running.path):
        found = _cards(part)
        places = running.path.in_section(part.section)
        if adds := tuple(place for place in places if place.asks_for_more):
            found = found or [Card(part.section.title, [])]
            found[-1].adds = adds
        cards += found
    return cards


def _cards(part: Part) -> list[Card]:
    """Return a section's answers; those after a group's members stand under the section again."""
    cards: list[Card] = []
    for (_group, item), rows in groupby(part.rows, key=lambda row: _member(row.place)):
        found = list(rows)
        place = found[0].place
        if item and place.group:
            cards.append(Card(place.group.member.filled(number=place.number), found, place))
        else:
            cards.append(Card(part.section.title, found))
    return cards


def _member(place: Place) -> tuple[str, int]:
    return (place.group.slug if place.group and place.item else "", place.item)
