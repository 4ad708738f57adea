"""Loading the prisons into a database of either kind, and asking for them."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from app.db import Database
from app.places import NoSuchVenue, SessionTime, Venue, get_venue, list_venues, load_prisons


def test_all_prisons_load_and_load_again(database: Database, at: datetime) -> None:
    with database.unit_of_work() as session:
        first = load_prisons(session, at=at)
    with database.unit_of_work() as session:
        again = load_prisons(session, at=at + timedelta(days=1))
    with database.reading() as session:
        times = session.scalar(
            select(func.count()).select_from(SessionTime).where(SessionTime.venue_code == "LEI")
        )
        loaded_at = get_venue(session, "LEI").loaded_at
    assert (first.added, first.refreshed, first.kept) == (127, 0, 0)
    assert (again.added, again.refreshed, again.kept) == (0, 127, 0)
    assert times == 19
    assert loaded_at == at + timedelta(days=1)


def test_a_corrected_prison_is_left_alone_and_others_are_mended(
    database: Database, at: datetime
) -> None:
    with database.unit_of_work() as session:
        load_prisons(session, at=at)
    with database.unit_of_work() as session:
        leeds, cardiff = get_venue(session, "LEI"), get_venue(session, "CFI")
        leeds.phone, leeds.corrected = "01632 960001", True
        cardiff.phone = "01632 960002"
        session.add_all(
            SessionTime(venue_code=code, weekday=3, starts="2000", ends="2100")
            for code in ("LEI", "CFI")
        )
    with database.unit_of_work() as session:
        again = load_prisons(session, at=at)
    with database.reading() as session:
        evenings = session.scalars(
            select(SessionTime.venue_code).where(SessionTime.starts == "2000")
        ).all()
        phones = [get_venue(session, code).phone for code in ("LEI", "CFI")]
    assert (again.refreshed, again.kept) == (126, 1)
    assert phones == ["01632 960001", "0300 303 2301"]
    assert evenings == ["LEI"]


def test_closed_prisons_are_listed_only_when_asked_for(database: Database, at: datetime) -> None:
    with database.unit_of_work() as session:
        load_prisons(session, at=at)
    with database.reading() as session:
        names = [venue.name for venue in list_venues(session)]
        everything = list_venues(session, closed_too=True)
    assert len(names) == 125
    assert len(everything) == 127
    assert names[:2] == ["Altcourse Prison", "Ashfield Prison"]
    assert "Dartmoor Prison" not in names


@pytest.mark.parametrize("code", ["XXX", "lei", "", "LEI\0", "LEI'; DROP TABLE venues", "𝕃𝔼𝕀"])
def test_an_unknown_code_is_named(database: Database, at: datetime, code: str) -> None:
    with database.reading() as session, pytest.raises(NoSuchVenue):
        get_venue(session, code)
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Venue)) == 0
