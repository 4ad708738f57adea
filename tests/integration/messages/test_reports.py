"""Delivery reports: repeated, shuffled, late and foreign ones never move a message back."""

from __future__ import annotations

from datetime import datetime
from itertools import permutations
from uuid import uuid4

import pytest

from app.audit import COMMAND
from app.db import Database
from app.messages.models import Message, State
from app.messages.outbox import retry
from app.messages.reports import settle_report, take_report
from tests.integration.messages.conftest import read
from tests.integration.messages.test_rounds import commits


@pytest.fixture
def sent(database: Database, at: datetime, queued_text: Message) -> Message:
    with database.unit_of_work() as session:
        message = session.get_one(Message, queued_text.id)
        message.state, message.supplier_id, message.sent_at = State.SENT, "SM1", at
    return queued_text


def report(database: Database, message: Message, status: str, at: datetime, **more: str) -> bool:
    with database.unit_of_work() as session:
        return settle_report(session, message.id, status, at=at, **more)


def test_a_delivery_is_noted_once(database: Database, at: datetime, sent: Message) -> None:
    assert report(database, sent, "delivered", at, supplier_id="SM1")
    assert not report(database, sent, "delivered", at, supplier_id="SM1")
    assert read(database, sent.id).state == State.DELIVERED


def test_a_failure_says_why_in_plain_words(database: Database, at: datetime, sent: Message) -> None:
    assert report(database, sent, "undelivered", at, supplier_id="SM1", error_code="30006")
    stored = read(database, sent.id)
    assert stored.state == State.FAILED
    assert stored.last_error == "This number is a landline, so it cannot get texts."


def test_no_order_of_reports_moves_a_message_back(
    database: Database, at: datetime, sent: Message
) -> None:
    rank = {State.SENT: 1, State.DELIVERED: 2}
    for order in permutations(["queued", "sending", "sent", "delivered", "sent"], 5):
        with database.unit_of_work() as session:
            session.get_one(Message, sent.id).state = State.SENT
        seen = []
        for status in order:
            report(database, sent, status, at, supplier_id="SM1")
            seen.append(rank[State(read(database, sent.id).state)])
        assert seen == sorted(seen)
        assert seen[-1] == 2


def test_the_first_verdict_stands(database: Database, at: datetime, sent: Message) -> None:
    report(database, sent, "delivered", at)
    assert not report(database, sent, "failed", at)
    assert read(database, sent.id).state == State.DELIVERED


def test_foreign_and_unknown_reports_change_nothing(
    database: Database, at: datetime, sent: Message
) -> None:
    assert not report(database, sent, "delivered", at, supplier_id="SM-of-another")
    assert not report(database, sent, "on-its-way-to-mars", at)
    with database.unit_of_work() as session:
        assert not settle_report(session, uuid4(), "delivered", at=at)
    assert read(database, sent.id).state == State.SENT


def test_a_message_never_tried_takes_no_report(
    database: Database, at: datetime, queued_text: Message
) -> None:
    assert not report(database, queued_text, "delivered", at)
    assert read(database, queued_text.id).state == State.QUEUED


def test_a_late_report_of_an_earlier_try_does_not_touch_the_next(
    database: Database, at: datetime, sent: Message
) -> None:
    report(database, sent, "failed", at, supplier_id="SM1")
    with database.unit_of_work() as session:
        retry(session, sent.id, at=at, actor=COMMAND)
        session.get_one(Message, sent.id).state = State.ATTEMPTING
    assert not report(database, sent, "failed", at, supplier_id="SM1")
    assert report(database, sent, "sent", at, supplier_id="SM2")
    stored = read(database, sent.id)
    assert (stored.state, stored.supplier_id) == (State.SENT, "SM2")


def test_a_letter_takes_no_report(database: Database, at: datetime, queued_letter: Message) -> None:
    with database.unit_of_work() as session:
        session.get_one(Message, queued_letter.id).state = State.ATTEMPTING
    assert not report(database, queued_letter, "delivered", at)


@pytest.mark.parametrize("status", ["queued", "sent", "delivered", "failed", "nonsense"])
def test_a_report_that_changes_nothing_writes_nothing(
    database: Database, at: datetime, sent: Message, status: str
) -> None:
    assert take_report(database, sent.id, "delivered", at=at, supplier_id="SM1")
    with commits(database) as counted:
        assert not take_report(database, sent.id, status, at=at, supplier_id="SM1")
        assert not take_report(database, uuid4(), status, at=at, supplier_id="SM1")
    assert not counted
    assert read(database, sent.id).state == State.DELIVERED
