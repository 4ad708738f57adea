"""How things stand, in words: what a desk can say of an application while it is keyed and after.

`Standing` is a verdict so far with its working; `Fact` is one thing that staff should see beside an
application; `Ending` is what the person is told on the last page. They are plain data that every
face draws in the same way.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.i18n import Words


class Tone(StrEnum):
    """How a page colours it. Never the only sign of what it says."""

    GOOD = "good"
    BAD = "bad"
    OPEN = "open"


@dataclass(frozen=True)
class Fact:
    """One thing to see beside an application: a short tag, and a sentence."""

    tag: Words
    text: Words | str
    tone: Tone = Tone.OPEN


@dataclass(frozen=True)
class SheetLine:
    """One line of a working. `amount` is in pence, and a deduction is below nothing.

    `running` is the total so far, in pence.
    """

    label: Words
    amount: int
    running: int
    rule: Words | None = None


@dataclass(frozen=True)
class Sheet:
    """One part of the working: its lines, its total and what follows from it."""

    title: Words
    lines: tuple[SheetLine, ...]
    outcome: Words
    tone: Tone


@dataclass(frozen=True)
class Standing:
    """The verdict as the answers have it: its title and reason, the working, what is still missing.

    `warnings` are odd but allowed values. `basis` says by which figures it was worked out.
    """

    title: Words
    reason: Words
    tone: Tone
    sheets: tuple[Sheet, ...] = ()
    warnings: tuple[Words, ...] = ()
    missing: tuple[Words, ...] = ()
    basis: Words | None = None


@dataclass(frozen=True)
class Ending:
    """The last page: what came of it, and what happens next, one short sentence each.

    `lines` stand under the reference, such as the place and the time of a booked visit.
    """

    title: Words
    next: tuple[Words, ...]
    lines: tuple[Words | str, ...] = ()
    tone: Tone = Tone.GOOD
