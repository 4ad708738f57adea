"""Every limit and step of the means test, a penny below it, on it and a penny above it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.means.assessment import Assessment, Outcome, Test, Verdict
from app.means.calculator import assess
from app.means.figures import figures_on
from app.means.household import (
    PASSPORTING,
    Benefit,
    Every,
    Household,
    Money,
    Property,
    is_aged_60,
    is_under_18,
)
from tests.unit.means.households import TODAY, household, no_income, no_outgoings, person

YES, NO = Verdict.YES, Verdict.NO


def assessed(house: Household, day: date = TODAY) -> Assessment:
    return assess(house, figures_on(day))


def earning(pence: int, **parts: int) -> Household:
    """Somebody whose tax takes all but a pound, so that only gross income can be too much."""
    taxed = no_outgoings(tax=Money(max(0, pence - 100)))
    return household(
        applicant=person(income=no_income(pension=Money(pence)), outgoings=taxed), **parts
    )


@pytest.mark.parametrize(("off", "verdict"), [(-1, YES), (0, YES), (1, NO)])
@pytest.mark.parametrize(
    ("children", "limit"), [(0, 265_700), (4, 265_700), (5, 287_900), (6, 310_100), (14, 487_700)]
)
def test_gross_income(off: int, verdict: Verdict, children: int, limit: int) -> None:
    found = assessed(earning(limit + off, children=children))
    assert found.verdict is verdict
    assert found.result(Test.GROSS).limit_pence == limit
    assert found.code == ("within" if verdict is YES else "gross")


@pytest.mark.parametrize(("off", "verdict"), [(-1, YES), (0, YES), (1, NO)])
def test_disposable_income(off: int, verdict: Verdict) -> None:
    found = assessed(household(applicant=person(income=no_income(pension=Money(73_300 + off)))))
    assert (found.verdict, found.result(Test.DISPOSABLE).total_pence) == (verdict, 73_300 + off)
    assert found.code == ("within" if verdict is YES else "disposable")


@pytest.mark.parametrize(("off", "verdict"), [(-1, YES), (0, YES), (1, NO)])
@pytest.mark.parametrize(("immigration", "limit"), [(False, 800_000), (True, 300_000)])
def test_capital(off: int, verdict: Verdict, immigration: bool, limit: int) -> None:
    rich = person(savings=limit + off)
    found = assessed(household(applicant=rich, immigration=immigration))
    assert (found.verdict, found.result(Test.CAPITAL).limit_pence) == (verdict, limit)
    assert found.code == ("within" if verdict is YES else "capital")


@pytest.mark.parametrize(("off", "verdict"), [(-1, NO), (0, YES), (1, YES)])
def test_what_came_from_a_scheme_is_left_out(off: int, verdict: Verdict) -> None:
    house = household(applicant=person(savings=900_000), left_out_savings=100_000 + off)
    found = assessed(house)
    assert (found.verdict, found.result(Test.CAPITAL).total_pence) == (verdict, 800_000 - off)
    assert found.lines[-1].code == "scheme-payments"
    assert found.lines[-1].amount_pence == -(100_000 + off)


def test_no_more_is_left_out_than_is_saved() -> None:
    things = person(savings=100, investments=700_000)
    assert capital(household(applicant=things, left_out_savings=10**9)) == 700_000
    couple = household(
        applicant=things, has_partner=True, partner=person(savings=50_000), left_out_savings=50_100
    )
    assert capital(couple) == 700_000
    assert capital(replace(couple, partner_in_dispute=True)) == 700_000


def test_half_a_penny_goes_up_once_at_the_end() -> None:
    """Two amounts a year that make a third and a sixth of a penny over the limit between them."""
    over = person(income=no_income(pension=Money(73_300), other=Money(4, Every.YEAR)))
    assert assessed(household(applicant=over)).verdict is YES
    half = person(
        income=no_income(
            pension=Money(73_300), other=Money(4, Every.YEAR), maintenance=Money(2, Every.YEAR)
        )
    )
    found = assessed(household(applicant=half))
    assert (found.verdict, found.result(Test.DISPOSABLE).total_pence) == (NO, 73_301)


@pytest.mark.parametrize(
    ("every", "pence", "monthly"),
    [
        (Every.WEEK, 10_000, 43_333),
        (Every.FOUR_WEEKS, 10_000, 10_833),
        (Every.MONTH, 10_000, 10_000),
        (Every.YEAR, 10_000, 833),
    ],
)
def test_every_period_becomes_a_month(every: Every, pence: int, monthly: int) -> None:
    house = household(applicant=person(income=no_income(pension=Money(pence, every))))
    assert assessed(house).result(Test.GROSS).total_pence == monthly


def disposable(house: Household) -> int:
    total = assessed(house).result(Test.DISPOSABLE).total_pence
    assert total is not None
    return total


def test_allowances_line_by_line() -> None:
    house = household(
        applicant=person(income=no_income(earnings=Money(200_000)), employed=True),
        partner=person(income=no_income(earnings=Money(1)), employed=True),
        has_partner=True,
        children=1,
        older_dependants=1,
    )
    lines = {(line.code, line.whose): line for line in assessed(house).lines}
    amounts = {code: line.amount_pence for (code, _whose), line in lines.items()}
    assert amounts["partner"] == -23_725
    assert amounts["dependants"] == -2 * 38_186
    assert amounts["employment"] == -4_500
    assert len([1 for code, _whose in lines if code == "employment"]) == 2
    assert disposable(house) == 200_001 - 23_725 - 76_372 - 9_000


def test_the_allowance_for_work_needs_a_wage_and_a_job() -> None:
    wage = no_income(earnings=Money(1))
    assert disposable(household(applicant=person(income=wage, employed=False))) == 1
    assert disposable(household(applicant=person(employed=True))) == 0
    assert disposable(household(applicant=person(income=wage, employed=True))) == 1 - 4_500


@pytest.mark.parametrize(("rent", "taken"), [(54_499, 54_499), (54_500, 54_500), (54_501, 54_500)])
def test_rent_is_capped_for_somebody_alone(rent: int, taken: int) -> None:
    alone = person(outgoings=no_outgoings(rent=Money(rent)))
    assert disposable(household(applicant=alone)) == -taken
    allowed = -rent - 38_186
    assert disposable(household(applicant=alone, children=1)) == allowed
    assert disposable(household(applicant=alone, older_dependants=1)) == allowed
    together = household(applicant=alone, has_partner=True, partner=person())
    assert disposable(together) == -rent - 23_725
    assert disposable(replace(together, partner_in_dispute=True)) == -taken


def test_housing_benefit_comes_off_the_rent_and_not_off_the_mortgage() -> None:
    paid = no_outgoings(rent=Money(10_000), housing_benefit=Money(12_000), mortgage=Money(20_000))
    assert disposable(household(applicant=person(outgoings=paid))) == -20_000


def capital(house: Household, day: date = TODAY) -> int:
    total = assessed(house, day).result(Test.CAPITAL).total_pence
    assert total is not None
    return total


@pytest.mark.parametrize(("worth", "counts"), [(49_999, 0), (50_000, 50_000), (50_001, 50_001)])
def test_valuables_count_from_500_pounds(worth: int, counts: int) -> None:
    assert capital(household(applicant=person(valuables=worth))) == counts


def owning(*properties: Property, **parts: int) -> Household:
    return household(properties=properties, **parts)


@pytest.mark.parametrize(("off", "counts"), [(-1, 0), (0, 0), (1, 1)])
def test_the_main_home_leaves_out_100_000_pounds(off: int, counts: int) -> None:
    home = Property(main=True, value=10_000_000 + off, mortgage=0, share=100, disputed=False)
    assert capital(owning(home)) == counts
    assert capital(owning(replace(home, main=False))) == 10_000_000 + off
    assert capital(owning(replace(home, disputed=True, value=20_000_000 + off))) == counts


def test_what_is_in_dispute_leaves_out_100_000_pounds_between_it_all() -> None:
    other = Property(main=False, value=9_999_999, mortgage=0, share=100, disputed=True)
    assert capital(owning(other, disputed_savings=1)) == 0
    assert capital(owning(other, disputed_savings=2)) == 1
    home = replace(other, main=True)
    assert capital(owning(home, other)) == 9_999_998
    assert capital(household(disputed_savings=10_000_001)) == 1


def test_a_share_is_taken_after_the_mortgage() -> None:
    half = Property(main=False, value=1_000_000, mortgage=300_001, share=50, disputed=False)
    assert capital(owning(half)) == 350_000


def test_the_mortgage_was_capped_until_28_january_2021() -> None:
    """Other properties' mortgages came off first: £30,000 here, leaving £70,000 for the home."""
    home = Property(main=True, value=20_000_000, mortgage=9_000_000, share=100, disputed=False)
    other = Property(main=False, value=3_000_000, mortgage=3_000_000, share=100, disputed=False)
    assert capital(owning(home, other), date(2021, 1, 27)) == 3_000_000
    assert capital(owning(home, other), date(2021, 1, 28)) == 1_000_000


@pytest.mark.parametrize(
    ("income", "left_out"),
    [
        *((0, 100), (2_500, 100), (2_501, 90), (5_000, 90), (5_001, 80), (7_500, 80)),
        *((7_501, 70), (10_000, 70), (10_001, 60), (12_500, 60), (12_501, 50), (15_000, 50)),
        *((15_001, 40), (17_500, 40), (17_501, 30), (20_000, 30), (20_001, 20), (22_500, 20)),
        *((22_501, 10), (31_500, 10), (31_501, 0), (73_300, 0)),
    ],
)
def test_the_steps_at_60(income: int, left_out: int) -> None:
    older = person(aged_60=True, savings=10_000_000, income=no_income(pension=Money(income)))
    assert capital(household(applicant=older)) == 10_000_000 - left_out * 100_000


def test_60_counts_for_a_partner_unless_in_dispute() -> None:
    couple = household(
        applicant=person(savings=5_000_000), has_partner=True, partner=person(aged_60=True)
    )
    assert capital(couple) == 0
    assert capital(replace(couple, partner_in_dispute=True)) == 5_000_000


@pytest.mark.parametrize("benefit", sorted(PASSPORTING))
def test_a_passporting_benefit_skips_income_and_not_capital(benefit: Benefit) -> None:
    rich = person(income=no_income(other=Money(10**9)), savings=800_000)
    house = household(applicant=rich, benefits=frozenset({benefit}))
    found = assessed(house)
    assert (found.verdict, found.code) == (YES, "passported")
    assert found.result(Test.GROSS).outcome is Outcome.NOT_NEEDED
    assert {line.test for line in found.lines} == {Test.CAPITAL}
    over = replace(house, applicant=replace(rich, savings=800_001))
    assert (assessed(over).verdict, assessed(over).code) == (NO, "capital")
    older = replace(over, applicant=replace(rich, savings=10_800_000, aged_60=True))
    assert assessed(older).verdict is YES


@pytest.mark.parametrize("benefit", [Benefit.CHILD_BENEFIT, Benefit.OTHER])
def test_other_benefits_skip_nothing(benefit: Benefit) -> None:
    rich = person(income=no_income(other=Money(10**9)))
    assert assessed(household(applicant=rich, benefits=frozenset({benefit}))).verdict is NO


@pytest.mark.parametrize(("owned", "code"), [(249_999, "under-18"), (250_000, "within")])
def test_under_18_passes_at_once_below_2500_pounds(owned: int, code: str) -> None:
    young = person(savings=owned - 100_000, investments=60_000, valuables=40_000)
    found = assessed(household(applicant=young, under_18=True))
    assert (found.verdict, found.code) == (YES, code)
    adult = assessed(household(applicant=young))
    assert adult.code == "within"


def test_under_18_with_a_penny_coming_in_is_tested() -> None:
    young = person(income=no_income(other=Money(1, Every.YEAR)), savings=0)
    assert assessed(household(applicant=young, under_18=True)).code == "within"


@pytest.mark.parametrize(("day", "under"), [(date(2026, 4, 30), True), (date(2026, 5, 1), False)])
def test_17_years_and_364_days_is_under_18(day: date, under: bool) -> None:
    assert is_under_18(date(2008, 5, 1), on=day) is under


@pytest.mark.parametrize(("day", "older"), [(date(2026, 4, 30), False), (date(2026, 5, 1), True)])
def test_60_begins_on_the_birthday(day: date, older: bool) -> None:
    assert is_aged_60(date(1966, 5, 1), on=day) is older
