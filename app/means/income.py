"""The two income tests: all that comes in, and what is left of it after deductions.

A partner who counts is added in. Nothing is rounded here. The order of lines is that of the
operators' questions (cla_backend, cfe-civil).
"""

from __future__ import annotations

from dataclasses import dataclass

from app.means.assessment import Test, Working
from app.means.figures import Figures
from app.means.gaps import Gaps
from app.means.household import (
    INCOME_PARTS,
    MOST_DEPENDANTS,
    Household,
    Income,
    Outgoings,
    Person,
    Whose,
)
from app.means.labels import OUTGOING_LABELS
from app.means.ranges import NOTHING, Range, exactly, if_so


@dataclass(frozen=True)
class Counted:
    """Somebody whose means are added in: certainly, or perhaps (`certain` None)."""

    person: Person
    whose: Whose
    certain: bool | None

    def noting(self, gaps: Gaps) -> Gaps:
        """Return the gaps to note in: those of a partner who may not count are not asked for."""
        return gaps if self.certain else Gaps()


@dataclass(frozen=True)
class IncomeSheets:
    gross: Working
    disposable: Working
    gross_limit: Range
    housing: Range


def counted(household: Household) -> list[Counted]:
    """Return the people whose means count, the applicant first."""
    people = [Counted(household.applicant, Whose.APPLICANT, True)]
    if household.counts_partner is not False:
        people.append(Counted(household.partner, Whose.PARTNER, household.counts_partner))
    return people


def income_sheets(household: Household, figures: Figures, gaps: Gaps) -> IncomeSheets:
    """Work out gross and disposable income a month."""
    gross = Working(Test.GROSS)
    for someone in counted(household):
        _put_income(gross, someone, gaps)
    children = gaps.number("children", household.children, most=MOST_DEPENDANTS)
    older = gaps.number("older_dependants", household.older_dependants, most=MOST_DEPENDANTS)
    disposable = Working(Test.DISPOSABLE)
    disposable.put("gross", gross.total)
    for someone in counted(household):
        _take_outgoings(disposable, someone, figures, gaps)
    housing = _housing(household, figures, gaps, dependants=children + older)
    disposable.put("housing", -housing)
    _take_allowances(disposable, household, figures, dependants=children + older)
    return IncomeSheets(gross, disposable, _gross_limit(children, figures), housing)


def total_income(income: Income) -> Range:
    """Return everything that comes in to one person, in exact pence a month."""
    total = NOTHING
    for part in INCOME_PARTS:
        total = total + Gaps().monthly(part, getattr(income, part))
    return total


def total_outgoings(household: Household) -> Range:
    """Return everything that those who count really pay, in exact pence a month; no allowances."""
    total = NOTHING
    for someone in counted(household):
        paid = _costs_of(someone, Gaps())
        for part in OUTGOING_LABELS:
            paid = paid + Gaps().monthly(part, getattr(someone.person.outgoings, part))
        total = total + if_so(someone.certain, paid)
    return total


def _put_income(sheet: Working, someone: Counted, gaps: Gaps) -> None:
    for part in INCOME_PARTS:
        slug = f"{someone.whose}.income.{part}"
        amount = someone.noting(gaps).monthly(slug, getattr(someone.person.income, part))
        amount = if_so(someone.certain, amount)
        sheet.put(part, amount, whose=someone.whose)


def _take_outgoings(sheet: Working, someone: Counted, figures: Figures, gaps: Gaps) -> None:
    for part, (code, _label, _rule) in OUTGOING_LABELS.items():
        slug = f"{someone.whose}.outgoings.{part}"
        amount = someone.noting(gaps).monthly(slug, getattr(someone.person.outgoings, part))
        amount = if_so(someone.certain, amount)
        sheet.put(code, -amount, whose=someone.whose)
    fixed = if_so(someone.certain, _employment(someone, figures, gaps))
    sheet.put("employment", -fixed, whose=someone.whose)


def _employment(someone: Counted, figures: Figures, gaps: Gaps) -> Range:
    """Return the fixed allowance: for whoever works for a wage and is paid one."""
    someone.noting(gaps).fact(f"{someone.whose}.employed", someone.person.employed)
    earnings = someone.person.income.earnings
    paid = None if earnings is None else earnings.pence > 0
    if someone.person.employed is False or paid is False:
        return NOTHING
    certain = True if someone.person.employed and paid else None
    return if_so(certain, exactly(figures.employment_allowance))


def _housing(household: Household, figures: Figures, gaps: Gaps, *, dependants: Range) -> Range:
    """Return rent and mortgage a month, held to the cap for somebody alone (reg. 28(7))."""
    costs = NOTHING
    for someone in counted(household):
        costs = costs + if_so(someone.certain, _costs_of(someone, gaps))
    capped = costs.at_most(exactly(figures.housing_cap))
    if household.counts_partner or (dependants.low or 0) > 0:
        return costs
    alone = household.counts_partner is False and dependants.high == 0
    return capped if alone else capped | costs


def _costs_of(someone: Counted, gaps: Gaps) -> Range:
    outgoings: Outgoings = someone.person.outgoings
    noting, slug = someone.noting(gaps), f"{someone.whose}.outgoings"
    rent = noting.monthly(f"{slug}.rent", outgoings.rent)
    benefit = noting.monthly(f"{slug}.housing_benefit", outgoings.housing_benefit)
    mortgage = noting.monthly(f"{slug}.mortgage", outgoings.mortgage)
    return (rent - benefit).least_zero() + mortgage


def _take_allowances(
    sheet: Working, household: Household, figures: Figures, *, dependants: Range
) -> None:
    """Take the allowances off (reg. 25).

    A partner in dispute brings none: their means do not count (reg. 16(2)). That the allowance
    goes with them is our reading (confidence S); no source that was read says so outright.
    """
    partner = if_so(household.counts_partner, exactly(figures.partner_allowance))
    sheet.put("partner", -partner)
    each = exactly(figures.dependant_allowance)
    sheet.put("dependants", -each.times(dependants))


def _gross_limit(children: Range, figures: Figures) -> Range:
    more = (children - exactly(figures.gross_children_included)).least_zero()
    return exactly(figures.gross_limit) + exactly(figures.gross_extra_child).times(more)
