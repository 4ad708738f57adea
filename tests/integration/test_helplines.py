"""Helplines: their hours, which times they offer, and that no list of prisons shows them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.applications.held_time import TimeLookups
from app.appointments import (
    Slot,
    SlotGone,
    appointment_of,
    book,
    generate_slots,
    hold,
    offered_slots,
    rebook,
)
from app.appointments.capacity import change_capacity
from app.appointments.coverage import venues_short_of_slots
from app.audit import COMMAND
from app.cli.checks import check_slots
from app.clock import london, today
from app.db import Database
from app.errors import NotAllowedNow
from app.places import (
    HELPLINE,
    PRISON,
    ClosedDay,
    NoSuchVenue,
    SessionTime,
    get_venue,
    list_venues,
    load_helplines,
    load_places,
    load_prisons,
)
from app.places.helplines import cut, read_helplines
from app.places.working_days import is_holiday
from tests.integration.booking_rows import add_applications, add_venue, taken
from tests.integration.test_slot_race import asks_for, race


def opened(session: Session, *, at: datetime) -> None:
    """Load the helpline and make its slots."""
    load_helplines(session, at=at)
    generate_slots(session, get_venue(session, "CLA"), at=at)


def on_offer(database: Database, *, at: datetime) -> list[datetime]:
    """Return the starts on offer, as London clocks have them."""
    with database.reading() as session:
        return [london(slot.starts_at) for slot in offered_slots(session, "CLA", at=at)]


def test_the_hours_are_half_hours_and_end_with_the_day() -> None:
    (cla,) = read_helplines()
    monday = sorted(s.starts for s in cla.sessions if s.weekday == 0)
    saturday = sorted(s.starts for s in cla.sessions if s.weekday == 5)
    assert (len(monday), monday[0], monday[-1]) == (22, "0900", "1930")
    assert (len(saturday), saturday[0], saturday[-1]) == (7, "0900", "1200")
    assert not [s for s in cla.sessions if s.weekday == 6]
    assert {s.capacity for s in cla.sessions} == {4, 2}


def test_what_is_left_over_is_no_slot() -> None:
    assert list(cut("0900", "1010", minutes=30)) == [("0900", "0930"), ("0930", "1000")]


def test_loading_again_refreshes_and_leaves_a_correction(database: Database, at: datetime) -> None:
    with database.unit_of_work() as session:
        first = load_places(session, at=at)
    with database.unit_of_work() as session:
        again = load_places(session, at=at)
        change_capacity(session, get_venue(session, "CLA"), 9, actor=COMMAND, at=at, weekday=5)
    with database.unit_of_work() as session:
        later = load_places(session, at=at)
    with database.reading() as session:
        rows = session.scalars(select(SessionTime).where(SessionTime.venue_code == "CLA")).all()
        capacities = {(row.weekday == 5, row.capacity) for row in rows}
    assert (first[PRISON].added, first[HELPLINE].added) == (127, 1)
    assert (again[HELPLINE].refreshed, later[HELPLINE].kept) == (1, 1)
    assert (later[PRISON].refreshed, len(rows)) == (127, 117)
    assert capacities == {(False, 4), (True, 9)}


def test_no_list_of_prisons_shows_a_helpline(database: Database, at: datetime) -> None:
    with database.unit_of_work() as session:
        load_places(session, at=at)
        assert {venue.kind for venue in list_venues(session, closed_too=True)} == {PRISON}
        assert [venue.code for venue in list_venues(session, kind=HELPLINE)] == ["CLA"]
        assert len(list_venues(session, kind=None, closed_too=True)) == 128 + 255
        assert "CLA" in {venue.code for venue in venues_short_of_slots(session, at=at)}
        with pytest.raises(NoSuchVenue):
            get_venue(session, "CLA", kind=PRISON)


def test_a_time_is_offered_until_two_hours_before(database: Database) -> None:
    nine = datetime(2026, 11, 25, 9, tzinfo=UTC)
    with database.unit_of_work() as session:
        opened(session, at=nine)
    to_the_minute = on_offer(database, at=nine)
    a_minute_later = on_offer(database, at=nine + timedelta(minutes=1))
    late = on_offer(database, at=nine.replace(hour=18))
    assert (to_the_minute[0].hour, to_the_minute[0].minute) == (11, 0)
    assert (a_minute_later[0].hour, a_minute_later[0].minute) == (11, 30)
    assert late[0].date() == date(2026, 11, 26)
    assert to_the_minute[-1].date() == date(2026, 12, 2)
    assert (to_the_minute[-1].hour, to_the_minute[-1].minute) == (19, 30)


def test_saturday_ends_at_half_past_twelve_and_sunday_is_shut(database: Database) -> None:
    friday = datetime(2026, 11, 27, 20, tzinfo=UTC)
    with database.unit_of_work() as session:
        opened(session, at=friday)
    starts = on_offer(database, at=friday)
    assert [f"{s:%H%M}" for s in starts if s.date() == date(2026, 11, 28)][-1] == "1200"
    assert date(2026, 11, 29) not in {s.date() for s in starts}


def test_a_bank_holiday_is_shut_also_one_announced_later(database: Database) -> None:
    before_christmas = datetime(2026, 12, 22, 9, tzinfo=UTC)
    announced, owners = date(2026, 12, 28), date(2026, 12, 24)
    with database.unit_of_work() as session:
        opened(session, at=before_christmas)
    # Boxing Day falls on a Saturday and is kept on the 28th as well.
    worked = {date(2026, 12, 22), date(2026, 12, 23), owners, date(2026, 12, 29)}
    assert {s.date() for s in on_offer(database, at=before_christmas)} == worked
    with database.unit_of_work() as session:
        session.add(slot_at(datetime(2026, 12, 28, 10, tzinfo=UTC)))  # made before we knew
        session.add(ClosedDay(venue_code="CLA", day=owners, reason="training"))
    days = {s.date() for s in on_offer(database, at=before_christmas)}
    assert days == worked - {owners}
    assert announced not in days


def slot_at(starts: datetime) -> Slot:
    return Slot(
        venue_code="CLA", starts_at=starts, ends_at=starts + timedelta(minutes=30), capacity=4
    )


@pytest.mark.parametrize("day", [date(2027, 12, 25), date(2028, 1, 1), date(2026, 8, 31)])
def test_a_feast_on_a_saturday_is_a_holiday_though_another_day_is_kept(day: date) -> None:
    assert is_holiday(day)


@pytest.mark.parametrize(
    ("now", "utc_hours"),
    [
        (datetime(2026, 10, 23, 6, tzinfo=UTC), {23: 8, 24: 8, 26: 9}),  # back on Sunday 25
        (datetime(2027, 3, 24, 6, tzinfo=UTC), {24: 9, 25: 9, 30: 8}),  # on, on Easter Sunday
    ],
)
def test_nine_stays_nine_across_a_clock_change(
    database: Database, now: datetime, utc_hours: dict[int, int]
) -> None:
    with database.unit_of_work() as session:
        opened(session, at=now)
        offered = offered_slots(session, "CLA", at=now)
        first: dict[int, Slot] = {}
        for slot in offered:
            first.setdefault(today(slot.starts_at).day, slot)
        hours = {day: first[day].starts_at.hour for day in utc_hours}
        assert hours == utc_hours
        assert {london(slot.starts_at).hour for slot in first.values()} == {9}
        assert {slot.ends_at - slot.starts_at for slot in offered} == {timedelta(minutes=30)}


def test_two_who_ask_at_once_for_the_last_place(database: Database, at: datetime) -> None:
    with database.unit_of_work() as session:
        opened(session, at=at)
        change_capacity(session, get_venue(session, "CLA"), 1, actor=COMMAND, at=at)
        slot = offered_slots(session, "CLA", at=at)[0].id
        two = add_applications(session, 2, at=at)
    ask = partial(asks_for, database, slot, at=at)
    assert race([ask(application_id=who) for who in two]) == {"won": 1, "gone": 1}
    with database.reading() as session:
        assert taken(session, slot) == [1]
        assert slot not in {each.id for each in offered_slots(session, "CLA", at=at)}


def test_less_room_takes_no_place_away(database: Database, at: datetime) -> None:
    with database.unit_of_work() as session:
        opened(session, at=at)
        slot = offered_slots(session, "CLA", at=at)[0].id
        for who in add_applications(session, 2, at=at):
            hold(session, slot, who, at=at)
        cla = get_venue(session, "CLA")
        assert change_capacity(session, cla, 1, actor=COMMAND, at=at) > 100
        assert session.get_one(Slot, slot, populate_existing=True).capacity == 2
        with pytest.raises(NotAllowedNow):
            change_capacity(session, cla, -1, actor=COMMAND, at=at)


def test_a_booking_is_moved_or_stays_where_it_was(database: Database, at: datetime) -> None:
    with database.unit_of_work() as session:
        opened(session, at=at)
        change_capacity(session, get_venue(session, "CLA"), 1, actor=COMMAND, at=at)
        one, two, three = (slot.id for slot in offered_slots(session, "CLA", at=at)[:3])
        mine, other = add_applications(session, 2, at=at)
        book(session, one, mine, at=at)
        book(session, two, other, at=at)
        with pytest.raises(SlotGone):
            rebook(session, two, mine, at=at)
        assert taken(session, one, two, three) == [1, 1, 0]
        moved = rebook(session, three, mine, at=at)
        assert rebook(session, three, mine, at=at).id == moved.id
        assert taken(session, one, two, three) == [0, 1, 1]
        kept = appointment_of(session, mine)
        assert kept is not None
        assert (kept.slot_id, kept.state) == (three, "booked")


def test_a_prison_still_asks_for_working_days(database: Database, at: datetime) -> None:
    with database.unit_of_work() as session:
        venue = add_venue(session, at=at)
        assert (venue.notice_minutes, venue.keeps_bank_holidays) == (None, False)
        assert not venue.is_shut_on(date(2026, 12, 25))


def test_the_doctor_misses_a_helpline_that_was_not_loaded(database: Database, at: datetime) -> None:
    with database.unit_of_work() as session:
        load_prisons(session, at=at)
        assert "there are no helplines" in check_slots(session, at).line
        load_helplines(session, at=at)
        assert "lack coming times" in check_slots(session, at).line


def test_a_house_without_the_helpline_offers_no_call(database: Database, at: datetime) -> None:
    with database.unit_of_work() as session:
        assert TimeLookups(session=session, application_id=None, at=at).times("CLA") == ()
