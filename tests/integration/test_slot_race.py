"""Many ask at once for few places: as many win as there are places, on both databases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import datetime, timedelta
from threading import Barrier
from uuid import UUID

import pytest
from sqlalchemy import event, func, select

from app.appointments import Appointment, Slot, SlotGone, State, book, hold, sweep_lapsed
from app.db import Database
from tests.integration.booking_rows import add_applications, add_slot, add_venue, taken

ROUNDS = 3
THREADS = 30
PLACES = 3


def race(attempts: list[Callable[[], None]]) -> Counter[str]:
    """Start all attempts at the same moment and count how they ended."""
    gate = Barrier(len(attempts))

    def run(attempt: Callable[[], None]) -> str:
        gate.wait()
        try:
            attempt()
        except SlotGone:
            return "gone"
        return "won"

    with ThreadPoolExecutor(len(attempts)) as pool:
        return Counter(pool.map(run, attempts))


def asks_for(
    database: Database, slot_id: int, application_id: UUID, *, at: datetime, booking: bool = False
) -> Callable[[], None]:
    def attempt() -> None:
        with database.unit_of_work() as session:
            (book if booking else hold)(session, slot_id, application_id, at=at)

    return attempt


@pytest.mark.parametrize("booking", [False, True], ids=["hold", "book"])
def test_winners_are_as_many_as_places(database: Database, at: datetime, booking: bool) -> None:
    with database.unit_of_work() as session:
        add_venue(session, at=at)
        slots = [add_slot(session, at=at, days=9 + n, capacity=PLACES) for n in range(ROUNDS)]
        applications = add_applications(session, ROUNDS * THREADS, at=at)
    for number, slot in enumerate(slots):
        asking = applications[number * THREADS :][:THREADS]
        ended = race([asks_for(database, slot, who, at=at, booking=booking) for who in asking])
        assert ended == {"won": PLACES, "gone": THREADS - PLACES}
    with database.reading() as session:
        assert taken(session, *slots) == [PLACES] * ROUNDS


def test_lapsed_holds_are_sold_again_to_as_many(database: Database, at: datetime) -> None:
    later = at + timedelta(hours=1)
    with database.unit_of_work() as session:
        add_venue(session, at=at)
        slot = add_slot(session, at=at, capacity=PLACES)
        slow = add_applications(session, PLACES, at=at)
        quick = add_applications(session, 16, at=at)
        for who in slow:
            hold(session, slot, who, at=at)

    def sweeps() -> None:
        with database.unit_of_work() as session:
            sweep_lapsed(session, at=later)

    buyers = [asks_for(database, slot, who, at=later) for who in quick]
    ended = race([*buyers, sweeps, sweeps])
    with database.reading() as session:
        live = session.scalar(
            select(func.count()).select_from(Appointment).where(Appointment.state == State.HELD)
        )
        count = taken(session, slot)
    assert count == [live]
    assert ended["won"] - 2 == live == PLACES


def test_a_place_that_is_just_being_swept_is_not_called_gone(
    database: Database, at: datetime
) -> None:
    """The buyer comes when the sweep has its holds and has not yet counted the place free."""
    later = at + timedelta(hours=1)
    with database.unit_of_work() as session:
        add_venue(session, at=at)
        slot = add_slot(session, at=at, capacity=1)
        slow, quick = add_applications(session, 2, at=at)
        hold(session, slot, slow, at=at)
    with ThreadPoolExecutor(1) as pool, database.unit_of_work() as session:
        buying: list[Future[None]] = []

        def come(*execution: object) -> None:
            if not buying and str(execution[2]).startswith("UPDATE appointment"):
                buying.append(pool.submit(asks_for(database, slot, quick, at=later)))
                wait(buying, timeout=0.3)

        connection = session.connection()
        event.listen(connection, "after_cursor_execute", come)
        assert sweep_lapsed(session, at=later) == 1
        event.remove(connection, "after_cursor_execute", come)
        session.commit()
        assert buying[0].result(timeout=20) is None


def test_one_application_in_many_tabs_takes_one_place(database: Database, at: datetime) -> None:
    with database.unit_of_work() as session:
        add_venue(session, at=at)
        slots = [add_slot(session, at=at, days=9 + n, capacity=20) for n in range(3)]
        (mine,) = add_applications(session, 1, at=at)
    ended = race([asks_for(database, slots[n % 3], mine, at=at) for n in range(12)])
    assert ended == {"won": 12}
    with database.reading() as session:
        assert sum(taken(session, *slots)) == 1


def test_people_changing_places_do_not_lock_each_other_out(
    database: Database, at: datetime
) -> None:
    with database.unit_of_work() as session:
        add_venue(session, at=at)
        one, two = (add_slot(session, at=at, days=9 + n, capacity=20) for n in range(2))
        applications = add_applications(session, 12, at=at)
        for number, who in enumerate(applications):
            hold(session, (one, two)[number % 2], who, at=at)
    moves = [
        asks_for(database, (two, one)[number % 2], who, at=at)
        for number, who in enumerate(applications)
    ]
    assert race(moves) == {"won": 12}
    with database.reading() as session:
        assert taken(session, one, two) == [6, 6]
        capacity = session.scalars(select(Slot.capacity)).all()
    assert capacity == [20, 20]
