"""A text that counted as failed is reported as delivered: what was put in its place is taken back."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from app.audit import COMMAND, AuditEntry
from app.db import Database
from app.messages.batches import close_batch
from app.messages.claims import claim_due, settle
from app.messages.models import Channel, Message, State
from app.messages.reports import settle_report
from app.messages.sending import drain
from app.messages.troubles import NO_CLEAR_ANSWER
from app.people import Person, set_rules
from app.tasks import Task, TaskOutcome, take_task
from tests.integration.messages.conftest import Carriers, add_person, queue, read

SM = "SM1"


def sent(database: Database, at: datetime, *, rules: dict[str, Any] | None = None) -> Message:
    """Return a text that was sent, to somebody who allows no letters yet."""
    with database.unit_of_work() as session:
        person = add_person(session, at, may_write=None)
        if rules:
            set_rules(session, person.id, rules, actor=COMMAND, at=at)
        (text,) = queue(session, person, at)
        text.state, text.supplier_id, text.sent_at, text.attempts = State.SENT, SM, at, 1
    return text


def failed(database: Database, at: datetime, *, letter: bool, **how: Any) -> Message:
    """Return a text that was reported as failed, with a letter or a task in its place."""
    text = sent(database, at, **how)
    with database.unit_of_work() as session:
        session.get_one(Person, text.person_id).may_write = letter
    with database.unit_of_work() as session:
        settle_report(session, text.id, "undelivered", at=at, supplier_id=SM)
    return text


def delivered(database: Database, text: Message, at: datetime, supplier_id: str = SM) -> bool:
    with database.unit_of_work() as session:
        late = at + timedelta(minutes=5)
        return settle_report(session, text.id, "delivered", at=late, supplier_id=supplier_id)


def letters(database: Database) -> list[tuple[str, str]]:
    with database.reading() as session:
        query = select(Message).where(Message.channel == Channel.LETTER)
        return [(one.state, one.key.partition(":")[0]) for one in session.scalars(query)]


def tasks(database: Database) -> list[Task]:
    with database.reading() as session:
        return list(session.scalars(select(Task)))


def noted(database: Database) -> list[tuple[list[str], list[str]]]:
    """Return what the trail says was stopped, and what it was too late to stop."""
    with database.reading() as session:
        query = select(AuditEntry).where(AuditEntry.action == "message.arrived-late")
        found = [entry.details for entry in session.scalars(query)]
    return [(one["stopped"], one["too_late"]) for one in found]


def test_a_letter_that_did_not_leave_is_taken_back_once(database: Database, at: datetime) -> None:
    text = failed(database, at, letter=True)
    assert letters(database) == [(State.QUEUED, "test")]
    assert [delivered(database, text, at) for _time in range(2)] == [True, False]
    stored = read(database, text.id)
    assert (stored.state, stored.last_error) == (State.DELIVERED, None)
    assert stored.settled_at == at + timedelta(minutes=5)
    assert letters(database) == [(State.CANCELLED, "undone")]
    assert noted(database) == [(["letter"], [])]


def test_a_letter_in_the_tray_is_taken_back(demo: Carriers, at: datetime) -> None:
    text = failed(demo.database, at, letter=True)
    drain(demo, at=at)
    assert letters(demo.database) == [(State.RENDERED, "test")]
    delivered(demo.database, text, at)
    assert letters(demo.database) == [(State.CANCELLED, "undone")]


def test_a_letter_in_a_batch_goes_all_the_same(demo: Carriers, at: datetime) -> None:
    text = failed(demo.database, at, letter=True)
    drain(demo, at=at)
    with demo.database.unit_of_work() as session:
        close_batch(session, actor=COMMAND, at=at)
    assert delivered(demo.database, text, at)
    assert read(demo.database, text.id).state == State.DELIVERED
    assert letters(demo.database) == [(State.RENDERED, "test")]
    assert noted(demo.database) == [([], ["letter"])]


def test_a_letter_that_is_held_is_taken_back(database: Database, at: datetime) -> None:
    text = failed(database, at, letter=True)
    with database.unit_of_work() as session:
        session.query(Message).filter(Message.fallback_of == text.id).one().state = State.HELD
    delivered(database, text, at)
    assert letters(database) == [(State.CANCELLED, "undone")]


def test_a_letter_that_is_being_made_is_taken_back(database: Database, at: datetime) -> None:
    text = failed(database, at, letter=True)
    with database.unit_of_work() as session:
        (claim,) = claim_due(session, Channel.LETTER, at=at, limit=1)
    delivered(database, text, at)
    with database.unit_of_work() as session:
        assert not settle(session, claim, State.RENDERED, at=at)
    assert letters(database) == [(State.CANCELLED, "undone")]


def test_a_task_that_nobody_took_is_ended(database: Database, at: datetime) -> None:
    text = failed(database, at, letter=False, rules={"may_call": True})
    delivered(database, text, at)
    (task,) = tasks(database)
    assert (task.kind, task.outcome) == ("call-back", TaskOutcome.NOT_NEEDED)
    assert noted(database) == [(["task"], [])]


def test_a_task_that_somebody_has_stays_with_them(database: Database, at: datetime) -> None:
    text = failed(database, at, letter=False)
    with database.unit_of_work() as session:
        take_task(session, tasks(database)[0].id, actor=COMMAND, at=at)
    assert delivered(database, text, at)
    (task,) = tasks(database)
    assert (task.kind, task.done_at) == ("bad-message", None)
    assert noted(database) == [([], ["task"])]


def test_the_task_of_a_letter_that_failed_in_its_place_is_ended_too(
    demo: Carriers, at: datetime
) -> None:
    text = failed(demo.database, at, letter=True)
    with demo.database.unit_of_work() as session:
        person = session.get_one(Person, text.person_id)
        set_rules(session, person.id, {"bad_address": person.address}, actor=COMMAND, at=at)
    drain(demo, at=at)
    assert letters(demo.database) == [(State.FAILED, "test")]
    delivered(demo.database, text, at)
    assert [task.outcome for task in tasks(demo.database)] == [TaskOutcome.NOT_NEEDED]
    assert letters(demo.database) == [(State.FAILED, "test")]


@pytest.mark.parametrize("state", [State.FAILED, State.HELD])
def test_a_text_that_was_given_up_as_unclear_is_known_by_no_id(
    database: Database, at: datetime, state: State
) -> None:
    text = sent(database, at)
    with database.unit_of_work() as session:
        stored = session.get_one(Message, text.id)
        stored.state, stored.supplier_id, stored.doubtful = state, "SM-earlier", True
        stored.last_error, stored.sent_at = NO_CLEAR_ANSWER.source, None
    assert delivered(database, text, at, "SM-unheard-of")
    stored = read(database, text.id)
    assert (stored.state, stored.supplier_id) == (State.DELIVERED, "SM-unheard-of")
    assert noted(database) == [([], [])]


def test_what_failed_before_any_try_or_has_another_id_is_not_delivered(
    database: Database, at: datetime
) -> None:
    text = failed(database, at, letter=True)
    assert not delivered(database, text, at, "SM-of-another")
    with database.unit_of_work() as session:
        session.get_one(Message, text.id).attempts = 0
    assert not delivered(database, text, at)
    assert read(database, text.id).state == State.FAILED
    assert letters(database) == [(State.QUEUED, "test")]


def test_a_report_stands_though_taking_back_breaks(database: Database, at: datetime) -> None:
    """The task's sealed words no longer open."""
    text = failed(database, at, letter=False)
    with database.unit_of_work() as session:
        session.connection().exec_driver_sql("UPDATE tasks SET details = 'x'")
    assert delivered(database, text, at)
    assert read(database, text.id).state == State.DELIVERED
