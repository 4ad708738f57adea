"""Cleaning keeps what can be seen and drops what cannot."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given

from app.values.cleaning import many_lines, one_line, plain_digits, within
from app.values.refusal import Refusal
from tests.unit.values.any_text import ANY_TEXT, many


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Siân   Ellis ", "Siân Ellis"),
        ("Sia\u0302n", "Siân"),
        ("a\x00b\x07c", "abc"),
        ("a\u200bb\ufeffc\u00ad", "abc"),
        ("\u202eevil\u202c \u2067x\u2069\u200f", "evil x"),
        ("\ud800tail", "tail"),
        ("one\r\ntwo\u2028three\tfour\u00a0five", "one two three four five"),
        ("<script>alert('x')</script>", "<script>alert('x')</script>"),
        ("party 🎉 time", "party 🎉 time"),
        ("\u3164\u2800", ""),
        ("", ""),
    ],
)
def test_one_line(typed: str, kept: str) -> None:
    assert one_line(typed) == kept


def test_many_lines_keeps_lines_and_one_blank_line() -> None:
    assert (
        many_lines("\r\n one  two\r\n\r\n\r\n\r\nthree\x0bfour \x00\n") == "one two\n\nthree\nfour"
    )


def test_ten_thousand_characters_survive() -> None:
    assert len(one_line("ŵ" * 10_000)) == 10_000


def test_a_flood_of_marks_is_cut() -> None:
    assert len(one_line("a" + "\u0301\u0316" * 5_000)) <= 31


def test_within_names_the_limit_and_the_count() -> None:
    assert within("abc", 3) == "abc"
    with pytest.raises(Refusal) as raised:
        within("abcd", 3)
    assert raised.value.code == "text-long"
    assert "3 characters" in str(raised.value.words)
    assert "used 4" in str(raised.value.words)


def test_digits_of_other_scripts_become_plain() -> None:
    assert plain_digits("٠٧ ７ ৩ ²") == "07 7 3 ²"


@given(ANY_TEXT)
@many
def test_what_is_kept_is_stable_and_can_be_stored(text: str) -> None:
    for clean in (one_line, many_lines):
        kept = clean(text)
        assert clean(kept) == kept
        assert kept.encode("utf-8").decode() == kept
        assert unicodedata.is_normalized("NFC", kept)
        assert "\x00" not in kept
    assert "\n" not in one_line(text)
