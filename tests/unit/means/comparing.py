"""The calculator beside the statement, household after household.

From a shell, for the whole twenty thousand: python -m tests.unit.means.comparing 20000
"""

from __future__ import annotations

import sys
from random import Random
from time import perf_counter

from app.means.assessment import Test, Verdict
from app.means.calculator import assess
from app.means.figures import figures_on
from tests.unit.means.households import DAYS, drawn
from tests.unit.means.statement import in_pence, state


def differences(count: int, *, seed: int) -> tuple[list[int], dict[str, int]]:
    """Return the numbers of the households decided differently, and how many got each reason."""
    random, wrong, reasons = Random(seed), [], dict[str, int]()
    for number in range(count):
        day = random.choice(DAYS)
        house = drawn(random, day)
        stated, found = state(house, day), assess(house, figures_on(day))
        same = found.verdict is (Verdict.YES if stated.eligible else Verdict.NO)
        if found.code != "under-18":
            totals = [found.result(test).total_pence for test in Test]
            said = [in_pence(total) for total in (stated.gross, stated.disposable, stated.capital)]
            same = same and totals == said and found.missing == ()
        if not same:
            wrong.append(number)
        reasons[found.code] = reasons.get(found.code, 0) + 1
    return wrong, reasons


if __name__ == "__main__":
    began = perf_counter()
    asked = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    found, reasons = differences(asked, seed=20_260_406)
    took = perf_counter() - began
    print(f"{asked} households, {len(found)} differences {found[:5]}, {took:.1f} s, {reasons}")
    sys.exit(bool(found))
