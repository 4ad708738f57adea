"""The typefaces the letters are set in, read once and embedded in every PDF.

The caller says which folder holds them. A face measures text and knows which characters it can
draw, so a missing one is found before anything is printed. Scripts other than Latin have faces of
their own, which stand in for what the first face lacks and are read when they are first needed.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from letters.characters import clean
from letters.errors import FontMissing, MissingGlyph

REGULAR_FILE = "NotoSans-Regular.ttf"
BOLD_FILE = "NotoSans-Bold.ttf"
OTHER_SCRIPTS = ("NotoSansArabic", "NotoSansGurmukhi")
_THOUSANDTHS = 1000
# Hebrew and Arabic up to the scripts of India, Tibet, Burma and Cambodia.
_JOINED = range(0x0590, 0x1C80)


@dataclass(frozen=True, eq=False)
class Face:
    """One weight of the typeface. `advances` are widths in thousandths of the size.

    `plain` are those of the characters that are drawn one after another, without shaping.
    `stand_ins` are the files of the same weight for other scripts.
    """

    name: str
    advances: Mapping[int, float]
    plain: Mapping[int, float]
    stand_ins: tuple[Path, ...] = ()

    def drawable(self, text: str) -> str:
        """Return the text cleaned for drawing. Raises MissingGlyph for what no face has."""
        cleaned = clean(text)
        for character in cleaned:
            if ord(character) not in self.advances:
                self.face_for(character)
        return cleaned

    def simple(self, text: str) -> bool:
        """Whether this face alone draws the text, a letter after a letter from the left."""
        return text.isascii() or all(ord(character) in self.plain for character in text)

    def face_for(self, character: str) -> "Face":
        """Return this face or the stand-in that draws the character; raise MissingGlyph."""
        for face in self._all():
            if ord(character) in face.advances:
                return face
        raise MissingGlyph(character)

    def width(self, text: str, size: float) -> float:
        """Return the width in points of simple text at this size in points.

        Raises KeyError for other text, which `letters.shaping.width_of` measures.
        """
        plain = self.plain
        return sum(plain[ord(character)] for character in text) * size / _THOUSANDTHS

    def _all(self) -> Iterator["Face"]:
        yield self
        for path in self.stand_ins:
            yield read_face(path)


@dataclass(frozen=True, eq=False)
class Fonts:
    """The regular and bold faces a letter is set in."""

    regular: Face
    bold: Face

    @classmethod
    def load(cls, folder: Path | str) -> "Fonts":
        """Read the faces in the folder; each file is read once a process. Raises FontMissing.

        A folder without the faces for another script draws no word in it, and says so word by word.
        """
        place = Path(folder).resolve()
        return cls(
            regular=read_face(place / REGULAR_FILE, _others(place, "Regular")),
            bold=read_face(place / BOLD_FILE, _others(place, "Bold")),
        )


def _others(place: Path, weight: str) -> tuple[Path, ...]:
    paths = (place / f"{script}-{weight}.ttf" for script in OTHER_SCRIPTS)
    return tuple(path for path in paths if path.is_file())


@cache
def read_face(path: Path, stand_ins: tuple[Path, ...] = ()) -> Face:
    """Read one font file, once a process; raise FontMissing."""
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
    plain = {code: wide for code, wide in advances.items() if _stands_alone(code)}
    return Face(font.fontName, advances, plain, stand_ins)


def _stands_alone(code: int) -> bool:
    """Whether a character is drawn the same whatever is beside it: no mark, no joined script."""
    return not (code in _JOINED or unicodedata.combining(chr(code)))


def font_of(face: Face) -> Any:
    """Return reportlab's own font of a face that was read."""
    return pdfmetrics.getFont(face.name)
