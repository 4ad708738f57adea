"""Random walks through every journey: how many good ones are sent, how many wrong answers refused.

In memory, a page at a time as at the kiosk and a screen at a time as on the console, through the
faces' runner; then fewer through the lifecycle, the desk and the submission on SQLite. Every wrong
answer is posted both ways and must be refused in clear words, with what was typed kept. Every walk
is sent too early as well, and changes its mind. WALKS in the environment sets how many walks there
are for each way; the desk does a tenth of them.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from app import clock
from app.journeys.catalogue import offered
from app.journeys.definition import Journey
from bench.houses import new_house, open_places
from bench.options import Options
from bench.tables import say, show_table
from tests.walker.tallies import HEADINGS, Tally, tally_at_desk, tally_in_memory
from tests.walker.ways import WAYS, name_of
from tests.walker.worlds import OPEN

WALKS = 5_000
AT_DESK = 10  # one walk in so many
SHOWN = 5

Counted = Iterator[tuple[str, Tally]]


def run(options: Options) -> bool:
    """Print the table; return False when anything was not as it must be."""
    count = int(os.environ.get("WALKS") or options.size(WALKS, quick=8))
    kept = show(tally for journey in offered() for tally in in_memory(journey, count))
    desk = (t for journey in offered() for t in at_desk(journey, max(1, count // AT_DESK)))
    return show(desk) and kept


def show(counted: Iterable[tuple[str, Tally]]) -> bool:
    """Print a table of tallies; return whether everything was as it must be."""
    rows, kept = [], True
    for name, tally in counted:
        say(f"journeys: {name}: {tally.seconds:.0f} s")
        for fault in tally.faults[:SHOWN]:
            say(f"journeys: {name}: {fault}")
        rows.append(tally.row(name))
        kept = kept and tally.kept
    show_table("Random walks from the definitions", HEADINGS, rows)
    return kept


def in_memory(journey: Journey, count: int) -> Counted:
    """Walk so many times each way in memory, and send by a desk's rules."""
    for way in WAYS:
        tally = tally_in_memory(journey, range(count), way)
        yield f"{journey.slug} {journey.version}, {name_of(way)}", tally


def at_desk(journey: Journey, count: int) -> Counted:
    """Walk so many times each way on applications in a database, and send them."""
    for way in WAYS:
        with new_house() as house:
            services = house.services()
            try:
                open_places(services, *OPEN, at=clock.now())
                tally = tally_at_desk(services, journey, range(count), way)
            finally:
                services.database.dispose()
        yield f"{journey.slug} {journey.version}, {name_of(way)}, desk", tally
