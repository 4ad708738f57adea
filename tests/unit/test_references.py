"""References survive being read out: slips are caught, spaces and case do not matter."""

from __future__ import annotations

import pytest

from app.references import ALPHABET, new_reference, parse_reference


def test_a_reference_is_read_back_in_any_dress() -> None:
    reference = new_reference("PV")
    assert parse_reference(reference.lower().replace("-", " ")) == reference
    assert len(reference) == 12
    assert parse_reference(f"{reference}/7RTK/12") == reference, "as a letter's code says it"
    assert parse_reference(f"{reference}7RTK") is None


def test_every_single_slip_is_caught() -> None:
    reference = new_reference("PV")
    for place in (3, 4, 5, 6, 8, 9, 10, 11):
        for letter in ALPHABET:
            if letter != reference[place]:
                assert parse_reference(reference[:place] + letter + reference[place + 1 :]) is None


def test_most_swaps_of_neighbours_are_caught() -> None:
    missed = tried = 0
    for _round in range(200):
        body = new_reference("PV")[3:].replace("-", "")
        for i in range(7):
            if body[i] != body[i + 1]:
                tried += 1
                swapped = body[:i] + body[i + 1] + body[i] + body[i + 2 :]
                missed += parse_reference("PV" + swapped) is not None
    assert missed / tried < 0.2


@pytest.mark.parametrize("text", ["", "PV", "PV-AAAA-AAAA", "12-3456-7890", "x" * 10_000, "\x00"])
def test_what_cannot_be_a_reference_is_nothing(text) -> None:
    assert parse_reference(text) is None
