"""Weekdays in a sentence: a span of them, each of them, and the letters that Welsh changes."""

from __future__ import annotations

import pytest

from agent_console.weekdays import days_in_words, span_in_words
from app.i18n import ENGLISH, WELSH, speaking


@pytest.mark.parametrize(
    ("days", "language", "said"),
    [
        ([0, 1, 2, 3, 4], ENGLISH, "Monday to Friday"),
        ([0, 1, 2, 3, 4], WELSH, "dydd Llun i ddydd Gwener"),
        ([5, 6], ENGLISH, "Saturday, Sunday"),
        ([0, 2, 4], WELSH, "dydd Llun, dydd Mercher, dydd Gwener"),
    ],
)
def test_days_are_said_as_a_sentence_says_them(days: list[int], language: str, said: str) -> None:
    with speaking(language):
        assert str(days_in_words(days)) == said


def test_one_day_is_no_span() -> None:
    assert span_in_words(5, 5).in_language(WELSH) == "dydd Sadwrn"
