"""A message that fails after its application moved on is not sent by another way."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import select

from app.applications.legal_aid_deciding import close, move_call
from app.applications.lifecycle import get_application
from app.audit import trail_of
from app.messages.listing import count_stuck
from app.messages.models import Channel, Message
from app.messages.overtaken import is_overtaken, newer_was_told
from app.messages.reports import settle_report
from app.messages.sending import drain
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


def test_a_call_that_is_moved_says_nothing_of_the_outcome(
    open_house: Services, clock: Clock
) -> None:
    first, second = half_hours(open_house)[:2]
    question = sent(open_house, call="we-call-you", time=first)
    clock.forward(minutes=5)
    with open_house.database.unit_of_work() as session:
        application = get_application(session, question)
        move_call(session, application, int(second.id), actor=ADVISER, at=open_house.now())
    with open_house.database.reading() as session:
        told = (Message.application_id == question, Message.kind == "legal-aid-outcome")
        outcome = session.scalars(select(Message).where(*told)).first()
        assert outcome is not None
        assert is_overtaken(session, outcome)
        assert not newer_was_told(session, outcome)
    clock.forward(minutes=5)
    with open_house.database.unit_of_work() as session:
        application = get_application(session, question)
        close(session, application, "advice-given", actor=ADVISER, at=open_house.now())
    with open_house.database.reading() as session:
        assert newer_was_told(session, session.get_one(Message, outcome.id))
