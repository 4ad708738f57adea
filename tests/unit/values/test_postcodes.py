"""Postcodes are stored one way and only when they can exist."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.values.postcodes import (
    Country,
    areas,
    country_hint,
    is_forces,
    parse_postcode,
)
from app.values.refusal import Refusal
from tests.unit.values.any_text import ANY_TEXT, many


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("ls122tj", "LS12 2TJ"),
        (" LS12  2TJ ", "LS12 2TJ"),
        ("l-s-1-2 2.t.j.", "LS12 2TJ"),
        ("sw1a1aa", "SW1A 1AA"),
        ("m1 1ae", "M1 1AE"),
        ("EC1A 1BB", "EC1A 1BB"),
        ("gir 0aa", "GIR 0AA"),
        ("je2 3ab", "JE2 3AB"),
        ("gy1 1aa", "GY1 1AA"),
        ("im1 1aa", "IM1 1AA"),
        ("bf1 2at", "BF1 2AT"),
        ("bfpo 012", "BFPO 12"),
        ("BFPO c/o 57", "BFPO 57"),
        ("LS12 2TJ\u200f", "LS12 2TJ"),
        ("S014 3AB", "SO14 3AB"),
        ("0X1 2JD", "OX1 2JD"),
        ("N7 8TT", "N7 8TT"),
        ("NI OAA", "N1 0AA"),
        ("SL0 0AA", "SL0 0AA"),
    ],
)
def test_a_postcode_is_stored_one_way(typed: str, stored: str) -> None:
    assert parse_postcode(typed) == stored


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "postcode-empty"),
        ("...", "postcode-empty"),
        ("SW1A", "postcode-half"),
        ("LS12", "postcode-half"),
        ("ZZ1 1AA", "postcode-area"),
        ("QA1 1AA", "postcode-area"),
        ("LS12 2TC", "postcode-shape"),
        ("LS123 2TJ", "postcode-shape"),
        ("12345", "postcode-shape"),
        ("BFPO", "postcode-shape"),
        ("LS12 2TJ LS12 2TJ", "postcode-shape"),
        ("<script>", "postcode-shape"),
        ("O" * 10_000, "postcode-shape"),
    ],
)
def test_a_bad_postcode_is_refused(typed: str, code: str) -> None:
    with pytest.raises(Refusal) as raised:
        parse_postcode(typed)
    assert raised.value.code == code


def test_the_areas_are_whole() -> None:
    assert len(areas()) == 127
    assert {"AB", "ZE", "BT", "JE", "GIR"} <= areas().keys()


@pytest.mark.parametrize(
    ("postcode", "country"),
    [
        ("EH1 1AA", Country.SCOTLAND),
        ("TD1 1AA", Country.ENGLAND_OR_SCOTLAND),
        ("BT1 1AA", Country.NORTHERN_IRELAND),
        ("CF10 1AA", Country.WALES),
        ("SY23 1AS", Country.ENGLAND_OR_WALES),
        ("B1 1AA", Country.ENGLAND),
        ("BFPO 12", Country.FORCES),
        ("IM1 1AA", Country.ISLE_OF_MAN),
        ("", Country.UNKNOWN),
    ],
)
def test_a_postcode_hints_at_its_country(postcode: str, country: Country) -> None:
    assert country_hint(postcode) is country


def test_the_forces_have_a_post_of_their_own() -> None:
    assert is_forces("BF1 2AT") and not is_forces("LS12 2TJ")


REAL = st.from_regex(r"[A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][A-Z]{2}", fullmatch=True)


@given(ANY_TEXT | REAL)
@many
def test_any_text_is_a_postcode_or_a_refusal(text: str) -> None:
    try:
        stored = parse_postcode(text)
    except Refusal as refusal:
        assert str(refusal.words)
    else:
        assert parse_postcode(stored) == stored
        assert parse_postcode(stored.lower().replace(" ", "")) == stored
