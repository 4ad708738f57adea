"""Each part of a letter set into rows: one small function for each kind of part."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Any

from letters.errors import ReferenceTooLong
from letters.geometry import CODE_SIDE, points
from letters.ink import Code, Frame, Ink, Row, Words, lowered
from letters.lines import CAP_SHARE, Column, baseline, broken, listed, rows, stacked
from letters.model import (
    Amounts,
    Bullets,
    CheckList,
    Fact,
    Facts,
    NextSteps,
    Paragraph,
    Part,
    ReferenceBox,
    Signature,
    Slip,
    Subheading,
    Symbology,
)
from letters.setting import LEFT, WIDE, Setting, text_rows
from letters.stacked import stacked_amounts
from letters.tables import amount_rows, fact_rows
from letters.writing_lines import writing_line

_BULLET = "\N{BULLET}"
# What a paragraph before it leads up to, so that the two are not parted.
_LED_TO = Bullets | NextSteps | CheckList | Facts | Amounts | Signature
_TICK_LINE = 1


def body_rows(heading: str, salutation: str, parts: Sequence[Part], setting: Setting) -> list[Row]:
    """Set the heading, the salutation and the parts, in reading order. Empty words take no room.

    Slips stand after the letter; `slip` sets them.
    """
    style = setting.style
    made = text_rows(heading, style.heading, setting, role="H1", gap=0, sticky=True)
    made += text_rows(salutation, style.body, setting, role="P", gap=style.paragraph_gap)
    parts = [part for part in parts if not isinstance(part, Slip)]
    for part, following in zip_longest(parts, parts[1:]):
        leads = isinstance(part, Paragraph) and isinstance(following, _LED_TO)
        part_rows = _SETTERS[type(part)](part, setting)
        made += _tied_to_next(part_rows) if leads else part_rows
    return made


def leading_facts(facts: Sequence[Fact], setting: Setting) -> list[Row]:
    """Set facts that had no room at the head: first in the body, a label over each value."""
    style, fonts = setting.style, setting.fonts
    made: list[Row] = []
    for fact in facts:
        element = setting.section.add("P")
        label = broken(fact.label, style.strong, fonts, width=WIDE)
        value = broken(fact.value, style.body, fonts, width=WIDE)
        above = Column(LEFT, [*label, ""], style.strong, element)
        made += rows(above, fonts=fonts, gap=style.item_gap, sticky=True)[: len(label)]
        made += rows(Column(LEFT, value, style.body, element), fonts=fonts, gap=0)
    if made:
        made[-1] = replace(made[-1], height=made[-1].height + style.paragraph_gap)
    return made


def _paragraph(part: Paragraph, setting: Setting) -> list[Row]:
    style = setting.style
    return text_rows(part.text, style.body, setting, role="P", gap=style.paragraph_gap)


def _subheading(part: Subheading, setting: Setting) -> list[Row]:
    style = setting.style
    return text_rows(
        part.text, style.subheading, setting, role="H2", gap=style.section_gap, sticky=True
    )


def _bullets(part: Bullets, setting: Setting) -> list[Row]:
    return _listed([(_BULLET, item) for item in part.items], setting, numbering="Disc")


def _next_steps(part: NextSteps, setting: Setting) -> list[Row]:
    numbered = [(f"{number}.", step) for number, step in enumerate(part.steps, start=1)]
    return _listed(numbered, setting, numbering="Decimal")


def _listed(items: list[tuple[str, str]], setting: Setting, *, numbering: str) -> list[Row]:
    if not items:
        return []
    style, fonts = setting.style, setting.fonts
    tree = setting.section.add("L", attribute=("List", "ListNumbering", numbering))
    indent = style.list_indent if numbering == "Disc" else style.list_indent + style.body.size / 2
    made: list[list[Row]] = []
    for label, item in items:
        entry = tree.add("LI")
        lines = broken(item, style.body, fonts, width=style.measure - indent) or [""]
        item_rows = rows(
            Column(LEFT, [label], style.body, entry.add("Lbl")),
            Column(LEFT + indent, lines, style.body, entry.add("LBody")),
            fonts=fonts,
            gap=style.item_gap if made else style.paragraph_gap,
        )
        made.append(item_rows)
    return listed(made)


def _check_list(part: CheckList, setting: Setting) -> list[Row]:
    """Set each item beside a box that is drawn: the box says nothing that the words do not."""
    if not part.items:
        return []
    style, fonts = setting.style, setting.fonts
    tree = setting.section.add("L", attribute=("List", "ListNumbering", "None"))
    side = style.body.size
    indent = style.list_indent + side / 2
    made: list[list[Row]] = []
    for item in part.items:
        lines = broken(item, style.body, fonts, width=style.measure - indent) or [""]
        body = Column(LEFT + indent, lines, style.body, tree.add("LI").add("LBody"))
        gap = style.item_gap * 1.5 if made else style.paragraph_gap
        top, *rest = rows(body, fonts=fonts, gap=gap)
        foot = baseline(style.body) + side * (1 - CAP_SHARE) / 2
        box = Frame(LEFT, foot - side, side, side, line=_TICK_LINE)
        made.append([replace(top, inks=(box, *top.inks)), *rest])
    return listed(made)


def _amounts(part: Amounts, setting: Setting) -> list[Row]:
    set_out = stacked_amounts if setting.style.one_column else amount_rows
    return set_out(part, setting)


def _reference_box(part: ReferenceBox, setting: Setting) -> list[Row]:
    """Draw the box: label, large reference and note on the left, the code on the right."""
    style, padding = setting.style, setting.style.box_padding
    side = points(CODE_SIDE) if part.code else 0
    width = WIDE - 3 * padding - side
    inks, used = _box_words(part, setting, width=width)
    height = max(used, side) + 2 * padding
    words = [lowered(ink, (height - used) / 2) for ink in inks]
    drawn: list[Ink] = [Frame(LEFT, 0, WIDE, height), *words]
    if part.code:
        drawn.append(_code(part, setting, symbology=part.code, height=height))
    gap = style.paragraph_gap + style.item_gap
    return [Row(height=height, inks=tuple(drawn), gap=gap)]


def _signature(part: Signature, setting: Setting) -> list[Row]:
    """Draw the code and the lines to write on; all of it stays on one page."""
    box = _reference_box(ReferenceBox(part.reference_label, part.code_text), setting)
    made = [replace(row, inks=tuple(map(_signing, row.inks)), sticky=True) for row in box]
    for label in part.lines:
        made += writing_line(label, setting)
    return [*made[:-1], replace(made[-1], sticky=False)]


def _signing(ink: Ink) -> Ink:
    return replace(ink, signs=True) if isinstance(ink, Code) else ink


def _box_words(part: ReferenceBox, setting: Setting, *, width: float) -> tuple[list[Words], float]:
    style, fonts = setting.style, setting.fonts
    x = LEFT + style.box_padding
    inks: list[Words] = []
    top = 0.0
    for text, text_style in (
        (part.label, style.body),
        (setting.reference, style.reference),
        (part.note, style.body),
    ):
        lines = broken(text, text_style, fonts, width=width)
        if text_style is style.reference and len(lines) > 1:
            raise ReferenceTooLong("reference box")
        if lines:
            column = Column(x, lines, text_style, setting.section.add("P"))
            inks += stacked(column, fonts, top=top)
            top += len(lines) * text_style.leading
    return inks, top


def _code(part: ReferenceBox, setting: Setting, *, symbology: Symbology, height: float) -> Code:
    if not part.code_text:
        raise ValueError("A code to scan needs words that say what it is.")
    side = points(CODE_SIDE)
    return Code(
        x=LEFT + WIDE - setting.style.box_padding - side,
        y=(height - side) / 2,
        side=side,
        symbology=symbology,
        element=setting.section.add("Figure", spoken=part.code_text),
    )


def _tied_to_next(made: list[Row]) -> list[Row]:
    return [*made[:-1], replace(made[-1], sticky=True)] if made else made


# Keyed by the part's own class; each setter takes exactly that class.
_SETTERS: dict[type, Callable[[Any, Setting], list[Row]]] = {
    Paragraph: _paragraph,
    Subheading: _subheading,
    Bullets: _bullets,
    Facts: fact_rows,
    NextSteps: _next_steps,
    CheckList: _check_list,
    Amounts: _amounts,
    ReferenceBox: _reference_box,
    Signature: _signature,
}
