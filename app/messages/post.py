"""Letters: a message becomes plain data for the `letters` library, and its PDF goes in the tray.

A Welsh speaker's letter holds the Welsh pages first and the English after. What cannot be printed
is refused with plain words for staff; it is never tried for ever.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial
from itertools import product
from typing import Any

import letters
from app.clock import today
from app.errors import AlongsideError
from app.i18n import ENGLISH, LANGUAGES, WELSH, Words, _, speaking
from app.messages.formats import PDF
from app.messages.kinds import samples_of_all_kinds, wording_of
from app.messages.letter_codes import letter_code
from app.messages.making import make
from app.messages.models import Message
from app.messages.troubles import letter_words
from app.messages.wording import (
    CheckPoints,
    Holes,
    Part,
    Points,
    ReferenceCode,
    Row,
    Said,
    Say,
    Sign,
    Slip,
    Steps,
    Sum,
    SumLine,
    Sums,
    Table,
    Title,
    Wording,
)
from app.people.contact_rules import LetterFormat
from app.values.date_words import show_day

SECOND_CLASS = "second"
SAMPLE_CODE = "7RTK"
_DATE = _("Date")
_REFERENCE = _("Reference")
_PHONE = _("Telephone")
_DEAR = _("Dear {name}")
_PAGE = _("Page {page} of {pages}")
_YOUR_REFERENCE = _("Your reference")
_NO_EASY_READ = _("There is no Easy Read of this letter yet. It has the usual words.")
_TOO_MANY_LINES = _(
    "The address can have {most} lines, with the name. It has {count}. Ask for a shorter one."
)
_TOO_FEW_LINES = _(
    "The address must have {least} lines or more, with the name. It has {count}. Ask for the rest."
)
_FORBIDDEN_START = _(
    "Line {line} of the envelope cannot start with {sign}. Start it with a letter or a number."
)
_NOTHING_TO_READ = _("Line {line} of the envelope needs a letter or a number.")
_CODE_TEXT = _("A code that a machine reads. It holds your reference.")

_SLIP = _("Reply slip")
_SLIP_INTRO = _("Send this page only if you want to tell us something.")
_SIGN_HERE = _("Sign here")
_YOUR_NAME = _("Your name")
_SEND_TO = _("Send this page back to")
_EMPTY_PAGE = _("There is nothing on this page. The reply slip is on the next page.")


class Unprintable(AlongsideError):
    """The letter cannot be printed as it stands; `words` say why, for staff."""

    def __init__(self, code: str, words: Words) -> None:
        super().__init__(code)
        self.code = code
        self.words = words


@dataclass(frozen=True, kw_only=True)
class Rendered:
    """A letter ready for the tray, or for the post room's list of braille or of sound.

    `format` is the one it was made in, and `kind` that of its file: "pdf", "brf" or "mp3". `sheets`
    is how many the printer prints: none for braille and sound. `address` is as the envelope shows
    it. `note` tells staff why it is not in the format that was asked for. `collect_at` is the
    code of the place at whose kiosk it is read, in place of being posted. `to_sign` are the pages
    that somebody must sign.
    """

    data: bytes
    format: str = LetterFormat.STANDARD.value
    kind: str = PDF
    pages: int
    sheets: int
    reference: str
    postage: str
    address: tuple[str, ...]
    note: Words | None = None
    collect_at: str | None = None
    to_sign: tuple[int, ...] = ()


def render_message(
    message: Message,
    fonts: letters.Fonts,
    *,
    at: datetime,
    format: str = LetterFormat.STANDARD,
) -> Rendered:
    """Render the letter of a message as written today, in a `LetterFormat`; raise Unprintable."""
    wording = wording_of(message.kind, message.wording_version)
    wanted = partial(
        compose,
        wording,
        message.body,
        message.to.splitlines(),
        language=message.language,
        on=today(at),
        code=letter_code(message.id),
    )
    try:
        made = make(wanted, format, fonts)
    except letters.LetterError as error:
        # What staff read is kept as a plain sentence, so its numbers are put in here.
        words = Words(why_unprintable(error).in_language(ENGLISH))
        raise Unprintable(error.code, words) from error
    return Rendered(
        data=made.data,
        format=made.format,
        kind=made.kind,
        pages=made.pages,
        sheets=made.sheets,
        reference=made.letter.reference,
        postage=SECOND_CLASS,
        address=made.letter.address.lines,
        note=made.note or _note_on(wording, made.format),
        to_sign=made.to_sign,
    )


def why_unprintable(error: letters.LetterError) -> Words:
    """Return why a letter cannot be printed, for staff; of an address which line, or how many.

    The lines are those of the envelope, and the first is the name.
    """
    match error:
        case letters.TooManyLines():
            return _TOO_MANY_LINES.filled(most=error.most, count=error.count)
        case letters.TooFewLines():
            return _TOO_FEW_LINES.filled(least=error.least, count=error.count)
        case letters.ForbiddenStart():
            return _FORBIDDEN_START.filled(line=error.line, sign=error.sign)
        case letters.NothingToRead():
            return _NOTHING_TO_READ.filled(line=error.line)
    return letter_words(error.code)


def _note_on(wording: Wording, made_in: str) -> Words | None:
    no_words = made_in == LetterFormat.EASY_READ and wording.easy is None
    return _NO_EASY_READ if no_words else None


def compose(
    wording: Wording,
    holes: Holes,
    envelope: list[str],
    *,
    language: str,
    on: date,
    code: str = SAMPLE_CODE,
    format: str = LetterFormat.STANDARD,
) -> letters.Letter:
    """Return the letter as plain data; raise letters.AddressError for a bad address.

    `code` is the letter's own, of `letter_codes`. `format` decides on the words alone.
    """
    spoken = (WELSH, ENGLISH) if language == WELSH else (ENGLISH,)
    said = wording.easily_said if format == LetterFormat.EASY_READ else wording.said
    here = frozenset({str(format), language})
    first, *others = (_in_language(wording, holes, one, on, said, here) for one in spoken)
    texts = (first, *map(_signed_once, others))
    return letters.Letter(
        reference=holes["reference"],
        title=texts[0].heading,
        address=letters.PostalAddress.parse(envelope),
        sender=_sender(holes),
        date=on,
        language_pages=texts,
        code=code,
    )


def _in_language(
    wording: Wording,
    holes: Holes,
    language: str,
    on: date,
    words: Callable[[Holes], Said],
    here: frozenset[str],
) -> letters.LetterText:
    with speaking(language):
        filling = wording.prepare(holes)
        said = words(holes)
        return letters.LetterText(
            language=language,
            heading=str(said.heading.filled(**filling)),
            date_label=str(_DATE),
            date_text=show_day(on, language),
            reference_label=str(_REFERENCE),
            salutation=str(_DEAR.filled(name=holes["name"])),
            page_line=str(_PAGE),
            sender=_sender(holes),
            parts=tuple(made for part in said.parts for made in _part(part, filling, here)),
        )


def _signed_once(text: letters.LetterText) -> letters.LetterText:
    """Return a text of a later language, without the places to sign that the first has."""
    parts = tuple(part for part in text.parts if not isinstance(part, letters.Signature))
    return replace(text, parts=parts)


def _sender(holes: Holes) -> letters.Sender:
    phone = letters.Fact(str(_PHONE), holes["helpline"])
    return letters.Sender(name=holes["sender"], contacts=(phone,))


def _part(part: Part, filling: dict[str, object], here: frozenset[str]) -> Iterator[letters.Part]:
    """Yield the library's part for one of ours, or nothing when its hole is empty.

    `here` names the format and the language of the letter.
    """

    def said(words: Words) -> str:
        return str(words.filled(**filling))

    given = getattr(part, "given", "")
    if given and not filling.get(given):
        return
    match part:
        case Say(words):
            yield letters.Paragraph(said(words))
        case Title(words):
            yield letters.Subheading(said(words))
        case Points(items):
            yield letters.Bullets(_items(items, given, filling))
        case Steps(items):
            yield letters.NextSteps(_items(items, given, filling))
        case CheckPoints(items):
            yield letters.CheckList(_items(items, given, filling))
        case Sums(headings=headings):
            yield from (_sum(one, headings) for one in _sums(filling[given]))
        case Table(rows):
            shown = [row for row in rows if not row.given or filling.get(row.given)]
            yield letters.Facts(tuple(_fact(row, filling) for row in shown))
        case Slip():
            yield _slip(part, filling, here)
        case Sign(words):
            yield letters.Paragraph(said(words))
            yield letters.Signature(
                lines=(str(_SIGN_HERE), str(_YOUR_NAME), str(_DATE)),
                reference_label=str(_YOUR_REFERENCE),
                code_text=str(_CODE_TEXT),
            )
        case ReferenceCode(note):
            yield letters.ReferenceBox(str(_YOUR_REFERENCE), str(_CODE_TEXT), note=said(note))


def _slip(slip: Slip, filling: dict[str, object], here: frozenset[str]) -> letters.Slip:
    shown: dict[str, list[letters.SlipBox]] = {question.code: [] for question in slip.questions}
    for code, question, choice in slip.boxes():
        if choice.needless_in & here:
            continue
        words = str(choice.words.filled(**filling))
        shown[question.code].append(letters.SlipBox(code, words))
    lines: Any = filling[slip.given]
    return letters.Slip(
        heading=str(_SLIP),
        intro=str(_SLIP_INTRO),
        reference_label=str(_YOUR_REFERENCE),
        code_text=str(_CODE_TEXT),
        questions=tuple(
            letters.SlipQuestion(str(one.words.filled(**filling)), tuple(shown[one.code]))
            for one in slip.questions
        ),
        lines=(str(_YOUR_NAME), str(_DATE)),
        send_to_label=str(_SEND_TO),
        send_to=tuple(str(line) for line in lines),
        empty_page=str(_EMPTY_PAGE),
    )


def _items(items: tuple[Words, ...], given: str, filling: dict[str, object]) -> tuple[str, ...]:
    listed = filling[given] if given else [words.filled(**filling) for words in items]
    return tuple(str(item) for item in listed)  # type: ignore[attr-defined]


def _sums(prepared: Any) -> tuple[Sum, ...]:
    return tuple(prepared)


def _sum(one: Sum, headings: tuple[Words, ...]) -> letters.Amounts:
    return letters.Amounts(
        caption=str(one.title),
        headings=tuple(map(str, headings)),
        lines=tuple(map(_sum_line, one.lines)),
        closing=tuple(map(_sum_line, one.closing)),
        note=str(one.note),
    )


def _sum_line(line: SumLine) -> letters.AmountLine:
    return letters.AmountLine(str(line.label), line.amounts)


def _fact(row: Row, filling: dict[str, object]) -> letters.Fact:
    return letters.Fact(str(row.label), str(row.words.filled(**filling)))


def letter_samples(
    fonts: letters.Fonts, formats: Iterable[str] = (LetterFormat.STANDARD,)
) -> Iterator[tuple[str, bytes]]:
    """Yield ("KIND.LANGUAGE.FORMAT.pdf", file) for every sample of every kind in every language.

    Braille ends with ".brf" and sound with ".mp3". A kind with more than one sample has their names
    after it: "legal-aid-outcome-no". A sample that cannot be made in a format is left out.
    """
    kinds = samples_of_all_kinds(letters=True)
    for (name, wording, holes), language, wished in product(kinds, LANGUAGES, formats):
        wanted = partial(compose, wording, holes, SAMPLE_ENVELOPE, language=language, on=SAMPLE_DAY)
        made = make(wanted, wished, fonts)
        if made.format == wished:
            yield f"{name}.{language}.{wished}.{made.kind}", made.data


SAMPLE_ENVELOPE = ["Sian Example", "1 Sample Street", "Anytown", "CF10 1AA"]
SAMPLE_DAY = today(datetime(2026, 11, 25, 12, tzinfo=UTC))
