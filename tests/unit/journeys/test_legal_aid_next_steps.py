"""What to gather and where to turn: only what the answers call for, and a place for every refusal."""

from __future__ import annotations

from datetime import date

import pytest

from app.journeys.answers import Answers
from app.journeys.catalogue.legal_aid.household import verdict_of
from app.journeys.catalogue.legal_aid.journey import LEGAL_AID
from app.journeys.catalogue.legal_aid.next_steps import (
    EVIDENCE,
    PLACES,
    evidence_for,
    turn_to,
    where_to_turn,
)
from app.journeys.catalogue.legal_aid.scope import EXIT_REASONS
from app.means.assessment import Test
from tests.unit.journeys.legal_aid_told import (
    ALONE,
    EARNED,
    IN_SCOPE,
    NO_HOUSING,
    TODAY,
    TOLD_ALL,
    monthly,
    told,
)
from tests.walker.walking import walk_of


def gathered(answers: Answers, day: date = TODAY) -> set[str]:
    return set(evidence_for(answers, verdict_of(answers, day)))


def test_whoever_has_nothing_gathers_little() -> None:
    assert gathered(told(TOLD_ALL)) == {"papers", "bank-statements"}


def test_wages_rent_and_childcare_each_call_for_a_paper() -> None:
    family = {
        **TOLD_ALL,
        "dependants": {"children": 1, "older": 0},
        "work": {"works": True},
        "earnings": EARNED,
        "housing": {**NO_HOUSING, "rent": monthly(60_000)},
        "childcare": {"amount": monthly(10_000)},
    }
    more = gathered(told({**family, "earnings": {**EARNED, "earnings": monthly(100_000)}}))
    assert more == {"papers", "bank-statements", "payslips", "rent", "childcare"}


def test_a_benefit_calls_for_its_letter_and_not_for_payslips() -> None:
    answers = told({**ALONE, "benefits": {"benefits": ["universal-credit"]}}, earnings=EARNED)
    assert gathered(answers) == {"papers", "bank-statements", "benefit-letter"}


def test_a_home_and_a_payment_from_a_scheme_call_for_papers() -> None:
    owner = told(
        {**TOLD_ALL, "savings": {"savings": 900_000, "investments": 0, "valuables": 0}},
        scheme_payments={"schemes": ["windrush"]},
        scheme_amount={"amount": 900_000},
    ).including(
        {
            ("property-worth", 1): {"value": 100, "mortgage": 50},
            ("property-whose", 1): {"share": 100, "main": True, "disputed": False},
        }
    )
    assert {"property-value", "mortgage", "scheme"} <= gathered(owner)


def test_somebody_under_18_who_passes_at_once_shows_their_age() -> None:
    young = told(
        IN_SCOPE,
        born={"born": "2008-11-26", "under_18": True, "aged_60": False},
        young_money={"regular": False},
        young_owned={"owned": 0, "limit": 250_000},
    )
    assert gathered(young) == {"papers", "age"}


def test_after_a_no_there_is_nothing_to_gather() -> None:
    rich = {"savings": 0, "investments": 900_000, "valuables": 0}
    assert gathered(told({**TOLD_ALL, "savings": rich})) == set()


def test_every_kind_of_paper_is_called_for_by_somebody() -> None:
    seen: set[str] = set()
    for seed in range(150):
        walk = walk_of(LEGAL_AID, seed)
        walk.to_the_end()
        answers = walk.saves[-1].after
        if answers.has("born"):
            codes = evidence_for(answers, verdict_of(answers, TODAY))
            assert list(codes) == [code for code in EVIDENCE if code in codes]
            seen |= set(codes)
    assert len(seen) > len(EVIDENCE) / 2
    assert seen <= set(EVIDENCE)


@pytest.mark.parametrize("code", [*EXIT_REASONS, *Test])
def test_every_exit_and_every_no_says_where_to_turn(code: str) -> None:
    assert turn_to(code)
    for line, place in zip(where_to_turn(code), turn_to(code), strict=True):
        assert str(PLACES[place].name).casefold() in str(line).casefold()
        assert str(line).endswith(".")
        for language in ("en", "cy"):
            assert line.in_language(language)[0].isupper()


def test_a_yes_sends_nobody_elsewhere() -> None:
    assert turn_to("within") == where_to_turn("within") == ()


def test_no_phone_number_is_made_up() -> None:
    words = [*(p.name for p in PLACES.values()), *(p.what for p in PLACES.values())]
    assert not any(char.isdigit() for text in words for char in str(text))
