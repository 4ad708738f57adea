"""Shaped glyphs put on a reportlab page, and the characters that each of them stands for.

reportlab embeds the characters that are used. A glyph that is no character's own gets a private
number while the page is drawn; `real_text` puts the characters in its place in the finished file,
so that copying finds them, and the same letter gives the same bytes in every process.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import count, groupby
from threading import Lock

from reportlab.pdfgen.canvas import Canvas

from letters.fonts import Face, font_of
from letters.ink import Words
from letters.shaping import Glyph, hb_font, shaped

_THOUSANDTHS = 1000
# Beyond the 16 bits of which reportlab writes four digits: so these are told from real ones.
_NUMBERS = count(0xF0000)
_PRIVATE = re.compile(rb"<(F[0-9A-F]{4})>")
_given: dict[tuple[str, int, str], int] = {}
_texts: dict[int, str] = {}
_lock = Lock()
_SAYS_NOTHING = "/Span <</ActualText <FEFF>>> BDC"


def draw_shaped(canvas: Canvas, words: Words, *, baseline: float) -> None:
    """Draw a line from its left end, glyph by glyph in the order they are read."""
    add = canvas._code.append
    add("BT")
    for _, sign in groupby(_in_reading_order(words), lambda placed: placed[1].sign):
        first, *others = (_shown(canvas, words, placed, baseline) for placed in _named(sign))
        add(first)
        for other in others:
            add(f"{_SAYS_NOTHING} {other} EMC")
    add("ET")


def _named(sign: Iterable[tuple[float, Glyph]]) -> Iterator[tuple[float, Glyph]]:
    """Let the first glyph stand for the whole sign, and those that complete it for a space."""
    for index, (x, glyph) in enumerate(sign):
        yield x, replace(glyph, text=" ") if index else glyph


def _shown(canvas: Canvas, words: Words, placed: tuple[float, Glyph], baseline: float) -> str:
    x, glyph = placed
    name, code = _coded(canvas, glyph)
    y = baseline + glyph.up * words.size / _THOUSANDTHS
    return f"{name} {words.size:g} Tf 1 0 0 1 {x:.3f} {y:.3f} Tm <{code:02x}> Tj"


def _in_reading_order(words: Words) -> list[tuple[float, Glyph]]:
    """Return each glyph with where it stands across the page, in the order they are read.

    Of the glyphs of one sign the widest comes first: dots and vowels have no width of their own.
    """
    x, scale = words.x, words.size / _THOUSANDTHS
    placed = []
    for glyph in shaped(words.text, words.face, rtl=words.rtl):
        placed.append((x + glyph.right * scale, glyph))
        x += glyph.advance * scale
    return sorted(placed, key=lambda one: (one[1].sign, -one[1].advance))


def real_text(cmap: bytes) -> bytes:
    """Return a font's table of characters with real ones in place of our private numbers."""
    return _PRIVATE.sub(lambda found: b"<%s>" % utf16(_texts[int(found[1], 16)]).encode(), cmap)


def utf16(text: str) -> str:
    """Return the text as a PDF writes it in hexadecimal digits."""
    return text.encode("utf-16-be").hex().upper()


def _coded(canvas: Canvas, glyph: Glyph) -> tuple[str, int]:
    """Return the name of the part of the font that holds the glyph, and its code there."""
    font = font_of(glyph.face)
    ((part, code),) = font.splitString(chr(_character(glyph)), canvas._doc)
    return font.getSubsetInternalName(part, canvas._doc), code[0]


def _character(glyph: Glyph) -> int:
    """Return the character that is the glyph's own, or the private number that stands for it."""
    drawn = font_of(glyph.face).face
    if len(glyph.text) == 1 and drawn.charToGlyph.get(ord(glyph.text)) == glyph.number:
        return ord(glyph.text)
    key = (glyph.face.name, glyph.number, glyph.text)
    with _lock:
        if key not in _given:
            number = next(_NUMBERS)
            drawn.charToGlyph[number] = glyph.number
            drawn.charWidths[number] = _width(glyph.face, glyph.number)
            _texts[number] = glyph.text
            _given[key] = number
    return _given[key]


def _width(face: Face, number: int) -> float:
    font = hb_font(face)
    return float(font.get_glyph_h_advance(number) * _THOUSANDTHS / font.face.upem)
