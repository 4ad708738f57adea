"""Odd but allowed households get a verdict and a caution; impossible ones are refused by name."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.means.assessment import Assessment, Test, Verdict
from app.means.calculator import assess
from app.means.figures import figures_on
from app.means.household import (
    Every,
    Household,
    ImpossibleHousehold,
    Money,
    Person,
    Property,
)
from tests.unit.means.households import TODAY, household, no_income, no_outgoings, person


def assessed(house: Household) -> Assessment:
    return assess(house, figures_on(TODAY))


def cautions(house: Household) -> set[str]:
    return {caution.code for caution in assessed(house).warnings}


def test_no_income_passes_with_a_caution() -> None:
    found = assessed(household())
    assert found.verdict is Verdict.YES
    assert [caution.code for caution in found.warnings] == ["zero-income"]


def test_more_going_out_than_coming_in() -> None:
    poor = person(
        income=no_income(pension=Money(10_000)), outgoings=no_outgoings(rent=Money(50_000))
    )
    found = assessed(household(applicant=poor))
    assert (found.verdict, found.result(Test.DISPOSABLE).total_pence) == (Verdict.YES, -40_000)
    assert cautions(household(applicant=poor)) == {"negative-disposable", "housing-third"}


@pytest.mark.parametrize(
    ("paid", "code"), [(30_000, "below-nothing"), (30_001, "negative-disposable")]
)
def test_allowances_alone_are_not_said_to_go_out(paid: int, code: str) -> None:
    """With a child even 300 a month less 381.86 is below nothing, whoever pays nothing at all."""
    poor = person(income=no_income(other=Money(30_000)), outgoings=no_outgoings(maintenance=Money(paid)))  # fmt: skip
    found = assessed(household(applicant=poor, children=1))
    assert (found.result(Test.DISPOSABLE).total_pence or 0) < 0
    assert cautions(household(applicant=poor, children=1)) == {code}


@pytest.mark.parametrize(("rent", "warned"), [(30_000, False), (30_001, True)])
def test_housing_past_a_third_of_income(rent: int, warned: bool) -> None:
    tenant = person(
        income=no_income(pension=Money(90_000)), outgoings=no_outgoings(rent=Money(rent))
    )
    assert ("housing-third" in cautions(household(applicant=tenant))) is warned


def test_a_house_worth_less_than_its_mortgage_counts_as_nothing() -> None:
    under = Property(main=False, value=10_000_000, mortgage=10_000_001, share=100, disputed=True)
    house = household(properties=(under,), disputed_savings=10_000_000)
    assert assessed(house).result(Test.CAPITAL).total_pence == 0
    assert {"underwater", "no-main-home"} <= cautions(house)


def test_14_children() -> None:
    paid = person(
        income=no_income(earnings=Money(487_700)), outgoings=no_outgoings(tax=Money(487_000))
    )
    found = assessed(household(applicant=paid, children=14))
    assert found.verdict is Verdict.YES
    assert "many-children" in {caution.code for caution in found.warnings}


def test_weekly_and_yearly_mixed() -> None:
    mixed = person(
        income=no_income(earnings=Money(12_000, Every.WEEK), other=Money(1_200, Every.YEAR))
    )
    house = household(applicant=mixed)
    assert "mixed-periods" in cautions(house)
    assert assessed(house).result(Test.GROSS).total_pence == 52_100
    weekly = person(income=no_income(earnings=Money(12_000, Every.WEEK)))
    assert "mixed-periods" not in cautions(household(applicant=weekly))


@pytest.mark.parametrize("pence", [10**12, 10**14, 10**40])
def test_a_very_large_amount_is_no_and_not_an_error(pence: int) -> None:
    rich = household(applicant=person(income=no_income(other=Money(pence, Every.WEEK))))
    assert (assessed(rich).verdict, assessed(rich).code) == (Verdict.NO, "gross")
    assert "very-large" in cautions(rich)
    owner = household(applicant=person(savings=pence))
    assert (assessed(owner).verdict, assessed(owner).code) == (Verdict.NO, "capital")
    assert "very-large" in cautions(owner)


def test_a_partner_who_is_the_opponent_does_not_count() -> None:
    rich = person(income=no_income(earnings=Money(10**8)), savings=10**8, aged_60=True)
    couple = household(has_partner=True, partner_in_dispute=True, partner=rich)
    found = assessed(couple)
    assert found.verdict is Verdict.YES
    assert "partner-in-dispute" in {caution.code for caution in found.warnings}
    assert found.lines == ()
    unasked = household(has_partner=True, partner_in_dispute=True, partner=Person())
    assert assessed(unasked).missing == ()


def test_more_from_a_scheme_than_is_saved() -> None:
    house = household(applicant=person(savings=100), left_out_savings=101)
    assert "more-left-out" in cautions(house)
    assert assessed(house).result(Test.CAPITAL).total_pence == 0
    exact = household(applicant=person(savings=100), left_out_savings=100)
    assert "more-left-out" not in cautions(exact)


def test_tax_past_earnings_and_childcare_without_work() -> None:
    odd = person(outgoings=no_outgoings(tax=Money(1), childcare=Money(1)))
    assert {"tax-over-earnings", "childcare"} <= cautions(household(applicant=odd, children=1))


def test_older_children_may_raise_the_limit() -> None:
    paid = person(
        income=no_income(earnings=Money(265_701)), outgoings=no_outgoings(tax=Money(265_000))
    )
    house = household(applicant=paid, children=4, older_dependants=1)
    found = assessed(house)
    assert (found.verdict, found.code) == (Verdict.NO, "gross")
    assert "older-children" in {caution.code for caution in found.warnings}


def test_somebody_under_18_who_is_tested_gets_a_caution() -> None:
    young = household(applicant=person(savings=250_000), under_18=True)
    assert "under-18-means" in cautions(young)


def test_a_column_that_is_a_penny_off_its_total_says_so() -> None:
    third = Money(10_000, Every.WEEK)
    house = household(applicant=person(income=no_income(pension=third, other=third)))
    lines = [line for line in assessed(house).lines if line.test is Test.GROSS]
    assert [line.amount_pence for line in lines] == [43_333, 43_333]
    assert lines[-1].running_pence == 86_667
    assert "rounded" in cautions(house)


HOME = Property(main=True)


@pytest.mark.parametrize(
    ("make", "part"),
    [
        (lambda: Money(-1), "pence"),
        (lambda: Person(savings=-1), "savings"),
        (lambda: Property(share=101), "share"),
        (lambda: Property(value=-1), "value"),
        (lambda: Household(children=-1), "children"),
        (lambda: Household(children=51), "children"),
        (lambda: Household(older_dependants=51), "older_dependants"),
        (lambda: Household(left_out_savings=-1), "left_out_savings"),
        (lambda: Household(disputed_savings=-1), "disputed_savings"),
        (lambda: Household(properties=(HOME, HOME)), "properties"),
        (lambda: Household(properties=(Property(),) * 4), "properties"),
    ],
)
def test_a_household_that_cannot_be_is_refused(make: Callable[[], object], part: str) -> None:
    with pytest.raises(ImpossibleHousehold) as raised:
        make()
    assert raised.value.part == part
