"""Queueing: by wishes alone, once for each key, and taken back while it has not left."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select, text

from app.applications.models import Application
from app.audit import COMMAND, AuditEntry
from app.db import Database
from app.errors import NotAllowedNow
from app.messages.kinds import text_of
from app.messages.models import Channel, Message, State
from app.messages.outbox import (
    NoSuchMessage,
    cancel_unsent,
    list_messages,
    messages_of,
    retry,
)
from app.messages.wording import WordingError
from tests.integration.messages.conftest import MOBILE, add_person, queue, read, states


def add_application(session: Any, at: datetime) -> Application:
    application = Application(
        id=uuid4(),
        reference=f"PV-{uuid4().hex[:8]}",
        journey="prison-visit",
        journey_version=1,
        channel="telephone",
        language="en",
        start_key=str(uuid4()),
        created_at=at,
        updated_at=at,
    )
    session.add(application)
    session.flush()
    return application


@pytest.mark.parametrize(
    ("wishes", "channels"),
    [
        ({"may_text": True, "may_write": True}, ["letter", "text"]),
        ({"may_text": True, "may_write": None}, ["text"]),
        ({"may_text": None, "may_write": True}, ["letter"]),
        ({"may_text": False, "may_write": False}, []),
        ({"may_text": None, "may_write": None}, []),
        ({"phone": None, "address": None}, []),
    ],
)
def test_each_channel_needs_a_standing_yes(
    database: Database, at: datetime, wishes: dict[str, Any], channels: list[str]
) -> None:
    with database.unit_of_work() as session:
        made = queue(session, add_person(session, at, **wishes), at)
        assert sorted(message.channel for message in made) == channels
    with database.reading() as session:
        trail = session.scalars(select(AuditEntry.action)).all()
    assert trail.count("message.queued") == len(channels)
    assert trail.count("message.not-sent") == 2 - len(channels)


def test_the_trail_says_why_nothing_was_sent(database: Database, at: datetime) -> None:
    with database.unit_of_work() as session:
        queue(session, add_person(session, at, may_text=None, may_write=False), at)
    with database.reading() as session:
        details = session.scalars(select(AuditEntry.details)).all()
    assert {(one["channel"], one["reason"]) for one in details} == {
        ("text", "not-asked"),
        ("letter", "said-no"),
    }


def test_the_same_key_twice_is_one_message_and_the_work_goes_on(
    database: Database, at: datetime
) -> None:
    with database.unit_of_work() as session:
        person = add_person(session, at)
        first = queue(session, person, at, key="confirmed:1")
        again = queue(session, person, at, key="confirmed:1")
        other = queue(session, person, at, key="confirmed:2")
    assert [m.id for m in first] == [m.id for m in again]
    assert {m.id for m in first}.isdisjoint(m.id for m in other)
    with database.unit_of_work() as session:
        queue(session, person, at, key="confirmed:1")
    assert len(states(database)) == 4


def test_two_threads_with_one_key_make_one_message(database: Database, at: datetime) -> None:
    with database.unit_of_work() as session:
        person = add_person(session, at, may_write=None)
    together = threading.Barrier(4)

    def work() -> None:
        together.wait()
        with database.unit_of_work() as session:
            queue(session, person, at, key="confirmed:1")

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert states(database) == [State.QUEUED]


def test_nothing_personal_lies_in_clear(database: Database, at: datetime) -> None:
    with database.unit_of_work() as session:
        queue(session, add_person(session, at), at)
    with database.reading() as session:
        rows = [tuple(row) for row in session.execute(text('SELECT body, "to" FROM messages'))]
    stored = b" ".join(bytes(value) for row in rows for value in row)
    for secret in (b"Example", b"7700900123", b"Sample Street", b"Cardiff"):
        assert secret not in stored


def test_a_preview_is_the_stored_text(database: Database, at: datetime) -> None:
    with database.unit_of_work() as session:
        person = add_person(session, at, may_write=None, language="cy")
        (made,) = queue(session, person, at)
    stored = read(database, made.id)
    assert stored.to == MOBILE
    assert "Carchar Caerdydd" in text_of(stored)
    assert text_of(stored) == text_of(made)


def test_an_unknown_kind_or_missing_hole_stops_the_unit_of_work(
    database: Database, at: datetime
) -> None:
    with pytest.raises(WordingError), database.unit_of_work() as session:
        queue(session, add_person(session, at), at, holes={})
    assert states(database) == []


def test_a_reminder_letter_is_made_a_week_earlier_or_not_at_all(
    database: Database, at: datetime
) -> None:
    with database.unit_of_work() as session:
        person = add_person(session, at)
        far = queue(session, person, at, kind="visit-reminder", due_at=at + timedelta(days=20))
        near = queue(session, person, at, kind="visit-reminder", due_at=at + timedelta(days=5))
    due = {message.channel: message.due_at - at for message in far}
    assert due == {Channel.TEXT: timedelta(days=20), Channel.LETTER: timedelta(days=13)}
    assert [message.channel for message in near] == [Channel.TEXT]


def test_an_unsent_reminder_is_taken_back_and_nothing_else(
    database: Database, at: datetime
) -> None:
    with database.unit_of_work() as session:
        application, other = add_application(session, at), add_application(session, at)
        person = add_person(session, at, may_write=None)
        due = at + timedelta(days=9)
        for one in (application, other):
            queue(session, person, at, application_id=one.id)
            queue(session, person, at, application_id=one.id, kind="visit-reminder", due_at=due)
        session.flush()
        assert cancel_unsent(session, application.id, kind="visit-reminder", at=at) == 1
        assert cancel_unsent(session, application.id, kind="visit-reminder", at=at) == 0
    with database.reading() as session:
        mine = {m.kind: m.state for m in messages_of(session, application.id)}
        others = {m.state for m in messages_of(session, other.id)}
    assert mine == {"visit-booked": State.QUEUED, "visit-reminder": State.CANCELLED}
    assert others == {State.QUEUED}


def test_what_may_have_left_is_not_taken_back(
    database: Database, at: datetime, queued_text: Message
) -> None:
    with database.unit_of_work() as session:
        application = add_application(session, at)
        message = session.get_one(Message, queued_text.id)
        message.application_id, message.state, message.doubtful = application.id, "attempting", True
    with database.unit_of_work() as session:
        assert cancel_unsent(session, application.id, at=at) == 0


def test_only_a_failed_or_held_message_starts_again(
    database: Database, at: datetime, queued_text: Message
) -> None:
    with database.unit_of_work() as session:
        with pytest.raises(NotAllowedNow):
            retry(session, queued_text.id, at=at, actor=COMMAND)
        with pytest.raises(NoSuchMessage):
            retry(session, uuid4(), at=at, actor=COMMAND)
        message = session.get_one(Message, queued_text.id)
        message.state, message.attempts, message.last_error = State.FAILED, 9, "no"
        session.flush()
        retry(session, queued_text.id, at=at, actor=COMMAND)
    stored = read(database, queued_text.id)
    assert (stored.state, stored.attempts, stored.last_error) == (State.QUEUED, 0, None)


def test_the_operators_list_opens_no_sealed_field(
    database: Database, at: datetime, queued_text: Message
) -> None:
    with database.unit_of_work() as session:
        session.execute(text("UPDATE messages SET body = :spoilt"), {"spoilt": b"spoilt"})
    with database.reading() as session:
        (listed,) = list_messages(session, state=State.QUEUED)
    assert listed.id == queued_text.id
