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
NOT_YET = _("We cannot tell yet. Some answers are missing.")
TOO_MUCH = {
    Test.GROSS: _("Your income before deductions is more than {limit} a month."),
    Test.DISPOSABLE: _("Your income after deductions is more than {limit} a month."),
    Test.CAPITAL: _("What you own is worth more than {limit}."),
}
# While the limit itself depends on an answer that is not in yet.
TOO_MUCH_AT_ANY = _("Your income before deductions is more than any limit that could apply.")


def reason_for(
    verdict: Verdict,
    results: tuple[Result, ...],
    *,
    household: Household,
    young: bool | None,
) -> tuple[str, Words]:
    """Return the reason's slug and words."""
    failed = [result for result in results if result.outcome is Outcome.FAILED]
    if verdict is Verdict.YES:
        return _why_yes(household, young=young)
    if verdict is Verdict.NO:
        return _why_no(failed[0])
    return ("may-pass-under-18", MAY_PASS) if failed else ("missing", NOT_YET)


def _why_yes(household: Household, *, young: bool | None) -> tuple[str, Words]:
    if young:
        return "under-18", UNDER_18
    return ("passported", PASSPORTED) if household.passported else ("within", WITHIN)


def _why_no(failed: Result) -> tuple[str, Words]:
    if failed.limit_pence is None:
        return failed.test.value, TOO_MUCH_AT_ANY
    words = TOO_MUCH[failed.test].filled(limit=show_pounds(failed.limit_pence))
    return failed.test.value, words
