"""Slots made from weekly sessions, and which of them are on offer."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.appointments import (
    Slot,
    book,
    generate_all_slots,
    generate_slots,
    hold,
    offered_days,
    offered_slots,
)
from app.clock import london, today
from app.db import Database
from app.places import ClosedDay, NoSuchVenue, SessionTime, get_venue, load_prisons
from tests.integration.booking_rows import add_applications, add_slot, add_venue


def weekly(session: Session, *, weekday: int, starts: str = "1400", ends: str = "1600") -> None:
    session.add(
        SessionTime(venue_code="TSI", weekday=weekday, starts=starts, ends=ends, capacity=2)
    )
    session.flush()


def starts_of(session: Session) -> list[datetime]:
    return list(session.scalars(select(Slot.starts_at).order_by(Slot.starts_at)))


@pytest.mark.parametrize(
    ("now", "utc_hours"),
    [
        (datetime(2026, 10, 12, 9, tzinfo=UTC), [13, 14, 14, 14]),  # back on 25 October
        (datetime(2027, 3, 15, 9, tzinfo=UTC), [14, 13, 13, 13]),  # forward on 28 March
    ],
)
def test_two_in_the_afternoon_stays_so_across_a_clock_change(
    database: Database, now: datetime, utc_hours: list[int]
) -> None:
    with database.unit_of_work() as session:
        venue = add_venue(session, at=now)
        weekly(session, weekday=6)
        assert generate_slots(session, venue, at=now) == 4
    with database.reading() as session:
        starts = starts_of(session)
    assert [moment.hour for moment in starts] == utc_hours
    assert {london(moment).strftime("%a %H:%M") for moment in starts} == {"Sun 14:00"}


def test_slots_are_made_once_and_skip_closed_days(database: Database, at: datetime) -> None:
    with database.unit_of_work() as session:
        venue = add_venue(session, at=at)
        weekly(session, weekday=2)  # at is a Wednesday: today and 28 days on are both included
        weekly(session, weekday=5, starts="0915", ends="1115")
        session.add(ClosedDay(venue_code="TSI", day=date(2026, 12, 5), reason="training"))
        session.flush()
        assert generate_slots(session, venue, at=at) == 8
        assert generate_slots(session, venue, at=at) == 0
        assert generate_slots(session, venue, at=at + timedelta(days=7)) == 2
        days = {today(moment) for moment in starts_of(session)}
    assert date(2026, 12, 5) not in days
    assert {date(2026, 11, 25), date(2026, 12, 23), date(2026, 12, 30)} <= days


def test_a_session_time_ends_with_its_dates(database: Database, at: datetime) -> None:
    with database.unit_of_work() as session:
        venue = add_venue(session, at=at)
        session.add(
            SessionTime(
                venue_code="TSI",
                weekday=0,
                starts="1400",
                ends="1600",
                valid_from=date(2026, 12, 7),
                valid_to=date(2026, 12, 14),
            )
        )
        session.flush()
        generate_slots(session, venue, at=at)
        assert [today(m) for m in starts_of(session)] == [date(2026, 12, 7), date(2026, 12, 14)]


@pytest.mark.parametrize(
    ("now", "first", "last"),
    [
        # A Wednesday: Thursday, Friday and Monday pass, Tuesday is the first day.
        (datetime(2026, 11, 25, 10, tzinfo=UTC), date(2026, 12, 1), date(2026, 12, 23)),
        # Over Christmas: 24, 29 and 30 December are worked.
        (datetime(2026, 12, 23, 10, tzinfo=UTC), date(2026, 12, 31), date(2027, 1, 20)),
        # Friday night, ten to midnight in London in summer time, is still Friday.
        (datetime(2026, 7, 3, 22, 50, tzinfo=UTC), date(2026, 7, 9), date(2026, 7, 31)),
        # Twenty minutes later it is Saturday: the notice is the same, the window a day further.
        (datetime(2026, 7, 3, 23, 10, tzinfo=UTC), date(2026, 7, 9), date(2026, 8, 1)),
    ],
)
def test_first_and_last_day(database: Database, now: datetime, first: date, last: date) -> None:
    with database.unit_of_work() as session:
        venue = add_venue(session, at=now)
        for weekday in range(7):
            weekly(session, weekday=weekday)
        generate_slots(session, venue, at=now)
        offered = [today(slot.starts_at) for slot in offered_slots(session, "TSI", at=now)]
    assert offered_days(venue, at=now) == (first, last)
    assert (offered[0], offered[-1]) == (first, last)
    assert offered == sorted(offered)


def test_boxing_day_sessions_go_on_unless_closed(database: Database) -> None:
    now = datetime(2026, 12, 10, 9, tzinfo=UTC)
    with database.unit_of_work() as session:
        venue = add_venue(session, at=now)
        for weekday in (4, 5):
            weekly(session, weekday=weekday)
        generate_slots(session, venue, at=now)
        # Closing a day after its slots were made takes it off the offer as well.
        session.add(ClosedDay(venue_code="TSI", day=date(2026, 12, 25), reason="Christmas Day"))
        session.flush()
        offered = [today(slot.starts_at) for slot in offered_slots(session, "TSI", at=now)]
    assert date(2026, 12, 26) in offered
    assert date(2026, 12, 25) not in offered


def test_full_slots_are_not_offered_until_a_hold_lapses(database: Database, at: datetime) -> None:
    with database.unit_of_work() as session:
        add_venue(session, at=at)
        booked, held, free = (add_slot(session, at=at, days=days) for days in (10, 11, 12))
        first, second = add_applications(session, 2, at=at)
        book(session, booked, first, at=at)
        hold(session, held, second, at=at, seconds=600)
    with database.reading() as session:
        now = [slot.id for slot in offered_slots(session, "TSI", at=at)]
        almost = offered_slots(session, "TSI", at=at + timedelta(seconds=599))
        later = offered_slots(session, "TSI", at=at + timedelta(seconds=600))
    assert now == [free]
    assert [slot.id for slot in almost] == [free]
    assert [slot.id for slot in later] == [held, free]


def test_a_closed_prison_has_no_slots(database: Database, at: datetime) -> None:
    with database.unit_of_work() as session:
        venue = add_venue(session, at=at)
        weekly(session, weekday=3)
        generate_slots(session, venue, at=at)
        assert offered_slots(session, "TSI", at=at)
        venue.open = False
        session.flush()
        assert offered_slots(session, "TSI", at=at) == []
        assert generate_slots(session, venue, at=at + timedelta(days=20)) == 0


def test_the_real_prisons_have_slots_inside_their_windows(database: Database, at: datetime) -> None:
    with database.unit_of_work() as session:
        load_prisons(session, at=at)
        made = generate_all_slots(session, at=at)
        leeds = offered_slots(session, "LEI", at=at)
        assert offered_slots(session, "BWI", at=at) == []  # no known sessions
        assert get_venue(session, "LEI").window_days == 14
    assert made > 2500
    assert {today(slot.starts_at) for slot in leeds} >= {date(2026, 12, 1), date(2026, 12, 9)}
    assert max(today(slot.starts_at) for slot in leeds) == date(2026, 12, 9)
    assert all(slot.capacity == 20 for slot in leeds)


def test_an_unknown_prison_is_named(database: Database, at: datetime) -> None:
    with database.reading() as session, pytest.raises(NoSuchVenue):
        offered_slots(session, "ZZZ", at=at)
