"""What the shipped files say of each prison, once they are put together."""

from __future__ import annotations

from collections import Counter

import pytest

from app.data import read_rows
from app.places.facts import PrisonFacts, public_name, read_prisons
from app.places.models import Venue, Way


@pytest.fixture(scope="module")
def prisons() -> dict[str, PrisonFacts]:
    return {prison.venue["code"]: prison for prison in read_prisons()}


def test_all_127_prisons_are_there_once(prisons: dict[str, PrisonFacts]) -> None:
    assert len(prisons) == 127
    assert len(read_prisons()) == 127


def test_ways_follow_what_is_known(prisons: dict[str, PrisonFacts]) -> None:
    ways = {code: prison.venue["way"] for code, prison in prisons.items()}
    assert [ways[code] for code in ("LEI", "CFI", "PVI")] == [
        Way.REQUEST,
        Way.INSTANT,
        Way.INSTANT,
    ]
    assert Counter(ways.values()) == {Way.REQUEST: 58, Way.INSTANT: 27, Way.BY_HAND: 42}
    unknown = [code for code, prison in prisons.items() if not prison.sessions]
    assert len(unknown) == 26
    assert {ways[code] for code in unknown} == {Way.BY_HAND}
    assert ways["HEI"] == Way.BY_HAND  # has sessions, takes no requests
    assert prisons["HEI"].sessions


def test_every_chosen_way_is_for_a_prison_that_takes_bookings() -> None:
    taking = {
        row["code"]
        for row in read_rows("prison_visit_sessions.csv")
        if row["takes_requests"] == "yes"
    }
    assert {row["code"] for row in read_rows("visit_ways.csv")} == taking


@pytest.mark.parametrize(
    ("code", "adult_age", "adults", "children", "total"),
    [
        ("LEI", 10, 3, 5, 6),  # age from the session file, no limits known
        ("CDI", 8, 3, 3, 6),  # the limits file is asked first; the session file says 12
        ("HLI", 16, 4, 5, 6),  # no fixed limit for children: within six in all
        ("SNI", 5, 3, 2, 3),  # only a total is known
        ("AGI", 18, 4, 4, 8),
        ("BWI", 18, 3, 5, 6),  # nothing known
    ],
)
def test_limits(
    prisons: dict[str, PrisonFacts],
    code: str,
    adult_age: int,
    adults: int,
    children: int,
    total: int,
) -> None:
    venue = prisons[code].venue
    assert (venue["adult_age"], venue["max_adults"]) == (adult_age, adults)
    assert (venue["max_children"], venue["max_total"]) == (children, total)


def test_no_prison_lets_only_children_in(prisons: dict[str, PrisonFacts]) -> None:
    for prison in prisons.values():
        venue = prison.venue
        assert 1 <= venue["max_adults"] <= venue["max_total"]
        assert venue["max_children"] < venue["max_total"]


def test_window_and_notice(prisons: dict[str, PrisonFacts]) -> None:
    notice = {code: (p.venue["window_days"], p.venue["lead_days"]) for code, p in prisons.items()}
    assert notice["LEI"] == (14, 3)
    assert notice["BAI"] == (21, 3)
    assert notice["VEI"] == (28, 7)
    assert notice["CFI"] == (28, 3)


def test_entries_of_one_prison_are_merged(prisons: dict[str, PrisonFacts]) -> None:
    highpoint = prisons["HPI"]
    assert highpoint.venue["name"] == "Highpoint Prison"
    assert (4, "1430", "1630") in highpoint.sessions  # in both entries, held once
    assert (0, "1415", "1615") in highpoint.sessions  # only in the south
    assert len(highpoint.sessions) == 5
    assert highpoint.venue["way"] == Way.REQUEST


def test_provenance_names_file_or_default(prisons: dict[str, PrisonFacts]) -> None:
    leeds, berwyn = prisons["LEI"].venue["provenance"], prisons["BWI"].venue["provenance"]
    assert leeds["adult_age"] == "prison_visit_sessions.csv"
    assert leeds["limits"] == "default"
    assert leeds["way"] == "visit_ways.csv: demo choice"
    assert berwyn["way"] == "no known sessions"
    assert "sessions" not in berwyn


def test_closed_prisons_are_marked(prisons: dict[str, PrisonFacts]) -> None:
    closed = {code for code, prison in prisons.items() if not prison.venue["open"]}
    assert closed == {"DAI", "MWI"}


@pytest.mark.parametrize(
    ("short_name", "register_name", "expected"),
    [
        ("Leeds", "Leeds (HMP)", "Leeds Prison"),
        ("Cardiff", "Cardiff (HMP & YOI)", "Cardiff Prison"),
        ("Wetherby", "Wetherby (HMYOI)", "Wetherby Young Offender Institution"),
        ("Parc Youth Custody", "Parc Youth Custody (HMYOI)", "Parc Youth Custody"),
    ],
)
def test_public_name(short_name: str, register_name: str, expected: str) -> None:
    assert public_name(short_name, register_name) == expected


def test_names_and_addresses_in_welsh(prisons: dict[str, PrisonFacts]) -> None:
    cardiff = Venue(**prisons["CFI"].venue)
    leeds = Venue(**prisons["LEI"].venue)
    assert (cardiff.name_in("en"), cardiff.name_in("cy")) == ("Cardiff Prison", "Carchar Caerdydd")
    assert leeds.name_in("cy") == "Leeds Prison"
    assert cardiff.address_lines("cy") == ["Heol Knox", "Caerdydd", "CF24 0UG"]
    assert cardiff.address_lines("en") == ["Knox Road", "Cardiff", "CF24 0UG"]
