"""Every wrong box of an address has its own words beside it, in both faces."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from jinja2 import Environment
from werkzeug.datastructures import MultiDict

import kiosk
from app.services import Services
from app.web.drawing import CONSOLE, KIOSK, Look
from app.web.widgets import error_list, widgets_of
from tests.integration.web.sample import every_place, running_at


def lines_beside_boxes(environment: Environment, template: str, look: Look) -> dict[str, str]:
    """Return {box: words beside it} of an empty but begun address."""
    place = next(place for place in every_place() if place.slug == "address")
    asked = running_at().ask(place, MultiDict({"address-line2": "Flat 2"}))
    asked.check()
    (widget,) = widgets_of(asked, look)
    text = str(environment.get_template(template).module.question(widget))  # type: ignore[attr-defined]
    assert [line["href"] for line in error_list([asked])] == [
        f"#{box}" for box in re.findall(r'id="(address-\w+)-error"', text)
    ]
    return dict(re.findall(r'id="(address-\w+)-error".*?</span>\s*(.*?)\s*</p>', text, re.S))


@pytest.mark.parametrize("look", [CONSOLE, KIOSK])
def test_the_shared_questions_show_each_boxs_words(face: Flask, look: Look) -> None:
    words = lines_beside_boxes(face.jinja_env, "web/questions.html", look)
    assert {"address-line1", "address-town", "address-postcode"} <= words.keys()
    assert all(words.values())


def test_the_kiosks_own_questions_show_each_boxs_words(services: Services) -> None:
    environment = kiosk.create_app(services).jinja_env
    words = lines_beside_boxes(environment, "kiosk/questions.html", KIOSK)
    assert {"address-line1", "address-town", "address-postcode"} <= words.keys()
    assert all(words.values())
