"""Texts that we ask something by: they are asked within the person's hours, and nobody's wish is lost."""

from __future__ import annotations

import pytest

from app.applications.lifecycle import get_application
from app.messages.inbound.slots import Offering, offer_slots
from app.messages.models import Message, State
from app.messages.sending import drain
from app.messages.supplier import Refused
from app.messages.troubles import TOO_LATE, supplier_words
from app.services import Services
from app.tasks import Task, open_tasks
from tests.builders import LEEDS
from tests.conftest import Clock
from tests.integration.messages.conftest import ScriptedPhone
from tests.integration.messages.texting import AGENT, House, make_house

# The tests' clock stands on Wednesday 25 November 2026, 10:00 in London.
FRIDAY_MORNING = {"from": "09:00", "to": "12:00", "days": [4]}
EARLY = {"from": "09:00", "to": "09:30"}


@pytest.fixture
def house(open_house: Services) -> House:
    return make_house(open_house)


def tasks(house: House) -> list[Task]:
    with house.services.database.reading() as session:
        return list(open_tasks(session))


def message(house: House, kind: str) -> Message:
    with house.services.database.reading() as session:
        return session.query(Message).filter(Message.kind == kind).one()


def sent(house: House, kind: str, phone: ScriptedPhone) -> State:
    """Drain what is due and return how the text of this kind stands."""
    services = house.services
    object.__setattr__(services, "sms", phone)
    drain(services, at=services.now())
    return State(message(house, kind).state)


def test_a_cancel_outside_the_hours_is_asked_within_them_and_a_yes_then_still_cancels(
    house: House, clock: Clock, phone: ScriptedPhone
) -> None:
    visit = house.visit(house.add_person(hours=FRIDAY_MORNING), nth=-1)
    house.text("CANCEL")
    assert sent(house, "text-cancel-sure", phone) in (State.QUEUED, State.ATTEMPTING)
    clock.forward(days=1, hours=23, minutes=5)
    assert sent(house, "text-cancel-sure", phone) == State.SENT
    house.text("YES")
    assert house.application(visit).status == "cancelled"


@pytest.mark.parametrize(("days", "nth"), [([2], 0), ([], -1)])
def test_a_cancel_that_cannot_be_asked_about_in_time_waits_for_an_agent(
    house: House, days: list[int], nth: int
) -> None:
    """Their next Wednesday is after the visit, or there is no day at all."""
    visit = house.visit(house.add_person(hours={**EARLY, "days": days}), nth=nth)
    house.text("CANCEL")
    assert "text-cancel-sure" not in house.kinds()
    assert house.meanings() == [("cancel", True)]
    assert house.application(visit).status == "booked"


def test_a_question_whether_to_cancel_that_never_arrived_is_told_to_staff(
    house: House, clock: Clock, phone: ScriptedPhone
) -> None:
    house.visit(house.add_person())
    clock.forward(minutes=1)
    house.text("CANCEL")
    landline = Refused("30006", supplier_words("30006"))
    phone.script = [None, landline]
    assert sent(house, "text-cancel-sure", phone) == State.FAILED
    assert [task.details["kind"] for task in tasks(house)] == ["text-cancel-sure"]


def test_a_question_whether_to_cancel_that_came_too_late_is_told_to_staff(
    house: House, clock: Clock, phone: ScriptedPhone
) -> None:
    house.visit(house.add_person())
    house.text("CANCEL")
    clock.forward(hours=13)
    assert sent(house, "text-cancel-sure", phone) == State.FAILED
    assert message(house, "text-cancel-sure").last_error == TOO_LATE.source
    assert [task.details["kind"] for task in tasks(house)] == ["text-cancel-sure"]


def test_a_stop_in_answer_to_whether_to_cancel_is_read_by_an_agent(
    house: House, clock: Clock
) -> None:
    visit = house.visit(house.add_person())
    house.text("CANCEL")
    clock.forward(minutes=1)
    house.text("STOP")
    assert house.meanings() == [("cancel", False), ("stop", True)]
    assert house.application(visit).status == "booked"


def test_times_offered_outside_the_hours_can_be_answered_within_them(
    house: House, clock: Clock, phone: ScriptedPhone
) -> None:
    days = {**FRIDAY_MORNING, "days": [5]}
    visit = house.visit(house.add_person(hours=days), booked=False)
    late = house.slots(LEEDS.code)[-3:]
    with house.services.database.unit_of_work() as session:
        offering = Offering(
            session=session,
            desks=house.services.desks,
            settings=house.services.settings,
            actor=AGENT,
            at=house.services.now(),
        )
        offer_slots(offering, get_application(session, visit), late)
    clock.forward(days=2, hours=23, minutes=5)
    assert sent(house, "slot-offer", phone) == State.SENT
    house.text("2")
    assert house.application(visit).status == "booked"


def test_a_named_reference_is_told_of_though_it_was_answered_and_another_is_open(
    house: House, clock: Clock
) -> None:
    who = house.add_person()
    answered = house.visit(who)
    house.text("CANCEL")
    clock.forward(minutes=1)
    house.text("YES")
    clock.forward(minutes=1)
    house.visit(who, booked=False)
    reference = house.application(answered).reference
    house.text(f"STATUS {reference[-4:]}")
    assert reference in dict(house.said())["text-status"]


def test_a_wrong_number_that_was_not_asked_for_is_read_by_an_agent(
    house: House, clock: Clock
) -> None:
    visit = house.visit(house.add_person())
    house.text("CANCEL")
    clock.forward(minutes=1)
    house.text("Wrong number!")
    assert house.meanings()[-1] == ("no", True)
    assert "text-kept" not in house.kinds()
    assert house.application(visit).status == "booked"
