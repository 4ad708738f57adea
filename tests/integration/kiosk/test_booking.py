"""A visit booked at a kiosk, from the code to the wiped screen."""

from __future__ import annotations

from app.journeys.catalogue.prison_visit.life import VisitStatus
from app.journeys.life import Status
from tests.integration.kiosk.visitor import Visitor


def test_a_visit_is_booked_and_the_screen_is_cleared(visitor: Visitor) -> None:
    visitor.begin()
    assert visitor.place == "/book/prison"
    visitor.answer_all()
    assert visitor.place == "/check", visitor.text
    assert "Nia Visitor" in visitor.text
    visitor.press("/check")
    (sent,) = visitor.applications()
    assert sent.status == VisitStatus.BOOKED
    assert visitor.place == "/done"
    assert sent.reference in visitor.text
    assert "ends in 123" in visitor.text
    visitor.press("/done")
    assert visitor.place == "/"
    assert visitor.answer.history[0].headers["Clear-Site-Data"] == '"cache"'
    assert visitor.open("/check").place == "/"


def test_a_request_says_by_when_there_is_an_answer_and_how_it_comes(visitor: Visitor) -> None:
    visitor.begin("cy").answer_all(prison="LEI")
    visitor.press("/language", {"language": "en", "page": "check"}).press("/check")
    (sent,) = visitor.applications()
    assert (sent.status, sent.language, sent.channel) == (Status.REQUESTED, "en", "kiosk")
    assert "Your request was sent" in visitor.text
    assert "not booked yet" in visitor.text
    # Sent on Wednesday 25 November: three working days on.
    assert "You should have an answer by Monday 30 November 2026" in visitor.text
