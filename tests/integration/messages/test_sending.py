"""Draining: sent once whatever happens, found before resent, and no message stops another."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select, text

from app.audit import COMMAND, AuditEntry
from app.i18n import _
from app.messages.claims import claim_due
from app.messages.demo_phone import DemoPhone, demo_texts
from app.messages.kinds import text_of
from app.messages.models import Channel, LetterFile, Message, State
from app.messages.outbox import retry
from app.messages.pace import Pace
from app.messages.reports import settle_report
from app.messages.sending import drain
from app.messages.supplier import Receipt, Refused, TryLater, Unclear
from app.people import Person
from tests.integration.messages.conftest import (
    MOBILE,
    Carriers,
    ScriptedPhone,
    add_person,
    queue,
    read,
    states,
)

PACE = Pace(lease=60, first_wait=10, look_up_after=20)
MUCH_LATER = timedelta(hours=2)


class Killed(BaseException):
    """The process dies here."""


def test_a_due_text_is_sent_once_and_says_what_the_preview_said(
    carriers: Carriers, phone: ScriptedPhone, at: datetime, queued_text: Message
) -> None:
    drain(carriers, at=at)
    drain(carriers, at=at + MUCH_LATER)
    assert phone.taken == [(queued_text.id, MOBILE, text_of(queued_text))]
    stored = read(carriers.database, queued_text.id)
    assert (stored.state, stored.supplier_id) == (State.SENT, f"id-{queued_text.id}")
    assert stored.lease_token is None
    assert phone.looked_up == 0


@pytest.mark.parametrize("taken_first", [True, False])
def test_killed_between_attempt_and_settlement_it_is_looked_up_and_sent_once(
    carriers: Carriers,
    phone: ScriptedPhone,
    at: datetime,
    queued_text: Message,
    taken_first: bool,
) -> None:
    phone.script, phone.taken_first = [Killed()], taken_first
    with pytest.raises(Killed):
        drain(carriers, at=at, pace=PACE)
    assert read(carriers.database, queued_text.id).state == State.ATTEMPTING
    drain(carriers, at=at + timedelta(seconds=30), pace=PACE)
    assert len(phone.taken) == taken_first
    drain(carriers, at=at + timedelta(seconds=90), pace=PACE)
    assert len(phone.taken) == 1
    assert phone.looked_up == 1
    assert read(carriers.database, queued_text.id).state == State.SENT


@pytest.mark.parametrize("taken_first", [True, False])
def test_an_unclear_answer_rests_and_is_looked_up_before_a_resend(
    carriers: Carriers,
    phone: ScriptedPhone,
    at: datetime,
    queued_text: Message,
    taken_first: bool,
) -> None:
    phone.script, phone.taken_first = [Unclear("no answer")], taken_first
    assert drain(carriers, at=at, pace=PACE).resting == 1
    stored = read(carriers.database, queued_text.id)
    assert (stored.state, stored.doubtful) == (State.ATTEMPTING, True)
    assert stored.next_attempt_at >= at + timedelta(seconds=20)
    drain(carriers, at=at + MUCH_LATER, pace=PACE)
    assert (len(phone.taken), phone.looked_up) == (1, 1)
    assert read(carriers.database, queued_text.id).state == State.SENT


def test_a_supplier_that_is_busy_is_asked_again_after_the_wait_it_named(
    carriers: Carriers, phone: ScriptedPhone, at: datetime, queued_text: Message
) -> None:
    phone.script = [TryLater("busy", after=90)]
    drain(carriers, at=at, pace=PACE)
    stored = read(carriers.database, queued_text.id)
    waited = (stored.next_attempt_at - at).total_seconds()
    assert 90 <= waited <= 101
    assert (stored.doubtful, stored.last_error) == (False, "busy")
    drain(carriers, at=at + timedelta(seconds=85), pace=PACE)
    assert phone.taken == []
    drain(carriers, at=at + timedelta(seconds=102), pace=PACE)
    assert (len(phone.taken), phone.looked_up) == (1, 0)


def test_a_refusal_is_final_and_says_why(
    carriers: Carriers, phone: ScriptedPhone, at: datetime, queued_text: Message
) -> None:
    phone.script = [Refused("21610", _("The person sent STOP, so no texts go to this number."))]
    drain(carriers, at=at)
    drain(carriers, at=at + MUCH_LATER)
    stored = read(carriers.database, queued_text.id)
    assert stored.state == State.FAILED
    assert stored.last_error == "The person sent STOP, so no texts go to this number."
    assert phone.taken == []


@pytest.mark.parametrize("error", [TryLater("busy"), Unclear("no answer")])
def test_a_supplier_that_never_answers_is_given_up_in_the_end(
    carriers: Carriers,
    phone: ScriptedPhone,
    at: datetime,
    queued_text: Message,
    error: Exception,
) -> None:
    phone.script = [error] * 99
    moment = at
    for _turn in range(30):
        drain(carriers, at=moment, pace=PACE)
        moment += timedelta(days=1)
    stored = read(carriers.database, queued_text.id)
    assert (stored.state, 99 - len(phone.script)) == (State.FAILED, 20)
    assert "many times" in str(stored.last_error)


def test_a_retry_of_an_unclear_failure_looks_it_up_first(
    carriers: Carriers, phone: ScriptedPhone, at: datetime, queued_text: Message
) -> None:
    phone.taken = [(queued_text.id, MOBILE, text_of(queued_text))]
    with carriers.database.unit_of_work() as session:
        message = session.get_one(Message, queued_text.id)
        message.state, message.doubtful, message.attempted_at = State.FAILED, True, at
        session.flush()
        retry(session, queued_text.id, at=at, actor=COMMAND)
    drain(carriers, at=at)
    assert len(phone.taken) == 1
    assert read(carriers.database, queued_text.id).state == State.SENT


def test_a_look_up_does_not_take_an_earlier_try_for_this_one(
    carriers: Carriers, phone: ScriptedPhone, at: datetime, queued_text: Message
) -> None:
    drain(carriers, at=at)
    with carriers.database.unit_of_work() as session:
        assert settle_report(session, queued_text.id, "undelivered", at=at)
        retry(session, queued_text.id, at=at, actor=COMMAND)
    phone.script = [Unclear("no answer")]
    drain(carriers, at=at, pace=PACE)
    drain(carriers, at=at + MUCH_LATER, pace=PACE)
    assert (len(phone.taken), phone.looked_up) == (2, 1)


def test_a_poison_message_is_held_and_a_hundred_others_go(
    carriers: Carriers, phone: ScriptedPhone, at: datetime
) -> None:
    with carriers.database.unit_of_work() as session:
        person = add_person(session, at, may_write=None)
        poison, *others = (queue(session, person, at)[0].id for _turn in range(101))
        session.flush()
        session.execute(
            text("UPDATE messages SET body = :spoilt WHERE id = :id"),
            {"spoilt": b"spoilt", "id": _stored_id(session, poison)},
        )
    moment = at
    for _turn in range(4):
        drain(carriers, at=moment, pace=PACE)
        moment += MUCH_LATER
    assert {message_id for message_id, *_rest in phone.taken} == set(others)
    assert len(phone.taken) == 100
    with carriers.database.reading() as session:
        held = session.execute(
            select(Message.id, Message.last_error, Message.faults).where(
                Message.state == State.HELD
            )
        ).all()
    assert [tuple(row) for row in held] == [
        (poison, "Our own system failed on this message (Unreadable).", 2)
    ]


def _stored_id(session: object, message_id: object) -> object:
    dialect = session.get_bind().dialect.name  # type: ignore[attr-defined]
    return message_id.hex if dialect == "sqlite" else message_id  # type: ignore[attr-defined]


def test_a_wish_withdrawn_in_between_is_kept(
    carriers: Carriers, phone: ScriptedPhone, at: datetime, queued_text: Message
) -> None:
    with carriers.database.unit_of_work() as session:
        session.get_one(Person, queued_text.person_id).may_text = False
    drain(carriers, at=at)
    stored = read(carriers.database, queued_text.id)
    assert (stored.state, phone.taken) == (State.CANCELLED, [])
    with carriers.database.reading() as session:
        query = select(AuditEntry.details).where(AuditEntry.subject_id == queued_text.id)
        assert session.scalars(query).all() == [{"reason": "wish-changed"}]


def test_a_text_follows_a_changed_number(
    carriers: Carriers, phone: ScriptedPhone, at: datetime, queued_text: Message
) -> None:
    with carriers.database.unit_of_work() as session:
        session.get_one(Person, queued_text.person_id).phone = "+447700900999"
    drain(carriers, at=at)
    assert [to for _id, to, _body in phone.taken] == ["+447700900999"]
    assert read(carriers.database, queued_text.id).to == "+447700900999"


def test_a_reminder_after_the_visit_is_not_sent(
    carriers: Carriers, phone: ScriptedPhone, at: datetime
) -> None:
    with carriers.database.unit_of_work() as session:
        person = add_person(session, at, may_write=None)
        (made,) = queue(session, person, at, kind="visit-reminder", due_at=at)
    drain(carriers, at=datetime.fromisoformat("2026-12-05T14:15:00+00:00"))
    stored = read(carriers.database, made.id)
    assert (stored.state, phone.taken) == (State.FAILED, [])
    assert stored.last_error == "It was too late to send this."


def test_a_report_that_comes_before_the_settlement_is_not_undone(
    carriers: Carriers, at: datetime, queued_text: Message
) -> None:
    class EarlyReport(ScriptedPhone):
        def send(self, *, to: str, body: str, message_id: object, valid_for: int) -> Receipt:
            with carriers.database.unit_of_work() as session:
                assert settle_report(session, queued_text.id, "delivered", at=at, supplier_id="SM1")
            return Receipt("SM1")

    drain(replace(carriers, sms=EarlyReport()), at=at)
    stored = read(carriers.database, queued_text.id)
    assert (stored.state, stored.supplier_id) == (State.DELIVERED, "SM1")


def test_the_rate_is_kept_and_everything_still_goes(
    carriers: Carriers, phone: ScriptedPhone, at: datetime
) -> None:
    phone.per_second = 20
    with carriers.database.unit_of_work() as session:
        person = add_person(session, at, may_write=None)
        for _turn in range(26):
            queue(session, person, at)
    begun = time.monotonic()
    drain(carriers, at=at)
    assert len(phone.taken) == 26
    assert time.monotonic() - begun >= 0.25


def test_stopping_leaves_the_rest_for_later(
    carriers: Carriers, phone: ScriptedPhone, at: datetime
) -> None:
    with carriers.database.unit_of_work() as session:
        person = add_person(session, at, may_write=None)
        for _turn in range(20):
            queue(session, person, at)
    answers = iter([False, True])
    drain(carriers, at=at, stopping=lambda: next(answers, True))
    assert len(phone.taken) == 8
    assert states(carriers.database).count(State.QUEUED) == 12


def test_a_letter_is_rendered_into_the_tray(
    carriers: Carriers, at: datetime, queued_letter: Message
) -> None:
    drain(carriers, at=at)
    drain(carriers, at=at + MUCH_LATER)
    assert read(carriers.database, queued_letter.id).state == State.RENDERED
    with carriers.database.reading() as session:
        (letter,) = session.scalars(select(LetterFile)).all()
    assert (letter.message_id, letter.pages, letter.sheets) == (queued_letter.id, 1, 1)
    assert letter.pdf.startswith(b"%PDF")
    assert letter.rendered_at >= at


def test_a_letter_killed_half_way_is_rendered_once(
    carriers: Carriers, at: datetime, queued_letter: Message
) -> None:
    with carriers.database.unit_of_work() as session:
        assert claim_due(session, Channel.LETTER, at=at, limit=9, pace=PACE)
    drain(carriers, at=at + timedelta(seconds=90), pace=PACE)
    assert read(carriers.database, queued_letter.id).state == State.RENDERED
    with carriers.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(LetterFile)) == 1


def test_letters_that_cannot_be_printed_fail_and_the_others_go(
    carriers: Carriers, at: datetime
) -> None:
    with carriers.database.unit_of_work() as session:
        good = add_person(session, at, may_text=None)
        chinese = add_person(session, at, may_text=None, first_names="小明")
        nowhere = add_person(
            session, at, may_text=None, address={"line1": "NFA", "town": "Cardiff"}
        )
        made = {name: queue(session, who, at)[0].id for name, who in
                (("chinese", chinese), ("nowhere", nowhere), ("good", good))}  # fmt: skip
    drain(carriers, at=at)
    stored = {name: read(carriers.database, message_id) for name, message_id in made.items()}
    assert {name: message.state for name, message in stored.items()} == {
        "chinese": State.FAILED,
        "nowhere": State.FAILED,
        "good": State.RENDERED,
    }
    assert "a character we cannot print" in str(stored["chinese"].last_error)
    assert "no fixed address" in str(stored["nowhere"].last_error)


def test_the_demo_phone_shows_a_text_once_however_often_it_is_sent(
    demo: Carriers, at: datetime, queued_text: Message
) -> None:
    drain(demo, at=at)
    assert isinstance(demo.sms, DemoPhone)
    body = text_of(queued_text)
    demo.sms.send(to=MOBILE, body=body, message_id=queued_text.id, valid_for=60)
    with demo.database.reading() as session:
        shown = [(one.to, one.body) for one in demo_texts(session)]
    assert shown == [(MOBILE, body)]
    found = demo.sms.find_sent(to=MOBILE, body=body, since=at, message_id=queued_text.id)
    assert found == read(demo.database, queued_text.id).supplier_id
