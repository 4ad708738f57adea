"""Legal aid: who is asked what, what is odd or refused, and what the calculator is told."""

from __future__ import annotations

import re
from datetime import date

import pytest
from werkzeug.datastructures import MultiDict

from app.journeys.answers import Key, Values
from app.journeys.asking import ask, first_refused
from app.journeys.catalogue import find_journey
from app.journeys.catalogue.legal_aid.household import household_of, verdict_of
from app.journeys.catalogue.legal_aid.journey import LEGAL_AID
from app.journeys.catalogue.legal_aid.scope import (
    COVERED,
    DECIDED_BY,
    EXIT_REASONS,
    ONLY_IF,
    PROBLEMS,
)
from app.means.assessment import Outcome, Test, Verdict
from app.means.figures import FiguresNotKnown
from app.means.household import Benefit, Every, Money, Property
from tests.unit.journeys.legal_aid_told import (
    ALONE,
    EARNED,
    GROWN,
    IN_SCOPE,
    NO_MORE,
    NO_PAYMENTS,
    NOW,
    TODAY,
    monthly,
    odd,
    path_of,
    posted_at,
    slugs,
    told,
)
from tests.walker.walking import walk_of
from tests.walker.worlds import Day

WALKS = 120


def test_it_can_be_found() -> None:
    assert find_journey("legal-aid") is LEGAL_AID


@pytest.mark.parametrize("problem", [choice.value for choice in PROBLEMS])
@pytest.mark.parametrize("so", [True, False])
def test_every_problem_leads_to_the_means_test_or_to_an_exit(problem: str, so: bool) -> None:
    answers = told({"problem": {"problem": problem}})
    if problem in ONLY_IF:
        answers = answers.including({(ONLY_IF[problem], 0): {"so": so}})
    if problem in DECIDED_BY:
        answers = answers.including({(DECIDED_BY[problem], 0): {"so": so}})
    after = slugs(answers)[len(answers) :]
    covered = problem in {*COVERED, *DECIDED_BY} or (problem in ONLY_IF and so)
    if covered:
        assert after[0] == "born"
        return
    leaving = after[0]
    assert after[1:] == ["name", "reply"]
    assert str(EXIT_REASONS[leaving]) == str(LEGAL_AID.step(leaving).help)
    path = path_of(answers.including({(leaving, 0): {"written": False}}))
    assert path.ended_at is path.places[-1]
    assert path.first_unanswered() is None


def test_a_day_before_18_is_asked_the_quick_questions() -> None:
    young = posted_at("born", told(IN_SCOPE), born__day="26", born__month="11", born__year="2008")
    grown = posted_at("born", told(IN_SCOPE), born__day="25", born__month="11", born__year="2008")
    assert young.values()["under_18"] is True
    assert grown.values()["under_18"] is False
    assert "young-money" in slugs(told(IN_SCOPE, born=young.values()))
    assert "young-money" not in slugs(told(IN_SCOPE, born=grown.values()))


@pytest.mark.parametrize(("owned", "passes"), [("2,499.99", True), ("2500", False)])
def test_a_young_person_with_little_passes_at_once(owned: str, passes: bool) -> None:
    young = told(
        IN_SCOPE,
        born={"born": "2008-11-26", "under_18": True, "aged_60": False},
        young_money={"regular": False},
    )
    said = posted_at("young-owned", young, owned=owned).values()
    answers = young.including({("young-owned", 0): said})
    assert ("partner" not in slugs(answers)) is passes
    verdict = verdict_of(answers, TODAY)
    assert (verdict.verdict is Verdict.YES) is passes
    assert (verdict.code == "under-18") is passes


@pytest.mark.parametrize(("regular", "code"), [(True, "capital"), (False, "under-18")])
def test_somebody_young_on_a_benefit_is_not_left_without_an_answer(
    regular: bool, code: str
) -> None:
    """Their income is not asked for, so whether money comes in regularly has to decide."""
    young = {**ALONE, "born": {"born": "2010-01-01", "under_18": True, "aged_60": False}}
    answers = told(
        {**young, "benefits": {"benefits": ["universal-credit"]}},
        young_money={"regular": regular},
        young_owned={"owned": 300_000, "limit": 250_000},
    ).including(
        {
            ("property-worth", 1): {"value": 10**9, "mortgage": 0},
            ("property-whose", 1): {"share": 100, "main": False, "disputed": False},
        }
    )
    verdict = verdict_of(answers, TODAY)
    assert (verdict.code, verdict.missing) == (code, ())


def test_the_next_day_the_same_young_person_is_not_passed_unasked() -> None:
    answers = told(
        IN_SCOPE,
        born={"born": "2008-11-26", "under_18": True, "aged_60": False},
        young_money={"regular": False},
        young_owned={"owned": 0, "limit": 250_000},
    )
    assert verdict_of(answers, TODAY).verdict is Verdict.YES
    assert verdict_of(answers, date(2026, 11, 26)).verdict is Verdict.UNKNOWN


def test_the_means_of_a_partner_on_the_other_side_do_not_count() -> None:
    both = told({**ALONE, "partner": {"has": True}}, dispute={"dispute": False})
    assert {"partner-age", "partner-savings", "partner-work"} <= set(slugs(both))
    rich = both.including({("partner-savings", 0): {"savings": 10**9, "investments": 0, "valuables": 0}})  # fmt: skip
    assert household_of(rich, TODAY).counts_partner is True
    opponent = path_of(rich.including({("dispute", 0): {"dispute": True}}))
    assert not [place.slug for place in opponent.places if place.slug.startswith("partner-")]
    assert not opponent.answers.has("partner-savings")
    assert household_of(opponent.answers, TODAY).counts_partner is False


def test_fourteen_children_are_asked_about_and_taken() -> None:
    answers = told(GROWN, partner={"has": False})
    asked = posted_at("dependants", answers, children="14", older="0")
    assert odd(asked) == ["many-children"]
    assert asked.check(["many-children"])
    told_of = answers.including({("dependants", 0): asked.values()})
    assert household_of(told_of, TODAY).children == 14
    assert posted_at("dependants", answers, children="51", older="0").form.errors.keys() == {"children"}  # fmt: skip


@pytest.mark.parametrize("text", ["1e12", "1000000000000", "-1", "12.345"])
def test_an_amount_that_cannot_be_is_refused(text: str) -> None:
    asked = posted_at("savings", told(ALONE), savings=text, investments="0", valuables="0")
    assert asked.form.errors.keys() == {"savings"}
    pay = {"earnings__pounds": text, "earnings__every": "week"}
    nought = {"self_employment__pounds": "none", "national_insurance__pounds": "0"}
    earned = posted_at("earnings", told(ALONE), **pay, **nought)
    assert earned.form.errors.keys() == {"earnings"}
    assert earned.form["earnings"].wrong_boxes == ("pounds",)


def test_a_benefit_with_none_is_refused_and_two_passports_are_asked_about() -> None:
    answers = told(GROWN, partner={"has": False}, dependants={"children": 0, "older": 0})
    both = posted_at("benefits", answers, benefits=["none", "universal-credit"])
    assert both.form.errors.keys() == {"benefits"}
    two = posted_at("benefits", answers, benefits=["income-support", "universal-credit"])
    assert odd(two) == ["benefits-together"]


def test_child_benefit_is_only_for_those_with_children() -> None:
    none = told(GROWN, partner={"has": False}, dependants={"children": 0, "older": 1})
    assert posted_at("benefits", none, benefits="child-benefit").form.errors
    some = none.including({("dependants", 0): {"children": 1, "older": 0}})
    asked = posted_at("benefits", some, benefits="child-benefit")
    assert not asked.form.errors
    changed = none.including({("benefits", 0): asked.values()})
    refused = first_refused(path_of(changed), NOW)
    assert refused is not None
    assert refused.place.slug == "benefits"


def test_a_benefit_stands_for_income_but_not_for_capital() -> None:
    answers = told({**ALONE, "benefits": {"benefits": ["universal-credit"]}})
    assert not {"work", "housing", "other-income"} & set(slugs(answers))
    verdict = verdict_of(answers, TODAY)
    assert (verdict.verdict, verdict.code) == (Verdict.YES, "passported")
    rich = {"savings": 800_001, "investments": 0, "valuables": 0}
    saved: dict[Key, Values] = {("savings", 0): rich}
    saved["scheme-payments", 0] = {"schemes": ["none"]}
    assert verdict_of(answers.including(saved), TODAY).code == "capital"


def test_a_house_below_its_mortgage_is_asked_about_and_counts_as_nothing() -> None:
    answers = told(ALONE, properties={"another": True})
    asked = posted_at("property-worth-1", answers, value="90,000", mortgage="100000")
    assert odd(asked) == ["underwater"]
    whose = {"share": 100, "main": True, "disputed": False}
    owned = answers.including({("property-worth", 1): asked.values(), ("property-whose", 1): whose, ("properties", 0): {"another": False}})  # fmt: skip
    assert household_of(owned, TODAY).properties == (
        Property(main=True, value=9_000_000, mortgage=10_000_000, share=100, disputed=False),
    )
    assert verdict_of(owned, TODAY).result(Test.CAPITAL).outcome is Outcome.PASSED


def test_while_one_more_property_may_come_nothing_is_known_of_them() -> None:
    assert household_of(told(ALONE, properties={"another": True}), TODAY).properties is None
    assert household_of(told(ALONE), TODAY).properties == ()


def test_only_one_home_is_the_main_one() -> None:
    answers = told(ALONE, properties={"another": True}).including(
        {
            ("property-worth", 1): {"value": 100, "mortgage": 0},
            ("property-whose", 1): {"share": 100, "main": True, "disputed": False},
            ("property-worth", 2): {"value": 100, "mortgage": 0},
        }
    )
    asked = posted_at("property-whose-2", answers, share="50", main="yes", disputed="no")
    assert asked.form.errors.keys() == {"main"}
    twice = answers.including(
        {("property-whose", 2): asked.form.values(), ("properties", 0): {"another": False}}
    )
    assert [each.main for each in household_of(twice, TODAY).properties or ()] == [True, False]


def test_weekly_and_yearly_amounts_are_asked_about_and_made_monthly() -> None:
    answers = told(ALONE, earnings=EARNED)
    typed = {f"{part}__pounds": "0" for part in NO_MORE} | {"other__pounds": "1,200", "other__every": "year"}  # fmt: skip
    asked = posted_at("other-income", answers, **typed)
    assert odd(asked) == ["mixed-periods"]
    income = household_of(answers.including({("other-income", 0): asked.values()}), TODAY).applicant.income  # fmt: skip
    assert income.earnings == Money(50_000, Every.WEEK)
    assert income.other == Money(120_000, Every.YEAR)
    assert income.other.monthly == 10_000
    assert income.child_benefit == Money(0)


def test_no_income_at_all_is_asked_about() -> None:
    answers = told({**ALONE, "work": {"works": False}})
    typed = {f"{part}__pounds": "none" for part in NO_MORE}
    assert odd(posted_at("other-income", answers, **typed)) == ["zero-income"]


def test_nobody_is_asked_if_allowances_are_right() -> None:
    family = {**ALONE, "dependants": {"children": 1, "older": 0}, "work": {"works": False}}
    answers = told(family, child_benefit={"amount": monthly(11_288)})
    typed = {f"{part}__pounds": "0" for part in NO_MORE} | {"other__pounds": "10", "other__every": "month"}  # fmt: skip
    assert odd(posted_at("other-income", answers, **typed)) == []


def test_rent_above_a_third_and_more_out_than_in_are_asked_about_where_they_show() -> None:
    # With a child, since the rent of somebody alone is held to a cap before it is compared.
    family = {**ALONE, "dependants": {"children": 1, "older": 0}}
    answers = told(family, earnings=EARNED, other_income=NO_MORE, payments=NO_PAYMENTS)
    none = {"housing_benefit__pounds": "0", "mortgage__pounds": "0"}
    dear = posted_at("housing", answers, rent__pounds="800", rent__every="month", **none)
    assert odd(dear) == ["housing-third"]
    # Taxed past what is earned, too.
    free = {"maintenance__pounds": "0", "criminal_contribution__pounds": "0"}
    taxed = posted_at("payments", answers, tax__pounds="3000", tax__every="month", **free)
    assert odd(taxed) == ["negative-disposable", "tax-over-earnings"]


@pytest.mark.parametrize(("weekly", "code"), [(61_315, "within"), (61_316, "gross")])
def test_the_gross_limit_holds_by_a_penny(weekly: int, code: str) -> None:
    """2,657.00 a month is 613.15 a week and a bit: 613.16 makes 2,657.03 (rows of April 2026)."""
    earned = {**EARNED, "earnings": monthly(weekly, "week")}
    payments = {**NO_PAYMENTS, "maintenance": monthly(200_000)}
    rent = {"rent": monthly(0), "housing_benefit": monthly(0), "mortgage": monthly(0)}
    answers = told(ALONE, earnings=earned, other_income=NO_MORE, payments=payments, housing=rent)
    verdict = verdict_of(answers, TODAY)
    assert (verdict.code, verdict.missing) == (code, ())


@pytest.mark.parametrize(
    ("day", "verdict"), [(date(2026, 4, 5), Verdict.NO), (date(2026, 4, 6), Verdict.YES)]
)
def test_a_verdict_is_by_the_figures_of_its_day(day: date, verdict: Verdict) -> None:
    """1,159.86 less 45 for work and 381.86 for a child is 733; the day before it was 367.87."""
    earned = {**EARNED, "earnings": monthly(115_986)}
    rent = {"rent": monthly(0), "housing_benefit": monthly(0), "mortgage": monthly(0)}
    family = {**ALONE, "dependants": {"children": 1, "older": 0}}
    money = {"earnings": earned, "payments": NO_PAYMENTS, "housing": rent}
    answers = told(family | money, other_income=NO_MORE, childcare={"amount": monthly(0)})
    assert verdict_of(answers, day).verdict is verdict


def test_a_day_without_figures_asks_everything_and_has_no_verdict() -> None:
    later = Day(date(2030, 1, 1))
    young = told(IN_SCOPE, young_money={"regular": False}, born={"under_18": True})
    place = path_of(young).place("young-owned")
    asked = ask(place, young, later, posted=MultiDict({"owned": "0"}))
    assert asked.check()
    assert "partner" in slugs(young.including({place.key: asked.values()}))
    place = path_of(told(GROWN, partner={"has": False})).place("dependants")
    asked = ask(place, told(GROWN), later, posted=MultiDict({"children": "14", "older": "0"}))
    assert asked.check()
    with pytest.raises(FiguresNotKnown):
        verdict_of(told(ALONE), later.today)


def test_any_half_told_story_has_a_household_and_a_whole_one_a_verdict() -> None:
    verdicts = set()
    for seed in range(WALKS):
        walk = walk_of(LEGAL_AID, seed)
        walk.to_the_end()
        for save in walk.saves:
            verdict_of(save.after, TODAY)
        answers = walk.saves[-1].after
        if answers.has("born"):
            verdict = verdict_of(answers, TODAY)
            assert (verdict.missing, seed) == ((), seed)
            assert verdict.verdict is not Verdict.UNKNOWN, seed
            verdicts.add(verdict.code)
    assert {"passported", "capital", "gross", "within", "under-18"} <= verdicts


def test_the_benefits_offered_are_those_of_the_calculator() -> None:
    form = LEGAL_AID.step("benefits").form()
    assert {choice.value for choice in form["benefits"].choices} == {*Benefit, "none"}


def test_no_question_about_a_partner_says_you_where_it_means_them() -> None:
    asked = [
        (step.slug, str(words))
        for step in LEGAL_AID.steps()
        if step.slug.startswith("partner-")
        for field in step.form()
        for words in (field.label.text, field.brief)
    ]
    plain = [(slug, re.sub("[Yy]our partner", "", words)) for slug, words in asked]
    assert [each for each in plain if re.search(r"\b[Yy]ou", each[1])] == []
