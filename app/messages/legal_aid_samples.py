"""Sample holes of the messages about legal aid: invented people, amounts that add up."""

from __future__ import annotations

from itertools import accumulate
from typing import Any

Kept = dict[str, Any]
Amounts = tuple[tuple[str, str, int], ...]

SENT_BY: Kept = {
    "name": "Sian Example",
    "reference": "LA-4K7Q-9M2X",
    "helpline": "0808 157 0100",
    "sender": "Alongside",
}
CALL: Kept = {"starts_at": "2026-12-01T10:30:00+00:00", "ends_at": "2026-12-01T11:00:00+00:00"}
OLD_CALL: Kept = {
    "old_starts_at": "2026-11-30T18:30:00+00:00",
    "old_ends_at": "2026-11-30T19:00:00+00:00",
}


def _worked(test: str, amounts: Amounts) -> list[Kept]:
    """Return the stored lines of one test, each with its running total, in pence."""
    running = accumulate(amount for _code, _whose, amount in amounts)
    return [
        {"test": test, "code": code, "whose": whose, "amount": amount, "running": total}
        for (code, whose, amount), total in zip(amounts, running, strict=True)
    ]


def _result(test: str, outcome: str, total: int | None, limit: int | None) -> Kept:
    return {"test": test, "outcome": outcome, "total": total, "limit": limit}


_YES_INCOME: Amounts = (
    ("earnings", "applicant", 135_000),
    ("child_benefit", "applicant", 11_288),
)
_YES_LEFT: Amounts = (
    ("gross", "household", 146_288),
    ("tax", "applicant", -6_050),
    ("national_insurance", "applicant", -2_416),
    ("employment", "applicant", -4_500),
    ("housing", "household", -52_500),
    ("dependants", "household", -38_186),
)
_YES_OWNED: Amounts = (
    ("main-home", "household", 6_400_000),
    ("home", "household", -6_400_000),
    ("savings", "applicant", 120_000),
)
YES: Kept = {
    **SENT_BY,
    "verdict": "yes",
    "code": "within",
    "day": "2026-11-22",
    "working": [
        *_worked("gross", _YES_INCOME),
        *_worked("disposable", _YES_LEFT),
        *_worked("capital", _YES_OWNED),
    ],
    "results": [
        _result("gross", "passed", 146_288, 265_700),
        _result("disposable", "passed", 42_636, 73_300),
        _result("capital", "passed", 120_000, 800_000),
    ],
    "callback": CALL,
    "evidence": ["papers", "benefit-letter", "payslips", "bank-statements", "rent"],
    "turn_to": [],
}
NO_CALL: Kept = {
    **YES,
    "code": "passported",
    "working": _worked("capital", _YES_OWNED),
    "results": [
        _result("gross", "not-needed", None, None),
        _result("disposable", "not-needed", None, None),
        _result("capital", "passed", 120_000, 800_000),
    ],
    "callback": None,
}
_NO_INCOME: Amounts = (
    ("earnings", "applicant", 185_033),
    ("child_benefit", "applicant", 18_763),
    ("tax_credits", "applicant", 2_400),
    ("maintenance", "applicant", 15_000),
    ("earnings", "partner", 121_650),
    ("self_employment", "partner", 24_016),
    ("pension", "partner", 8_667),
    ("other", "partner", 1_250),
)
_NO_LEFT: Amounts = (
    ("gross", "household", 376_779),
    ("tax", "applicant", -16_067),
    ("national_insurance", "applicant", -6_417),
    ("childcare", "applicant", -32_500),
    ("employment", "applicant", -4_500),
    ("tax", "partner", -3_383),
    ("national_insurance", "partner", -1_350),
    ("maintenance-paid", "partner", -20_000),
    ("employment", "partner", -4_500),
    ("housing", "household", -81_250),
    ("partner", "household", -23_725),
    ("dependants", "household", -76_372),
)
_NO_OWNED: Amounts = (
    ("main-home", "household", 11_250_000),
    ("dispute", "household", -1_000_000),
    ("home", "household", -10_000_000),
    ("property", "household", 1_500_000),
    ("savings", "applicant", 84_017),
    ("investments", "applicant", 25_000),
    ("valuables", "applicant", 60_000),
    ("savings", "partner", 112_550),
    ("scheme-payments", "household", -50_000),
)
NO: Kept = {
    **SENT_BY,
    "verdict": "no",
    "code": "gross",
    "day": "2026-11-22",
    "working": [
        *_worked("gross", _NO_INCOME),
        *_worked("disposable", _NO_LEFT),
        *_worked("capital", _NO_OWNED),
    ],
    "results": [
        _result("gross", "failed", 376_779, 265_700),
        _result("disposable", "failed", 106_715, 73_300),
        _result("capital", "failed", 1_981_567, 800_000),
    ],
    "callback": None,
    "evidence": [],
    "turn_to": ["citizens-advice", "law-centre", "solicitor"],
}
UNKNOWN: Kept = {
    **SENT_BY,
    "verdict": "unknown",
    "code": "missing",
    "day": "2026-11-22",
    "working": _worked("gross", _YES_INCOME),
    "results": [
        _result("gross", "unknown", None, 265_700),
        _result("disposable", "unknown", None, 73_300),
        _result("capital", "unknown", None, 800_000),
    ],
    "missing": ["partner.income.earnings", "partner.savings", "properties.0.value"],
    "callback": CALL,
    "evidence": ["papers", "payslips", "partner-payslips", "bank-statements"],
    "turn_to": [],
}
ELSEWHERE: Kept = {
    **SENT_BY,
    "verdict": "elsewhere",
    "code": "debt-not-covered",
    "day": "2026-11-22",
    "working": [],
    "results": [],
    "callback": None,
    "evidence": [],
    "turn_to": ["moneyhelper", "citizens-advice"],
}
