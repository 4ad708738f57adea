"""Sabotage: one answer is made wrong, and must be refused in clear words, with all typed kept."""

from __future__ import annotations

from collections.abc import Mapping

from app.journeys.asking import Asked, ask
from app.journeys.path import Place
from app.journeys.questions import OneOf, Question, SomeOf
from app.web.runner import ON_SCREEN, Posted, Running, check, check_section
from tests.walker.clear_words import expect_words
from tests.walker.good import Typed, good_answer
from tests.walker.typing import as_shown, good_typing, posted_form
from tests.walker.walking import Walk
from tests.walker.wrong import wrong_answers

AGAINST_RULES = 0.4
TRIES = 12


def sabotage(walk: Walk) -> str | None:
    """Post one wrong answer somewhere on the path and return its place's slug; None if none can be.

    Fails when it is taken, or refused without clear words beside its question.
    """
    with walk.sheet.opened() as opened:
        running = opened.running
        places = list(running.path.places)
        walk.chance.shuffle(places)
        for place in places:
            if spoilt := spoil(walk, running, place):
                typed, question = spoilt
                _expect_refused_page(running, place, typed, question)
                _expect_refused_screen(running, place, typed, question)
                return place.slug
        return None


def spoil(walk: Walk, running: Running, place: Place) -> tuple[dict[str, Typed], str] | None:
    """Return a form with one wrong answer, and its question: against the rules, or ill-formed."""
    blank = running.ask(place)
    if place.step.check and walk.chance.random() < AGAINST_RULES:
        return _against_rules(walk, blank) or _ill_formed(walk, blank)
    return _ill_formed(walk, blank)


def _against_rules(walk: Walk, blank: Asked) -> tuple[dict[str, Typed], str] | None:
    """Return what the world says is forbidden, else an answer that chance finds to be refused."""
    if forbidden := walk.setting.forbidden(blank.place, blank.answers, walk.chance):
        return {**_good(walk, blank), **forbidden}, next(iter(forbidden))
    for _try in range(TRIES):
        typed = {q.short_name: good_answer(q, walk.chance) for q in blank.form}
        posted = posted_form(blank.form, typed)
        asked = ask(blank.place, blank.answers, blank.lookups, posted=posted)
        asked.check()
        if wrong := [question.short_name for question in asked.form if question.errors]:
            return typed, wrong[0]
    return None


def _ill_formed(walk: Walk, blank: Asked) -> tuple[dict[str, Typed], str] | None:
    questions = list(blank.form)
    walk.chance.shuffle(questions)
    for question in questions:
        if wrongs := wrong_answers(question, walk.chance):
            wrong = walk.chance.choice(wrongs)
            return {**_good(walk, blank), question.short_name: wrong}, question.short_name
    return None


def _good(walk: Walk, blank: Asked) -> dict[str, Typed]:
    if blank.answers.has(*blank.place.key):
        return as_shown(blank.form)
    return good_typing(blank.form, walk.setting, at=blank, chance=walk.chance)


def _expect_refused_page(
    running: Running, place: Place, typed: Mapping[str, Typed], question: str
) -> None:
    posted = posted_form(running.ask(place).form, typed)
    asked = running.ask(place, posted)
    assert not check(asked, posted), f"{place.slug} took {typed[question]!r:.80}"
    expect_clear(asked, typed, question)


def _expect_refused_screen(
    running: Running, place: Place, typed: Mapping[str, Typed], question: str
) -> None:
    """Post the section as it is stored, with one place wrong: only that one stays behind."""
    posted: Posted = posted_form(running.ask(place, prefix=place.slug).form, typed)
    shown = [p for p in running.path.in_section(place.section) if running.path.answers.has(*p.key)]
    for one in shown:
        if one.slug != place.slug:
            form = running.ask(one, prefix=one.slug).form
            posted.update(posted_form(form, as_shown(form)))
    posted.setlist(ON_SCREEN, [place.slug, *(p.slug for p in shown)])
    checked = check_section(running, place.section, posted)
    (asked,) = (one for one in checked.asked if one.place.slug == place.slug)
    assert asked not in checked.good
    expect_clear(asked, typed, question)


def expect_clear(asked: Asked, typed: Mapping[str, Typed], question: str) -> None:
    """Fail unless the words stand beside the question, in both languages, and all typed is kept."""
    where = f"{asked.place.slug}, {typed[question]!r:.80}"
    wrong = {field.short_name for field in asked.form if field.errors}
    assert question in wrong, f"{where}: no word beside {question}, only beside {wrong}"
    for field in asked.form:
        for words in field.errors:
            expect_words(words, where, asked.place.slug, asked.place.step.slug, field.short_name)
        _expect_kept(field, typed.get(field.short_name, {}), where)


def _expect_kept(field: Question, typed: Typed, where: str) -> None:
    if isinstance(field, SomeOf):
        chosen = typed if isinstance(typed, list) else list(typed.values())
        assert all(field.is_chosen(value) for value in chosen), f"{where}: a tick was lost"
        return
    assert isinstance(typed, Mapping)
    if isinstance(field, OneOf) and not typed:
        return
    shown = {box: field.in_box(box) for box in field.boxes}
    assert shown == {box: typed.get(box, "") for box in field.boxes}, f"{where}: {shown} is shown"
