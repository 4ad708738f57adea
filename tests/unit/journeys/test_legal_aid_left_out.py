"""Savings from a scheme do not count, and the matter decides the capital limit."""

from __future__ import annotations

from datetime import date

import pytest

from app.i18n import speaking
from app.journeys.answers import Answers
from app.journeys.catalogue.legal_aid.household import household_of, verdict_of
from app.journeys.catalogue.legal_aid.left_out import read_schemes, show_schemes
from app.means.assessment import Test
from tests.unit.journeys.legal_aid_told import (
    ALONE,
    TODAY,
    TOLD_ALL,
    odd,
    on,
    posted_at,
    slugs,
    told,
)


def saving(pence: int, **more: object) -> Answers:
    own = {"savings": pence, "investments": 0, "valuables": 0}
    return told({**TOLD_ALL, "savings": own}, **more)


def test_there_are_16_schemes_and_each_says_how_sure_we_are() -> None:
    schemes = read_schemes()
    assert len(schemes) == len({scheme.code for scheme in schemes}) == 16
    assert {scheme.confidence for scheme in schemes} <= {"C", "S", "U"}


def test_only_those_with_savings_are_asked() -> None:
    assert "scheme-payments" not in slugs(saving(0))
    assert household_of(saving(0), TODAY).left_out_savings == 0
    assert "scheme-payments" in slugs(saving(1))
    assert household_of(saving(1), TODAY).left_out_savings is None


def test_a_partners_savings_are_asked_about_unless_on_the_other_side() -> None:
    theirs = {"savings": 500, "investments": 0, "valuables": 0}
    couple = told({**ALONE, "partner": {"has": True}}, dispute={"dispute": False}, partner_savings=theirs)  # fmt: skip
    assert "scheme-payments" in slugs(couple)
    opponent = couple.including({("dispute", 0): {"dispute": True}})
    assert "scheme-payments" not in slugs(opponent)
    assert household_of(opponent, TODAY).left_out_savings == 0


def test_a_scheme_with_none_is_refused() -> None:
    asked = posted_at("scheme-payments", saving(100), schemes=["windrush", "none"])
    assert asked.form.errors.keys() == {"schemes"}


def test_a_scheme_is_offered_on_its_days_only() -> None:
    early = on(date(2018, 4, 7))
    assert posted_at("scheme-payments", saving(100), early, schemes="windrush").form.errors
    assert not posted_at("scheme-payments", saving(100), schemes="windrush").form.errors


@pytest.mark.parametrize(
    ("left_out", "code", "total"),
    [(99_999, "capital", 800_001), (100_000, "within", 800_000), (5_000_000, "within", 0)],
)
def test_what_came_from_a_scheme_does_not_count(left_out: int, code: str, total: int) -> None:
    answers = saving(
        900_000, scheme_payments={"schemes": ["grenfell"]}, scheme_amount={"amount": left_out}
    )
    verdict = verdict_of(answers, TODAY)
    assert (verdict.code, verdict.result(Test.CAPITAL).total_pence) == (code, total)
    line = next(line for line in verdict.lines if line.code == "scheme-payments")
    assert line.amount_pence == -min(left_out, 900_000)
    assert line.running_pence == total


def test_more_from_a_scheme_than_is_saved_is_asked_about() -> None:
    answers = saving(100_000, scheme_payments={"schemes": ["grenfell"]})
    assert odd(posted_at("scheme-amount", answers, amount="1000.01")) == ["more-left-out"]
    assert odd(posted_at("scheme-amount", answers, amount="1000")) == []


def test_the_schemes_are_shown_by_name() -> None:
    ((_question, _label, text),) = show_schemes({"schemes": ["windrush", "grenfell"]})
    assert str(text).splitlines() == ["Windrush Compensation Scheme", "Grenfell Tower payments"]
    with speaking("cy"):
        ((_question, _label, none),) = show_schemes({"schemes": ["none"]})
    assert str(none) == "None"


@pytest.mark.parametrize(
    ("asylum", "pence", "code"),
    [
        (True, 800_000, "within"),
        (True, 800_001, "capital"),
        (False, 300_000, "within"),
        (False, 300_001, "capital"),
    ],
)
def test_asylum_has_the_ordinary_limit_and_other_immigration_the_lower_one(
    asylum: bool, pence: int, code: str
) -> None:
    matter = {"problem": {"problem": "immigration"}, "asylum": {"so": asylum}}
    owned = {"savings": 0, "investments": pence, "valuables": 0}
    answers = told({**TOLD_ALL, **matter, "savings": owned})
    assert verdict_of(answers, TODAY).code == code


def test_the_limit_goes_with_the_problem_of_now() -> None:
    changed = told({**TOLD_ALL, "asylum": {"so": False}})
    assert household_of(changed, TODAY).immigration is False


def test_only_the_name_of_a_trust_or_fund_stands_in_english_for_a_welsh_reader() -> None:
    with speaking("cy"):
        english = {each.code for each in read_schemes() if each.shown == each.name}
    funds = {"variant-cjd", "national-emergencies", "london-emergencies", "we-love-manchester"}
    assert english == funds
