"""Pounds become pence and nothing is rounded."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.values.money import MOST_PENCE, parse_pounds, show_pounds
from app.values.refusal import Refusal
from tests.unit.values.any_text import ANY_TEXT, many


@pytest.mark.parametrize(
    ("typed", "pence"),
    [
        ("£1,234.50", 123450),
        ("1234.50", 123450),
        ("1 234.5", 123450),
        ("£ 70", 7000),
        ("70.", 7000),
        (".50", 50),
        ("0.05", 5),
        ("50p", 50),
        ("£2.50p", 250),
        ("25 pounds", 2500),
        ("25 punt", 2500),
        ("٢٥", 2500),
        ("007", 700),
        ("999,999,999.99", MOST_PENCE),
    ],
)
def test_pounds_are_read(typed: str, pence: int) -> None:
    assert parse_pounds(typed) == pence


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "money-empty"),
        ("£", "money-empty"),
        ("-", "money-empty"),
        ("1k", "money-letters"),
        ("1e12", "money-letters"),
        ("ten", "money-letters"),
        ("1.2.3", "money-letters"),
        ("12,34,567", "money-letters"),
        ("$5", "money-letters"),
        ("1.234", "money-fine"),
        ("12,50", "money-comma"),
        ("-5", "money-negative"),
        ("£-5", "money-negative"),
        ("−£5", "money-negative"),
        ("1000000000", "money-large"),
        ("9" * 10_000, "money-large"),
    ],
)
def test_a_bad_amount_is_refused(typed: str, code: str) -> None:
    with pytest.raises(Refusal) as raised:
        parse_pounds(typed)
    assert raised.value.code == code


def test_limits_are_said_in_pounds() -> None:
    with pytest.raises(Refusal) as large:
        parse_pounds("25000.01", most=2_500_000)
    with pytest.raises(Refusal) as small:
        parse_pounds("0.99", least=100)
    assert "£25,000 or less" in str(large.value.words)
    assert "£1 or more" in str(small.value.words)


def test_below_zero_only_when_allowed() -> None:
    assert parse_pounds("-£5.25", least=-1000) == -525
    assert show_pounds(-525) == "−£5.25"


@given(st.integers(-MOST_PENCE, MOST_PENCE))
@many
def test_an_amount_shown_is_the_amount_read(pence: int) -> None:
    assert parse_pounds(show_pounds(pence), least=-MOST_PENCE) == pence


@given(ANY_TEXT | st.text("0123456789.,£-p ", max_size=20))
@many
def test_any_text_is_an_amount_or_a_refusal(text: str) -> None:
    try:
        assert 0 <= parse_pounds(text) <= MOST_PENCE
    except Refusal as refusal:
        assert str(refusal.words)
