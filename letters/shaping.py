"""Words as glyphs: joined letters, stacked vowels and right-to-left order, by HarfBuzz.

A line is cut into runs of one direction and one face, put in the order of the paper, and each run
is shaped. Plain Latin text never comes here.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

import uharfbuzz

from letters.direction import levels, visual_runs
from letters.errors import MissingGlyph
from letters.fonts import Face, font_of

_THOUSANDTHS = 1000
_LAM, _ALEFS = "\u0644", "\u0622\u0623\u0625\u0627"


@dataclass(frozen=True)
class Glyph:
    """One drawn shape: its number in the face's font; advance and offsets in thousandths.

    `text` is what it stands for, alone or with the other glyphs of the same `sign`, which is where
    in the line that text begins.
    """

    face: Face
    number: int
    advance: float
    right: float
    up: float
    text: str
    sign: int


def width_of(text: str, face: Face, size: float) -> float:
    """Return the width in points of any drawable text. Raises MissingGlyph."""
    try:
        return face.width(text, size)
    except KeyError:
        return drawn_width(shaped(text, face), size)


def drawn_width(glyphs: tuple[Glyph, ...], size: float) -> float:
    """Return the width in points of shaped glyphs at this size."""
    return sum(glyph.advance for glyph in glyphs) * size / _THOUSANDTHS


@lru_cache(maxsize=4096)
def shaped(text: str, face: Face, *, rtl: bool = False) -> tuple[Glyph, ...]:
    """Return the glyphs of a line from left to right. Raises MissingGlyph."""
    found = levels(text, rtl=rtl)
    glyphs: list[Glyph] = []
    for start, end in visual_runs(found):
        turned = bool(found[start] % 2)
        parts = list(_by_face(text, face, start=start, end=end))
        for place, part, drawing in reversed(parts) if turned else parts:
            glyphs += _shape(part, drawing, turned=turned, place=place)
    return tuple(glyphs)


def _by_face(text: str, face: Face, *, start: int, end: int) -> Iterator[tuple[int, str, Face]]:
    """Cut a run where its face changes; spaces and marks stay with what is before them.

    Yields where in the line each part begins, the part and its face.
    """
    part, drawing = "", face
    for place, character in enumerate(text[start:end], start=start):
        wanted = face.face_for(character)
        stays = character == " " or unicodedata.category(character) in ("Mn", "Mc", "Cf")
        if part and stays and ord(character) in drawing.advances:
            wanted = drawing
        if part and wanted is not drawing:
            yield place - len(part), part, drawing
            part = ""
        part, drawing = part + character, wanted
    if part:
        yield end - len(part), part, drawing


@cache
def hb_font(face: Face) -> uharfbuzz.Font:
    return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob(font_of(face).face._ttf_data)))


def _shape(text: str, face: Face, *, turned: bool, place: int) -> Iterator[Glyph]:
    font = hb_font(face)
    scale = _THOUSANDTHS / font.face.upem
    buffer = uharfbuzz.Buffer()
    text = text.replace("\u00a0", " ")
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if turned else "ltr"
    uharfbuzz.shape(font, buffer)
    starts = [at for at in sorted({i.cluster for i in buffer.glyph_infos}) if not _tied(text, at)]
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    for info, at in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        if info.codepoint == 0:
            raise MissingGlyph(text[info.cluster])
        sign = max(start for start in starts if start <= info.cluster)
        yield Glyph(
            face,
            info.codepoint,
            advance=at.x_advance * scale,
            right=at.x_offset * scale,
            up=at.y_offset * scale,
            text=text[sign : ends[sign]],
            sign=place + sign,
        )


def _tied(text: str, at: int) -> bool:
    """Whether the letter here makes one sign with the one before it: lam and alef always do."""
    return at > 0 and text[at] in _ALEFS and text[at - 1] == _LAM
