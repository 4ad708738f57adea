"""A letter laid out: what stands on each page, and the structure a screen reader follows.

The fixed places of the first page of each language (name, window, contact block) come first, then
the body, then the page line, once the number of pages is known.
"""

from dataclasses import dataclass, replace

from letters import flow, head
from letters.barcode import squares
from letters.characters import clean
from letters.direction import right_to_left
from letters.errors import EmptyLetter, ReferenceTooLong, TooManyPages
from letters.fonts import Fonts
from letters.geometry import CONTACT_BLOCK, FOOTER_BASELINE, MAX_PAGES, PAGES_PER_SHEET, points
from letters.ink import Code, Element, Ink, Page, Words, mirrored, mirrored_row
from letters.lines import face_of
from letters.model import Fact, Letter, LetterText
from letters.parts import body_rows, leading_facts
from letters.setting import LEFT, WIDE, Setting
from letters.shaping import width_of
from letters.slip import empty_page, slip_pages
from letters.style import STANDARD, Style

_EDGES = (LEFT, LEFT + WIDE)
_CONTACT_EDGES = (points(CONTACT_BLOCK.left), points(CONTACT_BLOCK.right))


@dataclass(frozen=True)
class Composed:
    """The pages in order and the root of the structure."""

    pages: tuple[Page, ...]
    document: Element


def compose(letter: Letter, fonts: Fonts, style: Style = STANDARD) -> Composed:
    """Lay the letter out. Raises a LetterError when something does not fit or cannot be drawn."""
    document = Element("Document")
    made: list[tuple[Page, LetterText]] = []
    for text in letter.language_pages:
        made += [(page, text) for page in _language_pages(letter, text, document, fonts, style)]
    if not made:
        raise EmptyLetter("The letter has no text.")
    if len(made) > MAX_PAGES:
        raise TooManyPages(len(made), MAX_PAGES)
    made += _slips(letter, fonts, style, document, after=len(made))
    numbered = [
        Page(
            (
                *(_coded(ink, letter, number) for ink in page.inks),
                *_footer(letter, text, fonts, style, page=number, pages=len(made)),
            )
        )
        for number, (page, text) in enumerate(made, start=1)
    ]
    return Composed(tuple(numbered), document)


def _language_pages(
    letter: Letter, text: LetterText, document: Element, fonts: Fonts, style: Style
) -> list[Page]:
    section = document.add("Sect")
    section.language = text.language
    setting = Setting(fonts=fonts, style=style, reference=clean(letter.reference), section=section)
    sender = text.sender or letter.sender
    facts = (
        *sender.contacts,
        Fact(text.date_label, text.date_text),
        Fact(text.reference_label, letter.reference),
    )
    named = head.sender_name(sender, setting)
    window = head.window(letter.address, setting)
    contacts, left_over = head.contact_block(sender, facts, setting)
    body = [
        *leading_facts(left_over, setting),
        *body_rows(text.heading, text.salutation, text.parts, setting),
    ]
    fixed: list[Ink] = [*named, *window, *contacts]
    if right_to_left(text.language):
        # Places stay as they are; what stands in them is turned round. The address is the post's.
        named_turned = [replace(words, rtl=True) for words in named]
        fixed = [*named_turned, *window, *(mirrored(ink, *_CONTACT_EDGES) for ink in contacts)]
        body = [mirrored_row(row, *_EDGES) for row in body]
    return flow.pages(body, fixed, foot=style.body_foot)


def _slips(
    letter: Letter, fonts: Fonts, style: Style, document: Element, *, after: int
) -> list[tuple[Page, LetterText]]:
    """Set the slips from the front of a sheet on.

    Where they would make it too long, that of the first language alone; where that would, none.
    """
    last = letter.language_pages[-1]
    first = replace(letter, language_pages=letter.language_pages[:1])
    for kept in (letter, first):
        section = Element("Document")
        odd = after % PAGES_PER_SHEET
        before = [(empty_page(last, fonts, style, section), last)] if odd else []
        slips = slip_pages(kept, fonts, style, section)
        if slips and after + len(before) + len(slips) <= MAX_PAGES:
            document.children += section.children
            return [*before, *slips]
    return []


def _coded(ink: Ink, letter: Letter, page: int) -> Ink:
    """Fill in a code, now that its page is known."""
    if not isinstance(ink, Code):
        return ink
    modules, runs = squares(code_text(letter, page), ink.symbology)
    return replace(ink, modules=modules, runs=runs)


def code_text(letter: Letter, page: int) -> str:
    """Return what a code on a page says to a scanner."""
    reference = clean(letter.reference)
    return f"{reference}/{letter.code}/{page}" if letter.code else reference


def _footer(
    letter: Letter, text: LetterText, fonts: Fonts, style: Style, *, page: int, pages: int
) -> list[Ink]:
    """Set the reference on the left and the page line on the right, in the page's language.

    In large print the reference goes on a line of its own above, where the two do not fit one.
    """
    face = face_of(style.footer, fonts)
    size = style.footer.size
    named = face.drawable(f"{text.reference_label} {letter.reference}{_letter_code(letter)}")
    line = face.drawable(text.page_line.format(page=page, pages=pages))
    left, right = _EDGES
    start = right - width_of(line, face, size)
    y = above = points(FOOTER_BASELINE)
    if left + width_of(named, face, size) + size > start:
        above -= style.footer.leading
        if not style.one_column or left + width_of(named, face, size) > right:
            raise ReferenceTooLong("page line")
    inks: list[Ink] = [Words(left, above, named, face, size), Words(start, y, line, face, size)]
    if right_to_left(text.language):
        return [mirrored(ink, left, right) for ink in inks]
    return inks


def _letter_code(letter: Letter) -> str:
    """Return the letter's own code for the page line: what to type where no scanner is."""
    return f"  \N{MIDDLE DOT}  {letter.code}" if letter.code else ""
