"""Letters in the tray are looked at once more before they leave: wishes and addresses may change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from app.audit import Actor
from app.consent import agree
from app.messages.batches import NothingToPrint, close_batch
from app.messages.last_look import look_again
from app.messages.models import Message, State
from app.messages.sending import drain
from app.people import Person, get_person, set_rules
from app.places import get_venue
from tests.integration.booking_rows import add_venue
from tests.integration.messages.conftest import ADDRESS, Carriers, add_person, queue, read

POST_ROOM = Actor("agent", "post-room-1")
AGENT = Actor("agent", "amina")
ELSEWHERE = ADDRESS | {"line1": "9 Safe Road"}

Change = Callable[[Session, Person, datetime], Any]


def in_the_tray(carriers: Carriers, at: datetime) -> Message:
    """Put one letter in the tray."""
    with carriers.database.unit_of_work() as session:
        (letter,) = queue(session, add_person(session, at, may_text=None), at)
    drain(carriers, at=at)
    return letter


def change(carriers: Carriers, person_id: UUID, how: Change, at: datetime) -> None:
    with carriers.database.unit_of_work() as session:
        how(session, get_person(session, person_id), at)


def refuse_letters(session: Session, person: Person, at: datetime) -> None:
    agree(session, person, channel="letter", given=False, actor=AGENT, at=at)


def move(session: Session, person: Person, at: datetime) -> None:
    person.address, person.updated_at = ELSEWHERE, at


def ask_for_large_print(session: Session, person: Person, at: datetime) -> None:
    set_rules(session, person.id, {"letter_format": "large-18"}, actor=AGENT, at=at)


def change_hours(session: Session, person: Person, at: datetime) -> None:
    hours = {"from": "09:00", "to": "12:00", "days": [0]}
    set_rules(session, person.id, {"hours": hours}, actor=AGENT, at=at)


def close(carriers: Carriers, at: datetime) -> int:
    """Close a batch and return how many letters are in it."""
    with carriers.database.unit_of_work() as session:
        try:
            return close_batch(session, actor=POST_ROOM, at=at).letters
        except NothingToPrint:
            return 0


def test_a_letter_that_is_no_longer_wanted_is_in_no_batch(carriers: Carriers, at: datetime) -> None:
    letter, later = in_the_tray(carriers, at), at + timedelta(hours=3)
    change(carriers, letter.person_id, refuse_letters, later)
    with carriers.database.unit_of_work() as session:
        assert look_again(session, at=later) == 1
        assert look_again(session, at=later) == 0
    drain(carriers, at=later)
    stopped = read(carriers.database, letter.id)
    assert (stopped.state, stopped.last_error) == (
        State.CANCELLED,
        "The person no longer wants this kind of message.",
    )
    assert close(carriers, later) == 0


@pytest.mark.parametrize("how", [move, ask_for_large_print])
def test_a_letter_is_made_anew_for_where_the_person_lives_and_how_they_read(
    carriers: Carriers, at: datetime, how: Change
) -> None:
    letter, later = in_the_tray(carriers, at), at + timedelta(hours=3)
    change(carriers, letter.person_id, how, later)
    assert close(carriers, later) == 0
    drain(carriers, at=later)
    anew = read(carriers.database, letter.id)
    assert (anew.state, "9 Safe Road" in anew.to) == (State.RENDERED, how is move)
    assert close(carriers, later + timedelta(minutes=1)) == 1


def test_a_change_that_is_not_about_letters_leaves_them_in_the_tray(
    carriers: Carriers, at: datetime
) -> None:
    letter, later = in_the_tray(carriers, at), at + timedelta(hours=3)
    change(carriers, letter.person_id, change_hours, later)
    assert close(carriers, later) == 1


@pytest.mark.parametrize("changed", [{"open": False}, {"address": ELSEWHERE}])
def test_a_place_that_closed_or_moved_since_gets_nothing_as_it_was(
    carriers: Carriers, at: datetime, changed: dict[str, Any]
) -> None:
    with carriers.database.unit_of_work() as session:
        place = add_venue(session, at=at)
        place.address = ADDRESS
        known = add_person(session, at, may_text=None)
        set_rules(session, known.id, {"collect_at": place.code}, actor=AGENT, at=at)
        (letter,) = queue(session, known, at)
    later = at + timedelta(hours=1)
    drain(carriers, at=at)
    with carriers.database.unit_of_work() as session:
        place = get_venue(session, place.code)
        for name, value in changed.items():
            setattr(place, name, value)
    with pytest.raises(NothingToPrint), carriers.database.unit_of_work() as session:
        close_batch(session, actor=POST_ROOM, at=later)
    with carriers.database.unit_of_work() as session:
        assert look_again(session, at=later) == 1
    drain(carriers, at=later)
    stored = read(carriers.database, letter.id)
    moved = "9 Safe Road" in stored.to
    assert (stored.state, moved) in ((State.FAILED, False), (State.RENDERED, True))
    assert moved == ("address" in changed)
