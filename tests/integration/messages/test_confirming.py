"""A number is asked once whether it is the person's; nobody who relies on texts is left without one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from app.consent import agree
from app.messages.confirming import MOST_QUESTIONS, How, confirm_number
from app.messages.demo_phone import demo_texts
from app.messages.models import Message, State
from app.messages.outbox import messages_of
from app.messages.reports import settle_report
from app.messages.sending import drain
from app.messages.troubles import NOT_CONFIRMED, NOT_THEIRS, OPTED_OUT, UNANSWERED
from app.people import rules_of, set_rules
from app.services import Services
from app.tasks import Task, open_tasks
from tests.conftest import Clock
from tests.integration.messages.conftest import ADDRESS, queue, read
from tests.integration.messages.texting import AGENT, MOBILE, OTHER, House, make_house

WAITS = [State.QUEUED, State.ATTEMPTING]


@pytest.fixture
def house(open_house: Services) -> House:
    return make_house(open_house, confirm_numbers=True)


@pytest.fixture
def visit(house: House) -> UUID:
    """A booked visit of somebody whose number nobody confirmed."""
    return house.visit(house.add_person(confirmed=False))


def sent(house: House) -> list[str]:
    """Drain, and return what the demo phone shows."""
    drain(house.services, at=house.services.now())
    with house.services.database.reading() as session:
        return sorted(text.body for text in demo_texts(session))


def booked(house: House, visit: UUID) -> Message:
    with house.services.database.reading() as session:
        return next(one for one in messages_of(session, visit) if one.kind == "visit-booked")


def tasks(house: House) -> list[Task]:
    with house.services.database.reading() as session:
        return list(open_tasks(session))


def change(house: House, visit: UUID, **rules: Any) -> None:
    who = house.application(visit).person_id
    assert who is not None
    with house.services.database.unit_of_work() as session:
        set_rules(session, who, rules, actor=AGENT, at=house.services.now())


def test_the_first_text_asks_and_says_nothing_personal(house: House, visit: UUID) -> None:
    (first,) = sent(house)
    assert first.startswith("This number was given to us")
    for personal in ("Nia", "Visitor", "Cardiff", house.application(visit).reference):
        assert personal not in first
    waiting = booked(house, visit)
    assert (waiting.state in WAITS, waiting.last_error) == (True, NOT_CONFIRMED.source)
    assert sent(house) == [first]


def test_after_yes_what_waited_goes_out_and_nobody_is_asked_again(
    house: House, visit: UUID, clock: Clock
) -> None:
    sent(house)
    clock.forward(minutes=4)
    house.text("Yes")
    assert len(sent(house)) == 2
    assert booked(house, visit).state == State.SENT
    who = house.application(visit).person_id
    assert who is not None
    with house.services.database.reading() as session:
        assert rules_of(session, who).confirmed_phone == MOBILE
    house.visit(who, nth=3)
    assert len(sent(house)) == 3


def test_an_unconfirmed_number_gets_the_minimum_and_its_wishes_reach_an_agent(
    house: House, visit: UUID, clock: Clock
) -> None:
    for body in ("STATUS", "CANCEL", "HELP", "1"):
        house.text(body)
        clock.forward(minutes=1)
    assert house.meanings() == [("status", True), ("cancel", True), ("help", False), ("choice", True)]  # fmt: skip
    assert house.application(visit).status == "booked"
    for text in sent(house):
        assert house.application(visit).reference not in text


def test_no_answer_in_a_day_leads_to_the_letter(house: House, clock: Clock) -> None:
    who = house.add_person(confirmed=False)
    visit = house.visit(who)
    with house.services.database.unit_of_work() as session:
        person = session.merge(house.person(who))
        person.may_write, person.address = True, ADDRESS
    for _look in range(14):
        sent(house)
        clock.forward(hours=2)
    message = booked(house, visit)
    assert (message.state, message.last_error) == (State.FAILED, UNANSWERED.source)
    with house.services.database.reading() as session:
        kinds = {(one.kind, one.channel) for one in messages_of(session, visit)}
    assert ("visit-booked", "letter") in kinds


def test_without_another_way_the_text_goes_in_words_that_say_little(
    house: House, visit: UUID, clock: Clock
) -> None:
    for _look in range(14):
        texts = sent(house)
        clock.forward(hours=2)
    assert booked(house, visit).state == State.SENT
    (plain,) = [text for text in texts if house.application(visit).reference in text]
    assert plain.startswith("You have a message.")
    assert "Cardiff" not in plain


def test_a_late_yes_still_confirms(house: House, visit: UUID, clock: Clock) -> None:
    sent(house)
    clock.forward(days=5)
    sent(house)
    house.text("YES")
    who = house.application(visit).person_id
    assert who is not None
    with house.services.database.reading() as session:
        assert rules_of(session, who).confirmed_phone == MOBILE


def test_no_sends_nothing_more_there_and_calls_no_wrong_number(house: House, visit: UUID) -> None:
    change(house, visit, may_call=True)
    sent(house)
    house.text("No, wrong number")
    message = booked(house, visit)
    assert (message.state, message.last_error) == (State.FAILED, NOT_THEIRS.source)
    assert {(task.kind, task.reason) for task in tasks(house)} == {("bad-message", "number-not-theirs")}  # fmt: skip
    who = house.application(visit).person_id
    assert who is not None
    assert house.person(who).may_text is False
    house.text("HELP")
    assert len(sent(house)) == 1


def test_a_number_that_an_agent_read_back_is_confirmed(house: House, clock: Clock) -> None:
    who = house.add_person(confirmed=False)
    visit = house.visit(who)
    with house.services.database.unit_of_work() as session:
        person = session.merge(house.person(who))
        confirm_number(session, person, MOBILE, How.READ_BACK, actor=AGENT, at=clock())
    assert len(sent(house)) == 1
    assert booked(house, visit).state == State.SENT


def test_a_dead_number_fails_what_waits_for_it_at_once(house: House, visit: UUID) -> None:
    change(house, visit, may_call=True)
    sent(house)
    with house.services.database.unit_of_work() as session:
        query = Message.kind == "text-confirm-number"
        asked = session.query(Message).filter(query).one()
        settle_report(session, asked.id, "undelivered", at=house.services.now(), error_code="30005")
    assert booked(house, visit).state == State.FAILED
    assert {(task.kind, task.reason) for task in tasks(house)} == {("call-back", "message-failed")}


def test_a_supplier_that_heard_stop_before_us_is_believed(open_house: Services) -> None:
    house = make_house(open_house)
    visit = house.visit(house.add_person())
    sent(house)
    message = booked(house, visit)
    who = message.person_id
    with house.services.database.unit_of_work() as session:
        settle_report(session, message.id, "failed", at=house.services.now(), error_code="21610")
    assert booked(house, visit).last_error == OPTED_OUT.source
    assert house.person(who).may_text is False
    house.text("START", opt_out="START")
    assert house.person(who).may_text is True


def asked(house: House) -> int:
    """Return how many first texts were queued so far."""
    return sum(kind == "text-confirm-number" for kind, _words in house.said())


def told(house: House, who: UUID) -> Message:
    """Queue another text about something, drain, and return how it stands."""
    now = house.services.now()
    with house.services.database.unit_of_work() as session:
        (text,) = queue(session, session.merge(house.person(who)), now)
    drain(house.services, at=now)
    return read(house.services.database, text.id)


def stop_and_start(house: House, clock: Clock) -> None:
    for word in ("STOP", "START"):
        clock.forward(minutes=5)
        house.text(word)
    clock.forward(minutes=5)


def test_after_stop_and_start_the_number_is_asked_once_more(house: House, clock: Clock) -> None:
    who = house.add_person(confirmed=False)
    told(house, who)
    stop_and_start(house, clock)
    assert told(house, who).last_error == NOT_CONFIRMED.source
    later = told(house, who)
    assert (asked(house), later.last_error) == (2, NOT_CONFIRMED.source)
    house.text("YES")
    drain(house.services, at=clock())
    assert read(house.services.database, later.id).state == State.SENT
    assert asked(house) == 2


def test_a_stop_that_the_supplier_heard_leads_to_a_new_question_too(
    house: House, clock: Clock
) -> None:
    who = house.add_person(confirmed=False)
    told(house, who)
    with house.services.database.unit_of_work() as session:
        first = session.query(Message).filter(Message.kind == "text-confirm-number").one()
        settle_report(session, first.id, "failed", at=clock(), error_code="21610")
    clock.forward(minutes=5)
    house.text("START", opt_out="START")
    told(house, who)
    assert asked(house) == 2


def test_a_question_that_lapsed_is_asked_again_when_it_is_next_needed(
    house: House, clock: Clock
) -> None:
    who = house.add_person(confirmed=False)
    told(house, who)
    clock.forward(days=29)
    told(house, who)
    assert asked(house) == 1
    clock.forward(days=2)
    later = told(house, who)
    assert (asked(house), later.last_error) == (2, NOT_CONFIRMED.source)
    house.text("yes")
    drain(house.services, at=clock())
    assert read(house.services.database, later.id).state == State.SENT


def test_a_yes_to_staff_after_a_wrong_number_asks_the_number_again(
    house: House, clock: Clock
) -> None:
    who = house.add_person(confirmed=False)
    told(house, who)
    clock.forward(minutes=5)
    house.text("NO")
    clock.forward(minutes=5)
    with house.services.database.unit_of_work() as session:
        person = session.merge(house.person(who))
        agree(session, person, channel="text", given=True, actor=AGENT, at=clock())
    assert told(house, who).last_error == NOT_CONFIRMED.source
    assert asked(house) == 2
    house.text("NO")
    assert asked(house) == 2
    assert house.person(who).may_text is False


def test_a_number_that_they_come_back_to_is_asked_again(house: House, clock: Clock) -> None:
    who = house.add_person(confirmed=False)
    told(house, who)
    house.text("YES")
    with house.services.database.unit_of_work() as session:
        set_rules(session, who, {"confirmed_phone": OTHER}, actor=AGENT, at=clock())
    assert told(house, who).last_error == NOT_CONFIRMED.source
    assert asked(house) == 2


def test_a_number_is_never_asked_for_ever(house: House, clock: Clock) -> None:
    """The last question is closed by a STOP, so that nothing waits for its answer either."""
    who = house.add_person(confirmed=False)
    for _month in range(MOST_QUESTIONS):
        clock.forward(days=31)
        assert told(house, who).last_error == NOT_CONFIRMED.source
    stop_and_start(house, clock)
    later = told(house, who)
    assert (asked(house), later.state, later.plain) == (MOST_QUESTIONS, State.SENT, True)
    clock.forward(days=300)
    assert told(house, who).state == State.SENT
    assert asked(house) == MOST_QUESTIONS


def test_start_gives_back_no_yes_that_a_wrong_number_took(house: House, clock: Clock) -> None:
    """Whoever has the number now may start no texts about somebody else; an agent reads of it."""
    who = house.add_person(confirmed=False)
    told(house, who)
    house.text("No, wrong number")
    for word in ("START", "STOP", "START"):
        clock.forward(minutes=5)
        house.text(word)
        assert house.person(who).may_text is False
    assert house.meanings()[1] == ("start", True)
    assert asked(house) == 1


def test_a_stop_by_mistake_is_still_given_back(house: House, clock: Clock) -> None:
    who = house.add_person(confirmed=False)
    stop_and_start(house, clock)
    assert house.person(who).may_text is True


def test_with_the_setting_off_nobody_is_asked(open_house: Services) -> None:
    house = make_house(open_house)
    house.visit(house.add_person(confirmed=False))
    assert not any(text.startswith("This number") for text in sent(house))
