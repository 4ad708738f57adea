"""Texts that come in over the signed callback: what is done, what is said, and what is left alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from app.applications import visits
from app.applications.actions import Action
from app.applications.lifecycle import get_application
from app.applications.plain_desk import PlainDesk
from app.applications.visits import BY_VISITOR
from app.audit import verify
from app.backend import create_app
from app.consent import agree, history
from app.messages.inbound.threads import count_unread
from app.services import Services
from app.tasks import Task, open_tasks
from tests.conftest import Clock
from tests.fakes.twilio_inbound import inbound_text
from tests.integration.messages.texting import AGENT, MOBILE, OTHER, PUBLIC, House, make_house

HOSTILE = [
    "x" * 10_000,
    "STOP" + "\x00" * 50 + " it hurts",
    "\u202e" * 100,
    "👍🏽" * 300,
    "The bus does not STOP there",
    "{helpline} %s <b>",
    "",
]


@pytest.fixture
def house(open_house: Services) -> House:
    return make_house(open_house)


def tasks(house: House) -> list[Task]:
    with house.services.database.reading() as session:
        return list(open_tasks(session))


def unread(house: House) -> int:
    with house.services.database.reading() as session:
        return count_unread(session)


def test_a_text_that_twilio_did_not_sign_is_refused_and_not_kept(house: House) -> None:
    house.add_person()
    assert house.text("STOP", token="another-token-of-somebody") == 403
    assert house.client.post("/api/callbacks/texts", data={"Body": "STOP"}).status_code == 403
    assert house.texts() == []
    spare = make_house(house.services, spare_token="the-spare-token")
    assert spare.text("HELP", token="the-spare-token") == 200


def test_a_changed_byte_or_an_added_query_is_refused(house: House) -> None:

    post = inbound_text("HELP", sender=MOBILE, public_url=PUBLIC)
    path = "/api/callbacks/texts"
    changed = {**post.fields, "Body": "HELP "}
    assert house.client.post(path, data=changed, headers=post.headers).status_code == 403
    added = {**post.fields, "Extra": "1"}
    assert house.client.post(path, data=added, headers=post.headers).status_code == 403
    queried = house.client.post(path + "?a=b", data=post.fields, headers=post.headers)
    assert queried.status_code == 403
    assert house.client.post(path, data=post.fields, headers=post.headers).status_code == 200


def test_without_twilio_there_is_nothing_here(services: Services) -> None:

    assert create_app(services).test_client().post("/api/callbacks/texts").status_code == 404


def test_the_http_answer_is_empty_and_the_reply_goes_through_the_outbox(house: House) -> None:

    house.add_person()
    post = inbound_text("HELP", sender=MOBILE, public_url=PUBLIC)
    answer = house.client.post("/api/callbacks/texts", data=post.fields, headers=post.headers)
    assert answer.mimetype == "text/xml"
    assert "Message" not in answer.text
    assert "<Response />" in answer.text
    assert house.kinds() == ["text-help"]
    assert house.meanings() == [("help", False)]
    assert unread(house) == 0


def test_the_same_text_told_twice_changes_nothing(house: House) -> None:
    house.add_person()
    for _time in range(3):
        assert house.text("call me", sid="SM" + "1" * 32) == 200
    assert len(house.texts()) == 1
    assert house.kinds() == ["text-call-soon"]
    assert len(tasks(house)) == 1


@pytest.mark.parametrize("body", HOSTILE, ids=lambda body: ascii(body[:12]))
def test_hostile_texts_are_kept_for_an_agent_and_do_nothing(house: House, body: str) -> None:
    who = house.add_person()
    assert house.text(body) == 200
    assert house.meanings() == [("unknown", True)]
    assert len(house.texts()[0].body) <= 1600
    assert "\x00" not in house.texts()[0].body
    assert unread(house) == 1
    assert house.person(who).may_text is True


def test_a_number_that_belongs_to_nobody_is_a_thread_without_a_person(house: House) -> None:
    for body in ("hello?", "STATUS", "CANCEL", "1", "YES", "call me", "STOP", "HELP", "CYMRAEG"):
        assert house.text(body, sender=OTHER) == 200
    assert house.text("hello", sender="GOVUK") == 200
    threads = {thread.number: thread for thread in house.threads()}
    assert set(threads) == {OTHER, "GOVUK"}
    assert threads[OTHER].person_id is None
    assert threads[OTHER].unread == 8
    assert house.said(OTHER) == []
    assert tasks(house) == []


def test_somebody_who_never_said_yes_to_texts_gets_none_back(house: House) -> None:
    who = house.add_person()
    with house.services.database.unit_of_work() as session:
        person = house.person(who)
        agree(session, session.merge(person), channel="text", given=False, actor=AGENT, at=house.services.now())  # fmt: skip
    house.text("what is going on")
    house.text("HELP")
    house.text("START")
    assert house.said() == []
    assert house.person(who).may_text is False


def test_stop_takes_the_yes_back_at_once_and_nothing_is_said(house: House) -> None:
    who = house.add_person()
    house.text("Stop please")
    assert house.person(who).may_text is False
    assert house.said() == []
    assert house.meanings() == [("stop", False)]
    with house.services.database.reading() as session:
        assert history(session, who, "text")[-1].witnessed_by.startswith("texter")
        assert verify(session).faults == ()


def test_start_gives_back_what_stop_took_and_only_that(house: House, clock: Clock) -> None:
    first, second = house.add_person(), house.add_person()
    with house.services.database.unit_of_work() as session:
        other = session.merge(house.person(second))
        agree(session, other, channel="text", given=False, actor=AGENT, at=house.services.now())
    clock.forward(minutes=1)
    house.text("STOP")
    clock.forward(minutes=1)
    house.text("START")
    assert house.person(first).may_text is True
    assert house.person(second).may_text is False
    assert house.kinds() == ["text-started"]
    clock.forward(minutes=1)
    house.text("start")
    assert house.kinds() == ["text-help", "text-started"]


def test_start_does_not_undo_what_staff_wrote_down_after_stop(house: House, clock: Clock) -> None:
    who = house.add_person()
    house.text("STOP")
    clock.forward(minutes=1)
    with house.services.database.unit_of_work() as session:
        person = session.merge(house.person(who))
        agree(session, person, channel="text", given=False, actor=AGENT, at=house.services.now())
    clock.forward(minutes=1)
    house.text("START")
    assert house.person(who).may_text is False


def test_twilios_own_opt_out_words_are_taken_as_it_says(house: House, clock: Clock) -> None:
    who = house.add_person()
    house.visit(who)
    before = house.kinds()
    house.text("CANCEL", opt_out="STOP")
    assert house.person(who).may_text is False
    assert house.meanings() == [("stop", True)]
    clock.forward(minutes=1)
    house.text("HELP", opt_out="HELP")
    assert house.kinds() == before
    clock.forward(minutes=1)
    house.text("YES", opt_out="START")
    assert house.person(who).may_text is True


def test_cancel_asks_once_more_and_only_a_yes_in_time_cancels(house: House, clock: Clock) -> None:
    who = house.add_person()
    visit = house.visit(who)
    house.text("Please cancel my visit")
    assert house.application(visit).status == "booked"
    asked = dict(house.said())["text-cancel-sure"]
    assert house.application(visit).reference in asked
    assert "Reply YES" in asked
    clock.forward(minutes=3)
    house.text("Yes, cancel it")
    done = house.application(visit)
    assert done.status == "cancelled"
    assert (done.decision or {})["reason"] == BY_VISITOR
    assert house.kinds().count("visit-cancelled") == 1
    assert "text-cancelled" not in house.kinds()
    house.text("yes")
    assert house.meanings()[-1] == ("yes", True)


def test_a_yes_that_comes_too_late_or_without_a_question_cancels_nothing(
    house: House, clock: Clock
) -> None:
    visit = house.visit(house.add_person())
    house.text("YES")
    house.text("CANCEL")
    clock.forward(hours=13)
    house.text("YES")
    assert house.application(visit).status == "booked"
    assert [meaning for meaning in house.meanings() if meaning[0] == "yes"] == [("yes", True)] * 2


def test_no_keeps_the_visit(house: House, clock: Clock) -> None:
    visit = house.visit(house.add_person())
    house.text("CANCEL")
    clock.forward(minutes=1)
    house.text("NO")
    clock.forward(minutes=1)
    house.text("YES")
    assert house.application(visit).status == "booked"
    assert "text-kept" in house.kinds()


def test_a_request_is_withdrawn_and_with_two_the_reference_says_which(
    house: House, clock: Clock
) -> None:
    who = house.add_person()
    first, second = house.visit(who, booked=False), house.visit(who)
    house.text("CANCEL")
    assert "text-which" in house.kinds()
    tail = house.application(first).reference[-4:]
    clock.forward(minutes=1)
    house.text(f"cancel {tail}")
    clock.forward(minutes=1)
    house.text("yes")
    assert house.application(first).status == "withdrawn"
    assert house.application(second).status == "booked"


def test_somebody_else_was_quicker_and_an_agent_reads_the_yes(house: House, clock: Clock) -> None:

    visit = house.visit(house.add_person())
    house.text("CANCEL")
    with house.services.database.unit_of_work() as session:
        reason = visits.Decision(reason="prison")
        visits.cancel(session, get_application(session, visit), reason, actor=AGENT, at=house.services.now())  # fmt: skip
    clock.forward(minutes=1)
    house.text("YES")
    assert (house.application(visit).decision or {})["reason"] == "prison"
    assert house.meanings()[-1] == ("yes", True)


def test_on_a_shared_phone_nothing_is_cancelled_and_status_says_as_little_as_it_can(
    house: House,
) -> None:
    visit = house.visit(house.add_person(shared_phone=True))
    house.text("CANCEL")
    house.text("YES")
    house.text("STATUS")
    assert house.application(visit).status == "booked"
    assert "text-cancel-sure" not in house.kinds()
    status = dict(house.said())["text-status"]
    assert "Booked" not in status
    assert "Alongside" not in status


def test_status_names_the_request_and_with_several_asks_which(house: House, clock: Clock) -> None:
    who = house.add_person()
    first = house.visit(who)
    house.text("STATUS")
    said = dict(house.said())["text-status"]
    assert house.application(first).reference in said
    assert "Booked, " in said
    second = house.visit(who, booked=False)
    clock.forward(minutes=1)
    house.text("status?")
    assert "text-which" in house.kinds()
    clock.forward(minutes=1)
    house.text(f"STATUS {house.application(second).reference[-4:]}")
    assert house.application(second).reference in dict(house.said())["text-status"]
    assert house.meanings() == [("status", False)] * 3


def test_two_people_at_one_number_are_told_apart_by_the_reference_only(house: House) -> None:
    one, two = house.add_person(), house.add_person()
    sent = house.visit(one), house.visit(two, nth=1)
    for body in ("STATUS", "CANCEL", "YES", "call me", "CYMRAEG"):
        house.text(body)
    assert house.meanings() == [(m, True) for m in ("status", "cancel", "yes", "call-me", "cymraeg")]  # fmt: skip
    assert {house.person(who).language for who in (one, two)} == {"en"}
    assert house.kinds().count("text-not-understood") == 1
    assert house.threads()[0].person_id is None
    house.text(f"STATUS {house.application(sent[1]).reference[-4:]}")
    assert house.application(sent[1]).reference in dict(house.said())["text-status"]
    house.text("STOP")
    assert [house.person(who).may_text for who in (one, two)] == [False, False]


def test_call_me_opens_one_task_within_the_persons_hours(house: House) -> None:
    hours = {"from": "14:00", "to": "16:00", "days": [3]}
    who = house.add_person(hours=hours)
    house.text("CALL ME")
    house.text("please call me back")
    (task,) = tasks(house)
    assert (task.kind, task.reason, task.person_id) == ("call-back", "text-call-me", who)
    assert task.due_at == house.services.now() + timedelta(days=1, hours=4)
    assert house.kinds() == ["text-call-soon"] * 2


def test_the_language_changes_and_the_answer_is_in_it(house: House, clock: Clock) -> None:
    who = house.add_person()
    house.text("Cymraeg os gwelwch yn dda")
    assert house.person(who).language == "cy"
    clock.forward(minutes=1)
    house.text("English please")
    assert house.person(who).language == "en"
    assert house.kinds() == ["text-language"] * 2


def test_what_is_not_understood_is_answered_once_a_day(house: House, clock: Clock) -> None:
    house.add_person()
    for _time in range(3):
        house.text("can I bring my dog")
        clock.forward(minutes=5)
    assert house.kinds() == ["text-not-understood"]
    assert unread(house) == 1
    assert house.threads()[0].unread == 3
    clock.forward(hours=25)
    house.text("or my cat")
    assert house.kinds() == ["text-not-understood"] * 2


def test_a_machine_that_answers_machines_is_not_answered_for_ever(house: House) -> None:
    house.add_person()
    for _time in range(25):
        house.text("HELP")
    assert house.kinds() == ["text-help"] * 20
    assert house.meanings().count(("too-many", True)) == 5
    house.text("STOP")
    assert ("stop", False) in house.meanings()


class BrokenDesk(PlainDesk):
    """A desk with a fault of ours in it."""

    @property
    def actions(self) -> Sequence[Action]:
        raise RuntimeError("broken")


def test_a_text_that_breaks_our_code_waits_for_an_agent(open_house: Services) -> None:
    house = make_house(open_house)
    who = house.add_person()
    house.visit(who)
    broken = make_house(replace(open_house, desks={"prison-visit": BrokenDesk()}))
    assert broken.text("CANCEL", sid="SM1") == 200
    assert house.meanings() == [(None, True)]
    assert unread(house) == 1
    assert house.text("CANCEL", sid="SM1") == 200
    assert house.meanings() == [("cancel", False)]
    assert unread(house) == 0


def test_neither_words_nor_number_lie_in_clear_in_the_database(house: House) -> None:
    house.add_person()
    house.text("My name is Marmaduke and I want to ask something")
    with house.services.database.reading() as session:
        rows = session.execute(text("select * from inbound_texts")).all()
        rows += session.execute(text("select * from text_threads")).all()
        rows += session.execute(text("select * from messages")).all()
    kept = b" ".join(
        value if isinstance(value, bytes) else str(value).encode() for row in rows for value in row
    )
    assert len(rows) == 3
    for clear in (b"Marmaduke", b"7700900123", b"7700 900123"):
        assert clear not in kept
