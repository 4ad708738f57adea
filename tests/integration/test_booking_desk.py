"""Holding, booking and releasing: each place is counted once, whatever is repeated or lapses."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.appointments import (
    AlreadyBooked,
    Appointment,
    NoSuchSlot,
    Slot,
    SlotGone,
    State,
    appointment_of,
    book,
    confirm_hold,
    get_slot,
    hold,
    release,
    sweep_lapsed,
)
from app.db import Database
from tests.integration.booking_rows import add_applications, add_slot, add_venue, taken

TEN_MINUTES = timedelta(minutes=10)


def test_a_repeated_hold_starts_its_time_again_and_takes_one_place(
    database: Database, at: datetime
) -> None:
    with database.unit_of_work() as session:
        add_venue(session, at=at)
        slot = add_slot(session, at=at, capacity=3)
        (mine,) = add_applications(session, 1, at=at)
        first = hold(session, slot, mine, at=at)
        again = hold(session, slot, mine, at=at + TEN_MINUTES)
        assert again.id == first.id
        assert again.held_until == at + 2 * TEN_MINUTES
        assert taken(session, slot) == [1]


def test_moving_a_hold_gives_the_older_place_back(database: Database, at: datetime) -> None:
    with database.unit_of_work() as session:
        add_venue(session, at=at)
        one, two = add_slot(session, at=at), add_slot(session, at=at, days=11)
        (mine,) = add_applications(session, 1, at=at)
        hold(session, one, mine, at=at)
        moved = hold(session, two, mine, at=at)
        back = hold(session, one, mine, at=at + timedelta(seconds=1))
        assert taken(session, one, two) == [1, 0]
        assert appointment_of(session, mine) == back
        assert (back.id, back.slot_id, back.state) == (moved.id, one, State.HELD)


def test_moving_to_a_full_slot_keeps_the_older_hold(database: Database, at: datetime) -> None:
    with database.unit_of_work() as session:
        add_venue(session, at=at)
        one, full = add_slot(session, at=at), add_slot(session, at=at, days=11)
        mine, other = add_applications(session, 2, at=at)
        book(session, full, other, at=at)
        held = hold(session, one, mine, at=at)
        with pytest.raises(SlotGone):
            hold(session, full, mine, at=at)
        assert appointment_of(session, mine) == held
        assert taken(session, one, full) == [1, 1]


def test_a_lapsed_hold_of_someone_else_is_sold_again(database: Database, at: datetime) -> None:
    with database.unit_of_work() as session:
        add_venue(session, at=at)
        slot = add_slot(session, at=at)
        slow, quick = add_applications(session, 2, at=at)
        hold(session, slot, slow, at=at)
    with database.unit_of_work() as session, pytest.raises(SlotGone):
        hold(session, slot, quick, at=at + timedelta(seconds=599))
    with database.unit_of_work() as session:
        hold(session, slot, quick, at=at + TEN_MINUTES)
        assert appointment_of(session, slow) is None
        assert taken(session, slot) == [1]
    with database.unit_of_work() as session, pytest.raises(SlotGone):
        confirm_hold(session, slow, at=at + TEN_MINUTES)


def test_confirming_turns_the_hold_into_a_booking_once(database: Database, at: datetime) -> None:
    with database.unit_of_work() as session:
        add_venue(session, at=at)
        slot = add_slot(session, at=at, capacity=2)
        (mine,) = add_applications(session, 1, at=at)
        held = hold(session, slot, mine, at=at)
        booked = confirm_hold(session, mine, at=at)
        again = confirm_hold(session, mine, at=at)
        assert held.id == booked.id == again.id
        assert (booked.state, booked.held_until) == (State.BOOKED, None)
        assert sweep_lapsed(session, at=at + timedelta(days=1)) == 0
        assert taken(session, slot) == [1]


def test_a_swept_hold_is_taken_again_when_there_is_room(database: Database, at: datetime) -> None:
    later = at + timedelta(minutes=12)
    with database.unit_of_work() as session:
        add_venue(session, at=at)
        slot = add_slot(session, at=at)
        (mine,) = add_applications(session, 1, at=at)
        hold(session, slot, mine, at=at)
    with database.unit_of_work() as session:
        assert sweep_lapsed(session, at=later) == 1
        assert sweep_lapsed(session, at=later) == 0
        assert taken(session, slot) == [0]
    with database.unit_of_work() as session:
        assert confirm_hold(session, mine, at=later).state == State.BOOKED
        assert taken(session, slot) == [1]


def test_a_hold_that_lapsed_but_was_not_swept_is_still_ours(
    database: Database, at: datetime
) -> None:
    with database.unit_of_work() as session:
        add_venue(session, at=at)
        slot = add_slot(session, at=at)
        (mine,) = add_applications(session, 1, at=at)
        hold(session, slot, mine, at=at)
        assert confirm_hold(session, mine, at=at + timedelta(hours=1)).state == State.BOOKED
        assert taken(session, slot) == [1]


def test_a_hold_given_up_on_purpose_is_not_confirmed(database: Database, at: datetime) -> None:
    with database.unit_of_work() as session:
        add_venue(session, at=at)
        slot = add_slot(session, at=at)
        mine, never = add_applications(session, 2, at=at)
        release(session, hold(session, slot, mine, at=at), at=at)
        for application in (mine, never):
            with pytest.raises(SlotGone):
                confirm_hold(session, application, at=at)
        assert taken(session, slot) == [0]


def test_releasing_twice_gives_one_place_back(database: Database, at: datetime) -> None:
    with database.unit_of_work() as session:
        add_venue(session, at=at)
        slot = add_slot(session, at=at, capacity=2)
        mine, other = add_applications(session, 2, at=at)
        booked = book(session, slot, mine, at=at)
        book(session, slot, other, at=at)
    with database.unit_of_work() as session:
        assert release(session, booked, at=at) is True
        assert release(session, booked, at=at) is False
        assert taken(session, slot) == [1]
        assert appointment_of(session, mine) is None


def test_booking_is_idempotent_and_uses_the_hold(database: Database, at: datetime) -> None:
    with database.unit_of_work() as session:
        add_venue(session, at=at)
        slot, other = add_slot(session, at=at), add_slot(session, at=at, days=11)
        (mine,) = add_applications(session, 1, at=at)
        hold(session, slot, mine, at=at)
        booked = book(session, slot, mine, at=at)
        assert book(session, slot, mine, at=at) == booked
        assert hold(session, slot, mine, at=at).state == State.BOOKED
        with pytest.raises(AlreadyBooked):
            book(session, other, mine, at=at)
        with pytest.raises(AlreadyBooked):
            hold(session, other, mine, at=at)
        assert taken(session, slot, other) == [1, 0]


def test_a_slot_in_the_past_or_unknown_is_refused(database: Database, at: datetime) -> None:
    with database.unit_of_work() as session:
        add_venue(session, at=at)
        begun = add_slot(session, at=at, days=0)
        (mine,) = add_applications(session, 1, at=at)
        with pytest.raises(SlotGone):
            hold(session, begun, mine, at=at)
        for unknown in (begun + 1000, -1, 10**40):
            with pytest.raises(NoSuchSlot):
                book(session, unknown, mine, at=at)
            with pytest.raises(NoSuchSlot):
                get_slot(session, unknown)
        assert taken(session, begun) == [0]


def test_the_count_in_hand_follows_the_database(database: Database, at: datetime) -> None:
    with database.unit_of_work() as session:
        add_venue(session, at=at)
        slot = get_slot(session, add_slot(session, at=at, capacity=2))
        (mine,) = add_applications(session, 1, at=at)
        held = hold(session, slot.id, mine, at=at)
        assert slot.taken == 1
        release(session, held, at=at)
        assert slot.taken == 0
        assert held.state == State.RELEASED


@pytest.mark.parametrize("kind", ["second live appointment", "above capacity", "below nought"])
def test_the_database_itself_refuses(database: Database, at: datetime, kind: str) -> None:
    with database.unit_of_work() as session:
        add_venue(session, at=at)
        slot = add_slot(session, at=at)
        (mine,) = add_applications(session, 1, at=at)
        book(session, slot, mine, at=at)
    with database.unit_of_work() as session:
        if kind == "second live appointment":
            session.add(
                Appointment(
                    id=uuid4(), slot_id=slot, application_id=mine, state=State.HELD, made_at=at
                )
            )
        else:
            kept = session.scalars(select(Slot)).one()
            kept.taken = 2 if kind == "above capacity" else -1
        with pytest.raises(IntegrityError):
            session.flush()
        session.rollback()
