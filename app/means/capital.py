"""The capital test: what the household has, less what the regulations leave out.

Properties come first, then savings and things, then what is left out for somebody of 60 or over,
which depends on disposable income. Nothing is rounded here but the income that is looked up.
"""

from __future__ import annotations

from app.means.assessment import Test, Working
from app.means.figures import Figures
from app.means.gaps import Gaps
from app.means.household import Household
from app.means.income import Counted, counted
from app.means.land import Land, Parcel, land_of
from app.means.ranges import NOTHING, Range, exactly, if_so

PROPERTY_PARTS = ("main", "value", "mortgage", "share", "disputed")


def capital_sheet(
    household: Household, figures: Figures, gaps: Gaps, *, disposable: Range
) -> Working:
    """Work out capital. `disposable` is disposable income a month, for the disregard at 60."""
    sheet = Working(Test.CAPITAL)
    land = _put_land(sheet, household, figures, gaps)
    savings = NOTHING
    for someone in counted(household):
        savings = savings + _put_things(sheet, someone, figures, gaps)
    left_out = gaps.pence("left_out_savings", household.left_out_savings)
    _leave_out_payments(sheet, left_out, savings=savings)
    disputed = gaps.pence("disputed_savings", household.disputed_savings)
    _put_disputed(sheet, disputed, most=land.left_to_dispute)
    _leave_out_at_60(sheet, household, figures, gaps, disposable=disposable)
    return sheet


def older_disregard(income: Range, figures: Figures) -> Range:
    """Return what is left out at 60 for this disposable income; more income leaves out less."""
    whole = income.whole()
    least = 0 if whole.high is None else _step(int(whole.high), figures)
    most = figures.older_disregards[0][1] if whole.low is None else _step(int(whole.low), figures)
    return Range(least, most)


def counted_valuables(valuables: Range, figures: Figures) -> Range:
    """Return valuables, or nothing when they are worth less than counts."""

    def counts(pence: int) -> int:
        return pence if pence >= figures.valuables_from else 0

    low = counts(int(valuables.low or 0))
    return Range(low, None if valuables.high is None else counts(int(valuables.high)))


def _put_land(sheet: Working, household: Household, figures: Figures, gaps: Gaps) -> Land:
    gaps.fact("properties", household.properties)
    land = land_of(household, figures)
    for place, (each, parcel) in enumerate(
        zip(household.properties or (), land.parcels, strict=True)
    ):
        for part in PROPERTY_PARTS:
            gaps.fact(f"properties.{place}.{part}", getattr(each, part))
        _show_parcel(sheet, parcel, code="main-home" if each.main else "property")
    sheet.total = sheet.total + land.total
    return land


def _show_parcel(sheet: Working, parcel: Parcel, *, code: str) -> None:
    if not parcel.counts.exact:
        return
    sheet.show(code, parcel.equity)
    sheet.show("dispute", -parcel.dispute)
    sheet.show("home", -parcel.home)


def _put_things(sheet: Working, someone: Counted, figures: Figures, gaps: Gaps) -> Range:
    """Add what somebody has. Savings are only shown, and returned: part may yet be left out."""
    person, noting = someone.person, someone.noting(gaps)
    savings = noting.pence(f"{someone.whose}.savings", person.savings)
    investments = noting.pence(f"{someone.whose}.investments", person.investments)
    valuables = noting.pence(f"{someone.whose}.valuables", person.valuables)
    savings = if_so(someone.certain, savings)
    sheet.show("savings", savings, whose=someone.whose)
    sheet.put("investments", if_so(someone.certain, investments), whose=someone.whose)
    counts = if_so(someone.certain, counted_valuables(valuables, figures))
    sheet.put("valuables", counts, whose=someone.whose)
    return savings


def _leave_out_payments(sheet: Working, left_out: Range, *, savings: Range) -> None:
    """Add the savings, less what came from a scheme: never more than there is, of whoever counts.

    The operators of the helpline leave these payments out of capital (confidence S).
    """
    counts = (savings - left_out).least_zero()
    sheet.total = sheet.total + counts
    sheet.show("scheme-payments", -savings.at_most(left_out))


def _put_disputed(sheet: Working, disputed: Range, *, most: Range) -> None:
    """Add savings in dispute, past what is left of the disregard."""
    counts = (disputed - most).least_zero()
    sheet.total = sheet.total + counts
    if counts.exact:
        sheet.show("disputed-savings", disputed)
        sheet.show("disputed-savings-left-out", -disputed.at_most(most))


def _leave_out_at_60(
    sheet: Working, household: Household, figures: Figures, gaps: Gaps, *, disposable: Range
) -> None:
    for someone in counted(household):
        if not household.aged_60:
            someone.noting(gaps).fact(f"{someone.whose}.aged_60", someone.person.aged_60)
    passported = exactly(figures.older_disregard_passported)
    by_income = NOTHING if household.passported else older_disregard(disposable, figures)
    disregard = passported if household.passported else by_income
    if household.passported is None:
        disregard = by_income | passported
    disregard = if_so(household.aged_60, disregard)
    taken = sheet.total.at_most(disregard)
    sheet.total = (sheet.total - disregard).least_zero()
    sheet.show("aged-60", -taken)


def _step(pence: int, figures: Figures) -> int:
    return next(
        left_out for up_to, left_out in figures.older_disregards if up_to is None or pence <= up_to
    )
