"""Each part of a letter set into rows: one small function for each kind of part."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Any

from letters.barcode import squares
from letters.errors import ReferenceTooLong
from letters.fonts import Fonts
from letters.geometry import (
    CODE_SIDE,
    FACT_LABEL_WIDTH,
    MARGIN_SIDE,
    TEXT_WIDTH,
    WIDE_WIDTH,
    points,
)
from letters.ink import Code, Element, Frame, Ink, Row, Rule, Words, lowered
from letters.lines import Column, broken, rows, stacked
from letters.model import (
    Bullets,
    Fact,
    Facts,
    NextSteps,
    Paragraph,
    Part,
    ReferenceBox,
    Subheading,
    Symbology,
)
from letters.style import Style, TextStyle

LEFT = points(MARGIN_SIDE)
_TEXT = points(TEXT_WIDTH)
_WIDE = points(WIDE_WIDTH)
_BULLET = "\N{BULLET}"


@dataclass(frozen=True)
class Setting:
    """What every part needs to be set: faces, sizes, the reference, and where it is read."""

    fonts: Fonts
    style: Style
    reference: str
    section: Element


def body_rows(heading: str, salutation: str, parts: Sequence[Part], setting: Setting) -> list[Row]:
    """Set the heading, the salutation and the parts, in reading order. Empty words take no room."""
    style = setting.style
    made = text_rows(heading, style.heading, setting, role="H1", gap=0, sticky=True)
    made += text_rows(salutation, style.body, setting, role="P", gap=style.paragraph_gap)
    for part, following in zip_longest(parts, parts[1:]):
        leads = isinstance(part, Paragraph) and isinstance(following, Bullets | NextSteps | Facts)
        part_rows = _SETTERS[type(part)](part, setting)
        made += _tied_to_next(part_rows) if leads else part_rows
    return made


def text_rows(
    text: str, style: TextStyle, setting: Setting, *, role: str, gap: float, sticky: bool = False
) -> list[Row]:
    """Set plain text over the measure, headings wider; nothing at all when there is no text."""
    lines = broken(text, style, setting.fonts, width=_WIDE if style.bold else _TEXT)
    if not lines:
        return []
    column = Column(LEFT, lines, style, setting.section.add(role))
    return rows(column, fonts=setting.fonts, gap=gap, sticky=sticky)


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
    made: list[Row] = []
    for label, item in items:
        entry = tree.add("LI")
        lines = broken(item, style.body, fonts, width=_TEXT - indent) or [""]
        made += rows(
            Column(LEFT, [label], style.body, entry.add("Lbl")),
            Column(LEFT + indent, lines, style.body, entry.add("LBody")),
            fonts=fonts,
            gap=style.item_gap if made else style.paragraph_gap,
        )
    return made


def _facts(part: Facts, setting: Setting) -> list[Row]:
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
    label_width = points(FACT_LABEL_WIDTH)
    label = broken(fact.label, style.strong, fonts, width=label_width - style.item_gap) or [""]
    value = broken(fact.value, style.body, fonts, width=_WIDE - label_width) or [""]
    made = rows(
        Column(LEFT, label, style.strong, entry.add("TH", attribute=("Table", "Scope", "Row"))),
        Column(LEFT + label_width, value, style.body, entry.add("TD")),
        fonts=fonts,
        gap=style.paragraph_gap + style.item_gap if first else 0,
    )
    return _ruled(made, padding=style.row_padding, first=first)


def _ruled(made: list[Row], *, padding: float, first: bool) -> list[Row]:
    top = made[0]
    inks: tuple[Ink, ...] = tuple(lowered(ink, padding) for ink in top.inks)
    over: tuple[Ink, ...] = (Rule(LEFT, 0, _WIDE),) if first else ()
    made = [replace(top, height=top.height + padding, inks=over + inks), *made[1:]]
    foot = made[-1]
    height = foot.height + padding
    under = Rule(LEFT, height, _WIDE)
    return [*made[:-1], replace(foot, height=height, inks=(*foot.inks, under))]


def _reference_box(part: ReferenceBox, setting: Setting) -> list[Row]:
    """Draw the box: label, large reference and note on the left, the code on the right."""
    style, padding = setting.style, setting.style.box_padding
    side = points(CODE_SIDE) if part.code else 0
    width = _WIDE - 3 * padding - side
    inks, used = _box_words(part, setting, width=width)
    height = max(used, side) + 2 * padding
    words = [lowered(ink, (height - used) / 2) for ink in inks]
    drawn: list[Ink] = [Frame(LEFT, 0, _WIDE, height), *words]
    if part.code:
        drawn.append(_code(part, setting, symbology=part.code, height=height))
    gap = style.paragraph_gap + style.item_gap
    return [Row(height=height, inks=tuple(drawn), gap=gap)]


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
    modules, runs = squares(setting.reference, symbology)
    side = points(CODE_SIDE)
    return Code(
        x=LEFT + _WIDE - setting.style.box_padding - side,
        y=(height - side) / 2,
        side=side,
        modules=modules,
        runs=runs,
        element=setting.section.add("Figure", spoken=part.code_text),
    )


def _tied_to_next(made: list[Row]) -> list[Row]:
    return [*made[:-1], replace(made[-1], sticky=True)] if made else made


# Keyed by the part's own class; each setter takes exactly that class.
_SETTERS: dict[type, Callable[[Any, Setting], list[Row]]] = {
    Paragraph: _paragraph,
    Subheading: _subheading,
    Bullets: _bullets,
    Facts: _facts,
    NextSteps: _next_steps,
    ReferenceBox: _reference_box,
}
