"""What the means test answers: a verdict with its reason, and the working line by line.

`Working` is the sheet of paper: amounts are put on it one under the other and it keeps the running
total. Lines are shown only where the answer is in, so the sheet grows as a call goes on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from app.i18n import Words
from app.means.household import Whose
from app.means.labels import label_of, rule_of
from app.means.ranges import NOTHING, Number, Range, whole_pence


class Verdict(StrEnum):
    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Test(StrEnum):
    """The three tests, in the order in which a reason is looked for."""

    __test__ = False  # Not a test of ours: pytest must not collect it.

    GROSS = "gross"
    DISPOSABLE = "disposable"
    CAPITAL = "capital"


class Outcome(StrEnum):
    """How one test came out. "Not needed" counts as passed."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_NEEDED = "not-needed"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Line:
    """One line of the working, in whole pence; a deduction is below nothing.

    `amount_pence` and `running_pence` are each rounded from the exact amount, so that a column may
    differ by a penny from its total; the caution "rounded" then says so.
    """

    test: Test
    code: str
    whose: Whose
    amount_pence: int
    running_pence: int

    @property
    def label(self) -> Words:
        return label_of(self.code, self.whose)

    @property
    def rule(self) -> Words:
        return rule_of(self.code)


@dataclass(frozen=True)
class Result:
    """One test. `total_pence` is None until all of it is known, `limit_pence` likewise."""

    test: Test
    outcome: Outcome
    total_pence: int | None
    limit_pence: int | None


@dataclass(frozen=True)
class Caution:
    """Something odd that is allowed, for the agent to look at again. `code` is a stable slug."""

    code: str
    words: Words


@dataclass(frozen=True)
class Basis:
    """By which figures it was worked out: those of `day`, unchanged since `in_force_from`.

    `confidence` is that of the least sure of them: C (read in the source), S (one step away) or U.
    """

    day: date
    in_force_from: date
    confidence: str


@dataclass(frozen=True)
class Assessment:
    """The answer. `code` is the reason's stable slug; `missing` are slugs of unanswered parts.

    A slug is the path of the part in the household: "applicant.income.earnings", "children",
    "properties.0.value".
    """

    verdict: Verdict
    code: str
    reason: Words
    results: tuple[Result, ...]
    lines: tuple[Line, ...]
    missing: tuple[str, ...]
    warnings: tuple[Caution, ...]
    basis: Basis

    def result(self, test: Test) -> Result:
        return next(result for result in self.results if result.test is test)


class Working:
    """The sheet for one test. `total` is exact; deductions are put on it below nothing."""

    def __init__(self, test: Test) -> None:
        self.test = test
        self.total = NOTHING
        self.lines: list[Line] = []
        self._shown: Number = Fraction(0)

    def put(self, code: str, amount: Range, *, whose: Whose = Whose.HOUSEHOLD) -> None:
        """Add the amount to the total, and a line for it when it is known and not nothing."""
        self.total = self.total + amount
        self.show(code, amount, whose=whose)

    def show(self, code: str, amount: Range, *, whose: Whose = Whose.HOUSEHOLD) -> None:
        """Write the line and leave the total as it is."""
        if not amount.exact or amount.low is None or amount.low == 0:
            return
        self._shown += amount.low
        self.lines.append(
            Line(
                test=self.test,
                code=code,
                whose=whose,
                amount_pence=whole_pence(amount.low),
                running_pence=whole_pence(self._shown),
            )
        )
