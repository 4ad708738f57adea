"""A letter as it is said aloud: references spelt, telephone numbers in digits, dates in words.

A voice reads "PV-4K7Q" as a word and "0808" as eight hundred and eight, so both are written out
before any voice sees them. English and Welsh are known; other languages get what does not depend on
words. The Welsh numbers and ordinals await review by a Welsh speaker.
"""

import re
from collections.abc import Callable
from functools import partial

from letters.model import Letter, LetterText
from letters.reading import blocks
from letters.spoken_numbers import spoken_amount, spoken_date

_DATE = re.compile(r"\b([0-9]{1,2}) ([^\W\d_]{3,}) ([0-9]{4})\b")
_AMOUNT = re.compile("([-\u2212]?)£([0-9][0-9,]*)(?:\\.([0-9]{2}))?")
_TIME = re.compile(r"\b([0-9]{1,2})(?::([0-9]{2}))?(am|pm)\b")
_PHONE = re.compile(r"(?<![\w.])\+?[0-9]{2,6}(?: [0-9]{2,6}){1,4}(?![\w:])|\b0[0-9]{6,}\b")
_SPELT = re.compile(r"\b(?=[0-9A-Z-]*[0-9])(?=[0-9A-Z-]*[A-Z])[0-9A-Z]+(?:-[0-9A-Z]+)*\b")
_POSTCODE = re.compile(r"\b([A-Z]{1,2}[0-9][0-9A-Z]?) ([0-9][A-Z]{2})\b")
_ENDS = (".", "?", "!", ":")


def speech(letter: Letter) -> list[tuple[str, str]]:
    """Return (language, what is said) for each language of a letter, a line for each block."""
    return [(text.language, _said(letter, text)) for text in letter.language_pages]


def _said(letter: Letter, text: LetterText) -> str:
    return "\n".join(sayable(block.unmarked, text.language) for block in blocks(letter, text))


def sayable(text: str, language: str) -> str:
    """Return one text written as a voice should say it, with a stop at its end."""
    said = text
    for pattern, say in _SAYINGS:
        said = pattern.sub(partial(say, language), said)
    said = " ".join(said.split())
    return said if said.endswith(_ENDS) else f"{said}."


def _date(language: str, found: re.Match[str]) -> str:
    return spoken_date(int(found[1]), found[2], int(found[3]), language) or found[0]


def _amount(language: str, found: re.Match[str]) -> str:
    pounds, pence = int(found[2].replace(",", "")), int(found[3] or 0)
    return spoken_amount(pounds, pence, language, minus=bool(found[1]))


def _time(language: str, found: re.Match[str]) -> str:
    hour, minutes, half = found[1], found[2] or "", " ".join(found[3])
    if minutes == "00":
        return f"{hour} {half}"
    if minutes.startswith("0"):
        minutes = f"{'0' if language == 'cy' else 'o'} {minutes[1]}"
    return f"{hour} {minutes} {half}"


def _phone(language: str, found: re.Match[str]) -> str:
    return ", ".join(" ".join(group) for group in found[0].replace("+", "").split())


def _spelt(language: str, found: re.Match[str]) -> str:
    return ", ".join(" ".join(group) for group in re.split("[- ]", found[0]))


_SAYINGS: tuple[tuple[re.Pattern[str], Callable[[str, re.Match[str]], str]], ...] = (
    (_DATE, _date),
    (_AMOUNT, _amount),
    # A time that is written out would look like a telephone number.
    (_PHONE, _phone),
    (_TIME, _time),
    (_POSTCODE, _spelt),
    (_SPELT, _spelt),
)
