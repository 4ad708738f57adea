"""The capital test: what the household has, less what the regulations leave out.

Properties come first, then savings and things, then what is left out for somebody of 60 or over,
which depends on disposable income. Nothing is rounded here but the income that is looked up.
"""

from __future__ import annotations

from app.i18n import Words, _
from app.means import rules
from app.means.assessment import Test, Whose, Working
from app.means.figures import Figures
from app.means.gaps import Gaps
from app.means.household import Household
from app.means.income import Counted, counted
from app.means.land import Land, Parcel, land_of
from app.means.ranges import NOTHING, Range, exactly, if_so

_MAIN_HOME = _("Your share of your home, after the mortgage")
_OTHER_PROPERTY = _("Your share of another property, after the mortgage")
PROPERTY_PARTS = ("main", "value", "mortgage", "share", "disputed")


def capital_sheet(
    household: Household, figures: Figures, gaps: Gaps, *, disposable: Range
) -> Working:
    """Work out capital. `disposable` is disposable income a month, for the disregard at 60."""
    sheet = Working(Test.CAPITAL)
    land = _put_land(sheet, household, figures, gaps)
    for someone in counted(household):
        _put_things(sheet, someone, figures, gaps)
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
        _show_parcel(sheet, parcel, label=_MAIN_HOME if each.main else _OTHER_PROPERTY)
    sheet.total = sheet.total + land.total
    return land


def _show_parcel(sheet: Working, parcel: Parcel, *, label: Words) -> None:
    if not parcel.counts.exact:
        return
    house = Whose.HOUSEHOLD
    sheet.show("property", parcel.equity, label=label, rule=rules.LAND, whose=house)
    left_out = _("Left out because it is in dispute")
    sheet.show("dispute", -parcel.dispute, label=left_out, rule=rules.IN_DISPUTE, whose=house)
    home = _("Left out because it is your home")
    sheet.show("home", -parcel.home, label=home, rule=rules.HOME, whose=house)


def _put_things(sheet: Working, someone: Counted, figures: Figures, gaps: Gaps) -> None:
    person, noting = someone.person, someone.noting(gaps)
    valuables = noting.pence(f"{someone.whose}.valuables", person.valuables)
    things = (
        ("savings", noting.pence(f"{someone.whose}.savings", person.savings), _("Savings")),
        (
            "investments",
            noting.pence(f"{someone.whose}.investments", person.investments),
            _("Investments"),
        ),
        ("valuables", counted_valuables(valuables, figures), _("Valuable things")),
    )
    for code, amount, label in things:
        amount = if_so(someone.certain, amount)
        sheet.put(code, amount, label=label, rule=rules.CAPITAL, whose=someone.whose)


def _put_disputed(sheet: Working, disputed: Range, *, most: Range) -> None:
    """Add savings in dispute, past what is left of the disregard."""
    counts = (disputed - most).least_zero()
    sheet.total = sheet.total + counts
    if not counts.exact:
        return
    house, rule = Whose.HOUSEHOLD, rules.IN_DISPUTE
    sheet.show("disputed-savings", disputed, label=_("Savings in dispute"), rule=rule, whose=house)
    left_out = _("Left out because it is in dispute")
    taken = -disputed.at_most(most)
    sheet.show("disputed-savings-left-out", taken, label=left_out, rule=rule, whose=house)


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
    label = _("Left out because you or your partner are 60 or over")
    sheet.show("aged-60", -taken, label=label, rule=rules.AGED_60, whose=Whose.HOUSEHOLD)


def _step(pence: int, figures: Figures) -> int:
    return next(
        left_out for up_to, left_out in figures.older_disregards if up_to is None or pence <= up_to
    )
