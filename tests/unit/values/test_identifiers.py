"""Prisoner numbers, National Insurance numbers and email addresses."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.values.identifiers import (
    parse_email,
    parse_national_insurance,
    parse_prisoner_number,
    show_national_insurance,
)
from app.values.refusal import Refusal
from tests.unit.values.any_text import ANY_TEXT, many


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("a1234bc", "A1234BC"),
        (" A 1234-BC ", "A1234BC"),
        ("AI2O4BC", "A1204BC"),
        ("A1234B0", "A1234BO"),
        ("01234BC", "O1234BC"),
        ("A١٢٣٤BC", "A1234BC"),
    ],
)
def test_a_prisoner_number(typed: str, number: str) -> None:
    assert parse_prisoner_number(typed) == number


@pytest.mark.parametrize(
    "typed", ["1234ABC", "A123BC", "A12345BC", "AA234BC", "É1234BC", "A" * 10_000]
)
def test_a_bad_prisoner_number(typed: str) -> None:
    with pytest.raises(Refusal) as raised:
        parse_prisoner_number(typed)
    assert raised.value.code == "prisoner-number-shape"


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("ab123456c", "AB123456C"),
        ("AB 12 34 56 C", "AB123456C"),
        ("AB I2 34 5O C", "AB123450C"),
        ("0A123456A", "OA123456A"),
    ],
)
def test_a_national_insurance_number(typed: str, number: str) -> None:
    assert parse_national_insurance(typed) == number


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "national-insurance-empty"),
        ("AB12345C", "national-insurance-shape"),
        ("AB1234567", "national-insurance-shape"),
        ("ẞA123456A", "national-insurance-shape"),
        *(
            (f"{prefix}123456A", "national-insurance-letters")
            for prefix in ["BG", "GB", "KN", "NK", "NT", "TN", "ZZ"]
        ),
        *((f"{first}A123456A", "national-insurance-letters") for first in "DFIQUV"),
        *((f"A{second}123456A", "national-insurance-letters") for second in "DFIOQUV"),
        ("AB123456E", "national-insurance-letters"),
        ("QQ 12 34 56 C", "national-insurance-letters"),
    ],
)
def test_a_bad_national_insurance_number(typed: str, code: str) -> None:
    with pytest.raises(Refusal) as raised:
        parse_national_insurance(typed)
    assert raised.value.code == code


def test_every_letter_that_is_allowed_is_taken() -> None:
    for first in "ABCEGHJKLMNOPRSTWXYZ":
        assert parse_national_insurance(f"{first}C123456D") == f"{first}C123456D"


def test_a_number_is_shown_in_pairs() -> None:
    assert show_national_insurance("AB123456C") == "AB 12 34 56 C"


@pytest.mark.parametrize(
    ("typed", "email"),
    [
        (" Mair.Evans@Example.COM ", "Mair.Evans@example.com"),
        ("o'neil+visit@post.example.co.uk", "o'neil+visit@post.example.co.uk"),
        ("siân@enghraifft.cymru", "siân@enghraifft.cymru"),
        ("a@xn--e1afmkfd.xn--p1ai", "a@xn--e1afmkfd.xn--p1ai"),
    ],
)
def test_an_email_address(typed: str, email: str) -> None:
    assert parse_email(typed) == email


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "email-empty"),
        ("mair", "email-shape"),
        ("mair@example", "email-shape"),
        ("mair@@example.com", "email-shape"),
        ("mair evans@example.com", "email-shape"),
        (".mair@example.com", "email-shape"),
        ("ma..ir@example.com", "email-shape"),
        ("mair@example..com", "email-shape"),
        ("mair@-example.com", "email-shape"),
        ("<mair@example.com>", "email-shape"),
        ("mair@example.com, ann@example.com", "email-shape"),
        (f"{'m' * 309}@example.com", "email-long"),
        ("a@" + "b." * 5_000, "email-long"),
    ],
)
def test_a_bad_email_address(typed: str, code: str) -> None:
    with pytest.raises(Refusal) as raised:
        parse_email(typed)
    assert raised.value.code == code


@pytest.mark.parametrize("parse", [parse_prisoner_number, parse_national_insurance, parse_email])
@given(text=ANY_TEXT | st.text("AB01234O56CIL @.-e", max_size=14))
@many
def test_any_text_is_taken_or_refused(parse: Callable[[str], str], text: str) -> None:
    try:
        kept = parse(text)
    except Refusal as refusal:
        assert str(refusal.words)
    else:
        assert parse(kept) == kept
