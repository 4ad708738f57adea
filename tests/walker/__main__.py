"""The walks from the command line: python -m tests.walker [N] [JOURNEY ...]

N walks (5,000 unless said) for each service and each way, a page at a time and a screen at a time,
in memory; each with one wrong answer on its way. With `desk`, a tenth of them in a database as
well. It ends with 1 when anything was not as it must be.
"""

from __future__ import annotations

import sys

from app.journeys.catalogue import offered
from bench.journeys import AT_DESK, WALKS, at_desk, in_memory, show
from bench.tables import machine, say


def main(words: list[str]) -> int:
    """Walk as the words say and return the exit code."""
    count = next((int(word) for word in words if word.isdigit()), WALKS)
    named = {word for word in words if not word.isdigit()} - {"desk"}
    journeys = [journey for journey in offered() if not named or journey.slug in named]
    say(f"Alongside walks · {machine()}")
    kept = show(tally for journey in journeys for tally in in_memory(journey, count))
    if "desk" in words:
        most = max(1, count // AT_DESK)
        kept = show(tally for journey in journeys for tally in at_desk(journey, most)) and kept
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
