"""Part answers: certain as soon as it can be, and never turned round by another answer."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from app.i18n import Words
from app.means.assessment import Outcome, Test, Verdict
from app.means.calculator import assess
from app.means.figures import figures_on
from app.means.household import Benefit, Household, Income, Money, Outgoings, Person, Property
from tests.unit.means.comparing import differences
from tests.unit.means.households import (
    DAYS,
    TODAY,
    drawn,
    household,
    no_income,
    no_outgoings,
    person,
    told_bit_by_bit,
)

FIGURES = figures_on(TODAY)
YES, NO, UNKNOWN = Verdict.YES, Verdict.NO, Verdict.UNKNOWN


def test_the_calculator_says_what_the_statement_says() -> None:
    wrong, reasons = differences(1_500, seed=18)
    assert wrong == []
    wanted = {"within", "passported", "under-18", "gross", "disposable", "capital"}
    assert {reason for reason, count in reasons.items() if count >= 15} == wanted


def test_more_answers_never_turn_a_verdict_round() -> None:
    random, certain_early = Random(6), 0
    for _number in range(250):
        day = random.choice(DAYS)
        house = drawn(random, day)
        told = [assess(part, figures_on(day)) for part in told_bit_by_bit(house, random)]
        verdicts = [found.verdict for found in told]
        assert verdicts[0] is UNKNOWN
        assert verdicts[-1] is not UNKNOWN
        first = next(place for place, verdict in enumerate(verdicts) if verdict is not UNKNOWN)
        assert set(verdicts[first:]) == {verdicts[-1]}
        certain_early += first < len(verdicts) - 1
        missing = [len(found.missing) for found in told]
        assert missing[-1] == 0 < missing[0]
    assert certain_early > 50


def test_nobody_answered_anything() -> None:
    found = assess(Household(), FIGURES)
    assert (found.verdict, found.code, found.lines, found.warnings) == (UNKNOWN, "missing", (), ())
    assert found.missing[:4] == ("under_18", "has_partner", "partner_in_dispute", "benefits")
    assert "applicant.income.earnings" in found.missing
    assert "partner.income.earnings" not in found.missing


def known(**parts: object) -> Household:
    """An adult alone on no passporting benefit who has said nothing else."""
    return replace(
        Household(under_18=False, has_partner=False, benefits=frozenset(), left_out_savings=0),
        **parts,  # type: ignore[arg-type]
    )


def earns(pence: int) -> Person:
    return Person(income=Income(earnings=Money(pence)))


def test_a_wage_past_every_limit_is_no_at_once() -> None:
    most = 265_700 + 46 * 22_200
    house = known(applicant=earns(most + 1))
    assert assess(house, FIGURES).verdict is NO
    assert assess(house, FIGURES).code == "gross"
    assert assess(known(applicant=earns(most)), FIGURES).verdict is UNKNOWN
    assert assess(known(applicant=earns(265_701), children=4), FIGURES).verdict is NO


@pytest.mark.parametrize(
    "open_question", [{"benefits": None}, {"under_18": None, "applicant": Person()}]
)
def test_nothing_is_refused_while_a_quick_yes_is_open(open_question: dict[str, object]) -> None:
    home = Property(main=False, value=10**9, mortgage=0, share=100, disputed=False)
    rich = known(applicant=earns(10**9), properties=(home,), children=0)
    assert assess(rich, FIGURES).verdict is NO
    if "under_18" in open_question:
        found = assess(replace(rich, **open_question), FIGURES)  # type: ignore[arg-type]
        assert (found.verdict, found.code) == (UNKNOWN, "may-pass-under-18")
    else:
        without_home = replace(rich, properties=(), **open_question)  # type: ignore[arg-type]
        found = assess(without_home, FIGURES)
        assert (found.verdict, found.result(Test.GROSS).outcome) == (UNKNOWN, Outcome.UNKNOWN)


def test_savings_past_the_limit_wait_for_the_age() -> None:
    """The disregard at 60 could leave out £100,000, so £50,000 is not yet too much."""
    rich = Person(savings=5_000_000)
    assert assess(known(applicant=rich), FIGURES).verdict is UNKNOWN
    assert assess(known(applicant=replace(rich, aged_60=False)), FIGURES).verdict is NO
    assert assess(known(applicant=replace(rich, savings=10_800_001)), FIGURES).verdict is NO


@pytest.mark.parametrize(
    ("said", "code"), [(True, "capital"), (False, "under-18"), (None, "may-pass-under-18")]
)
def test_whoever_is_young_and_on_a_benefit_is_judged_by_what_they_said(
    said: bool | None, code: str
) -> None:
    """Nobody asks them for amounts, so what was said outright decides, and nothing stays open."""
    home = Property(main=False, value=10**9, mortgage=0, share=100, disputed=False)
    young = household(
        under_18=True,
        regular_money=said,
        benefits=frozenset({Benefit.UNIVERSAL_CREDIT}),
        applicant=replace(person(), income=Income()),
        properties=(home,),
    )
    assert assess(young, FIGURES).code == code


def test_savings_past_the_limit_wait_for_where_they_came_from() -> None:
    """All of it may have come from a scheme, so it is not yet too much; investments are."""
    saver = household(applicant=person(savings=5_000_000), left_out_savings=None)
    assert assess(saver, FIGURES).verdict is UNKNOWN
    assert assess(saver, FIGURES).missing == ("left_out_savings",)
    assert assess(replace(saver, left_out_savings=4_200_000), FIGURES).verdict is YES
    assert assess(replace(saver, left_out_savings=4_199_999), FIGURES).verdict is NO
    investor = household(applicant=person(investments=5_000_000), left_out_savings=None)
    assert assess(investor, FIGURES).verdict is NO


def test_the_disregard_at_60_waits_for_the_benefits() -> None:
    """£100,000 is left out on a passporting benefit, and nothing on £400 a month."""
    older = person(aged_60=True, savings=10_800_000, income=no_income(pension=Money(40_000)))
    assert assess(household(applicant=older), FIGURES).verdict is NO
    assert assess(household(applicant=older, benefits=None), FIGURES).verdict is UNKNOWN


def test_the_cap_on_rent_waits_for_whether_the_partner_counts() -> None:
    """£755 is left alone, with rent held to £545; less than £100 is left for the two."""
    tenant = person(
        income=no_income(pension=Money(130_000)), outgoings=no_outgoings(rent=Money(100_000))
    )
    couple = household(applicant=tenant, has_partner=True, partner=person())
    verdicts = [
        assess(replace(couple, partner_in_dispute=so), FIGURES).verdict
        for so in (True, None, False)
    ]
    assert verdicts == [NO, UNKNOWN, YES]


def test_a_house_not_yet_said_to_be_the_home_may_be_it() -> None:
    house = Property(value=10_500_000, mortgage=0, share=100, disputed=False)
    adult = person(aged_60=False)
    found = assess(household(applicant=adult, properties=(house,)), FIGURES)
    assert (found.verdict, found.missing) == (UNKNOWN, ("properties.0.main",))
    dear = replace(house, value=20_000_000)
    assert assess(household(applicant=adult, properties=(dear,)), FIGURES).verdict is NO
    two = (house, replace(house, value=11_000_000))
    assert assess(household(applicant=adult, properties=two), FIGURES).verdict is NO


def test_a_benefit_and_little_owned_are_enough() -> None:
    house = household(
        applicant=replace(person(), income=Income(), outgoings=Outgoings(), employed=None),
        benefits=frozenset({Benefit.UNIVERSAL_CREDIT}),
        children=None,
        older_dependants=None,
    )
    found = assess(house, FIGURES)
    assert (found.verdict, found.missing) == (YES, ())


def test_the_lines_run_down_to_the_totals() -> None:
    random = Random(2)
    for _number in range(200):
        found = assess(drawn(random, TODAY), FIGURES)
        for result in found.results:
            lines = [line for line in found.lines if line.test is result.test]
            if lines and result.total_pence is not None:
                assert lines[-1].running_pence == result.total_pence
        for line in found.lines:
            assert isinstance(line.label, Words)
            assert str(line.label).strip()
            assert "egulation" in str(line.rule)


def test_the_reason_is_in_plain_words() -> None:
    rich = household(applicant=person(savings=800_001))
    assert str(assess(rich, FIGURES).reason) == "What you own is worth more than £8,000."
    paid = household(applicant=person(income=no_income(pension=Money(265_701))))
    assert "£2,657 a month" in str(assess(paid, FIGURES).reason)
