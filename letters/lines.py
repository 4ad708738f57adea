"""Breaking text into lines that fit a width, and lines into rows that part well between pages.

Every word on the paper passes through `broken`, so a character without a glyph is found here.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from letters.fonts import Face, Fonts
from letters.ink import Element, Row, Words
from letters.shaping import width_of
from letters.style import TextStyle

# The height of Noto Sans capitals, bare and with an accent, as a share of the size.
CAP_SHARE = 0.714
ACCENT_SHARE = 0.96
# 0808 157 0100, +44 20 7946 0958: digits in groups, from a nought or a plus.
_PHONE = re.compile(r"(?<![\w.])(?:\+[0-9]{1,3}|0[0-9]{1,5})(?: [0-9]{2,6}){1,4}(?![\w:])")


def face_of(style: TextStyle, fonts: Fonts) -> Face:
    return fonts.bold if style.bold else fonts.regular


def broken(text: str, style: TextStyle, fonts: Fonts, *, width: float) -> list[str]:
    """Break text into lines no wider than `width` points. Words too long for a line are cut.

    Raises MissingGlyph.
    """
    face = face_of(style, fonts)
    space = face.width(" ", style.size)
    lines: list[str] = []
    line, used = "", 0.0
    for word in _pieces(whole_numbers(face.drawable(text)), face, size=style.size, width=width):
        wide = width_of(word, face, style.size)
        if line and used + space + wide > width:
            lines.append(line)
            line, used = word, wide
        else:
            line, used = (f"{line} {word}", used + space + wide) if line else (word, wide)
    return [*lines, line] if line else lines


def _pieces(text: str, face: Face, *, size: float, width: float) -> Iterator[str]:
    for word in text.split(" "):
        if width_of(word, face, size) <= width:
            yield word
        else:
            yield from _cut(word, face, size=size, width=width)


def _cut(word: str, face: Face, *, size: float, width: float) -> Iterator[str]:
    piece = ""
    for character in word:
        mark = unicodedata.category(character).startswith("M")
        if piece and not mark and width_of(piece + character, face, size) > width:
            yield piece
            piece = ""
        piece += character
    yield piece


def whole_numbers(text: str) -> str:
    """Return the text with telephone numbers held together: over two lines they are read wrong."""
    return _PHONE.sub(lambda found: found[0].replace(" ", "\u00a0"), text)


def baseline(style: TextStyle) -> float:
    """Return how far below the top of its line a style's baseline is: capitals sit in the middle."""
    return (style.leading + style.size * CAP_SHARE) / 2


@dataclass(frozen=True)
class Column:
    """Lines that stand under one another from `x`, all in one style and of one element.

    With `ends_at` each line ends there instead.
    """

    x: float
    lines: list[str]
    style: TextStyle
    element: Element
    ends_at: float | None = None


def words_at(column: Column, index: int, fonts: Fonts, *, top: float) -> Words:
    """Place one of a column's lines. A line that goes on keeps its space, for screen readers."""
    line = column.lines[index]
    face = face_of(column.style, fonts)
    x = column.x
    if column.ends_at is not None:
        x = column.ends_at - width_of(line, face, column.style.size)
    return Words(
        x=x,
        y=top + baseline(column.style),
        text=f"{line} " if index + 1 < len(column.lines) else line,
        face=face,
        size=column.style.size,
        element=column.element,
    )


def stacked(column: Column, fonts: Fonts, *, top: float) -> list[Words]:
    """Place all lines of a column under one another, the first one's top at `top`."""
    leading = column.style.leading
    return [
        words_at(column, index, fonts, top=top + index * leading)
        for index in range(len(column.lines))
    ]


def rows(*columns: Column, fonts: Fonts, gap: float, sticky: bool = False) -> list[Row]:
    """Make a row of each line of columns that run side by side.

    No single line is left alone at the foot or head of a page; `sticky` ties the last line to
    what follows.
    """
    count = max(len(column.lines) for column in columns)
    height = max(column.style.leading for column in columns)
    return [
        Row(
            height=height,
            inks=tuple(
                words_at(column, index, fonts, top=0)
                for column in columns
                if index < len(column.lines)
            ),
            gap=gap if index == 0 else 0,
            sticky=_tied(index, count) or (sticky and index + 1 == count),
        )
        for index in range(count)
    ]


def listed(items: Sequence[Sequence[Row]]) -> list[Row]:
    """Put the items of a list under one another, where it costs no page none alone on one."""
    made: list[Row] = []
    for index, item in enumerate(items):
        *others, last = item
        if _tied(index, len(items)):
            last = replace(last, wished=True)
        made += [*others, last]
    return made


def _tied(index: int, count: int) -> bool:
    """Whether this line or item stays with the next: the first with the second, the last two."""
    return index + 1 < count and (index == 0 or index + 2 == count)
