"""Courts and day centres: loaded, added, corrected, and never a place to visit."""

from __future__ import annotations

from datetime import datetime

import pytest

from app.audit import COMMAND
from app.db import Database
from app.errors import NotAllowedNow
from app.places import (
    COURT,
    DAY_CENTRE,
    PRISON,
    bookable_venues,
    get_venue,
    list_venues,
    load_courts,
    load_prisons,
)
from app.places.care_of import (
    PlaceForPost,
    add_day_centre,
    care_of_places,
    correct_place,
    is_unchecked,
)
from app.values.addresses import parse_address

HOME = parse_address(line1="9 Pier Road", town="Cardiff", postcode="CF10 4ZZ")
CENTRE = PlaceForPost(
    name="Harbour Day Centre", name_cy="Canolfan Ddydd yr Harbwr", address=HOME, opening="Daily"
)


def test_a_court_takes_post_and_no_visits_and_is_checked_once(
    database: Database, at: datetime
) -> None:
    with database.unit_of_work() as session:
        load_courts(session, at=at)
        load_prisons(session, at=at)
        court = get_venue(session, "C001", kind=COURT)
        assert is_unchecked(court)
        wish = PlaceForPost(name=court.name, address=HOME)
        assert correct_place(session, court, wish, actor=COMMAND, at=at) == ["address", "name_cy"]
        assert correct_place(session, court, wish, actor=COMMAND, at=at) == []
    with database.unit_of_work() as session:
        assert load_courts(session, at=at).kept == 1
        court = get_venue(session, "C001")
        assert (court.address["line1"], is_unchecked(court)) == ("9 Pier Road", False)
        assert {venue.kind for venue in list_venues(session)} == {PRISON}
        assert court not in bookable_venues(session)
        leeds = get_venue(session, "LEI")
        with pytest.raises(NotAllowedNow):
            correct_place(session, leeds, wish, actor=COMMAND, at=at)


def test_a_day_centre_is_added_once_and_closed(database: Database, at: datetime) -> None:
    with database.unit_of_work() as session:
        added = add_day_centre(session, CENTRE, actor=COMMAND, at=at)
        assert add_day_centre(session, CENTRE, actor=COMMAND, at=at) is added
        assert [one.name for one in care_of_places(session)] == ["Harbour Day Centre"]
        assert added.name_in("cy") == "Canolfan Ddydd yr Harbwr"
        closed = PlaceForPost(name=added.name, address=HOME, open=False)
        correct_place(session, added, closed, actor=COMMAND, at=at)
        assert care_of_places(session) == []
        assert care_of_places(session, closed_too=True)[0].kind == DAY_CENTRE
