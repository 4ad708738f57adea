"""The means test of civil legal aid for the helpline (controlled work): yes, no or cannot tell.

It works with part answers. A verdict is given only when no further answer could change it; until
then it is UNKNOWN. A limit is not passed by an amount that equals it: the regulations refuse what
"exceeds" (SI 2013/480, regulations 7 and 8). Each total is rounded once, to the nearest penny and
half a penny up, and that penny is what is compared.
"""

from __future__ import annotations

from app.means.assessment import (
    Assessment,
    Basis,
    Outcome,
    Result,
    Test,
    Verdict,
    Working,
)
from app.means.capital import capital_sheet
from app.means.cautions import cautions_of
from app.means.figures import Figures
from app.means.gaps import Gaps
from app.means.household import Household
from app.means.income import IncomeSheets, income_sheets, total_income
from app.means.ranges import Range, exactly
from app.means.reasons import code_for, reason_of


def assess(household: Household, figures: Figures) -> Assessment:
    """Return the verdict on a household by the figures of its day, and how it came about."""
    gaps = Gaps()
    _ask_first(household, gaps)
    young = passes_young(household, figures)
    income = income_sheets(household, figures, Gaps() if household.passported else gaps)
    capital = capital_sheet(household, figures, gaps, disposable=income.disposable.total)
    results = _results(household, figures, income=income, capital=capital)
    verdict = _verdict(results, young=young)
    code = code_for(verdict, results, household=household, young=young)
    sheets = [capital] if household.passported else [income.gross, income.disposable, capital]
    lines = () if young else tuple(line for sheet in sheets for line in sheet.lines)
    return Assessment(
        verdict=verdict,
        code=code,
        reason=reason_of(code, results),
        results=results,
        lines=lines,
        missing=() if young else tuple(gaps.missing),
        warnings=cautions_of(
            household, figures, income=income, results=results, lines=lines, young=young
        ),
        basis=Basis(figures.day, figures.in_force_from, figures.confidence),
    )


def passes_young(household: Household, figures: Figures) -> bool | None:
    """Return whether an applicant under 18 needs no test; None while that is open.

    No regular money, and savings, investments and valuables under the figure, theirs alone.
    Operators of the helpline ask this first (cla_backend; confidence S).
    """
    applicant = household.applicant
    money = total_income(applicant.income)
    owned = Gaps().pence("", applicant.savings) + Gaps().pence("", applicant.investments)
    owned = owned + Gaps().pence("", applicant.valuables)
    least_owned, most_owned = owned.low or 0, owned.high
    some_money = household.regular_money is True or (money.low or 0) > 0
    if household.under_18 is False or some_money or least_owned >= figures.young_capital:
        return False
    # On a passporting benefit nobody asks for amounts, so what was said outright has to do.
    said_none = household.regular_money is False and bool(household.passported)
    certain = (
        (money.high == 0 or said_none)
        and most_owned is not None
        and most_owned < figures.young_capital
    )
    return True if household.under_18 and certain else None


def _ask_first(household: Household, gaps: Gaps) -> None:
    """Note the questions that decide what else is asked, in the order operators ask them."""
    gaps.fact("under_18", household.under_18)
    if household.counts_partner is None:
        gaps.fact("has_partner", household.has_partner)
        gaps.fact("partner_in_dispute", household.partner_in_dispute)
    gaps.fact("benefits", household.benefits)


def _results(
    household: Household, figures: Figures, *, income: IncomeSheets, capital: Working
) -> tuple[Result, ...]:
    capital_limit = figures.capital_limit
    if household.immigration:
        capital_limit = figures.capital_limit_immigration
    passported = household.passported
    return (
        _result(income.gross, income.gross_limit, passported=passported),
        _result(income.disposable, exactly(figures.disposable_limit), passported=passported),
        _result(capital, exactly(capital_limit), passported=False),
    )


def _result(sheet: Working, limit: Range, *, passported: bool | None) -> Result:
    """Compare a total with its limit. A test that a benefit may still make needless cannot fail."""
    if passported:
        return Result(sheet.test, Outcome.NOT_NEEDED, None, None)
    total = sheet.total.whole()
    outcome = _outcome(total, limit)
    if passported is None and outcome is Outcome.FAILED:
        outcome = Outcome.UNKNOWN
    return Result(
        sheet.test,
        outcome,
        int(total.low) if total.exact and total.low is not None else None,
        int(limit.low) if limit.exact and limit.low is not None else None,
    )


def _outcome(total: Range, limit: Range) -> Outcome:
    if total.high is not None and limit.low is not None and total.high <= limit.low:
        return Outcome.PASSED
    if total.low is not None and limit.high is not None and total.low > limit.high:
        return Outcome.FAILED
    return Outcome.UNKNOWN


def _verdict(results: tuple[Result, ...], *, young: bool | None) -> Verdict:
    """Return the verdict. Nothing is refused while an applicant may be under 18 and pass at once."""
    outcomes = {result.outcome for result in results}
    if young or outcomes <= {Outcome.PASSED, Outcome.NOT_NEEDED}:
        return Verdict.YES
    if Outcome.FAILED in outcomes and young is False:
        return Verdict.NO
    return Verdict.UNKNOWN


__all__ = ["Test", "assess", "passes_young"]
