"""Tables set into rows: facts with their labels, and sums whose amounts stand right."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from letters.geometry import AMOUNT_WIDTH, FACT_LABEL_WIDTH, points
from letters.ink import Element, Ink, Row, Rule, lowered, unspoken
from letters.lines import Column, broken, rows
from letters.model import AmountLine, Amounts, Fact, Facts
from letters.setting import LEFT, WIDE, Setting, text_rows
from letters.style import TextStyle

_AMOUNT = points(AMOUNT_WIDTH)
_COLUMN_HEADING = ("Table", "Scope", "Column")
ROW_HEADING = ("Table", "Scope", "Row")


def fact_rows(part: Facts, setting: Setting) -> list[Row]:
    """Set facts one under the other, each value beside its label, or under it in one column."""
    if not part.rows:
        return []
    table = setting.section.add("Table")
    made: list[Row] = []
    for fact in part.rows:
        made += _fact(fact, setting, table=table, first=not made)
    return made


def _fact(fact: Fact, setting: Setting, *, table: Element, first: bool) -> list[Row]:
    """Set one row of the table with a rule under it, and over it when it is the first."""
    style, fonts = setting.style, setting.fonts
    entry = table.add("TR")
    if style.one_column:
        return ruled(
            _stacked(fact, entry, setting, first=first), padding=style.row_padding, over=first
        )
    label_width = points(FACT_LABEL_WIDTH)
    label = broken(fact.label, style.strong, fonts, width=label_width - style.item_gap) or [""]
    value = broken(fact.value, style.body, fonts, width=WIDE - label_width) or [""]
    made = rows(
        Column(LEFT, label, style.strong, entry.add("TH", attribute=ROW_HEADING)),
        Column(LEFT + label_width, value, style.body, entry.add("TD")),
        fonts=fonts,
        gap=style.paragraph_gap + style.item_gap if first else 0,
    )
    return ruled(made, padding=style.row_padding, over=first)


def _stacked(fact: Fact, entry: Element, setting: Setting, *, first: bool) -> list[Row]:
    """Set the label on lines of its own with the value under it, kept on one page."""
    style, fonts = setting.style, setting.fonts
    label = broken(fact.label, style.strong, fonts, width=WIDE)
    value = broken(fact.value, style.body, fonts, width=WIDE) or [""]
    heading = Column(LEFT, label, style.strong, entry.add("TH", attribute=ROW_HEADING))
    gap = style.paragraph_gap + style.item_gap if first else 0
    above = rows(heading, fonts=fonts, gap=gap, sticky=True) if label else []
    return [*above, *rows(Column(LEFT, value, style.body, entry.add("TD")), fonts=fonts, gap=0)]


def ruled(made: list[Row], *, padding: float, over: bool) -> list[Row]:
    """Return the rows with room and a line under them, and a line over them too if asked."""
    top = made[0]
    inks: tuple[Ink, ...] = tuple(lowered(ink, padding) for ink in top.inks)
    line: tuple[Ink, ...] = (Rule(LEFT, 0, WIDE),) if over else ()
    made = [replace(top, height=top.height + padding, inks=line + inks), *made[1:]]
    foot = made[-1]
    height = foot.height + padding
    under = Rule(LEFT, height, WIDE)
    return [*made[:-1], replace(foot, height=height, inks=(*foot.inks, under))]


def amount_rows(part: Amounts, setting: Setting) -> list[Row]:
    """Set a sum: its caption and headings, its lines, what closes it and what it comes to."""
    if not part.lines and not part.closing:
        return []
    style = setting.style
    table = setting.section.add("Table")
    heading = _line(
        AmountLine(part.headings[0], part.headings[1:]),
        _Manner(setting, table, style.strong, heading=True),
        over=True,
    )
    again = tuple(unspoken(row) for row in heading)
    heading[0] = replace(heading[0], gap=style.item_gap)
    manner = _Manner(setting, table, style.body)
    lines = [_line(line, manner) for line in part.lines]
    bold = _Manner(setting, table, style.strong)
    closing = [row for line in part.closing for row in _line(line, bold)]
    note = text_rows(part.note, style.body, setting, role="P", gap=style.item_gap)
    caption = caption_rows(part.caption, table, setting)
    below = [replace(row, again=again) for row in kept_together(lines, closing, noted=bool(note))]
    return [*tied(caption), *tied(heading), *below, *note]


@dataclass(frozen=True)
class _Manner:
    """How a line of a sum is set: in which table and style, and whether it heads the columns."""

    setting: Setting
    table: Element
    style: TextStyle
    heading: bool = False


def _line(line: AmountLine, manner: _Manner, *, over: bool = False) -> list[Row]:
    style, fonts = manner.style, manner.setting.fonts
    entry = manner.table.add("TR")
    room = WIDE - len(line.amounts) * _AMOUNT - style.size
    label = broken(line.label, style, fonts, width=room) or [""]
    columns = [Column(LEFT, label, style, _heading_cell(entry, manner))]
    for index, amount in enumerate(line.amounts, start=1):
        ends_at = LEFT + WIDE - (len(line.amounts) - index) * _AMOUNT
        text = broken(amount, style, fonts, width=_AMOUNT - style.size / 4)
        cell = _heading_cell(entry, manner) if manner.heading else entry.add("TD")
        columns.append(Column(LEFT, text, style, cell, ends_at=ends_at))
    made = rows(*columns, fonts=fonts, gap=0)
    return ruled(made, padding=manner.setting.style.sum_padding, over=over)


def _heading_cell(entry: Element, manner: _Manner) -> Element:
    return entry.add("TH", attribute=_COLUMN_HEADING if manner.heading else ROW_HEADING)


def caption_rows(text: str, table: Element, setting: Setting) -> list[Row]:
    style = setting.style
    lines = broken(text, style.strong, setting.fonts, width=WIDE)
    if not lines:
        return []
    caption = Element("Caption")
    table.children.insert(0, caption)
    column = Column(LEFT, lines, style.strong, caption)
    return rows(column, fonts=setting.fonts, gap=style.section_gap, sticky=True)


def kept_together(lines: Sequence[list[Row]], closing: list[Row], *, noted: bool) -> list[Row]:
    """Tie each line's own rows, the first two lines, the last two with what closes them, the note.

    So a page never begins with a total and never ends with one line under the headings, unless the
    print is so large that all this takes more than a page.
    """
    made: list[Row] = []
    for index, line in enumerate(lines):
        begins = index == 0 and len(lines) > 1
        ends = bool(closing or noted) and index + 2 >= len(lines)
        whole = tied_within(line)
        made += tied_loosely(whole) if begins or ends else whole
    return [*made, *tied_loosely(closing[:-1]), *(tied(closing[-1:]) if noted else closing[-1:])]


def tied(made: Sequence[Row]) -> list[Row]:
    return [replace(row, sticky=True) for row in made]


def tied_loosely(made: Sequence[Row]) -> list[Row]:
    """Tie rows, those that were not tied yet only where there is room for it."""
    return [replace(row, sticky=True, loose=row.loose or not row.sticky) for row in made]


def tied_within(made: Sequence[Row]) -> list[Row]:
    return [*tied(made[:-1]), *made[-1:]]
