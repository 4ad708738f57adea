"""The lines of an envelope that goes in the care of a place, and the courts that ship."""

from __future__ import annotations

from collections import Counter

import pytest

from app.places.care_of import envelope_lines
from app.places.courts import read_courts
from app.values.addresses import LINE_LIMIT, parse_address
from letters import PostalAddress

NAME = "Ann Archer"


def test_every_court_that_ships_makes_an_envelope_that_can_be_posted() -> None:
    courts = read_courts()
    for court in courts:
        address = court.venue["address"]
        assert parse_address(**address).as_dict() == address, court.code
        for name in (court.venue["name"], court.venue["name_cy"]):
            parts = [address[part] for part in ("line1", "line2", "town", "postcode")]
            lines = envelope_lines(f"c/o {name}", [part for part in parts if part])
            envelope = PostalAddress.parse([NAME, *lines]).lines
            assert envelope[0] == NAME
            assert max(map(len, envelope)) <= LINE_LIMIT, court.code
            assert envelope[-1] == address["postcode"]
    assert len(courts) == 255
    assert max(Counter(court.code for court in courts).values()) == 1
    assert {court.venue["country"] for court in courts} == {"England", "Wales"}


def test_a_first_line_that_is_too_wide_goes_on_at_a_word() -> None:
    first = "c/o Bexleyheath Social Security and Child Support Tribunal"
    lines = envelope_lines(first, ["40-46 Avenue Road", "Bexleyheath", "DA7 4EG"])
    assert lines == [
        "c/o Bexleyheath Social Security and Child Support",
        "Tribunal",
        "40-46 Avenue Road",
        "Bexleyheath",
        "DA7 4EG",
    ]


def test_too_many_lines_lose_what_is_said_twice_and_then_share_a_line() -> None:
    place = ["Aberystwyth Justice Centre", "Y Lanfa", "Trefechan", "Quay", "Penparcau"]
    end = ["Aberystwyth", "SY23 1AS"]
    lines = envelope_lines("c/o Aberystwyth Justice Centre", [*place, *end])
    assert lines == [
        "c/o Aberystwyth Justice Centre",
        "Y Lanfa",
        "Trefechan, Quay",
        "Penparcau",
        "Aberystwyth",
        "SY23 1AS",
    ]
    assert PostalAddress.parse([NAME, *lines]).postcode == "SY23 1AS"


@pytest.mark.parametrize("first", ["c/o " + "x" * 130, "c/o X"])
def test_no_line_is_ever_lost_to_make_room(first: str) -> None:
    place = [f"Line {number}" for number in range(9)]
    joined = ", ".join(envelope_lines(first, place))
    assert all(line in joined for line in place)
    assert len(envelope_lines(first, place)) <= 6


def test_a_prison_keeps_all_its_lines_in_its_care() -> None:
    address = parse_address(
        line1="2 Gloucester Terrace", line2="Armley", town="Leeds", postcode="LS12 2TJ"
    )
    lines = envelope_lines("c/o Leeds Prison", address.lines())
    assert lines == ["c/o Leeds Prison", "2 Gloucester Terrace", "Armley", "Leeds", "LS12 2TJ"]
