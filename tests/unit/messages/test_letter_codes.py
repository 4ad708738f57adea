"""The code of a letter: what it says, and what a scanner or a person may make of it."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from app.messages.letter_codes import CodeUnreadable, LetterCode, letter_code, read_code
from app.references import ALPHABET, new_reference

REFERENCE = "PV-DCDW-WQYW"


def test_the_same_letter_always_has_the_same_code() -> None:
    one = UUID("12345678-1234-5678-1234-567812345678")
    assert letter_code(one) == letter_code(one) == "2WGK"
    codes = {letter_code(uuid4()) for _turn in range(500)}
    assert len(codes) > 490
    assert all(len(code) == 4 and set(code) <= set(ALPHABET) for code in codes)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("PV-DCDW-WQYW/7RTK/1", LetterCode(REFERENCE, "7RTK", 1)),
        ("]d1PV-DCDW-WQYW/7RTK/12\r\n", LetterCode(REFERENCE, "7RTK", 12)),
        ("]Q3PV-DCDW-WQYW/7RTK/3", LetterCode(REFERENCE, "7RTK", 3)),
        ("pv dcdw wqyw 7rtk 2", LetterCode(REFERENCE, "7RTK", 2)),
        ("PV-DCDW-WQYW · 7RTK", LetterCode(REFERENCE, "7RTK")),
        ("PVDCDWWQYW", LetterCode(REFERENCE)),
        ("PV-DCDW-WQYW/3", LetterCode(REFERENCE, "", 3)),
    ],
)
def test_codes_are_read_however_they_are_typed(typed: str, code: LetterCode) -> None:
    assert read_code(typed) == code


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "]",
        "]d1",
        "PV-DCDW",
        "PV-DCDW-WQYV/7RTK/1",
        "PV-DCDW-WQYW/7RTO/1",
        "PV-DCDW-WQYW/7RTK/0",
        "PV-DCDW-WQYW/7RTK/100",
        "PV-DCDW-WQYW/7RTK/x",
        "PV-DCDW-WQYW/7RTK/\u0663",
        "5012345678900",
        "https://example.org/PV-DCDW-WQYW",
        "P" * 10_000,
    ],
)
def test_what_is_no_code_is_refused(typed: str) -> None:
    with pytest.raises(CodeUnreadable):
        read_code(typed)


def test_every_code_that_we_print_is_read_back() -> None:
    for _turn in range(300):
        reference, letter, page = new_reference("LA"), letter_code(uuid4()), 7
        assert read_code(f"{reference}/{letter}/{page}") == LetterCode(reference, letter, page)
