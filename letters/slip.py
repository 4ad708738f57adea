"""A reply slip: a page to fill in, tear off and send back, with a code at each box to tick.

The slips of all languages come after the letter, the first on the front of a sheet of its own, so
that whoever sends the slip keeps the letter.
"""

from dataclasses import replace

from letters import flow
from letters.characters import clean
from letters.direction import right_to_left
from letters.fonts import Fonts
from letters.geometry import BODY_TOP_LATER_PAGE, points
from letters.ink import Element, Frame, Page, Row, mirrored_row
from letters.lines import CAP_SHARE, Column, baseline, broken, rows
from letters.model import Letter, LetterText, Paragraph, ReferenceBox, Slip, SlipBox, Subheading
from letters.parts import body_rows
from letters.setting import LEFT, WIDE, Setting, text_rows
from letters.style import Style
from letters.writing_lines import writing_line

_BOX_SHARE = 1.3
_BOX_LINE = 1


def empty_page(text: LetterText, fonts: Fonts, style: Style, document: Element) -> Page:
    """Set the page before a slip that has the back of the letter's last sheet to itself.

    It says so in the words of the text's own slip, that nobody thinks something is missing.
    """
    slips = [part for part in text.parts if isinstance(part, Slip)]
    section = document.add("Sect")
    section.language = text.language
    setting = Setting(fonts=fonts, style=style, reference="", section=section)
    words = slips[0].empty_page if slips else ""
    body = text_rows(words, style.body, setting, role="P", gap=0)
    if not body:
        document.children.remove(section)
    if right_to_left(text.language):
        body = [mirrored_row(row, LEFT, LEFT + WIDE) for row in body]
    (page,) = flow.pages(body, (), foot=style.body_foot, top=points(BODY_TOP_LATER_PAGE))
    return page


def slip_pages(
    letter: Letter, fonts: Fonts, style: Style, document: Element
) -> list[tuple[Page, LetterText]]:
    """Set the slips of a letter, each with the text whose language it is in."""
    made: list[tuple[Page, LetterText]] = []
    for text in letter.language_pages:
        for slip in (part for part in text.parts if isinstance(part, Slip)):
            section = document.add("Sect")
            section.language = text.language
            setting = Setting(
                fonts=fonts, style=style, reference=clean(letter.reference), section=section
            )
            body, address = _slip(slip, setting), _address(slip, setting)
            if right_to_left(text.language):
                body = [mirrored_row(row, LEFT, LEFT + WIDE) for row in body]
                address = [_turned(row) for row in address]
            top = points(BODY_TOP_LATER_PAGE)
            pages = flow.pages([*body, *address], (), foot=style.body_foot, top=top)
            made += [(page, text) for page in pages]
    return made


def _slip(slip: Slip, setting: Setting) -> list[Row]:
    head = (
        Subheading(slip.heading),
        Paragraph(slip.intro),
        ReferenceBox(slip.reference_label, slip.code_text),
    )
    made = body_rows("", "", head, setting)
    for question in slip.questions:
        made += _question(question.words, question.boxes, setting)
    for label in slip.lines:
        made += writing_line(label, setting)
    return made + text_rows(
        slip.send_to_label,
        setting.style.strong,
        setting,
        role="P",
        gap=setting.style.section_gap,
        sticky=True,
    )


def _question(words: str, boxes: tuple[SlipBox, ...], setting: Setting) -> list[Row]:
    style = setting.style
    asked = text_rows(words, style.strong, setting, role="P", gap=style.section_gap, sticky=True)
    tree = setting.section.add("L", attribute=("List", "ListNumbering", "Ordered"))
    return asked + [row for box in boxes for row in _box(box, tree, setting)]


def _box(box: SlipBox, tree: Element, setting: Setting) -> list[Row]:
    """Set a box to tick, its code in small print, and what a tick means."""
    style, fonts = setting.style, setting.fonts
    entry = tree.add("LI")
    side = style.body.size * _BOX_SHARE
    label_at = LEFT + side + style.item_gap * 2
    face = fonts.regular
    words_at = label_at + face.width("A1", style.contact.size) + style.contact.size
    lines = broken(box.words, style.body, fonts, width=LEFT + style.measure - words_at) or [""]
    label = replace(style.contact, leading=style.body.leading)
    top, *rest = rows(
        Column(label_at, [box.code], label, entry.add("Lbl")),
        Column(words_at, lines, style.body, entry.add("LBody")),
        fonts=fonts,
        gap=style.paragraph_gap * 1.5,
    )
    foot = baseline(style.body) + (side - style.body.size * CAP_SHARE) / 2
    frame = Frame(LEFT, foot - side, side, side, line=_BOX_LINE)
    return [replace(top, inks=(frame, *top.inks)), *rest]


def _address(slip: Slip, setting: Setting) -> list[Row]:
    lines = [
        text_rows(line, setting.style.body, setting, role="P", gap=0, sticky=True)
        for line in slip.send_to
    ]
    return [row for line in lines for row in line]


def _turned(row: Row) -> Row:
    """Return a line of the address at the right edge: it is the post's, and runs as it always does."""
    edges = 2 * LEFT + WIDE
    return replace(row, inks=tuple(replace(ink, x=edges - ink.x - ink.width) for ink in row.inks))
