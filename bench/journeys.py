"""Random walks through every journey: how many good ones arrive, how many wrong answers are refused.

In memory, a page or a screen at a time, as the faces' runner does; then fewer through the lifecycle,
the desk and the submission on SQLite. Half the walks change their mind on the way. Every wrong
answer is posted both ways and must be refused in clear English and Welsh, with what was typed kept.
Arrived means complete with nothing
that would be refused in memory, and sent at the desk. WALKS in the environment sets how many walks; the desk does a tenth of them.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from app import clock
from app.journeys.catalogue import offered
from app.journeys.definition import Journey
from bench.houses import new_house, open_prisons
from bench.options import Options
from bench.tables import ms, say, show_table
from tests.walker.desk_sheets import walk_at_desk
from tests.walker.retelling import is_tidy
from tests.walker.sabotage import sabotage
from tests.walker.walking import Walk, walk_of

WALKS = 5_000
AT_DESK = 10  # one walk in so many
SHOWN = 5


@dataclass
class Tally:
    """What came of the walks. `wrong` counts wrong answers posted; `faults` is why others failed."""

    walks: int = 0
    arrived: int = 0
    wrong: int = 0
    refused: int = 0
    changes: int = 0
    tidy: int = 0
    exceptions: int = 0
    seconds: float = 0.0
    faults: list[str] = field(default_factory=list)

    @property
    def kept(self) -> bool:
        """Say whether every walk arrived, every wrong answer was refused, and nothing was raised."""
        right = (self.arrived, self.refused, self.tidy) == (self.walks, self.wrong, self.changes)
        return right and not self.exceptions


def run(options: Options) -> bool:
    """Print the table; return False when anything was not as it must be."""
    count = int(os.environ.get("WALKS") or options.size(WALKS, quick=100))
    rows, kept = [], True
    for journey in offered():
        for place, tally in (
            ("in memory", in_memory(journey, count)),
            ("desk, SQLite", at_desk(journey, max(1, count // AT_DESK))),
        ):
            rows.append(_row(f"{journey.slug} {journey.version}, {place}", tally))
            kept = kept and tally.kept
            for fault in tally.faults[:SHOWN]:
                say(f"journeys: {fault}")
    headings = ["journey","valid", "arrived", "wrong", "refused", "changed", "tidy", "exceptions", "ms a walk"]  # fmt: skip
    show_table("Random walks from the definitions", headings, rows)
    return kept


def _row(name: str, tally: Tally) -> list[str]:
    counts = (
        tally.walks,
        tally.arrived,
        tally.wrong,
        tally.refused,
        tally.changes,
        tally.tidy,
        tally.exceptions,
    )
    return [name, *(f"{count:,}" for count in counts), ms(tally.seconds / tally.walks)]


def in_memory(journey: Journey, count: int) -> Tally:
    """Walk so many times in memory; a complete walk that nothing refuses could be sent."""
    tally = Tally()
    for seed in range(count):
        walked(tally, walk_of(journey, seed), seed, send=lambda: True)
    return tally


def at_desk(journey: Journey, count: int) -> Tally:
    """Walk so many times on applications in a database, and send them."""
    tally = Tally()
    with new_house() as house:
        services = house.services()
        try:
            open_prisons(services, "LEI", "CFI", at=clock.now())
            for seed in range(count):
                walk, sheet = walk_at_desk(services, journey, seed)
                walked(tally, walk, seed, send=sheet.send)
        finally:
            services.database.dispose()
    return tally


def walked(tally: Tally, walk: Walk, seed: int, *, send: Callable[[], bool]) -> None:
    """Walk once with one wrong answer on the way, and count what happened."""
    started = time.perf_counter()
    tally.walks += 1
    try:
        walk.some_posts(walk.chance.randrange(25))
        tally.wrong += 1
        _spoil(tally, walk, seed)
        if seed % 4 < 2:
            walk.change_mind()
        walk.to_the_end()
        tally.arrived += send()
    except Exception as error:  # noqa: BLE001 - counting them is what this is for.
        tally.exceptions += 1
        tally.faults.append(f"{walk.journey.slug} seed {seed}: {error!r}")
    changes = [save for save in walk.saves if not save.only_adds]
    tally.changes += len(changes)
    tally.tidy += sum(is_tidy(walk.journey, save.wished, save.after) for save in changes)
    tally.seconds += time.perf_counter() - started


def _spoil(tally: Tally, walk: Walk, seed: int) -> None:
    try:
        tally.refused += sabotage(walk) is not None
    except AssertionError as fault:
        tally.faults.append(f"{walk.journey.slug} seed {seed}: {fault}")
