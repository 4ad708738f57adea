"""The typefaces the letters are set in, read once and embedded in every PDF.

The caller says which folder holds them. A face measures text and knows which characters it can
draw, so a missing one is found before anything is printed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from letters.characters import clean
from letters.errors import FontMissing, MissingGlyph

REGULAR_FILE = "NotoSans-Regular.ttf"
BOLD_FILE = "NotoSans-Bold.ttf"
_THOUSANDTHS = 1000


@dataclass(frozen=True, eq=False)
class Face:
    """One weight of the typeface. `advances` are widths in thousandths of the size."""

    name: str
    advances: Mapping[int, float]

    def drawable(self, text: str) -> str:
        """Return the text cleaned for drawing. Raises MissingGlyph for what the face lacks."""
        cleaned = clean(text)
        for character in cleaned:
            if ord(character) not in self.advances:
                raise MissingGlyph(character)
        return cleaned

    def width(self, text: str, size: float) -> float:
        """Return the width in points of drawable text at this size in points."""
        advances = self.advances
        return sum(advances[ord(character)] for character in text) * size / _THOUSANDTHS


@dataclass(frozen=True, eq=False)
class Fonts:
    """The regular and bold faces a letter is set in."""

    regular: Face
    bold: Face

    @classmethod
    def load(cls, folder: Path | str) -> "Fonts":
        """Read the faces in the folder; each file is read once a process. Raises FontMissing."""
        place = Path(folder).resolve()
        return cls(regular=_face(place / REGULAR_FILE), bold=_face(place / BOLD_FILE))


@cache
def _face(path: Path) -> Face:
    if not path.is_file():
        raise FontMissing(f"The letter font {path.name} is not in its folder.")
    try:
        font = TTFont(str(path), str(path))
    except TTFError as error:
        raise FontMissing(f"The letter font {path.name} cannot be read.") from error
    pdfmetrics.registerFont(font)
    drawn = font.face.charToGlyph
    widths = font.face.charWidths
    advances = {code: widths[code] for code, glyph in drawn.items() if glyph and code in widths}
    return Face(font.fontName, advances)
