"""A letter laid out: what stands on each page, and the structure a screen reader follows.

The fixed places of the first page of each language (name, window, contact block) come first, then
the body, then the page line, once the number of pages is known.
"""

from dataclasses import dataclass

from letters import flow, head
from letters.characters import clean
from letters.errors import EmptyLetter, ReferenceTooLong, TooManyPages
from letters.fonts import Fonts
from letters.geometry import FOOTER_BASELINE, MARGIN_SIDE, MAX_PAGES, WIDE_WIDTH, points
from letters.ink import Element, Page, Words
from letters.lines import face_of
from letters.model import Fact, Letter, LetterText
from letters.parts import body_rows
from letters.setting import Setting
from letters.style import STANDARD, Style


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
    numbered = [
        Page((*page.inks, *_footer(letter, text, fonts, style, page=number, pages=len(made))))
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
    fixed = [
        *head.sender_name(sender, setting),
        *head.window(letter.address, setting),
        *head.contact_block(sender, facts, setting),
    ]
    body = body_rows(text.heading, text.salutation, text.parts, setting)
    return flow.pages(body, fixed)


def _footer(
    letter: Letter, text: LetterText, fonts: Fonts, style: Style, *, page: int, pages: int
) -> list[Words]:
    """Set the reference on the left and the page line on the right, in the page's language."""
    face = face_of(style.footer, fonts)
    size = style.footer.size
    left = face.drawable(f"{text.reference_label} {letter.reference}")
    right = face.drawable(text.page_line.format(page=page, pages=pages))
    start = points(MARGIN_SIDE + WIDE_WIDTH) - face.width(right, size)
    if points(MARGIN_SIDE) + face.width(left, size) + size > start:
        raise ReferenceTooLong("page line")
    y = points(FOOTER_BASELINE)
    return [
        Words(points(MARGIN_SIDE), y, left, face, size),
        Words(start, y, right, face, size),
    ]
