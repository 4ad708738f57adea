"""The command line of the benchmarks: runs the named experiments, or all of them in turn.

It ends with 1 when an experiment broke a promise (a slot oversold, a message lost or sent twice).
A figure that is only slow is printed and is no failure.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

from bench import (
    journeys,
    kills,
    letters,
    means,
    pages,
    poison,
    race,
    reports,
    search,
    texts,
    worker_kills,
)
from bench.options import Options
from bench.tables import machine, say

EXPERIMENTS: dict[str, Callable[[Options], bool]] = {
    "pages": pages.run,
    "race": race.run,
    "search": search.run,
    "kills": kills.run,
    "journeys": journeys.run,
    "means": means.run,
    "texts": texts.run,
    "poison": poison.run,
    "reports": reports.run,
    "letters": letters.run,
    "worker-kills": worker_kills.run,
}


def main(words: list[str]) -> int:
    """Run what the words name and return the exit code."""
    options, names = _read(words)
    say(f"Alongside benchmarks · {machine()}{' · quick: not for quoting' * options.quick}")
    kept = [EXPERIMENTS[name](options) for name in names or EXPERIMENTS]
    return 0 if all(kept) else 1


def _read(words: list[str]) -> tuple[Options, list[str]]:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(EXPERIMENTS))
    parser.add_argument("--quick", action="store_true", help="a few seconds each, to see it run")
    parser.add_argument("--postgres", action="store_true", help="kills: PostgreSQL too")
    parser.add_argument("--people", type=int, default=0, help="search: how many people")
    parser.add_argument("--kills", type=int, default=0, help="worker-kills: how many")
    read = parser.parse_args(words)
    unknown = [name for name in read.names if name not in EXPERIMENTS]
    if unknown:
        parser.error(f"there is no experiment {', '.join(unknown)}")
    options = Options(
        quick=read.quick, postgres=read.postgres, people=read.people, kills=read.kills
    )
    return options, read.names


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
