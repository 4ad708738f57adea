"""The letter as plain data. Every word on the paper comes in here; the library has none.

A `Letter` goes to one address and holds one `LetterText` for each language, in the order they are
printed (Welsh before English). A text is a run of parts, from the heading down.
"""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from letters.address import PostalAddress


class Symbology(Enum):
    """Which kind of code carries the reference for a scanner."""

    DATA_MATRIX = "DataMatrix"
    QR = "QRCode"


@dataclass(frozen=True)
class Fact:
    """One row: what it is, and what it says ("When", "Saturday 5 December 2026, 2pm")."""

    label: str
    value: str


@dataclass(frozen=True)
class Paragraph:
    text: str


@dataclass(frozen=True)
class Subheading:
    text: str


@dataclass(frozen=True)
class Bullets:
    items: tuple[str, ...]


@dataclass(frozen=True)
class Facts:
    rows: tuple[Fact, ...]


@dataclass(frozen=True)
class NextSteps:
    """What happens next, numbered in order."""

    steps: tuple[str, ...]


@dataclass(frozen=True)
class CheckList:
    """Things to gather or do, each with an empty box to tick by hand."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class AmountLine:
    """One line of a sum: what it is, and its amounts, one for each column. One may be empty."""

    label: str
    amounts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Amounts:
    """A sum worked out line by line: amounts stand right under their headings.

    `headings` begins with that of the labels; there is an amount in each line for each of the
    others. `closing` lines (a total, a limit) are bold and never begin a page on their own; the
    headings are printed again on each page that the sum runs on to. `note` says what it comes to.
    """

    caption: str
    headings: tuple[str, ...]
    lines: tuple[AmountLine, ...]
    closing: tuple[AmountLine, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class ReferenceBox:
    """The letter's reference in large type, with a code to scan beside it.

    `code_text` says what the code is to someone who cannot see it; it must not be empty when there
    is a code. `note` is a short line under the reference.
    """

    label: str
    code_text: str = ""
    note: str = ""
    code: Symbology | None = Symbology.DATA_MATRIX


@dataclass(frozen=True, kw_only=True)
class Signature:
    """Where somebody signs: lines to write on, and a code that says which page came back.

    What is signed stands in the paragraph before it, which is never parted from it. `lines` are the
    labels; the rest is as in `ReferenceBox`.
    """

    lines: tuple[str, ...]
    reference_label: str
    code_text: str


@dataclass(frozen=True)
class SlipBox:
    """One box to tick, with the short code printed beside it."""

    code: str
    words: str


@dataclass(frozen=True)
class SlipQuestion:
    """What is asked, and the boxes to tick for an answer."""

    words: str
    boxes: tuple[SlipBox, ...]


@dataclass(frozen=True, kw_only=True)
class Slip:
    """A page to fill in, tear off and send back, after the letter of all languages.

    `lines` are the labels of lines to write on, such as a name and a date. A letter that would be
    longer with its slips than the print supplier takes goes without them, so nothing else in it
    may speak of a slip. `empty_page` is said on the empty back before the first slip, if there is
    one.
    """

    heading: str
    intro: str
    reference_label: str
    code_text: str
    questions: tuple[SlipQuestion, ...]
    lines: tuple[str, ...]
    send_to_label: str
    send_to: tuple[str, ...]
    empty_page: str = ""


Part = (
    Paragraph
    | Subheading
    | Bullets
    | Facts
    | NextSteps
    | CheckList
    | Amounts
    | ReferenceBox
    | Signature
    | Slip
)


@dataclass(frozen=True)
class Sender:
    """Who writes: the name at the head, then the contact block (address lines, then facts)."""

    name: str
    lines: tuple[str, ...] = ()
    contacts: tuple[Fact, ...] = ()


@dataclass(frozen=True, kw_only=True)
class LetterText:
    """The letter in one language.

    `language` is a BCP 47 tag. `page_line` has the holes {page} and {pages}. `sender` replaces the
    letter's own where the name or the labels differ in this language.
    """

    language: str
    heading: str
    date_label: str
    date_text: str
    reference_label: str
    parts: tuple[Part, ...]
    salutation: str = ""
    page_line: str = "Page {page} of {pages}"
    sender: Sender | None = None


@dataclass(frozen=True, kw_only=True)
class Letter:
    """One letter to one address. `title` names the PDF; `date` is the day it is written.

    `code` tells this letter from the others of its reference. With it, the codes to scan say
    "REFERENCE/CODE/PAGE", and the page line says it too.
    """

    reference: str
    title: str
    address: PostalAddress
    sender: Sender
    date: date
    language_pages: tuple[LetterText, ...]
    code: str = ""
