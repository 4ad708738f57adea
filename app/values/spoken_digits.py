"""Spoken digits: a number as people say it over the telephone becomes its digits.

"oh seven seven double-oh nine hundred triple five" is 07700 900555. English and the plain Welsh
number words are known. Anything else said is refused, never guessed.
"""

from __future__ import annotations

import re
from enum import StrEnum

from app.i18n import _
from app.values.cleaning import unaccented
from app.values.refusal import Refusal

_ONES = {
    word: str(digit)
    for digit, said in enumerate(
        (
            "zero nought naught oh o sero dim",
            "one un",
            "two dau dwy",
            "three tri tair",
            "four pedwar pedair",
            "five pump pum",
            "six chwech chwe",
            "seven saith",
            "eight wyth",
            "nine naw",
        )
    )
    for word in said.split()
}
_TEENS = {
    word: str(number)
    for number, word in enumerate(
        (
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ),
        start=10,
    )
}
_TENS = {
    word: str(number)
    for number, word in enumerate(
        ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), start=2
    )
}
_TIMES = {"double": 2, "dwbl": 2, "dubble": 2, "triple": 3, "treble": 3, "trebl": 3, "triphlyg": 3}
_NOUGHTS = {"hundred": "00", "cant": "00", "thousand": "000", "mil": "000"}
_PLUS = frozenset({"plus", "+"})
_LINKS = frozenset({"and", "then", "a", "ac", "wedyn"})
_WORD = re.compile(r"[^\W\d_]+|\d+|\S")
_PUNCTUATION = frozenset("-–—.,()/")


class _Heard(StrEnum):
    """What the last word was, because some words change the digits just before them."""

    DIGITS = "digits"
    TENS = "tens"
    HUNDRED = "hundred"
    HUNDRED_AND = "hundred and"


def digits_of_speech(text: str) -> str:
    """Return the digits, with + first if "plus" was said; raise Refusal "phone-letters" else."""
    said = [word for word in _WORD.findall(unaccented(text)) if word not in _PUNCTUATION]
    plus = "+" if said and said[0] in _PLUS else ""
    digits, last, times = "", _Heard.DIGITS, 1
    for word in said[len(plus) :]:
        if times == 1 and word in _TIMES:
            times = _TIMES[word]
        elif times > 1:
            digits, last, times = digits + _one_digit(word) * times, _Heard.DIGITS, 1
        else:
            digits, last = _add(word, digits=digits, last=last)
    if times > 1 or not digits:
        raise _letters()
    return plus + digits


def _add(word: str, *, digits: str, last: _Heard) -> tuple[str, _Heard]:
    """Return the digits with one more word heard, and what that word was."""
    if word in _LINKS:
        return digits, _Heard.HUNDRED_AND if last is _Heard.HUNDRED else last
    if word in _NOUGHTS:
        if not digits:
            raise _letters()
        return digits + _NOUGHTS[word], _Heard.HUNDRED
    if word in _TENS:
        return _onto(digits, _TENS[word] + "0", last=last), _Heard.TENS
    if last is _Heard.TENS and _ONES.get(word, "0") != "0":
        return digits[:-1] + _ONES[word], _Heard.DIGITS
    number = _ONES.get(word) or _TEENS.get(word) or _typed(word)
    return _onto(digits, number, last=last), _Heard.DIGITS


def _onto(digits: str, number: str, *, last: _Heard) -> str:
    """Return the digits with a number after them, or in place of noughts ("hundred and six")."""
    if last is _Heard.HUNDRED_AND and len(number) <= 2:
        return digits[: -len(number)] + number
    return digits + number


def _one_digit(word: str) -> str:
    digit = _ONES.get(word) or _typed(word)
    if len(digit) != 1:
        raise _letters()
    return digit


def _typed(word: str) -> str:
    if word.isascii() and word.isdigit():
        return word
    raise _letters()


def _letters() -> Refusal:
    words = _("Use numbers for the phone number. Take out any words or letters.")
    return Refusal("phone-letters", words)
