"""The calculator beside the statement, household after household.

From a shell, for the whole twenty thousand: python -m tests.unit.means.comparing 20000
"""

from __future__ import annotations

import sys
from random import Random
from time import perf_counter

from app.means.assessment import Assessment, Test, Verdict
from app.means.calculator import assess
from app.means.figures import figures_on
from tests.unit.means.households import DAYS, drawn
from tests.unit.means.statement import Stated, in_pence, state


def differences(count: int, *, seed: int) -> tuple[list[int], dict[str, int]]:
    """Return the numbers of the households decided differently, and how many got each reason."""
    random, wrong, reasons = Random(seed), [], dict[str, int]()
    for number in range(count):
        day = random.choice(DAYS)
        house = drawn(random, day)
        found = assess(house, figures_on(day))
        if not agree(state(house, day), found):
            wrong.append(number)
        reasons[found.code] = reasons.get(found.code, 0) + 1
    return wrong, reasons


def agree(stated: Stated, found: Assessment) -> bool:
    """Say whether verdict and totals are the same to the penny, and nothing is left to ask."""
    same = found.verdict is (Verdict.YES if stated.eligible else Verdict.NO)
    if found.code == "under-18":
        return same
    totals = [found.result(test).total_pence for test in Test]
    said = [in_pence(total) for total in (stated.gross, stated.disposable, stated.capital)]
    return same and totals == said and found.missing == ()


if __name__ == "__main__":
    began = perf_counter()
    asked = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    found, reasons = differences(asked, seed=20_260_406)
    took = perf_counter() - began
    print(f"{asked} households, {len(found)} differences {found[:5]}, {took:.1f} s, {reasons}")
    sys.exit(bool(found))
