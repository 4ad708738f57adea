"""An amount is drawn as a box and a list, and a number as a box, in both faces."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

import kiosk
from app.i18n import _
from app.journeys.answers import Answers
from app.journeys.asking import Asked, ask
from app.journeys.catalogue.prison_visit.journey import PRISON_VISIT
from app.journeys.definition import Step
from app.journeys.path import Place
from app.journeys.questions import Amount, StepForm, WholeNumber
from app.services import Services
from app.web.drawing import CONSOLE, KIOSK
from app.web.drawn_questions import DrawnQuestions
from app.web.widgets import widgets_of


class MoneyForm(StepForm):
    wages = Amount(_("Wages before tax"), hint=_("Amount"))
    share = WholeNumber(_("Amount"), most=100, unit="%")


PLACE = Place(PRISON_VISIT.sections[0], Step(slug="money", title=_("Amount"), form=MoneyForm))
STORED = Answers({PLACE.key: {"wages": {"pence": 12050, "every": "week"}, "share": 50}})


def asked(**typed: str) -> Asked:
    posted = MultiDict({name.replace("__", "-"): text for name, text in typed.items()})
    return ask(PLACE, STORED, None, posted=posted if typed else None)


def chosen(text: str) -> list[str]:
    return re.findall(r'<option value="([^"]*)" selected', text)


@pytest.fixture
def kiosk_questions(services: Services) -> object:
    return kiosk.create_app(services).jinja_env.get_template("kiosk/questions.html").module


def drawn_at_kiosk(module: object, one: Asked) -> str:
    return "".join(str(module.question(widget)) for widget in widgets_of(one, KIOSK))  # type: ignore[attr-defined]


def drawn_on_console(face: Flask, one: Asked) -> str:
    drawn = DrawnQuestions(face.jinja_env)
    return "".join(str(drawn(widget)) for widget in widgets_of(one, CONSOLE))


def test_both_faces_show_what_is_stored(face: Flask, kiosk_questions: object) -> None:
    for text in (drawn_on_console(face, asked()), drawn_at_kiosk(kiosk_questions, asked())):
        assert chosen(text) == ["week"]
        assert 'value="120.50"' in text
        assert 'value="50"' in text
        assert all(f'for="{box}"' in text for box in ("wages-pounds", "wages-every", "share"))
        assert text.count("£") == 1
        assert "%" in text


def test_the_list_keeps_its_choice_whatever_is_in_the_box_beside_it(face: Flask) -> None:
    text = drawn_on_console(face, asked(wages__pounds="none", wages__every="year", share="1"))
    assert chosen(text) == ["year"]
    same = drawn_on_console(face, asked(wages__pounds="week", wages__every="week", share="1"))
    assert chosen(same) == ["week"]


def test_both_faces_say_what_is_wrong(face: Flask, kiosk_questions: object) -> None:
    one = asked(wages__pounds="25", wages__every="", share="101")
    assert not one.check()
    for text in (drawn_on_console(face, one), drawn_at_kiosk(kiosk_questions, one)):
        assert "Choose how often" in text
        assert "The number must be 100 or less" in text
        assert 'value="25"' in text


def test_the_kiosks_own_keys_have_a_point_for_money(kiosk_questions: object) -> None:
    text = drawn_at_kiosk(kiosk_questions, asked())
    assert re.findall(r'data-keys="(\w+)"', text) == ["money", "numbers"]
