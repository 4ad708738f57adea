"""Two-way texts with a second service: its own action is used, and its silence is kept."""

from __future__ import annotations

import pytest

from app.applications.held_time import taken_slot
from app.applications.models import Answer
from app.messages.inbound.slots import CannotOffer
from app.services import Services
from tests.conftest import Clock
from tests.integration.legal_aid_calls import found, half_hours, sent
from tests.integration.messages.test_slot_offers import offer
from tests.integration.messages.texting import House, make_house


@pytest.fixture
def house(open_house: Services) -> House:
    return make_house(open_house)


def test_a_call_is_called_off_by_the_services_own_action_and_that_is_told(
    house: House, clock: Clock
) -> None:
    question = sent(house.services, call="we-call-you", time=half_hours(house.services)[5])
    house.text("CANCEL")
    assert "text-cancel-sure" in house.kinds()
    clock.forward(minutes=1)
    house.text("YES")
    with house.services.database.reading() as session:
        assert taken_slot(session, question) is None
    assert house.kinds().count("text-cancelled") == 1
    clock.forward(minutes=1)
    house.text("cancel please")
    assert house.meanings()[-1] == ("cancel", True)


def test_status_speaks_only_of_what_the_person_wants_texts_about(
    house: House, clock: Clock
) -> None:
    question = found(house.services, sent(house.services))
    assert question.person_id is not None
    visit = house.visit(question.person_id)
    with house.services.database.unit_of_work() as session:
        answer = session.get_one(Answer, (question.id, "reply", 0, "ways"))
        answer.value = ["letter"]
    before = len(house.said())
    for body in (
        "STATUS",
        f"STATUS {question.reference[-4:]}",
        f"CANCEL {question.reference[-4:]}",
    ):
        clock.forward(minutes=1)
        house.text(body)
    said = [words for _kind, words in house.said()[before:]]
    assert all(question.reference not in words for words in said)
    assert any(house.application(visit).reference in words for words in said)
    assert [waits for _meaning, waits in house.meanings()] == [False, True, True]


def test_times_are_offered_by_text_only_where_texts_about_it_are_wanted(house: House) -> None:
    visit = house.visit(house.add_person(), booked=False)
    with house.services.database.unit_of_work() as session:
        session.get_one(Answer, (visit, "reply", 0, "ways")).value = ["letter"]
    with pytest.raises(CannotOffer):
        offer(house, visit, house.slots("LEI")[4:6])
