"""Safe contact at the moment of sending: hours, plain words, care-of post, and the next channel."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from app.audit import COMMAND, AuditEntry
from app.identity.models import Device
from app.messages.claims import claim_due, settle
from app.messages.kinds import text_of
from app.messages.models import Channel, Message, State
from app.messages.outbox import retry
from app.messages.reports import settle_report
from app.messages.sending import drain
from app.messages.supplier import Refused
from app.messages.troubles import supplier_words
from app.people import Person, set_rules
from app.tasks import Task, TaskKind
from tests.integration.booking_rows import add_venue
from tests.integration.messages.conftest import (
    ADDRESS,
    Carriers,
    ScriptedPhone,
    add_person,
    queue,
    read,
)

LANDLINE = Refused("30006", supplier_words("30006"))
MORNINGS = {"from": "09:00", "to": "10:30", "days": [0, 1, 2, 3, 4]}


def queued(carriers: Carriers, at: datetime, rules: dict[str, Any], **person: Any) -> list[Message]:
    with carriers.database.unit_of_work() as session:
        known = add_person(session, at, **person)
        if rules:
            set_rules(session, known.id, rules, actor=COMMAND, at=at)
        return queue(session, known, at)


def messages(carriers: Carriers) -> dict[str, Message]:
    with carriers.database.reading() as session:
        return {message.channel: message for message in session.scalars(select(Message))}


def tasks(carriers: Carriers) -> list[Task]:
    with carriers.database.reading() as session:
        return list(session.scalars(select(Task)))


def test_a_text_waits_for_the_hours(carriers: Carriers, phone: ScriptedPhone, at: datetime) -> None:
    """It is ten on a Wednesday in November; the next morning begins 23 hours later."""
    late = at + timedelta(hours=1)
    (message,) = queued(carriers, late, {"hours": MORNINGS}, may_write=None)
    drain(carriers, at=late)
    waiting = read(carriers.database, message.id)
    assert (phone.taken, waiting.state) == ([], State.ATTEMPTING)
    assert waiting.last_error == "It waits for the hours at which the person may be reached."
    assert waiting.next_attempt_at - late == pytest.approx(timedelta(hours=22), abs=timedelta(minutes=1))  # fmt: skip
    drain(carriers, at=late + timedelta(hours=22, minutes=5))
    assert read(carriers.database, message.id).state == State.SENT


@pytest.mark.parametrize("rules", [{"plain": True}, {"shared_phone": True}, {"may_name": False}])
def test_a_phone_that_others_read_gets_plain_words(
    carriers: Carriers, phone: ScriptedPhone, at: datetime, rules: dict[str, Any]
) -> None:
    (message,) = queued(carriers, at, rules, may_write=None)
    drain(carriers, at=at)
    ((_id, _to, body),) = phone.taken
    assert "prison" not in body.lower() and "Alongside" not in body
    assert "PV-4K7Q-9M2X" in body and "0808 157 0100" in body
    assert text_of(read(carriers.database, message.id)) == body, "the preview is what left"


def test_words_become_plain_when_the_rule_comes_after_queuing(
    carriers: Carriers, phone: ScriptedPhone, at: datetime
) -> None:
    (message,) = queued(carriers, at, {}, may_write=None)
    with carriers.database.unit_of_work() as session:
        set_rules(session, message.person_id, {"shared_phone": True}, actor=COMMAND, at=at)
    drain(carriers, at=at)
    assert "prison" not in phone.taken[0][2].lower()


def test_a_text_that_fails_for_good_becomes_a_letter(
    carriers: Carriers, phone: ScriptedPhone, at: datetime
) -> None:
    """The letter was not queued at first: the wish for letters came later."""
    (text,) = queued(carriers, at, {}, may_write=None)
    with carriers.database.unit_of_work() as session:
        session.get_one(Person, text.person_id).may_write = True
    phone.script = [LANDLINE]
    drain(carriers, at=at)
    both = messages(carriers)
    assert both[Channel.TEXT].state == State.FAILED
    assert both[Channel.LETTER].state == State.RENDERED
    assert both[Channel.LETTER].fallback_of == text.id
    assert both[Channel.LETTER].body == text.body
    assert tasks(carriers) == []
    with carriers.database.reading() as session:
        query = select(AuditEntry).where(AuditEntry.action == "message.fell-back")
        details = session.scalars(query).one().details
    assert (details["channel"], details["to"], details["cost"]) == ("text", "letter", 7300)
    assert details["error"] == "This number is a landline, so it cannot get texts."


def test_a_letter_in_its_place_that_is_read_at_a_kiosk_costs_nothing(
    carriers: Carriers, phone: ScriptedPhone, at: datetime
) -> None:
    with carriers.database.unit_of_work() as session:
        code = add_venue(session, at=at).code
        device = Device(name="Hall", venue_code=code, token_hash=b"h" * 32, enrolled_at=at)
        session.add(device)
    rules = {"collect_at": code, "collect_how": "kiosk"}
    (text,) = queued(carriers, at, rules, may_write=None, born=date(1990, 9, 14))
    with carriers.database.unit_of_work() as session:
        session.get_one(Person, text.person_id).may_write = True
    phone.script = [LANDLINE]
    drain(carriers, at=at)
    with carriers.database.reading() as session:
        query = select(AuditEntry).where(AuditEntry.action == "message.fell-back")
        details = session.scalars(query.order_by(AuditEntry.id)).all()[0].details
    assert (details["to"], details["cost"]) == ("letter", None)


def test_a_letter_that_goes_anyway_is_not_made_twice(
    carriers: Carriers, phone: ScriptedPhone, at: datetime
) -> None:
    assert len(queued(carriers, at, {})) == 2
    phone.script = [LANDLINE]
    drain(carriers, at=at)
    assert {channel: one.state for channel, one in messages(carriers).items()} == {
        Channel.TEXT: State.FAILED,
        Channel.LETTER: State.RENDERED,
    }
    assert tasks(carriers) == []


@pytest.mark.parametrize(
    ("rules", "kind"),
    [
        ({"may_call": True}, TaskKind.CALL_BACK),
        ({"may_call": False}, TaskKind.BAD_MESSAGE),
        ({}, TaskKind.BAD_MESSAGE),
    ],
)
def test_where_no_letter_may_go_somebody_calls_or_looks(
    carriers: Carriers, phone: ScriptedPhone, at: datetime, rules: dict[str, Any], kind: TaskKind
) -> None:
    (text,) = queued(carriers, at, rules, may_write=False)
    phone.script = [LANDLINE]
    drain(carriers, at=at)
    (task,) = tasks(carriers)
    assert (task.kind, task.message_id, task.reason) == (kind, text.id, "message-failed")


def test_a_call_is_due_within_the_hours(
    carriers: Carriers, phone: ScriptedPhone, at: datetime
) -> None:
    rules = {"may_call": True, "hours": {**MORNINGS, "to": "12:30"}}
    queued(carriers, at + timedelta(hours=2), rules, may_write=False)
    phone.script = [LANDLINE]
    drain(carriers, at=at + timedelta(hours=2))
    (task,) = tasks(carriers)
    assert task.due_at == (at + timedelta(days=1)).replace(hour=9)


def test_a_failed_delivery_falls_back_once_however_often_it_is_reported(
    carriers: Carriers, at: datetime
) -> None:
    (text,) = queued(carriers, at, {"may_call": True}, may_write=False)
    drain(carriers, at=at)
    for _turn in range(3):
        with carriers.database.unit_of_work() as session:
            settle_report(session, text.id, "undelivered", at=at, error_code="30005")
    (task,) = tasks(carriers)
    assert task.details["error"] == "This phone number is not in use."


def test_post_is_collected_where_the_person_says(carriers: Carriers, at: datetime) -> None:
    with carriers.database.unit_of_work() as session:
        venue = add_venue(session, at=at)
        venue.address = {**venue.address, "line1": "1 Gate Road", "town": "Anytown"}
        venue.address["postcode"] = "CF10 1AA"
    rules = {"collect_at": venue.code}
    (letter,) = queued(carriers, at, rules, may_text=False, address=None)
    drain(carriers, at=at)
    stored = read(carriers.database, letter.id)
    assert stored.state == State.RENDERED
    assert stored.to.splitlines() == [
        "Sian Example",
        "c/o Testing Prison",
        "1 Gate Road",
        "Anytown",
        "CF10 1AA",
    ]


def test_nothing_goes_to_an_address_from_which_post_came_back(
    carriers: Carriers, at: datetime
) -> None:
    (letter,) = queued(carriers, at, {}, may_text=False)
    with carriers.database.unit_of_work() as session:
        wished = {"bad_address": ADDRESS, "may_call": True}
        set_rules(session, letter.person_id, wished, actor=COMMAND, at=at)
    drain(carriers, at=at)
    stored = read(carriers.database, letter.id)
    assert stored.state == State.FAILED
    assert stored.last_error == "A letter came back from this address. Ask for a new one."
    (task,) = tasks(carriers)
    assert task.kind == TaskKind.CALL_BACK


def test_somebody_whom_no_message_may_reach_is_called_if_they_allow_it(
    carriers: Carriers, at: datetime
) -> None:
    assert queued(carriers, at, {"may_call": True}, may_text=False, may_write=None) == []
    assert queued(carriers, at, {"may_call": False}, may_text=False, may_write=None) == []
    (task,) = tasks(carriers)
    assert (task.kind, task.reason) == (TaskKind.CALL_BACK, "no-message-allowed")


def test_a_text_that_is_no_longer_wanted_becomes_a_call_if_nothing_else_tells(
    carriers: Carriers, phone: ScriptedPhone, at: datetime
) -> None:
    (alone,) = queued(carriers, at, {"may_call": True}, may_write=False)
    told_twice = queued(carriers, at, {"may_call": True})
    with carriers.database.unit_of_work() as session:
        for message in (alone, *told_twice):
            session.get_one(Person, message.person_id).may_text = False
    drain(carriers, at=at)
    assert phone.taken == []
    assert [task.message_id for task in tasks(carriers)] == [alone.id]


def test_a_text_that_is_tried_again_takes_its_letter_back(
    carriers: Carriers, phone: ScriptedPhone, at: datetime
) -> None:
    (text,) = queued(carriers, at, {}, may_write=None)
    with carriers.database.unit_of_work() as session:
        session.get_one(Person, text.person_id).may_write = True
    phone.script = [LANDLINE]
    drain(carriers, at=at)
    with carriers.database.unit_of_work() as session:
        retry(session, text.id, at=at, actor=COMMAND)
    assert messages(carriers)[Channel.LETTER].state == State.CANCELLED
    drain(carriers, at=at)
    assert messages(carriers)[Channel.TEXT].state == State.SENT


def test_a_letter_that_is_being_made_is_taken_back_too_when_its_text_is_tried_again(
    carriers: Carriers, phone: ScriptedPhone, at: datetime
) -> None:
    (text,) = queued(carriers, at, {}, may_write=None)
    with carriers.database.unit_of_work() as session:
        session.get_one(Person, text.person_id).may_write = True
        session.get_one(Message, text.id).state = State.SENT
    with carriers.database.unit_of_work() as session:
        settle_report(session, text.id, "undelivered", at=at)
    with carriers.database.unit_of_work() as session:
        (claim,) = claim_due(session, Channel.LETTER, at=at, limit=1)
    with carriers.database.unit_of_work() as session:
        retry(session, text.id, at=at, actor=COMMAND)
    with carriers.database.unit_of_work() as session:
        assert not settle(session, claim, State.RENDERED, at=at)
    assert messages(carriers)[Channel.LETTER].state == State.CANCELLED


def test_a_report_stands_though_what_follows_it_breaks(carriers: Carriers, at: datetime) -> None:
    """The place where the person collects post is gone, so no letter can be addressed."""
    (text,) = queued(carriers, at, {"may_call": True}, may_write=False)
    drain(carriers, at=at)
    with carriers.database.unit_of_work() as session:
        set_rules(session, text.person_id, {"collect_at": "GONE"}, actor=COMMAND, at=at)
    with carriers.database.unit_of_work() as session:
        assert settle_report(session, text.id, "undelivered", at=at, error_code="30005")
    assert read(carriers.database, text.id).state == State.FAILED
    (task,) = tasks(carriers)
    assert (task.kind, task.message_id) == (TaskKind.BAD_MESSAGE, text.id)
