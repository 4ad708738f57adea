"""From a letter to its PDF: lay out, draw, tag. And which of its pages somebody must sign."""

from letters.compose import compose
from letters.drawing import drawn
from letters.fonts import Fonts
from letters.ink import Code, Page
from letters.model import Letter, Signature
from letters.style import STANDARD, Style
from letters.tagging import tagged


def render(letter: Letter, fonts: Fonts, style: Style = STANDARD) -> bytes:
    """Return the letter as a tagged PDF with its fonts embedded; same letter, same bytes.

    `style` is the format: STANDARD, LARGE_18, LARGE_24 or EASY_READ.

    Raises a LetterError (each has a `code`) when a character has no glyph or something does not
    fit its place or the ten pages.
    """
    composed = compose(letter, fonts, style)
    return tagged(drawn(composed, letter), composed, letter)


def pages_to_sign(letter: Letter, fonts: Fonts, style: Style = STANDARD) -> tuple[int, ...]:
    """Return the pages that have a place to sign, counted from 1; most letters have none.

    Raises what `render` raises. Only a letter with such a place is laid out for it.
    """
    parts = [part for text in letter.language_pages for part in text.parts]
    if not any(isinstance(part, Signature) for part in parts):
        return ()
    pages = compose(letter, fonts, style).pages
    return tuple(number for number, page in enumerate(pages, start=1) if _is_signed(page))


def _is_signed(page: Page) -> bool:
    return any(isinstance(ink, Code) and ink.signs for ink in page.inks)
