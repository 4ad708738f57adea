"""From a letter to its PDF: lay out, draw, tag."""

from letters.compose import compose
from letters.drawing import drawn
from letters.fonts import Fonts
from letters.model import Letter
from letters.tagging import tagged


def render(letter: Letter, fonts: Fonts) -> bytes:
    """Return the letter as a tagged PDF with its fonts embedded; same letter, same bytes.

    Raises a LetterError (each has a `code`) when a character has no glyph or something does not
    fit its place or the ten pages.
    """
    composed = compose(letter, fonts)
    return tagged(drawn(composed, letter), composed, letter)
