"""What every part needs to be set, and plain text set over the measure."""

from dataclasses import dataclass

from letters.fonts import Fonts
from letters.geometry import MARGIN_SIDE, WIDE_WIDTH, points
from letters.ink import Element, Row
from letters.lines import Column, broken, rows
from letters.style import Style, TextStyle

LEFT = points(MARGIN_SIDE)
WIDE = points(WIDE_WIDTH)


@dataclass(frozen=True)
class Setting:
    """What every part needs to be set: faces, sizes, the reference, and where it is read."""

    fonts: Fonts
    style: Style
    reference: str
    section: Element


def text_rows(
    text: str, style: TextStyle, setting: Setting, *, role: str, gap: float, sticky: bool = False
) -> list[Row]:
    """Set plain text over the measure, headings wider; nothing at all when there is no text."""
    lines = broken(text, style, setting.fonts, width=WIDE if style.bold else setting.style.measure)
    if not lines:
        return []
    column = Column(LEFT, lines, style, setting.section.add(role))
    return rows(column, fonts=setting.fonts, gap=gap, sticky=sticky)
