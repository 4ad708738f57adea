"""A helpline's hours are corrected: the coming times follow, and nobody loses the one they have."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.appointments import Slot, generate_slots, hold, offered_slots, release
from app.appointments.hours import DayHours, change_hours, hours_of
from app.audit import COMMAND, AuditEntry
from app.clock import london
from app.db import Database
from app.errors import NotAllowedNow
from app.places import HELPLINE, get_venue, load_helplines, load_places
from tests.integration.booking_rows import add_applications

MONDAY, SATURDAY = 0, 5


def mondays(session: Session, at: datetime) -> list[str]:
    """Return the times on offer on Mondays, as London clocks have them."""
    starts = [london(slot.starts_at) for slot in offered_slots(session, "CLA", at=at)]
    return sorted({f"{one:%H%M}" for one in starts if one.weekday() == MONDAY})


def test_the_offer_follows_the_hours_and_a_taken_time_stays(
    database: Database, at: datetime
) -> None:
    with database.unit_of_work() as session:
        load_helplines(session, at=at)
        cla = get_venue(session, "CLA")
        generate_slots(session, cla, at=at)
        late = [s for s in offered_slots(session, "CLA", at=at) if f"{london(s.starts_at):%a%H%M}" == "Mon1930"]  # fmt: skip
        (who,) = add_applications(session, 1, at=at)
        place = hold(session, late[0].id, who, at=at)
        wanted = {MONDAY: DayHours("0800", "1000", 3), SATURDAY: None}
        assert change_hours(session, cla, wanted, actor=COMMAND, at=at) == [MONDAY, SATURDAY]
        assert change_hours(session, cla, wanted, actor=COMMAND, at=at) == []
    with database.unit_of_work() as session:
        assert mondays(session, at) == ["0800", "0830", "0900", "0930"]
        offered = offered_slots(session, "CLA", at=at)
        assert not [slot for slot in offered if london(slot.starts_at).weekday() == SATURDAY]
        assert {s.capacity for s in offered if london(s.starts_at).weekday() == MONDAY} == {3}
        kept = session.get_one(Slot, late[0].id)
        assert (kept.taken, kept.capacity) == (1, 1)
        assert release(session, place, at=at)
        assert "1930" not in mondays(session, at)
        assert hours_of(session, get_venue(session, "CLA"))[MONDAY] == DayHours("0800", "1000", 3)
        assert load_places(session, at=at)[HELPLINE].kept == 1
        (entry,) = session.scalars(select(AuditEntry).where(AuditEntry.action == "venue.hours"))
        assert entry.details == {"venue_code": "CLA", "weekdays": ["mon", "sat"]}


def test_hours_without_a_time_are_refused(database: Database, at: datetime) -> None:
    with database.unit_of_work() as session:
        load_helplines(session, at=at)
        cla = get_venue(session, "CLA")
        for wrong in (("1000", "0900", 1), ("0900", "0915", 1), ("0900", "1000", 0)):
            with pytest.raises(NotAllowedNow):
                change_hours(session, cla, {0: DayHours(*wrong)}, actor=COMMAND, at=at)
        assert hours_of(session, cla)[0] == DayHours("0900", "2000", 4)
