"""The example of docs/adding-a-service.md at the kiosk, to its last page, on both databases."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import kiosk
from app.journeys.life import Status
from app.services import Services
from docs.example_service.journey import COURT_SUPPORT
from tests.integration.example_house import offering_example
from tests.integration.kiosk.visitor import Visitor


@pytest.fixture
def visitor(open_house: Services) -> Iterator[Visitor]:
    """Somebody at a kiosk that offers the example."""
    with offering_example(open_house) as house:
        stranger = Visitor(kiosk.create_app(house), house)
        stranger.enrol()
        yield stranger


def test_a_visitor_chooses_it_answers_and_is_told_what_happens_next(visitor: Visitor) -> None:
    visitor.open("/").press("/start", {"language": "en"})
    assert "Ask for support at court" in visitor.text
    visitor.begin(service=COURT_SUPPORT.slug)
    visitor.says("name", name__first="Nia", name__last="Example")
    visitor.says("born", born__day="1", born__month="5", born__year="1990")
    visitor.says("support", support=["loop"])
    assert visitor.place == "/book/reply"
    visitor.says("reply", ways="text").says("mobile", mobile="07700 900123")
    assert visitor.place == "/check"
    assert "A hearing loop" in visitor.text
    visitor.press("/check")
    assert visitor.place == "/done"
    (sent,) = visitor.applications()
    assert (sent.journey, sent.status) == (COURT_SUPPORT.slug, Status.REQUESTED)
    assert sent.reference in visitor.text
    assert "We will send a text to the number that ends in 123." in visitor.text


def test_an_interpreter_leads_to_one_question_more(visitor: Visitor) -> None:
    visitor.begin(service=COURT_SUPPORT.slug)
    visitor.says("name", name__first="Nia", name__last="Example")
    visitor.says("born", born__day="1", born__month="5", born__year="1990")
    visitor.says("support", support=["interpreter"])
    assert visitor.place == "/book/language"
    visitor.says("language", language="")
    assert (visitor.status, visitor.place) == (422, "/book/language")
    assert "Enter a language" in visitor.text
