"""An assessment that was kept as JSON comes back the same, and its words with it."""

from __future__ import annotations

import json
from dataclasses import replace
from random import Random

import pytest

from app.means.assessment import Assessment
from app.means.calculator import assess
from app.means.figures import figures_on
from app.means.household import Person, Property
from app.means.keeping import as_plain, from_plain
from tests.unit.means.households import DAYS, drawn, household, person, told_bit_by_bit


def assessments(count: int, *, seed: int) -> list[Assessment]:
    """Return assessments of households told whole and half."""
    random, found = Random(seed), []
    for _number in range(count):
        day = random.choice(DAYS)
        house = drawn(random, day)
        found += [assess(part, figures_on(day)) for part in told_bit_by_bit(house, random)]
    return found


def test_what_was_kept_comes_back_the_same() -> None:
    figures = figures_on(DAYS[0])
    young = assess(household(under_18=True), figures)
    home = Property(main=False, value=10**9, mortgage=0, share=100, disputed=False)
    open_yet = replace(household(properties=(home,)), under_18=None, applicant=Person())
    may_pass = assess(open_yet, figures)
    kept = [*assessments(60, seed=9), young, may_pass]
    for assessment in kept:
        back = from_plain(json.loads(json.dumps(as_plain(assessment))))
        assert back == assessment
        assert [str(line.label) for line in back.lines] == [
            str(line.label) for line in assessment.lines
        ]
        assert str(back.reason) == str(assessment.reason)
    assert {assessment.code for assessment in kept} >= {
        *("within", "passported", "under-18", "gross", "disposable", "capital"),
        *("missing", "may-pass-under-18"),
    }


def test_no_words_are_kept() -> None:
    for assessment in assessments(10, seed=3):
        assert " " not in json.dumps(as_plain(assessment), separators=(",", ":"))


def test_the_figures_are_named_by_the_day_they_changed() -> None:
    kept = as_plain(assess(household(applicant=person()), figures_on(DAYS[0])))
    assert kept["figures"] == {
        "day": "2026-05-01",
        "in_force_from": "2026-04-06",
        "confidence": "S",
    }


@pytest.mark.parametrize("part", ["code", "lines", "figures", "verdict"])
def test_half_of_one_is_not_taken(part: str) -> None:
    kept = as_plain(assess(household(), figures_on(DAYS[0])))
    del kept[part]
    with pytest.raises(KeyError):
        from_plain(kept)


def test_a_code_that_there_never_was_is_not_taken() -> None:
    found = assess(household(), figures_on(DAYS[0]))
    with pytest.raises(ValueError, match="nonsense"):
        from_plain(as_plain(replace(found, code="nonsense")))
