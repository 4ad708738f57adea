"""Blank questions are drawn once and come out the same; what a person typed is never kept."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from app.i18n import LANGUAGES, speaking
from app.web.drawing import CONSOLE
from app.web.drawn_questions import DrawnQuestions
from app.web.widgets import widgets_of
from tests.integration.web.sample import every_place, running_at


@pytest.fixture
def drawn(face: Flask) -> DrawnQuestions:
    return DrawnQuestions(face.jinja_env)


def kept(drawn: DrawnQuestions) -> Any:
    return drawn._kept.cache_info()


def test_a_blank_question_is_drawn_once_a_language_and_comes_out_the_same(
    drawn: DrawnQuestions,
) -> None:
    widgets = [w for place in every_place() for w in widgets_of(running_at().ask(place), CONSOLE)]
    assert all(widget.blank for widget in widgets)
    for language in LANGUAGES:
        with speaking(language):
            first = [drawn(widget) for widget in widgets]
            assert [drawn(widget) for widget in widgets] == first
            assert [drawn._draw(widget.macro, widget.params) for widget in widgets] == first
    assert kept(drawn).misses == kept(drawn).currsize <= len(widgets) * len(LANGUAGES)


def test_what_was_typed_is_shown_and_not_kept(drawn: DrawnQuestions) -> None:
    place = next(place for place in every_place() if place.slug == "mobile")
    asked = running_at().ask(place, MultiDict({"mobile": "07700 900123"}))
    (widget,) = widgets_of(asked, CONSOLE)
    assert "07700 900123" in drawn(widget)
    assert kept(drawn).currsize == 0


def test_a_question_with_an_error_is_not_kept(drawn: DrawnQuestions) -> None:
    place = next(place for place in every_place() if place.slug == "mobile")
    asked = running_at().ask(place, MultiDict())
    asked.check()
    (widget,) = widgets_of(asked, CONSOLE)
    assert "Enter a mobile number" in drawn(widget)
    assert kept(drawn).currsize == 0
