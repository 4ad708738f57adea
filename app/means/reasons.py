"""Why a verdict is what it is, in plain words that an agent can read out.

Where more than one test fails the first is given: income before deductions, then after, then what
the household owns.
"""

from __future__ import annotations

from app.i18n import Words, _
from app.means.assessment import Outcome, Result, Test, Verdict
from app.means.household import Household
from app.values.money import show_pounds

UNDER_18 = _("You are under 18, and have no regular money and little saved. You pass at once.")
PASSPORTED = _("Your benefit means we do not test your income. What you own is within the limit.")
WITHIN = _("Your income and what you own are within the limits.")
MAY_PASS = _("What we know so far is over a limit. One more answer may change that.")
NOT_YET = _("Some answers are still missing.")
TOO_MUCH = {
    Test.GROSS: _("Your income before deductions is more than {limit} a month."),
    Test.DISPOSABLE: _("Your income after deductions is more than {limit} a month."),
    Test.CAPITAL: _("What you own is worth more than {limit}."),
}
# While the limit itself depends on an answer that is not in yet.
TOO_MUCH_AT_ANY = _("Your income before deductions is more than any limit that could apply.")


_FIXED = {
    "under-18": UNDER_18,
    "passported": PASSPORTED,
    "within": WITHIN,
    "may-pass-under-18": MAY_PASS,
    "missing": NOT_YET,
}


def code_for(
    verdict: Verdict,
    results: tuple[Result, ...],
    *,
    household: Household,
    young: bool | None,
) -> str:
    """Return the reason's slug: one of the fixed ones, or the test that failed."""
    failed = [result for result in results if result.outcome is Outcome.FAILED]
    if verdict is Verdict.NO:
        return failed[0].test.value
    if verdict is Verdict.UNKNOWN:
        return "may-pass-under-18" if failed else "missing"
    if young:
        return "under-18"
    return "passported" if household.passported else "within"


def reason_of(code: str, results: tuple[Result, ...]) -> Words:
    """Return a reason in words; the limit is that of the results. Raises ValueError for no code."""
    if code in _FIXED:
        return _FIXED[code]
    failed = next(result for result in results if result.test is Test(code))
    if failed.limit_pence is None:
        return TOO_MUCH_AT_ANY
    return TOO_MUCH[failed.test].filled(limit=show_pounds(failed.limit_pence))
