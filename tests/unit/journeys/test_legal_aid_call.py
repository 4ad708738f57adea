"""The reply and the call back: asked of whom it can help, careful by default, and nobody is stuck."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.clock import from_london
from app.journeys.answers import Answers
from app.journeys.asking import ask
from app.journeys.catalogue.legal_aid.calling import CALL_OTHER, CALL_YOU, YOU_CALL
from app.journeys.catalogue.legal_aid.journey import LEGAL_AID
from app.journeys.summary import rows_of
from tests.unit.journeys.legal_aid_told import (
    IN_SCOPE,
    NOW,
    TODAY,
    TOLD_ALL,
    path_of,
    posted_at,
    slugs,
    told,
)
from tests.walker.worlds import Day

NAMED = {"name": {"name": {"first": "Nia", "last": "Example"}}}
QUIET = {**TOLD_ALL, **NAMED, "send-result": {"written": False}}
RICH = {"savings": {"savings": 0, "investments": 800_001, "valuables": 0}}
CALL_STEPS = {"call-name", "call-number", "call-care", "callback-time"}


def calling(who: str) -> Answers:
    return told(QUIET, call={"who": who})


def test_a_call_is_offered_after_a_yes_and_not_after_a_no() -> None:
    assert slugs(told(QUIET))[-1] == "call"
    assert "call" not in slugs(told({**QUIET, **RICH}))


def test_a_no_across_a_penny_takes_the_call_away_with_its_answers() -> None:
    within = {"savings": {"savings": 0, "investments": 800_000, "valuables": 0}}
    asked = told({**QUIET, **within}, call={"who": YOU_CALL})
    assert path_of(asked).answers.has("call")
    refused = asked.including({("savings", 0): RICH["savings"]})
    assert not path_of(refused).answers.has("call")


@pytest.mark.parametrize("problem", ["home-loss", "other", "police"])
@pytest.mark.parametrize("written", [True, False])
def test_an_exit_offers_no_call(problem: str, written: bool) -> None:
    answers = told({"problem": {"problem": problem}})
    leaving = slugs(answers)[1]
    after = slugs(answers.including({(leaving, 0): {"written": written}}))
    assert after[2:] == (["name", "reply"] if written else [])


@pytest.mark.parametrize(
    ("who", "asked"),
    [
        (YOU_CALL, set()),
        (CALL_YOU, CALL_STEPS - {"call-name"}),
        (CALL_OTHER, CALL_STEPS),
    ],
)
def test_only_who_is_called_is_asked_about_the_call(who: str, asked: set[str]) -> None:
    assert CALL_STEPS & set(slugs(calling(who))) == asked


def test_whoever_wants_nothing_sent_is_not_asked_how() -> None:
    assert not {"reply", "mobile", "address"} & set(slugs(told(QUIET)))
    assert "reply" in slugs(told({**QUIET, "send-result": {"written": True}}))


def test_a_landline_can_be_called() -> None:
    asked = posted_at("call-number", calling(CALL_YOU), number="029 2018 0123")
    assert not asked.form.errors
    assert asked.values()["number"] == "+442920180123"


def test_what_is_not_said_to_be_safe_is_not_taken_for_safe() -> None:
    silent = posted_at("call-care", calling(CALL_YOU))
    assert silent.form.errors.keys() == {"say_who", "message"}
    care = silent.form.values()
    assert not care["say_who"]
    assert not care["message"]


def test_the_chosen_half_hour_is_kept_in_utc() -> None:
    asked = posted_at("callback-time", calling(CALL_YOU), time="2")
    assert not asked.form.errors
    starts = from_london(TODAY + timedelta(days=1), NOW.times("CLA")[1].starts_at.time())
    assert asked.values() == {
        "time": "2",
        "starts_at": starts.isoformat(),
        "ends_at": (starts + timedelta(minutes=30)).isoformat(),
    }
    assert LEGAL_AID.times == ("callback-time",)


def test_a_half_hour_that_is_not_offered_is_refused() -> None:
    assert posted_at("callback-time", calling(CALL_YOU), time="99").form.errors


@pytest.mark.parametrize("world", [NOW, Day(full=True)])
def test_without_a_time_that_suits_the_person_goes_on(world: Day) -> None:
    asked = posted_at("callback-time", calling(CALL_YOU), world, time="")
    assert not asked.form.errors
    saved = calling(CALL_YOU).including({("callback-time", 0): asked.values()})
    path = path_of(saved)
    row = next(rows_of(path, path.place("callback-time")))
    assert str(row.text) == "We will call when we can"


def test_a_page_without_times_says_so() -> None:
    place = path_of(calling(CALL_YOU)).place("callback-time")
    full = ask(place, calling(CALL_YOU), Day(full=True))
    assert "No time is free" in str(full.form["time"].hint)
    assert ask(place, calling(CALL_YOU), NOW).form["time"].hint is None


def test_somebody_under_18_is_told_that_they_can_phone_and_may_be_called() -> None:
    young = told(
        {**IN_SCOPE, **NAMED, "send-result": {"written": False}},
        born={
            "born": "2008-11-26",
            "under_18": True,
            "aged_60": False,
            "day": TODAY.isoformat(),
        },
        young_money={"regular": False},
        young_owned={"owned": 0, "limit": 250_000},
    )
    assert slugs(young)[-1] == "call"
    assert "under 18" in str(LEGAL_AID.step("call").help)


def test_every_step_is_read_back_in_words_of_its_own() -> None:
    asking = {
        part.slug for s in LEGAL_AID.sections for part in s.parts if not hasattr(part, "form")
    }
    for step in LEGAL_AID.steps():
        if step.slug not in asking:
            assert step.said, step.slug
            said = str(step.said.filled(text="TEXT", number=2, label="LABEL"))
            assert "TEXT" in said
            questions = list(step.form())
            assert len(questions) == 1 or "LABEL" in said, step.slug
