"""One letter made as a file in the format a person reads, or the nearest that can be made of it.

A letter too long for one envelope loses the language its reader did not choose before it loses any
size. Whatever differs from what was asked for is said in a note to staff.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Protocol

import letters
from app.i18n import Words, _
from app.messages.formats import (
    BRAILLE_FILE,
    SOUND_FILE,
    STYLES,
    FormatRefused,
    in_braille,
    in_sound,
    kind_of,
)
from app.people.contact_rules import LetterFormat

_ONE_LANGUAGE = _("The letter is long. The English pages were left out so that it fits.")
_SMALLER = _("The letter is too long for this size of print. It was made in a smaller size.")
# What is made when a letter is too long for one envelope in the size that was asked for.
_SMALLER_THAN = {
    LetterFormat.LARGE_24: LetterFormat.LARGE_18,
    LetterFormat.LARGE_18: LetterFormat.STANDARD,
    LetterFormat.EASY_READ: LetterFormat.STANDARD,
}


@dataclass(frozen=True)
class Made:
    """A letter as a file. `pages` are of paper or of braille; a recording has none.

    `sheets` is what the printer uses: none for braille and sound. `to_sign` are the pages of paper
    that somebody must sign.
    """

    letter: letters.Letter
    data: bytes
    format: str
    pages: int
    sheets: int
    note: Words | None = None
    to_sign: tuple[int, ...] = ()

    @property
    def kind(self) -> str:
        return kind_of(self.format)


class Wanted(Protocol):
    """Gives the letter in the words of a format."""

    def __call__(self, *, format: str) -> letters.Letter: ...


def make(wanted: Wanted, letter_format: str, fonts: letters.Fonts) -> Made:
    """Make a letter in a format, or in print where that format is refused; raise LetterError."""
    try:
        if kind_of(letter_format) == BRAILLE_FILE:
            letter = wanted(format=letter_format)
            data = in_braille(letter)
            return Made(letter, data, letter_format, letters.braille_pages(data), 0)
        if kind_of(letter_format) == SOUND_FILE:
            letter = wanted(format=letter_format)
            return Made(letter, in_sound(letter), letter_format, 0, 0)
    except FormatRefused as refused:
        return replace(_printed(wanted, LetterFormat.STANDARD, fonts), note=refused.words)
    known = letter_format if letter_format in STYLES else LetterFormat.STANDARD
    return _printed(wanted, LetterFormat(known), fonts)


def _printed(wanted: Wanted, asked: LetterFormat, fonts: letters.Fonts) -> Made:
    """Print the letter in the first way that fits its places and one envelope.

    Raises the LetterError of the best way when none does.
    """
    too_long: letters.LetterError | None = None
    for letter, made_in, note in _ways(wanted, asked):
        try:
            pdf = letters.render(letter, fonts, STYLES[made_in])
            to_sign = letters.pages_to_sign(letter, fonts, STYLES[made_in])
        except (letters.TooManyPages, letters.DoesNotFit) as error:
            too_long = too_long or error
            continue
        pages = letters.page_count(pdf)
        return Made(letter, pdf, made_in.value, pages, letters.sheets(pages), note, to_sign)
    raise too_long or letters.LetterError("There is no way to print this letter.")


def _ways(
    wanted: Wanted, asked: LetterFormat
) -> Iterator[tuple[letters.Letter, LetterFormat, Words | None]]:
    """Yield the letter in each way that it may be printed, the best first."""
    made_in: LetterFormat | None = asked
    while made_in is not None:
        smaller = None if made_in is asked else _SMALLER
        letter = wanted(format=made_in)
        yield letter, made_in, smaller
        if len(letter.language_pages) > 1:
            own = replace(letter, language_pages=letter.language_pages[:1])
            yield own, made_in, smaller or _ONE_LANGUAGE
        made_in = _SMALLER_THAN.get(made_in)
