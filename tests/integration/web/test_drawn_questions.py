"""Questions are drawn once and come out the same; what a person typed is never kept."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from app.i18n import LANGUAGES, _, speaking
from app.journeys.answers import Answers
from app.journeys.asking import Asked, ask
from app.journeys.catalogue.prison_visit.journey import PRISON_VISIT
from app.journeys.definition import Step
from app.journeys.path import Place
from app.web.drawing import CONSOLE, KIOSK, Look
from app.web.drawn_questions import DrawnQuestions
from app.web.widgets import widgets_of
from tests.integration.web.sample import every_place, running_at
from tests.unit.web.test_widgets import NASTY, STORED, EveryForm

PLACE = Place(
    PRISON_VISIT.sections[0], Step(slug="every", title=_("Every"), form=EveryForm), 2, number=2
)


@pytest.fixture
def drawn(face: Flask) -> DrawnQuestions:
    return DrawnQuestions(face.jinja_env)


def kept(drawn: DrawnQuestions) -> Any:
    return drawn._kept.cache_info()


def check_same(drawn: DrawnQuestions, asked: Asked, look: Look) -> None:
    """Check that each question comes out as it would if it were drawn in full."""
    for widget in widgets_of(asked, look):
        full = drawn.draw(widget.macro, widget.params)
        assert drawn(widget) == full
        assert drawn(widget) == full


@pytest.mark.parametrize("language", sorted(LANGUAGES))
@pytest.mark.parametrize("look", [KIOSK, CONSOLE])
def test_every_question_comes_out_as_if_drawn_in_full(
    drawn: DrawnQuestions, look: Look, language: str
) -> None:
    with speaking(language):
        for answers in (Answers(), Answers({PLACE.key: STORED})):
            check_same(drawn, ask(PLACE, answers, None), look)
        for place in every_place():
            check_same(drawn, running_at().ask(place), look)


@pytest.mark.parametrize("text", [*NASTY, "b", "a", "yes", "2", 'b"> <b>'])
@pytest.mark.parametrize("look", [KIOSK, CONSOLE])
def test_whatever_was_typed_comes_out_as_if_drawn_in_full(
    drawn: DrawnQuestions, look: Look, text: str
) -> None:
    empty = ask(PLACE, Answers(), None)
    names = [name for field in empty.form for name in map(field.box_name, field.boxes)]  # type: ignore[attr-defined]
    asked = ask(PLACE, Answers(), None, posted=MultiDict(dict.fromkeys(names, text)))
    check_same(drawn, asked, look)
    asked.check()
    check_same(drawn, asked, look)


def test_a_question_is_drawn_once_a_language_whoever_answers_it(drawn: DrawnQuestions) -> None:
    place = next(place for place in every_place() if place.slug == "mobile")
    for number in ("07700 900123", "07700 900124"):
        asked = running_at().ask(place, MultiDict({"mobile": number}))
        (widget,) = widgets_of(asked, CONSOLE)
        assert number in drawn(widget)
    assert (kept(drawn).misses, kept(drawn).hits) == (1, 1)


def test_a_question_with_an_error_is_not_kept(drawn: DrawnQuestions) -> None:
    place = next(place for place in every_place() if place.slug == "mobile")
    asked = running_at().ask(place, MultiDict())
    asked.check()
    (widget,) = widgets_of(asked, CONSOLE)
    assert "Enter a mobile number" in drawn(widget)
    assert kept(drawn).currsize == 0


def test_a_long_text_keeps_its_lines(drawn: DrawnQuestions) -> None:
    place = next(place for place in every_place() if place.slug == "support-details")
    asked = running_at().ask(place, MultiDict({"details": "first line\n  second line\n"}))
    (widget,) = widgets_of(asked, CONSOLE)
    assert ">first line\n  second line\n</textarea>" in drawn(widget)
