"""After a STOP nothing waits for hours to be called off: whoever is to be called hears of it now."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from app.audit import COMMAND
from app.messages.attempts import Work
from app.messages.claims import claim_due
from app.messages.inbound.stops import How, stop
from app.messages.models import Channel, Message, State
from app.messages.outbox import was_queued
from app.messages.outcomes import Rest
from app.messages.pace import USUAL_PACE
from app.messages.reports import settle_report
from app.messages.sending import drain
from app.messages.settling import settle_all
from app.messages.supplier import TryLater
from app.messages.troubles import NOT_CONFIRMED, NOT_THEIRS, OUTSIDE_HOURS
from app.people import Person, get_person, set_rules
from app.tasks import open_tasks
from tests.integration.messages.conftest import (
    MOBILE,
    Carriers,
    ScriptedPhone,
    add_person,
    queue,
    read,
)

EVENING = {"from": "17:00", "to": "17:30", "days": [0, 1, 2, 3, 4, 5, 6]}
SOON = timedelta(minutes=5)


@pytest.fixture
def person(carriers: Carriers, at: datetime) -> Person:
    """Somebody who gets texts in the evening, and may be called."""
    with carriers.database.unit_of_work() as session:
        found = add_person(session, at, may_write=None)
        set_rules(session, found.id, {"hours": EVENING, "may_call": True}, actor=COMMAND, at=at)
    return found


def queued(carriers: Carriers, person: Person, at: datetime, **changes: Any) -> Message:
    with carriers.database.unit_of_work() as session:
        (text,) = queue(session, session.merge(person), at, **changes)
    return text


def stopped(carriers: Carriers, person: Person, at: datetime, how: How = How.TEXT) -> bool:
    """Take a STOP; say whether the worker is told that there is something to do."""
    with carriers.database.unit_of_work() as session:
        known = get_person(session, person.id)
        stop(session, [known], MOBILE, how, actor=COMMAND, at=at)
        return was_queued(session)


def reasons(carriers: Carriers) -> list[str]:
    with carriers.database.reading() as session:
        return [task.reason for task in open_tasks(session)]


@pytest.mark.parametrize("how", [How.TEXT, How.SUPPLIER])
def test_a_text_that_waits_for_the_hours_is_called_off_at_once_and_a_call_made(
    carriers: Carriers, at: datetime, person: Person, how: How
) -> None:
    text = queued(carriers, person, at)
    drain(carriers, at=at)
    assert read(carriers.database, text.id).last_error == OUTSIDE_HOURS.source
    assert stopped(carriers, person, at + SOON, how)
    drain(carriers, at=at + SOON)
    assert read(carriers.database, text.id).state == State.CANCELLED
    assert reasons(carriers) == ["message-failed"]


def test_a_text_that_rests_after_a_refusal_is_called_off_at_once(
    carriers: Carriers, phone: ScriptedPhone, at: datetime, person: Person
) -> None:
    text = queued(carriers, person, at)
    evening = at.replace(hour=17, minute=5)
    phone.script = [TryLater("too many requests", after=1200)]
    drain(carriers, at=evening)
    stopped(carriers, person, evening + SOON)
    drain(carriers, at=evening + SOON)
    assert read(carriers.database, text.id).state == State.CANCELLED


def test_a_report_of_a_stop_wakes_the_other_texts(
    carriers: Carriers, at: datetime, person: Person
) -> None:
    text, other = (queued(carriers, person, at) for _text in range(2))
    drain(carriers, at=at)
    with carriers.database.unit_of_work() as session:
        session.execute(update(Message).where(Message.id == text.id).values(state=State.SENT))
    with carriers.database.unit_of_work() as session:
        settle_report(session, text.id, "failed", at=at + SOON, error_code="21610")
    assert read(carriers.database, other.id).next_attempt_at == at + SOON


def test_what_is_being_sent_is_in_doubt_or_is_not_due_is_left_alone(
    carriers: Carriers, at: datetime, person: Person
) -> None:
    """A reminder of next month is not called off yet: a START may give texts back by then."""
    month = timedelta(days=30)
    later = queued(carriers, person, at, due_at=at + month)
    doubtful, leased = (queued(carriers, person, at) for _text in range(2))
    rest = {"state": State.ATTEMPTING, "next_attempt_at": at + timedelta(hours=1)}
    with carriers.database.unit_of_work() as session:
        change = update(Message).where(Message.id == doubtful.id)
        session.execute(change.values(**rest, doubtful=True))
        (claim,) = claim_due(session, Channel.TEXT, at=at, limit=5)
        assert claim.message_id == leased.id
    assert not stopped(carriers, person, at + SOON)
    stored = {key: read(carriers.database, key) for key in (later.id, doubtful.id, leased.id)}
    assert stored[later.id].next_attempt_at == at + month
    assert stored[doubtful.id].next_attempt_at == at + timedelta(hours=1)
    assert stored[leased.id].next_attempt_at == at
    assert stored[leased.id].lease_token == claim.token


def test_a_text_that_was_looked_at_while_the_stop_came_does_not_rest_for_hours(
    carriers: Carriers, at: datetime, person: Person
) -> None:
    text = queued(carriers, person, at)
    with carriers.database.unit_of_work() as session:
        (claim,) = claim_due(session, Channel.TEXT, at=at, limit=1)
    stopped(carriers, person, at + SOON)
    work = Work(carriers, lambda: at + SOON, USUAL_PACE)
    settle_all(work, [(claim, Rest(timedelta(hours=6), OUTSIDE_HOURS.source, tried=False))])
    assert read(carriers.database, text.id).next_attempt_at == at + SOON


def test_one_that_was_looked_at_while_the_no_came_goes_another_way(
    carriers: Carriers, at: datetime, person: Person
) -> None:
    """It was the wrong number: they did not say that they want no texts."""
    text = queued(carriers, person, at)
    with carriers.database.unit_of_work() as session:
        (claim,) = claim_due(session, Channel.TEXT, at=at, limit=1)
    stopped(carriers, person, at + SOON, How.NOT_THEIRS)
    work = Work(carriers, lambda: at + SOON, USUAL_PACE)
    settle_all(work, [(claim, Rest(timedelta(hours=2), NOT_CONFIRMED.source, tried=False))])
    drain(carriers, at=at + SOON)
    stored = read(carriers.database, text.id)
    assert (stored.state, stored.last_error) == (State.FAILED, NOT_THEIRS.source)
