"""From the answers to the household that the calculator is told about.

The mapping is total: it takes any answers, also those of half a call. What was not answered is
None; what does not apply is nought, so that a verdict does not wait for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from functools import lru_cache
from typing import Any

from app.journeys.answers import Answers, Values
from app.journeys.catalogue.legal_aid.forms import NO_BENEFITS
from app.journeys.catalogue.legal_aid.left_out import saves, some_scheme
from app.journeys.catalogue.legal_aid.scope import lower_capital_limit
from app.means.assessment import Assessment
from app.means.calculator import assess
from app.means.figures import figures_on
from app.means.household import (
    MOST_PROPERTIES,
    Benefit,
    Every,
    Household,
    Income,
    Money,
    Outgoings,
    Person,
    Property,
    is_aged_60,
    is_under_18,
)

NOTHING = Money(0)


def verdict_of(answers: Answers, today: date) -> Assessment:
    """Return the verdict on the answers so far, by the figures of the day.

    Raises FiguresNotKnown for a day that has none.
    """
    return _assessed(household_of(answers, today), today)


@lru_cache(maxsize=64)
def _assessed(household: Household, today: date) -> Assessment:
    """Return the verdict on a household; one page asks for the same several times."""
    return assess(household, figures_on(today))


def household_of(answers: Answers, today: date) -> Household:
    """Return the household of these answers. Ages are those of the day."""
    born = _day(answers.value("born", "born"))
    has_partner = answers.value("partner", "has")
    dependants = answers.at("dependants")
    return Household(
        applicant=_applicant(answers, born, today),
        under_18=None if born is None else is_under_18(born, on=today),
        regular_money=answers.value("young-money", "regular"),
        has_partner=has_partner,
        partner_in_dispute=False if has_partner is False else answers.value("dispute", "dispute"),
        partner=_partner(answers),
        benefits=_benefits(answers),
        children=dependants.get("children"),
        older_dependants=dependants.get("older"),
        properties=_properties(answers),
        left_out_savings=_left_out(answers),
        disputed_savings=answers.value("disputed-savings", "disputed"),
        immigration=lower_capital_limit(answers),
    )


def _applicant(answers: Answers, born: date | None, today: date) -> Person:
    aged_60 = None if born is None else is_aged_60(born, on=today)
    if answers.has("young-owned") and not answers.has("savings"):
        owned = answers.value("young-owned", "owned")
        return Person(income=_NO_INCOME, aged_60=aged_60, savings=owned, investments=0, valuables=0)
    return Person(
        income=_income(answers, whose="", shared=_shared_income(answers)),
        outgoings=_outgoings(answers, whose="", shared=_shared_outgoings(answers)),
        employed=_employed(answers, whose=""),
        aged_60=aged_60,
        **_owned(answers.at("savings")),
    )


def _partner(answers: Answers) -> Person:
    """Return the partner. What the two share is put on the applicant, so here it is nought."""
    return Person(
        income=_income(answers, whose="partner-", shared=dict.fromkeys(SHARED_INCOME, NOTHING)),
        outgoings=_outgoings(
            answers, whose="partner-", shared=dict.fromkeys(SHARED_OUTGOINGS, NOTHING)
        ),
        employed=_employed(answers, whose="partner-"),
        aged_60=answers.value("partner-age", "aged_60"),
        **_owned(answers.at("partner-savings")),
    )


SHARED_INCOME = ("child_benefit", "other_benefits")
SHARED_OUTGOINGS = ("rent", "housing_benefit", "mortgage", "childcare")
_NO_INCOME = Income(**{part.name: NOTHING for part in fields(Income)})


def _income(answers: Answers, *, whose: str, shared: Mapping[str, Money | None]) -> Income:
    earnings = answers.at(f"{whose}earnings")
    if answers.value(f"{whose}work", "works") is False:
        earnings = _NO_EARNINGS
    other = answers.at(f"{whose}other-income")
    return Income(
        earnings=money(earnings.get("earnings")),
        self_employment=money(earnings.get("self_employment")),
        tax_credits=money(other.get("tax_credits")),
        maintenance=money(other.get("maintenance")),
        pension=money(other.get("pension")),
        rent_received=money(other.get("rent_received")),
        other=money(other.get("other")),
        **shared,
    )


_ZERO = {"pence": 0, "every": "month"}
_NO_EARNINGS = {"earnings": _ZERO, "self_employment": _ZERO, "national_insurance": _ZERO}


def _outgoings(answers: Answers, *, whose: str, shared: Mapping[str, Money | None]) -> Outgoings:
    earnings = answers.at(f"{whose}earnings")
    if answers.value(f"{whose}work", "works") is False:
        earnings = _NO_EARNINGS
    payments = answers.at(f"{whose}payments")
    return Outgoings(
        tax=money(payments.get("tax")),
        national_insurance=money(earnings.get("national_insurance")),
        maintenance=money(payments.get("maintenance")),
        criminal_contribution=money(payments.get("criminal_contribution")),
        **shared,
    )


def _shared_income(answers: Answers) -> dict[str, Money | None]:
    """Return the benefits' amounts: nought for a benefit that was asked about and not chosen."""
    chosen = _benefits(answers)
    amounts: dict[str, Money | None] = dict.fromkeys(SHARED_INCOME)
    if chosen is None:
        return amounts
    for part, benefit, step in (
        ("child_benefit", Benefit.CHILD_BENEFIT, "child-benefit"),
        ("other_benefits", Benefit.OTHER, "other-benefits"),
    ):
        amounts[part] = money(answers.value(step, "amount")) if benefit in chosen else NOTHING
    return amounts


def _shared_outgoings(answers: Answers) -> dict[str, Money | None]:
    housing = answers.at("housing")
    parts = {part: money(housing.get(part)) for part in ("rent", "housing_benefit", "mortgage")}
    no_children = answers.value("dependants", "children") == 0
    childcare = NOTHING if no_children else money(answers.value("childcare", "amount"))
    return {**parts, "childcare": childcare}


def _employed(answers: Answers, *, whose: str) -> bool | None:
    """Return whether somebody works for a wage: they work, and some of the money is wages."""
    works = answers.value(f"{whose}work", "works")
    earnings = money(answers.value(f"{whose}earnings", "earnings"))
    return False if works is False else None if earnings is None else earnings.pence > 0


def _benefits(answers: Answers) -> frozenset[Benefit] | None:
    chosen = answers.value("benefits", "benefits")
    if chosen is None:
        return None
    return frozenset(Benefit(value) for value in chosen if value != NO_BENEFITS)


def _properties(answers: Answers) -> tuple[Property, ...] | None:
    """Return the properties once all are told; until then one more may still come."""
    items = answers.items("property-worth")[:MOST_PROPERTIES]
    if len(items) < MOST_PROPERTIES and answers.value("properties", "another") is not False:
        return None
    found: list[Property] = []
    for item in items:
        worth, whose = answers.at("property-worth", item), answers.at("property-whose", item)
        one_is_main = any(each.main for each in found)
        found.append(
            Property(
                main=False if one_is_main else whose.get("main"),
                value=worth.get("value"),
                mortgage=worth.get("mortgage"),
                share=whose.get("share"),
                disputed=whose.get("disputed"),
            )
        )
    return tuple(found)


def _left_out(answers: Answers) -> int | None:
    """Return the pence of savings that came from a scheme: nought where nobody has savings."""
    if saves(answers) is False:
        return 0
    if not answers.has("scheme-payments"):
        return None
    return answers.value("scheme-amount", "amount") if some_scheme(answers) else 0


def _owned(values: Values) -> dict[str, Any]:
    return {part: values.get(part) for part in ("savings", "investments", "valuables")}


def money(stored: Mapping[str, Any] | None) -> Money | None:
    """Return a stored amount, None when it was not given."""
    return None if stored is None else Money(stored["pence"], Every(stored["every"]))


def _day(stored: str | None) -> date | None:
    return date.fromisoformat(stored) if stored else None
