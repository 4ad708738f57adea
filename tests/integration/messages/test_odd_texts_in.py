"""Texts that come in at an awkward moment: two questions open, an agent on the thread, fields twice."""

from __future__ import annotations

from datetime import timedelta

import pytest
from werkzeug.datastructures import MultiDict

from app.messages.confirming import How, confirm_number
from app.messages.inbound.questions import Asked, NewQuestion, ask, open_questions
from app.messages.inbound.taking_in import PICTURE, Received, _act, _keep
from app.messages.inbound.threads import mark_handled
from app.people import rules_of
from app.services import Services
from tests.fakes.twilio_inbound import PATH, inbound_text
from tests.integration.messages.texting import AGENT, MOBILE, PUBLIC, House, make_house


@pytest.fixture
def house(open_house: Services) -> House:
    return make_house(open_house, confirm_numbers=True)


def ask_whose(house: House, who: object) -> None:
    now = house.services.now()
    with house.services.database.unit_of_work() as session:
        wish = NewQuestion(
            kind=Asked.CONFIRM, key="confirm:test", number=MOBILE, person_id=who, until=now.replace(year=2027)
        )  # fmt: skip
        ask(session, wish, at=now)


def test_a_number_that_an_agent_read_back_is_not_asked_for_any_more(house: House) -> None:
    who = house.add_person(confirmed=False)
    visit = house.visit(who)
    ask_whose(house, who)
    at = house.services.now()
    with house.services.database.unit_of_work() as session:
        person = house.person(who)
        confirm_number(session, session.merge(person), MOBILE, How.READ_BACK, actor=AGENT, at=at)
    with house.services.database.reading() as session:
        assert open_questions(session, MOBILE, at=at) == []
    house.text("CANCEL")
    house.text("YES")
    assert house.application(visit).status == "cancelled"


def test_a_yes_answers_what_was_asked_last_and_not_whose_number_it_is(house: House) -> None:
    """Two share a number: one cancels a visit, while the other never said that it is theirs."""
    other = house.add_person(confirmed=False)
    ask_whose(house, other)
    visit = house.visit(house.add_person())
    house.text(f"CANCEL {house.application(visit).reference}")
    house.text("YES")
    assert house.application(visit).status == "cancelled"
    with house.services.database.reading() as session:
        assert rules_of(session, other).confirmed_phone is None


def test_a_text_that_comes_while_an_agent_ends_its_thread_still_waits(house: House) -> None:
    house.add_person()
    services, at = house.services, house.services.now()
    with services.database.unit_of_work() as session:
        received = Received(supplier_id="SM1", sender=MOBILE, body="My sister is ill, what now?")
        text_id = _keep(session, received, at=at)
    (thread,) = house.threads()
    with services.database.unit_of_work() as session:
        mark_handled(session, thread.id, actor=AGENT, at=at)
    with services.database.unit_of_work() as session:
        _act(session, text_id, services, at=at)
    assert house.meanings() == [("unknown", True)]
    assert [one.unread for one in house.threads()] == [1]


def test_a_field_that_comes_twice_is_refused(house: House) -> None:
    house.add_person()
    post = inbound_text("HELP", sender=MOBILE, public_url=PUBLIC)
    twice = MultiDict([*post.fields.items(), ("Body", "STOP")])
    assert house.client.post(PATH, data=twice, headers=post.headers).status_code == 403
    assert house.texts() == []


def test_a_picture_is_not_kept_and_an_agent_hears_that_it_came(house: House) -> None:
    visit = house.visit(house.add_person())
    house.text("", pictures=1)
    house.text("CANCEL", pictures=2)
    house.text("STOP", pictures=1)
    assert [one.body for one in house.texts()] == [
        PICTURE.source,
        f"CANCEL\n{PICTURE.source}",
        f"STOP\n{PICTURE.source}",
    ]
    assert house.meanings() == [("unknown", True), ("cancel", True), ("stop", True)]
    assert house.application(visit).status == "booked"
    assert "text-cancel-sure" in house.kinds()


def test_a_text_that_the_agent_did_not_see_still_waits(house: House) -> None:
    house.add_person()
    house.text("My sister is ill, what now?")
    (thread,) = house.threads()
    services, at = house.services, house.services.now()
    early = at - timedelta(minutes=1)
    with services.database.unit_of_work() as session:
        mark_handled(session, thread.id, actor=AGENT, at=at, seen=early)
    assert house.meanings() == [("unknown", True)]
    with services.database.unit_of_work() as session:
        mark_handled(session, thread.id, actor=AGENT, at=at, seen=at)
    assert [one.unread for one in house.threads()] == [0]


def test_of_several_at_a_number_the_one_with_the_strictest_rules_is_answered(house: House) -> None:
    house.add_person()
    house.add_person(may_name=False)
    house.text("HELP")
    ((_kind, said),) = house.said()
    assert "Alongside" not in said
