"""From a letter to its PDF: lay out, draw, tag."""

from letters.compose import compose
from letters.drawing import drawn
from letters.fonts import Fonts
from letters.model import Letter
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
