"""The means test: the calculator beside an independent statement of the same rules.

The statement (tests/unit/means/statement.py) was written from the regulations, slowly and exactly,
and shares no figure and no sum with the calculator. Every household is decided by both, and verdict
and totals must be the same to the penny. Then both are timed in turns, round after round.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import date
from random import Random

from app.means.assessment import Assessment
from app.means.calculator import assess
from app.means.figures import figures_on
from app.means.household import Household
from bench.options import Options
from bench.tables import median, p95, ratio, say, show_table
from tests.unit.means.comparing import agree
from tests.unit.means.households import DAYS, drawn
from tests.unit.means.statement import Stated, state

HOUSEHOLDS = 20_000
ROUNDS = 5
SEED = 20_260_406
SHOWN = 5

Case = tuple[Household, date]


def run(options: Options) -> bool:
    """Print the table; return False when a household was decided differently."""
    cases = households(options.size(HOUSEHOLDS, quick=500))
    wrong = [number for number, case in enumerate(cases) if not agree(_stated(case), _found(case))]
    for number in wrong[:SHOWN]:
        say(f"means: household {number} of seed {SEED} is decided differently: {cases[number]}")
    stated, found = [], []
    for _round in range(options.size(ROUNDS, quick=2)):
        stated.append(_seconds_each(_stated, cases))
        found.append(_seconds_each(_found, cases))
    rows = [_row("the statement", stated, stated), _row("the calculator", found, stated)]
    headings = ["way", "median \u00b5s a household", "p95 of rounds", "statement is"]
    title = (
        f"The means test: {len(cases):,} households, {len(wrong)} differences, {len(found)} rounds"
    )
    show_table(title, headings, rows)
    return not wrong


def households(count: int) -> list[Case]:
    """Return so many households of any kind, each with the day on which it is decided."""
    chance, cases = Random(SEED), []
    for _number in range(count):
        day = chance.choice(DAYS)
        cases.append((drawn(chance, day), day))
    return cases


def _stated(case: Case) -> Stated:
    return state(*case)


def _found(case: Case) -> Assessment:
    house, day = case
    return assess(house, figures_on(day))


def _seconds_each(decide: Callable[[Case], object], cases: Sequence[Case]) -> float:
    """Return the processor time that one household takes."""
    started = time.process_time()
    for case in cases:
        decide(case)
    return (time.process_time() - started) / len(cases)


def _row(name: str, rounds: Sequence[float], beside: Sequence[float]) -> list[str]:
    micro = [f"{seconds * 1e6:.0f}" for seconds in (median(rounds), p95(rounds))]
    return [name, *micro, ratio(median(beside), median(rounds))]
