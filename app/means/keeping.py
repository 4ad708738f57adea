"""An assessment as plain JSON that can be stored, and back: by codes, never by words.

What is read back says the same years later in either language, whatever the figures are by then.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.means.assessment import Assessment, Basis, Line, Outcome, Result, Test, Verdict
from app.means.cautions import CAUTIONS
from app.means.household import Whose
from app.means.reasons import reason_of


def as_plain(assessment: Assessment) -> dict[str, Any]:
    """Return an assessment as JSON takes it. Amounts are whole pence."""
    return {
        "verdict": assessment.verdict.value,
        "code": assessment.code,
        "results": [_plain_result(result) for result in assessment.results],
        "lines": [_plain_line(line) for line in assessment.lines],
        "warnings": [caution.code for caution in assessment.warnings],
        "missing": list(assessment.missing),
        "figures": {
            "day": assessment.basis.day.isoformat(),
            "in_force_from": assessment.basis.in_force_from.isoformat(),
            "confidence": assessment.basis.confidence,
        },
    }


def from_plain(plain: Mapping[str, Any]) -> Assessment:
    """Return the assessment that was kept. Raises KeyError or ValueError for what was not one."""
    results = tuple(_result(kept) for kept in plain["results"])
    figures = plain["figures"]
    return Assessment(
        verdict=Verdict(plain["verdict"]),
        code=plain["code"],
        reason=reason_of(plain["code"], results),
        results=results,
        lines=tuple(_line(kept) for kept in plain["lines"]),
        missing=tuple(plain["missing"]),
        warnings=tuple(CAUTIONS[code] for code in plain["warnings"]),
        basis=Basis(
            day=date.fromisoformat(figures["day"]),
            in_force_from=date.fromisoformat(figures["in_force_from"]),
            confidence=figures["confidence"],
        ),
    )


def _plain_result(result: Result) -> dict[str, Any]:
    return {
        "test": result.test.value,
        "outcome": result.outcome.value,
        "total": result.total_pence,
        "limit": result.limit_pence,
    }


def _plain_line(line: Line) -> dict[str, Any]:
    return {
        "test": line.test.value,
        "code": line.code,
        "whose": line.whose.value,
        "amount": line.amount_pence,
        "running": line.running_pence,
    }


def _result(kept: Mapping[str, Any]) -> Result:
    return Result(Test(kept["test"]), Outcome(kept["outcome"]), kept["total"], kept["limit"])


def _line(kept: Mapping[str, Any]) -> Line:
    return Line(
        test=Test(kept["test"]),
        code=kept["code"],
        whose=Whose(kept["whose"]),
        amount_pence=kept["amount"],
        running_pence=kept["running"],
    )
