"""Walks counted: how many good ones are sent, how many wrong answers refused, what raised anything.

Every walk is sent too early, has a wrong answer on its way, a change of mind or an answer changed
and changed back, and ends in a submission. `python -m tests.walker` and the benchmarks print these.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from app.applications.lifecycle import NotComplete
from app.journeys.definition import Journey
from app.services import Services
from tests.walker.desk_sheets import walk_at_desk
from tests.walker.sabotage import sabotage
from tests.walker.second_thoughts import change_there_and_back, left_tidy
from tests.walker.walking import Walk, walk_of
from tests.walker.ways import Way

HEADINGS = ("journey", "valid", "sent", "wrong", "refused", "too early", "held", "changed", "tidy", "exceptions", "ms a walk")  # fmt: skip
MOST_POSTS_BEFORE = 25


@dataclass
class Tally:
    """What came of the walks, and of their wrong answers, early submissions and changes.

    `faults` says why a count is short.
    """

    valid: int = 0
    sent: int = 0
    wrong: int = 0
    refused: int = 0
    early: int = 0
    held: int = 0
    changes: int = 0
    tidy: int = 0
    exceptions: int = 0
    seconds: float = 0.0
    faults: list[str] = field(default_factory=list)

    @property
    def kept(self) -> bool:
        """Say whether every good walk was sent, all that was wrong refused, and nothing raised."""
        right = (self.sent, self.refused, self.held, self.tidy)
        whole = right == (self.valid, self.wrong, self.early, self.changes)
        return whole and not self.exceptions and not self.faults

    def row(self, name: str) -> list[str]:
        """Return a line of the table with HEADINGS."""
        pairs = (self.valid, self.sent, self.wrong, self.refused, self.early, self.held)
        counts = (*pairs, self.changes, self.tidy, self.exceptions)
        each = f"{1000 * self.seconds / max(1, self.valid):.0f}"
        return [name, *(f"{count:,}" for count in counts), each]


def tally_in_memory(journey: Journey, seeds: Sequence[int], way: Way) -> Tally:
    """Walk in memory, sending by the same rules as a desk."""
    tally = Tally()
    for seed in seeds:
        count_walk(tally, seed, partial(walk_of, journey, seed, way))
    return tally


def tally_at_desk(services: Services, journey: Journey, seeds: Sequence[int], way: Way) -> Tally:
    """Walk on applications in a database, through the lifecycle, the desk and the submission."""
    tally = Tally()
    for seed in seeds:
        count_walk(tally, seed, partial(_at_desk, services, journey, seed=seed, way=way))
    return tally


def _at_desk(services: Services, journey: Journey, *, seed: int, way: Way) -> Walk:
    return walk_at_desk(services, journey, seed, way)[0]


def count_walk(tally: Tally, seed: int, begin: Callable[[], Walk]) -> None:
    """Walk once and count what happened."""
    started = time.perf_counter()
    tally.valid += 1
    try:
        walk = begin()
        _walk(tally, walk, seed)
    except Exception as error:  # noqa: BLE001 - counting them is what this is for.
        tally.exceptions += 1
        tally.faults.append(f"seed {seed}: {type(error).__name__}: {error}")
    tally.seconds += time.perf_counter() - started


def _walk(tally: Tally, walk: Walk, seed: int) -> None:
    walk.some_posts(walk.chance.randrange(MOST_POSTS_BEFORE))
    _send_too_early(tally, walk, seed)
    tally.wrong += 1
    tally.refused += _holds(tally, seed, lambda: sabotage(walk) is not None)
    if seed % 2:
        walk.change_mind()
    else:
        _holds(tally, seed, lambda: change_there_and_back(walk) in (True, False))
    walk.to_the_end()
    tally.sent += walk.sheet.send()
    for save in walk.saves:
        tally.changes += not save.only_adds
        tidy = left_tidy(walk.journey, save)
        tally.tidy += tidy and not save.only_adds
        if not tidy:
            tally.faults.append(f"seed {seed}: kept too much or too little after {save.said}")


def _send_too_early(tally: Tally, walk: Walk, seed: int) -> None:
    """Send what is not complete: it must be refused, with the place that is still open."""
    with walk.sheet.opened() as opened:
        gap = opened.running.path.first_unanswered()
    if gap is None:
        return
    tally.early += 1
    try:
        walk.sheet.send()
        tally.faults.append(f"seed {seed}: was sent without {gap.slug}")
    except NotComplete as refused:
        tally.held += refused.place == gap.slug


def _holds(tally: Tally, seed: int, check: Callable[[], bool]) -> bool:
    try:
        return check()
    except AssertionError as fault:
        tally.faults.append(f"seed {seed}: {fault}")
        return False
