"""Typing: the form that a browser would post for a place, newly typed or as the screen shows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random

from werkzeug.datastructures import MultiDict

from app.journeys.asking import Asked
from app.journeys.path import Place
from app.journeys.questions import OneOf, Question, SomeOf, StepForm
from app.web.runner import ACCEPTED, Posted, Running, check
from tests.walker.good import Typed, good_answer
from tests.walker.worlds import Setting

TRIES = 24


@dataclass(frozen=True)
class Answered:
    """A place's posted form, with what it asked; checked and good."""

    asked: Asked
    posted: Posted


def posted_form(form: StepForm, typed: Mapping[str, Typed]) -> Posted:
    """Return what a browser posts: every box, but of choices only what was chosen."""
    posted: Posted = MultiDict([("csrf_token", "x")])
    for question in form:
        for name, text in _pairs(question, typed.get(question.short_name, {})):
            posted.add(name, text)
    return posted


def _pairs(question: Question, typed: Typed) -> Iterator[tuple[str, str]]:
    if not isinstance(typed, Mapping):
        yield from ((question.name, value) for value in typed)
    elif not isinstance(question, OneOf):
        yield from ((question.box_name(box), typed.get(box, "")) for box in question.boxes)
    elif "" in typed:
        yield question.name, typed[""]


def as_shown(form: StepForm) -> dict[str, Typed]:
    """Return what the boxes of a stored answer hold, as they would be posted once more."""
    return {question.short_name: _shown(question) for question in form}


def _shown(question: Question) -> Typed:
    if isinstance(question, SomeOf):
        return [choice.value for choice in question.choices if question.is_chosen(choice.value)]
    if isinstance(question, OneOf):
        text = question.in_box()
        return {"": text} if text in {choice.value for choice in question.choices} else {}
    return {box: question.in_box(box) for box in question.boxes}


def good_typing(form: StepForm, setting: Setting, *, at: Asked, chance: Random) -> dict[str, Typed]:
    """Return something well-formed for every question of a form, from the world where it knows."""
    known = setting.suggest(at.place, at.answers, chance)
    return {
        name: known[name] if name in known else good_answer(question, chance)
        for question in form
        for name in [question.short_name]
    }


def try_answer(running: Running, place: Place, posted: Posted, prefix: str) -> Answered | None:
    """Check a posted place, saying yes to what is odd; None when it is refused."""
    asked = running.ask(place, posted, prefix)
    if check(asked, posted):
        return Answered(asked, posted)
    if asked.warnings and not any(question.errors for question in asked.form):
        for finding in asked.warnings:
            posted.add(ACCEPTED, f"{place.slug}:{finding.code}")
        again = running.ask(place, posted, prefix)
        if check(again, posted):
            return Answered(again, posted)
    return None


def find_answer(
    running: Running, place: Place, setting: Setting, *, prefix: str, chance: Random
) -> Answered | None:
    """Return an answer that the place takes, found by trying; None when none was found."""
    blank = running.ask(place, prefix=prefix)
    for _try in range(TRIES):
        typed = good_typing(blank.form, setting, at=blank, chance=chance)
        posted = posted_form(blank.form, typed)
        if answered := try_answer(running, place, posted, prefix):
            return answered
    return None
