"""Whatever an assessment may say has words, in the language of whoever reads them."""

from __future__ import annotations

import re
from random import Random

import pytest

from app.means.assessment import Basis, Outcome, Result, Test, Verdict
from app.means.calculator import assess
from app.means.figures import figures_on
from app.means.household import Household, Property, Whose
from app.means.labels import INCOME_LABELS, OUTGOING_LABELS, label_of
from app.means.telling import (
    OUTCOMES,
    TESTS,
    VERDICTS,
    figures_of,
    missing_part,
    missing_parts,
    outcome_of,
)
from tests.unit.means.households import DAYS, TODAY, drawn, told_bit_by_bit


def test_every_verdict_test_and_outcome_has_words() -> None:
    assert set(VERDICTS) == set(Verdict)
    assert set(TESTS) == set(Test)
    assert set(OUTCOMES) == set(Outcome)


def test_whatever_is_missing_has_words() -> None:
    random = Random(4)
    for _number in range(60):
        for part in told_bit_by_bit(drawn(random, DAYS[0]), random):
            for slug in assess(part, figures_on(DAYS[0])).missing:
                assert str(missing_part(slug)).strip()
    nobody = assess(Household(has_partner=True, partner_in_dispute=False), figures_on(TODAY))
    assert all(str(words) for words in missing_parts(nobody.missing))


@pytest.mark.parametrize(
    ("slug", "words"),
    [
        ("applicant.outgoings.maintenance", "Maintenance you pay"),
        ("applicant.income.maintenance", "Maintenance you get"),
        ("partner.savings", "Your partner: Savings"),
        ("partner.outgoings.maintenance", "Your partner: Maintenance they pay"),
        ("partner.income.maintenance", "Your partner: Maintenance they get"),
        ("partner.income.rent_received", "Your partner: Rent paid to them"),
        ("properties.1.value", "Property 2"),
        ("properties", "Property"),
    ],
)
def test_what_is_missing_is_named(slug: str, words: str) -> None:
    assert str(missing_part(slug)) == words


def test_a_property_of_which_much_is_missing_is_named_once() -> None:
    house = Household(under_18=False, has_partner=False, properties=(Property(), Property()))
    words = [str(each) for each in missing_parts(assess(house, figures_on(TODAY)).missing)]
    assert words.count("Property 1") == words.count("Property 2") == 1


def test_an_outcome_says_the_total_and_the_limit() -> None:
    result = Result(Test.CAPITAL, Outcome.FAILED, 800_001, 800_000)
    assert str(outcome_of(result)) == "£8,000.01 is more than the limit of £8,000."
    unknown = Result(Test.CAPITAL, Outcome.UNKNOWN, None, 800_000)
    assert str(outcome_of(unknown)) == "Not known yet."


def test_the_figures_are_told_in_the_readers_language() -> None:
    words = figures_of(Basis(TODAY, DAYS[0].replace(month=4, day=6), "S"))
    assert "6 April 2026" in str(words)
    assert "6 Ebrill 2026" in words.in_language("cy")


def test_no_line_of_a_partner_says_you() -> None:
    codes = [*INCOME_LABELS, *(code for code, _label, _rule in OUTGOING_LABELS.values())]
    lines = [str(label_of(code, Whose.PARTNER)).removeprefix("Your partner: ") for code in codes]
    assert [line for line in lines if re.search(r"\byou", line, re.IGNORECASE)] == []
