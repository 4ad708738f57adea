"""A sum in large print: each line over its own amounts, so that no column has to be narrow.

What an amount is stands beside it each time, as a heading far above would be lost on the way down.
"""

from letters.geometry import points
from letters.ink import Element, Row
from letters.lines import Column, broken, rows
from letters.model import AmountLine, Amounts
from letters.setting import LEFT, WIDE, Setting, text_rows
from letters.shaping import width_of
from letters.style import TextStyle
from letters.tables import ROW_HEADING, caption_rows, kept_together, ruled, tied

_LONGEST_SHARE = 0.6
_APART = points(4)


def stacked_amounts(part: Amounts, setting: Setting) -> list[Row]:
    """Set a sum: its caption, each line with its named amounts under it, and what it comes to."""
    if not part.lines and not part.closing:
        return []
    style = setting.style
    table = setting.section.add("Table")
    names = part.headings[1:]
    caption = caption_rows(part.caption, table, setting)
    lines = [
        _line(line, names, table, setting, label=style.strong, over=not index)
        for index, line in enumerate(part.lines)
    ]
    closing = [
        row
        for line in part.closing
        for row in _line(line, names, table, setting, label=style.strong, amounts=style.strong)
    ]
    note = text_rows(part.note, style.body, setting, role="P", gap=style.item_gap)
    body = kept_together(lines, closing, noted=bool(note))
    return [*tied(caption), *body, *note]


def _line(
    line: AmountLine,
    names: tuple[str, ...],
    table: Element,
    setting: Setting,
    *,
    label: TextStyle,
    amounts: TextStyle | None = None,
    over: bool = False,
) -> list[Row]:
    style, fonts = setting.style, setting.fonts
    entry = table.add("TR")
    lines = broken(line.label, label, fonts, width=WIDE) or [""]
    made = rows(
        Column(LEFT, lines, label, entry.add("TH", attribute=ROW_HEADING)),
        fonts=fonts,
        gap=style.item_gap if over else 0,
    )
    for name, amount in zip(names, line.amounts, strict=True):
        cell = entry.add("TD")
        if amount:
            made += _amount(name, amount, amounts or style.body, cell, setting)
    return ruled(tied(made[:-1]) + made[-1:], padding=style.sum_padding, over=over)


def _amount(name: str, amount: str, style: TextStyle, cell: Element, setting: Setting) -> list[Row]:
    """Set one amount at the right edge, with what it is on the left."""
    fonts = setting.fonts
    indent = setting.style.list_indent
    room = WIDE - indent - _APART - _wide(amount, style, setting)
    said = broken(name, style, fonts, width=max(room, WIDE * (1 - _LONGEST_SHARE)))
    shown = broken(amount, style, fonts, width=WIDE * _LONGEST_SHARE)
    return rows(
        Column(LEFT + indent, [*said[:-1], *(f"{end}:" for end in said[-1:])], style, cell),
        Column(LEFT, shown, style, cell, ends_at=LEFT + WIDE),
        fonts=fonts,
        gap=0,
    )


def _wide(amount: str, style: TextStyle, setting: Setting) -> float:
    face = setting.fonts.bold if style.bold else setting.fonts.regular
    return width_of(face.drawable(amount), face, style.size)
