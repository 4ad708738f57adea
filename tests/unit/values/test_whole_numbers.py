"""Whole numbers are taken as people type them, within their limits, and nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import given

from app.values.refusal import Refusal
from app.values.whole_numbers import parse_whole_number
from tests.unit.values.any_text import ANY_TEXT, many


@pytest.mark.parametrize(
    ("typed", "number"),
    [("14", 14), (" 0 ", 0), ("007", 7), ("None", 0), ("dim", 0), ("٣", 3), ("50", 50), ("000", 0)],
)
def test_a_number_is_taken_as_typed(typed: str, number: int) -> None:
    assert parse_whole_number(typed, most=50) == number


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "number-empty"),
        ("\u200b", "number-empty"),
        ("two", "number-letters"),
        ("1.5", "number-letters"),
        ("-1", "number-letters"),
        ("²", "number-letters"),
        ("51", "number-large"),
        ("9" * 5_000, "number-large"),
        ("0", "number-small"),
        ("none", "number-small"),
    ],
)
def test_what_is_no_such_number_is_refused(typed: str, code: str) -> None:
    with pytest.raises(Refusal) as refusal:
        parse_whole_number(typed, least=1, most=50)
    assert refusal.value.code == code


@many
@given(ANY_TEXT)
def test_nothing_typed_ever_breaks_it(text: str) -> None:
    try:
        assert 0 <= parse_whole_number(text, most=50) <= 50
    except Refusal as refusal:
        assert refusal.code.startswith("number-")
