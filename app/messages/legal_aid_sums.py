"""The working of the means test as tables of a letter, one for each test, from stored codes.

Holes: `working` is a list of {test, code, whose, amount, running} and `results` one of {test,
outcome, total, limit}, amounts in whole pence; a total or limit that is not known is None.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from typing import Any

from app.i18n import Words, _
from app.means.assessment import Outcome, Result, Test
from app.means.labels import label_of
from app.means.telling import TESTS, outcome_of
from app.messages.wording import Holes, Sum, SumLine
from app.values.money import MINUS

HEADINGS = (_("What we counted"), _("Amount"), _("Running total"))
MOST_LINES = 60
"""Three properties, a partner and every kind of money make 53 lines."""

TOTAL = _("Total")
_LIMIT = _("The limit")


def sums_of(holes: Holes) -> tuple[Sum, ...]:
    """Return a table for each test that was worked out, in the order of the tests."""
    results = [result_of(kept) for kept in holes.get("results") or ()]
    working = list(holes.get("working") or ())
    return tuple(made for result in results for made in _sum(result, working))


def exact_pounds(pence: int) -> str:
    """Return "£1,234.50" or "−£45.00": always with pence, as amounts that stand under another."""
    pounds, rest = divmod(abs(pence), 100)
    return f"{MINUS if pence < 0 else ''}£{pounds:,}.{rest:02}"


def result_of(kept: Any) -> Result:
    """Return one test's result from its stored codes. Raises ValueError for an unknown one."""
    return Result(Test(kept["test"]), Outcome(kept["outcome"]), kept["total"], kept["limit"])


def _sum(result: Result, working: list[Any]) -> Iterator[Sum]:
    mine = [kept for kept in working if kept["test"] == result.test.value]
    lines = tuple(map(_line, mine))
    if result.outcome is Outcome.NOT_NEEDED or (not lines and result.total_pence is None):
        return
    yield Sum(
        title=TESTS[result.test],
        lines=lines,
        closing=(*_closing(TOTAL, result.total_pence), *_closing(_LIMIT, result.limit_pence)),
        note=outcome_of(result),
        adds_up=[kept["running"] for kept in mine]
        == list(accumulate(kept["amount"] for kept in mine)),
    )


def _line(kept: Any) -> SumLine:
    amounts = (exact_pounds(kept["amount"]), exact_pounds(kept["running"]))
    return SumLine(label_of(kept["code"], kept["whose"]), amounts)


def _closing(label: Words, pence: int | None) -> tuple[SumLine, ...]:
    return () if pence is None else (SumLine(label, ("", exact_pounds(pence))),)
