"""What a person is found by, before it becomes tokens."""

from __future__ import annotations

from datetime import date

import pytest

from app.people.details import PersonDetails
from app.people.tokens import (
    keys_of,
    national_digits,
    surname_keys,
    typed_digits,
    typed_postcode,
)


def test_the_keys_of_a_person() -> None:
    person = PersonDetails(
        first_names="Mary Ann",
        last_name="Jones",
        born=date(1984, 7, 14),
        phone="+447700900123",
        address={"line1": "1 High Street", "postcode": "SA1 3SN"},
    )
    assert keys_of(person) == {
        ("surname", "jones"),
        ("sound", "JNS"),
        ("prefix3", "jon"),
        ("prefix5", "jones"),
        ("first", "mary"),
        ("first", "ann"),
        ("born", "1984-07-14"),
        ("postcode", "SA13SN"),
        ("phone", "7700900123"),
        ("phone-ending", "900123"),
        ("surname+postcode", "jones|SA13SN"),
        ("sound+postcode", "JNS|SA13SN"),
        ("surname+born", "jones|1984-07-14"),
    }


def test_what_is_not_known_makes_no_key() -> None:
    kinds = {kind for kind, _value in keys_of(PersonDetails(first_names="", last_name="Li"))}
    assert kinds == {"surname", "sound"}


@pytest.mark.parametrize(
    ("last_name", "keys"),
    [
        ("O'Neill", ("oneill", "neill")),
        ("Rees-Jones", ("reesjones", "rees", "jones")),
        ("ap Rhys", ("aprhys", "rhys")),
        ("Brontë", ("bronte",)),
        ("Smith Smith", ("smithsmith", "smith")),
        ("'", ()),
    ],
)
def test_surnames_and_their_words(last_name: str, keys: tuple[str, ...]) -> None:
    assert surname_keys(last_name) == keys


def test_a_name_without_end_makes_few_keys() -> None:
    assert len(surname_keys("ab-cde " * 5_000)) < 10


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("07700 900123", "7700900123"),
        ("+44 7700 900123", "7700900123"),
        ("900123", "900123"),
        ("012345", "012345"),
        ("call me", ""),
        ("", ""),
    ],
)
def test_a_number_as_typed(typed: str, digits: str) -> None:
    assert typed_digits(typed) == digits


def test_a_number_from_abroad_keeps_its_country() -> None:
    assert national_digits("+35312345678") == "35312345678"


@pytest.mark.parametrize(
    ("typed", "compact"), [("cf10 1ab", "CF101AB"), ("LSI2 2TJ", "LS122TJ"), ("cf10", "CF10")]
)
def test_a_postcode_as_typed(typed: str, compact: str) -> None:
    assert typed_postcode(typed) == compact
