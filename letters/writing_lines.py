"""A label with a line after it to write on by pen, as slips and forms have for a name and a date."""

from dataclasses import replace

from letters.ink import Frame, Row
from letters.lines import CAP_SHARE, Column, rows
from letters.setting import LEFT, WIDE, Setting

_LINE = 1
_LINE_SHARE = 1.9


def writing_line(label: str, setting: Setting) -> list[Row]:
    """Set a label with a line after it to write on; it stays with the row below."""
    style, fonts = setting.style, setting.fonts
    tall = style.body.leading * _LINE_SHARE
    column = Column(
        LEFT, [f"{label}:"], replace(style.body, leading=tall), setting.section.add("P")
    )
    (row,) = rows(column, fonts=fonts, gap=style.paragraph_gap, sticky=True)
    (words,) = row.inks
    end = words.x + fonts.regular.width(f"{label}: ", style.body.size)
    foot = words.y + style.body.size - style.body.size * CAP_SHARE
    rule = Frame(end, foot, LEFT + WIDE - end, 0, line=_LINE)
    return [replace(row, inks=(rule, words))]
