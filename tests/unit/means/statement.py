"""The rules of the means test said a second time, slowly, for the tests to compare with.

Written from SI 2013/480 and not from the calculator, in pounds, with every figure typed here. It
takes only households in which everything is answered, and reads them as bare facts.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import NamedTuple

from app.means.household import Household, Money, Person

PASSPORTS = {
    "universal-credit",
    "income-support",
    "income-based-jsa",
    "income-related-esa",
    "guarantee-credit",
}


class Stated(NamedTuple):
    """The verdict, and each total in pounds (None where it is not worked out)."""

    eligible: bool
    gross: Fraction | None
    disposable: Fraction | None
    capital: Fraction | None


def allowances(day: date) -> tuple[Fraction, Fraction]:
    """Pounds a month for a partner and for each dependant."""
    if date(2026, 4, 6) <= day < date(2027, 4, 6):
        return Fraction("237.25"), Fraction("381.86")
    if date(2025, 4, 7) <= day < date(2026, 4, 6):
        return Fraction("228.56"), Fraction("367.87")
    if date(2020, 4, 6) <= day < date(2021, 4, 12):
        return Fraction("184.46"), Fraction("296.65")
    raise ValueError(day)


def pounds_a_month(money: Money | None) -> Fraction:
    assert money is not None
    in_a_year = {"week": 52, "four-weeks": 13, "month": 12, "year": 1}[money.every.value]
    return Fraction(money.pence, 100) * in_a_year / 12


def pounds(pence: int | None) -> Fraction:
    assert pence is not None
    return Fraction(pence, 100)


def nearest_penny(amount: Fraction) -> Fraction:
    """Half a penny goes up."""
    return Fraction(floor(amount * 100 + Fraction(1, 2)), 100)


def left_out_at_60(disposable: Fraction) -> int:
    """Ten steps of £25 from £100,000 down, the last one as long as to £315."""
    for step in range(9):
        if disposable <= 25 * (step + 1):
            return 100_000 - 10_000 * step
    return 10_000 if disposable <= 315 else 0


def state(house: Household, day: date) -> Stated:
    """Decide by the regulations, one after the other."""
    if house.under_18 and not house.regular_money and passes_at_once(house.applicant):
        return Stated(True, None, None, None)
    assert house.benefits is not None
    assert house.children is not None
    passported = bool({benefit.value for benefit in house.benefits} & PASSPORTS)
    people = [house.applicant]
    if house.has_partner and not house.partner_in_dispute:
        people.append(house.partner)

    # Regulations 7 and 21: everything that comes in, for everybody whose means are the client's.
    gross = sum((each for person in people for each in coming_in(person)), Fraction(0))
    disposable = nearest_penny(gross - going_out(house, people, day))

    capital = capital_of(house, day) + sum(things_of(person) for person in people)
    # What a scheme paid is left out of the savings, and of nothing but the savings.
    saved = sum((pounds(person.savings) for person in people), Fraction(0))
    capital -= saved if pounds(house.left_out_savings) > saved else pounds(house.left_out_savings)
    if any(person.aged_60 for person in people):
        capital -= 100_000 if passported else left_out_at_60(disposable)
    capital = nearest_penny(max(capital, Fraction(0)))
    enough_left = capital <= (3000 if house.immigration else 8000)
    if passported:
        return Stated(enough_left, None, None, capital)
    gross, ceiling = nearest_penny(gross), 2657 + 222 * len(range(4, house.children))
    fits = gross <= ceiling and disposable <= 733 and enough_left
    return Stated(fits, gross, disposable, capital)


def coming_in(person: Person) -> list[Fraction]:
    return [pounds_a_month(money) for money in vars(person.income).values()]


def passes_at_once(you: Person) -> bool:
    owned = pounds(you.savings) + pounds(you.investments) + pounds(you.valuables)
    return owned < 2500 and not any(coming_in(you))


def things_of(person: Person) -> Fraction:
    valuables = pounds(person.valuables)
    return pounds(person.savings) + pounds(person.investments) + valuables * (valuables >= 500)


def going_out(house: Household, people: list[Person], day: date) -> Fraction:
    """Regulations 23 to 29: allowances first, then what each person pays, then housing."""
    assert house.children is not None
    assert house.older_dependants is not None
    for_partner, for_dependant = allowances(day)
    dependants = house.children + house.older_dependants
    allowed = dependants * for_dependant + (len(people) - 1) * for_partner
    total, housing = allowed, Fraction(0)
    for person in people:
        out = person.outgoings
        paid = (out.tax, out.national_insurance, out.maintenance)
        total += sum(map(pounds_a_month, (*paid, out.criminal_contribution, out.childcare)))
        net_rent = pounds_a_month(out.rent) - pounds_a_month(out.housing_benefit)
        housing += pounds_a_month(out.mortgage) + (net_rent if net_rent > 0 else 0)
        if person.employed and pounds_a_month(person.income.earnings) > 0:
            total += 45
    # Regulation 28(7): the cap is for somebody to whom no allowance was given.
    return total + (min(housing, Fraction(545)) if allowed == 0 else housing)


def capital_of(house: Household, day: date) -> Fraction:
    """Regulations 37 to 39: land, and savings in dispute."""
    assert house.properties is not None
    homes = [each for each in house.properties if each.main]
    others = [each for each in house.properties if not each.main]
    debts = Fraction(100_000) if day < date(2021, 1, 28) else Fraction(10**30)
    shares = {}
    for each in [*others, *homes]:
        deducted = min(pounds(each.mortgage), debts)
        debts -= deducted
        assert each.share is not None
        shares[id(each)] = max(Fraction(0), pounds(each.value) - deducted) * each.share / 100
    in_dispute, total = Fraction(100_000), Fraction(0)
    for each in [*homes, *others]:
        worth = shares[id(each)]
        if each.disputed:
            spared = min(worth, in_dispute)
            worth, in_dispute = worth - spared, in_dispute - spared
        total += max(Fraction(0), worth - 100_000) if each.main else worth
    return total + max(Fraction(0), pounds(house.disputed_savings) - in_dispute)


def in_pence(amount: Fraction | None) -> int | None:
    return None if amount is None else int(Decimal(amount.numerator) * 100 / amount.denominator)
