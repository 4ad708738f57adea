"""Asking a place: what is refused, what is only odd, and what typed words come back."""

from __future__ import annotations

from typing import Any

import pytest
from werkzeug.datastructures import MultiDict

from app.journeys.answers import Answers
from app.journeys.asking import Asked, ask
from app.journeys.catalogue import PRISON_VISIT
from app.journeys.path import Place, find_path
from tests.builders import CARDIFF, World, limits, visit_answers


def asked(
    slug: str, posted: dict[str, Any], answers: Answers | None = None, item: int = 0
) -> Asked:
    step = PRISON_VISIT.step(slug)
    section = next(s for s in PRISON_VISIT.sections if step in list(s.steps()))
    given = visit_answers() if answers is None else answers
    return ask(Place(section, step, item), given, World(), posted=MultiDict(posted))


def errors(it: Asked) -> list[str]:
    return [str(words) for field in it.form for words in field.errors]


@pytest.mark.parametrize(
    ("slug", "posted", "words"),
    [
        ("prison", {}, "Choose a prison"),
        ("prison", {"prison": "XXX"}, "not on the list"),
        ("prisoner-number", {"number": ""}, "Enter the prisoner’s number"),
        ("prisoner-number", {"number": "<script>"}, ""),
        ("prisoner-name", {"name-first": "A"}, ""),
        ("lead-born", {"born-day": "29", "born-month": "2", "born-year": "2001"}, ""),
        ("lead-born", {"born-day": "1", "born-month": "1", "born-year": "2030"}, ""),
        ("lead-born", {"born-day": "1", "born-month": "1", "born-year": "2010"}, "18 or over"),
        ("first-choice", {"time": "999"}, "time has just been taken"),
        ("first-choice", {}, "Choose a time"),
        ("reply", {}, "Choose text message"),
        ("reply", {"ways": "pigeon"}, "not on the list"),
        ("mobile", {"mobile": "0113 496 0123"}, "mobile"),
        ("support", {"needed": "perhaps"}, "Choose yes or no"),
    ],
)
def test_what_is_wrong_is_refused_beside_its_question(slug, posted, words) -> None:
    it = asked(slug, posted)
    assert not it.check()
    assert words in " ".join(errors(it))
    assert len(errors(it)) >= 1


def test_what_was_typed_comes_back() -> None:
    it = asked("lead-born", {"born-day": "31", "born-month": "feb", "born-year": "99"})
    assert not it.check()
    field = it.form["born"]
    assert [field.in_box(box) for box in field.boxes] == ["31", "feb", "99"]


def test_a_prisoner_the_record_does_not_hold_is_refused_without_saying_which_part() -> None:
    answers = visit_answers().including({("prisoner-number", 0): {"number": "A9999ZZ"}})
    it = asked("prisoner-born", {"born-day": "27", "born-month": "3", "born-year": "1985"}, answers)
    assert not it.check()
    assert "do not match" in errors(it)[0]


def test_an_odd_answer_is_asked_about_and_may_be_kept() -> None:
    it = asked("lead-born", {"born-day": "1", "born-month": "1", "born-year": "1920"})
    assert not it.check()
    assert errors(it) == []
    assert [finding.code for finding in it.warnings] == ["very-old"]
    assert it.check(accepted=["very-old"])


def test_the_prisons_own_adult_age_counts() -> None:
    """At Cardiff a 16-year-old takes an adult seat, and two adults are the most."""
    posted = {"born-day": "1", "born-month": "6", "born-year": "2010"}
    answers = visit_answers(CARDIFF).including(
        {
            ("visitor-name", 1): {"name": {"first": "B", "last": "C"}},
            ("visitor-born", 1): {"born": "1990-01-01"},
        }  # fmt: skip
    )
    it = asked("visitor-born", posted, answers, item=2)
    assert not it.check()
    assert "16 or over" in errors(it)[0]
    assert "would be 3" in errors(it)[0]


def test_choices_already_made_are_not_offered_again() -> None:
    it = asked("second-choice", {"time": "1"})
    assert not it.check()
    assert asked("second-choice", {"time": "2"}).check()
    assert asked("second-choice", {}).check()


def test_the_answer_keeps_what_the_prison_was_like() -> None:
    it = asked("prison", {"prison": "CFI"})
    assert it.check()
    assert it.values() == limits(CARDIFF)


@pytest.mark.parametrize("step", [step.slug for step in PRISON_VISIT.steps()])
@pytest.mark.parametrize(
    "junk",
    [
        "x" * 10_000,
        "\x00\x01\x1b[31m",
        "\u202eevil\u202c",
        "😀" * 50,
        "<script>alert(1)</script>",
        "'\";--",
        "\ud800",
    ],  # fmt: skip
    ids=["long", "control", "bidi", "emoji", "script", "quotes", "surrogate"],
)
def test_nothing_typed_breaks_a_question(step, junk) -> None:
    form = PRISON_VISIT.step(step).form()
    posted = {field.box_name(box): junk for field in form for box in field.boxes}
    it = asked(step, posted, item=1 if step.startswith("visitor-") else 0)
    if it.check():
        assert "\x00" not in str(it.values())
    else:
        assert errors(it) or it.warnings


def test_a_prison_with_no_time_to_offer_takes_the_wish_by_hand() -> None:
    step = PRISON_VISIT.step("prison")
    place = Place(PRISON_VISIT.sections[0], step)
    it = ask(place, Answers(), World(full=True), posted=MultiDict({"prison": "CFI"}))
    assert it.check()
    path = find_path(PRISON_VISIT, visit_answers(CARDIFF).including({("prison", 0): it.values()}))
    assert "times-by-hand" in [place.slug for place in path.places]
