"""What wording is made of, and how holes fill it: pure, the same holes always give the same words.

A service declares its messages as data: one `Wording` a kind, with the text message and the parts
of the letter side by side. Holes come in as plain JSON, are cleaned and bounded once, when the
message is queued, and are turned into words when it is shown or sent, so a preview is what leaves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from app.errors import AlongsideError
from app.i18n import ENGLISH, Words, _, current_language, speaking
from app.values.cleaning import many_lines
from app.values.links import unlinked
from app.values.sms_text import plain

Holes = Mapping[str, Any]

# Two names of 30 letters and a space. What staff write in their own words may be longer, and is
# for letters only.
LONGEST_HOLE = 61
LONGEST_WORDS = 300
# Spread over some three hours.
USUAL_TRIES = 20
MOST_ITEMS = 12
CUT = "..."


class WordingError(AlongsideError):
    """There is no such wording, or a hole it needs is missing: a fault of ours, not of a person."""


@dataclass(frozen=True)
class Spoken:
    """A value that reads differently in each language, such as a date."""

    show: Callable[[str], str]

    def __str__(self) -> str:
        return self.show(current_language())


@dataclass(frozen=True)
class Say:
    """A paragraph. With `given`, it is said only when that hole is filled."""

    words: Words
    given: str = ""


@dataclass(frozen=True)
class Title:
    """A heading within the letter."""

    words: Words
    given: str = ""


@dataclass(frozen=True)
class Points:
    """A bulleted list of words, or of whatever the hole named `given` lists."""

    items: tuple[Words, ...] = ()
    given: str = ""


@dataclass(frozen=True)
class Row:
    """One fact: its label and what it says."""

    label: Words
    words: Words
    given: str = ""


@dataclass(frozen=True)
class Table:
    """Facts, one a row."""

    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Steps:
    """What happens next, in order; `given` names a hole that lists the steps instead."""

    items: tuple[Words, ...] = ()
    given: str = ""


@dataclass(frozen=True)
class CheckPoints:
    """Things to gather or do, each with a box to tick; `given` as in `Points`."""

    items: tuple[Words, ...] = ()
    given: str = ""


@dataclass(frozen=True)
class SumLine:
    """One line of a sum in words; an amount that is empty is left blank."""

    label: Words
    amounts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Sum:
    """A sum as `prepare` gives it: what is worked out, its lines, its total and what that means.

    It `adds_up` where no running total differs, by rounding, from the amounts above it.
    """

    title: Words
    lines: tuple[SumLine, ...]
    closing: tuple[SumLine, ...] = ()
    note: Words | str = ""
    adds_up: bool = True


@dataclass(frozen=True)
class Sums:
    """A table of amounts for each `Sum` in the hole named `given`, under these headings."""

    given: str
    headings: tuple[Words, ...]


@dataclass(frozen=True)
class ReferenceCode:
    """The reference in large type with a code to scan."""

    note: Words


@dataclass(frozen=True)
class SlipChoice:
    """One box of a slip to tick. `code` is what is kept; it never changes its meaning.

    A letter in one of the formats or languages of `needless_in` has the box left out.
    """

    code: str
    words: Words
    needless_in: frozenset[str] = frozenset()


@dataclass(frozen=True)
class SlipQuestion:
    """One question of a slip. An empty one has no words above its boxes."""

    code: str
    words: Words
    choices: tuple[SlipChoice, ...]


@dataclass(frozen=True)
class Slip:
    """A page to fill in, tear off and send back. It is printed when the hole `given` is filled.

    That hole lists the lines of the address to send it to. Within one version of a wording the
    questions and choices keep their order, for the code beside each box comes from it.
    """

    questions: tuple[SlipQuestion, ...]
    given: str = "reply_to"

    def boxes(self) -> Iterator[tuple[str, SlipQuestion, SlipChoice]]:
        """Yield each box with its code on the paper: "A1", "A2", "B1"."""
        for letter, question in zip("ABCDEFGH", self.questions, strict=False):
            for number, choice in enumerate(question.choices, start=1):
                yield f"{letter}{number}", question, choice


@dataclass(frozen=True)
class Sign:
    """What the person signs and sends back, with a place to sign it; `given` as in `Say`.

    The words are printed in each language of the letter, the place to sign once, in the first.
    """

    words: Words
    given: str = ""


Part = Say | Title | Points | Table | Steps | CheckPoints | Sums | ReferenceCode | Sign | Slip


@dataclass(frozen=True)
class Said:
    """The words of one message: the text, and the letter from its heading down."""

    text: Words
    heading: Words
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class EasyRead:
    """A letter for somebody who reads Easy Read: short sentences, one idea each."""

    heading: Words
    parts: tuple[Part, ...]


# The languages in which there is Easy Read. In any other the ordinary words are said.
EASY_LANGUAGES = frozenset({ENGLISH})


@dataclass(frozen=True, kw_only=True)
class Wording:
    """One kind of message in one version: once used, a version's words never change.

    `name` is what lists and the timeline call it. `needs` are the holes a caller must give.
    `prepare` turns stored holes into words. `expires` names the hole with the time after which
    sending is useless. `letter_days` is how many days before the text's due time its letter must be
    made, to arrive in time. `tries` is how often a supplier that does not answer is asked before
    giving up. `most` says how long a list a hole may hold where that is more than `MOST_ITEMS`.

    `links` lets web addresses in holes stand; without it they are broken. `texts_only`: there is no letter of it. `minimum`: it says nothing personal, so a number that
    was not confirmed yet may get it. `plain_text` is said in place of `PLAIN_TEXT`.

    `easy` are the words of its letter in Easy Read; `no_easy` says, for us, why there are none.

    Where the hole named `by` has one of the values of `cases`, the words are those of that case.
    `samples` are more sample holes, each with a short name, beside `sample`.
    """

    kind: str
    name: Words
    version: int
    needs: frozenset[str]
    text: Words
    heading: Words
    parts: tuple[Part, ...]
    prepare: Callable[[Holes], dict[str, Any]]
    sample: Holes = field(default_factory=dict)
    expires: str = ""
    letter_days: int = 0
    tries: int = USUAL_TRIES
    most: Mapping[str, int] = field(default_factory=dict)
    by: str = ""
    cases: Mapping[str, Said] = field(default_factory=dict)
    samples: Mapping[str, Holes] = field(default_factory=dict)
    texts_only: bool = False
    links: bool = False
    minimum: bool = False
    plain_text: Words | None = None
    easy: EasyRead | None = None
    no_easy: str = ""

    def said(self, holes: Holes) -> Said:
        """Return the words that go with these holes."""
        plainly = Said(self.text, self.heading, self.parts)
        return self.cases.get(str(holes.get(self.by)), plainly) if self.by else plainly

    def easily_said(self, holes: Holes) -> Said:
        """Return the words in Easy Read, with what is to be sent back; the usual ones if none."""
        usual = self.said(holes)
        if self.easy is None or current_language() not in EASY_LANGUAGES:
            return usual
        back = tuple(part for part in usual.parts if isinstance(part, Sign | Slip))
        return Said(usual.text, self.easy.heading, (*self.easy.parts, *back))

    def all_samples(self) -> Iterator[tuple[str, Holes]]:
        """Yield each sample's short name, empty for the first, and its holes."""
        yield "", self.sample
        yield from self.samples.items()

    def expiry(self, holes: Holes) -> datetime | None:
        """Return the time after which sending is useless, if there is one."""
        return datetime.fromisoformat(holes[self.expires]) if self.expires else None

    def letter_due(self, due_at: datetime) -> datetime:
        """Return when the letter must be made so that it says the same in time."""
        return due_at - timedelta(days=self.letter_days)


def clean_holes(wording: Wording, holes: Holes) -> dict[str, Any]:
    """Return the holes without invisible characters, of bounded length, and without links.

    A link stays only where the kind allows links. Raises WordingError.
    """
    missing = sorted(wording.needs - holes.keys())
    if missing:
        raise WordingError(f"{wording.kind} needs {', '.join(missing)}")
    limits = {"words": LONGEST_WORDS}
    said = many_lines if wording.links else _without_links
    return {
        name: _clean(
            value,
            limit=limits.get(name, LONGEST_HOLE),
            most=wording.most.get(name, MOST_ITEMS),
            said=said,
        )
        for name, value in holes.items()
    }


def _without_links(text: str) -> str:
    return unlinked(many_lines(text))


def _clean(
    value: Any,
    *,
    said: Callable[[str], str],
    limit: int = LONGEST_HOLE,
    most: int = MOST_ITEMS,
) -> Any:
    if isinstance(value, str):
        return shortened(said(value), limit)
    if isinstance(value, Mapping):
        return {str(name): _clean(inner, said=said) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(inner, said=said) for inner in value[:most]]
    if value is None or isinstance(value, bool | int):
        return value
    raise WordingError(f"a hole may not hold a {type(value).__name__}")


def shortened(text: str, limit: int) -> str:
    """Return the text, cut to the limit with dots to show it."""
    return text if len(text) <= limit else text[: limit - len(CUT)].rstrip() + CUT


# For a phone that others read: it names neither the service nor what happened.
PLAIN_TEXT = _(
    "You have a message. Please call {helpline} when it is safe for you to talk. "
    "Say this reference: {reference}."
)


NO_REPLY = _("Do not reply.")
MAY_REPLY = _("Reply HELP for help.")


def text_in(wording: Wording, holes: Holes, language: str, *, plain_words: bool = False) -> str:
    """Return the text message as it is sent; with `plain_words` it says as little as it can."""
    words = wording.said(holes).text
    if plain_words:
        words = wording.plain_text or PLAIN_TEXT
    with speaking(language):
        said = str(words.filled(**wording.prepare(holes)))
        return plain(said if wording.texts_only else f"{said} {_ending(holes)}")


def _ending(holes: Holes) -> Words:
    """Return what a text says about answering: that depends on the sender we have."""
    return MAY_REPLY if holes.get("answers") else NO_REPLY
