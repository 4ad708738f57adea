"""A message that fails after its application moved on is not sent by another way."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from app.applications.legal_aid_deciding import move_call, refer
from app.applications.lifecycle import get_application
from app.audit import trail_of
from app.messages.listing import count_stuck
from app.messages.models import Channel, Message, State
from app.messages.reports import settle_report
from app.messages.sending import drain
from app.messages.troubles import OVERTAKEN
from app.people import get_person
from app.services import Services
from app.tasks import open_tasks
from tests.conftest import Clock
from tests.integration.legal_aid_calls import ADVISER, half_hours, sent
from tests.integration.messages.conftest import ADDRESS
from tests.integration.messages.texting import House, make_house


@pytest.fixture
def house(open_house: Services) -> House:
    return make_house(open_house)


@pytest.fixture
def visit(house: House) -> UUID:
    """A visit whose news went out as a text, of somebody who may be written to by now."""
    visit = house.visit(house.add_person())
    drain(house.services, at=house.services.now())
    with house.services.database.unit_of_work() as session:
        person = get_person(session, house.application(visit).person_id or visit)
        person.may_write, person.address = True, ADDRESS
    return visit


def fail_the_news(house: House, visit: UUID) -> None:
    """Have the supplier say that the text about the booking never arrived."""
    with house.services.database.unit_of_work() as session:
        told = (Message.application_id == visit, Message.kind == "visit-booked")
        news = session.scalars(select(Message).where(*told)).one()
        assert settle_report(session, news.id, "undelivered", at=house.services.now())


def letters(house: House) -> list[str]:
    with house.services.database.reading() as session:
        query = select(Message.kind).where(Message.channel == Channel.LETTER)
        return sorted(session.scalars(query))


def fell_back_to(house: House, visit: UUID) -> list[str]:
    with house.services.database.reading() as session:
        entries = trail_of(session, visit)
    return [one.details["to"] for one in entries if one.action == "message.fell-back"]


def test_a_booking_that_was_cancelled_since_is_not_told_by_letter(
    house: House, visit: UUID, clock: Clock
) -> None:
    clock.forward(minutes=5)
    house.text("CANCEL")
    house.text("YES")
    clock.forward(minutes=5)
    fail_the_news(house, visit)
    assert fell_back_to(house, visit) == ["nothing"]
    assert letters(house) == ["visit-cancelled"]
    with house.services.database.reading() as session:
        assert open_tasks(session) == []
        assert count_stuck(session) == 0


def test_where_nothing_newer_was_said_somebody_of_ours_sees_to_it(
    house: House, visit: UUID, clock: Clock
) -> None:
    clock.forward(minutes=5)
    house.text("CANCEL")
    house.text("YES")
    with house.services.database.unit_of_work() as session:
        newer = session.scalars(select(Message).where(Message.kind == "visit-cancelled"))
        for message in newer:
            message.state = "cancelled"
    fail_the_news(house, visit)
    assert fell_back_to(house, visit) == ["task"]
    with house.services.database.reading() as session:
        assert [one.reason for one in open_tasks(session)] == ["message-failed"]


def test_news_that_still_holds_goes_by_letter(house: House, visit: UUID, clock: Clock) -> None:
    clock.forward(minutes=5)
    fail_the_news(house, visit)
    assert (fell_back_to(house, visit)[0], letters(house)) == ("letter", ["visit-booked"])


@pytest.mark.parametrize("then", ["nothing", "task"])
def test_only_a_decision_stands_in_for_an_outcome_that_did_not_arrive(
    house: House, clock: Clock, then: str
) -> None:
    first, second = half_hours(house.services)[:2]
    question = sent(house.services, call="we-call-you", time=first, ways=("text",))
    clock.forward(minutes=5)
    with house.services.database.unit_of_work() as session:
        application = get_application(session, question)
        at = house.services.now()
        if then == "task":
            move_call(session, application, int(second.id), actor=ADVISER, at=at)
        else:
            refer(session, application, "adviser-in-person", actor=ADVISER, at=at)
    with house.services.database.unit_of_work() as session:
        told = Message.application_id == question, Message.channel == Channel.TEXT
        texts = session.scalars(select(Message).where(*told).order_by(Message.created_at)).all()
        assert len(texts) == 2
        outcome = texts[0]
        outcome.state = State.SENT
    with house.services.database.unit_of_work() as session:
        assert settle_report(session, outcome.id, "undelivered", at=house.services.now())
    assert fell_back_to(house, question) == [then]


def test_an_outcome_that_comes_after_its_call_was_moved_is_told_by_somebody_of_ours(
    house: House, clock: Clock
) -> None:
    first, second = half_hours(house.services)[:2]
    question = sent(house.services, call="we-call-you", time=first, ways=("text",))
    with house.services.database.unit_of_work() as session:
        text = session.scalars(select(Message).where(Message.application_id == question)).one()
        text.attempts, text.state = 1, State.ATTEMPTING
        text.next_attempt_at = house.services.now() + timedelta(minutes=10)
    clock.forward(minutes=5)
    with house.services.database.unit_of_work() as session:
        application = get_application(session, question)
        at = house.services.now()
        move_call(session, application, int(second.id), actor=ADVISER, at=at)
    drain(house.services, at=clock.forward(seconds=1))
    drain(house.services, at=clock.forward(minutes=6))
    with house.services.database.reading() as session:
        late = session.get_one(Message, text.id)
        assert (late.state, late.last_error) == (State.FAILED, OVERTAKEN.source)
        assert [task.application_id for task in open_tasks(session)] == [question]
