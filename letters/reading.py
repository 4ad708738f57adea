"""A letter as it is read aloud or by touch: plain blocks of words in order, one after another.

Print places things side by side; braille and speech have only before and after. A slip to fill in
by pen is left out: it is of no use here, and the letter always says where to call.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from letters.characters import clean
from letters.model import (
    AmountLine,
    Amounts,
    Bullets,
    CheckList,
    Fact,
    Facts,
    Letter,
    LetterText,
    NextSteps,
    Paragraph,
    Part,
    ReferenceBox,
    Subheading,
)


class Manner(Enum):
    """How a block is set apart from the others."""

    TITLE = "title"
    HEADING = "heading"
    TEXT = "text"
    ITEM = "item"


@dataclass(frozen=True)
class Block:
    """Some words; `label` is what stands before them, such as a number or what a fact is."""

    manner: Manner
    words: str
    label: str = ""

    @property
    def unmarked(self) -> str:
        """The same without a bullet, where the lines themselves show that it is an item."""
        return self.whole.removeprefix("\N{BULLET} ")

    @property
    def whole(self) -> str:
        """The label and the words as one text."""
        return clean(f"{self.label} {self.words}").replace("\u00a0", " ")


def blocks(letter: Letter, text: LetterText) -> Iterator[Block]:
    """Yield all that one language of a letter says, in reading order. Empty words are left out."""
    made = (block for block in _all(letter, text) if clean(block.words))
    yield from made


def _all(letter: Letter, text: LetterText) -> Iterator[Block]:
    sender = text.sender or letter.sender
    yield Block(Manner.TEXT, sender.name)
    yield from (Block(Manner.ITEM, line) for line in sender.lines)
    yield from _facts(sender.contacts)
    yield from _facts((Fact(text.date_label, text.date_text),))
    yield from _facts((Fact(text.reference_label, letter.reference),))
    yield Block(Manner.TITLE, text.heading)
    yield Block(Manner.TEXT, text.salutation)
    for part in text.parts:
        yield from _part(part, letter)


def _part(part: Part, letter: Letter) -> Iterator[Block]:
    match part:
        case Paragraph(words):
            yield Block(Manner.TEXT, words)
        case Subheading(words):
            yield Block(Manner.HEADING, words)
        case Bullets(items) | CheckList(items):
            yield from (Block(Manner.ITEM, item, "\N{BULLET}") for item in items)
        case NextSteps(steps):
            numbered = enumerate(steps, start=1)
            yield from (Block(Manner.ITEM, step, f"{number}.") for number, step in numbered)
        case Facts(rows):
            yield from _facts(rows)
        case Amounts():
            yield from _sum(part)
        case ReferenceBox(label=label, note=note):
            yield from _facts((Fact(label, letter.reference),))
            yield Block(Manner.TEXT, note)


def _facts(facts: tuple[Fact, ...]) -> Iterator[Block]:
    for fact in facts:
        yield Block(Manner.ITEM, fact.value, f"{fact.label}:" if fact.label else "")


def _sum(part: Amounts) -> Iterator[Block]:
    yield Block(Manner.HEADING, part.caption)
    for line in (*part.lines, *part.closing):
        yield Block(Manner.ITEM, _amounts(line, part.headings[1:]), f"{line.label}:")
    yield Block(Manner.TEXT, part.note)


def _amounts(line: AmountLine, names: tuple[str, ...]) -> str:
    said = zip(names, line.amounts, strict=True)
    return "; ".join(f"{name} {amount}" for name, amount in said if amount)
