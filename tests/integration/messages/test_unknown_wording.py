"""A newer web process queues a message that an older worker has no words for: it rests, and harms nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import structlog
from sqlalchemy import update

from app.cli.checks import check_backlog, check_wordings
from app.db import Database
from app.messages.kinds import also, wording_of
from app.messages.models import Message, State
from app.messages.sending import drain
from app.messages.troubles import NO_WORDING
from app.people import Person
from tests.integration.messages.conftest import (
    Carriers,
    ScriptedPhone,
    add_person,
    queue,
    read,
)
from tests.integration.messages.test_outbox import add_application

NEWER = replace(wording_of("visit-booked"), version=99)


def from_the_future(database: Database, at: datetime, **wishes: bool | None) -> Message:
    """Return a message as a newer program queued it."""
    with database.unit_of_work() as session:
        (message,) = queue(session, add_person(session, at, **wishes), at)
    with database.unit_of_work() as session:
        session.execute(update(Message).values(wording_version=NEWER.version))
    return message


@pytest.mark.parametrize("other", ["may_write", "may_text"])
def test_it_rests_without_a_fault_until_somebody_knows_the_words(
    carriers: Carriers, at: datetime, other: str
) -> None:
    message = from_the_future(carriers.database, at, **{other: None})
    for minutes in range(5):
        assert drain(carriers, at=at + timedelta(minutes=2 * minutes)).resting == 1
    stored = read(carriers.database, message.id)
    assert (stored.faults, stored.attempts, stored.doubtful) == (0, 0, False)
    assert stored.last_error == NO_WORDING.source
    with also([NEWER]):
        drain(carriers, at=at + timedelta(minutes=11))
    assert read(carriers.database, message.id).state in (State.SENT, State.RENDERED)


def test_what_may_have_left_is_still_looked_up_by_whoever_knows_the_words(
    carriers: Carriers, phone: ScriptedPhone, at: datetime
) -> None:
    message = from_the_future(carriers.database, at, may_write=None)
    with carriers.database.unit_of_work() as session:
        session.execute(update(Message).values(doubtful=True, attempts=1))
    drain(carriers, at=at)
    stored = read(carriers.database, message.id)
    assert (stored.doubtful, stored.attempts, phone.looked_up) == (True, 1, 0)


def test_one_that_stays_unknown_holds_up_no_newer_text_for_longer_than_an_hour(
    carriers: Carriers, phone: ScriptedPhone, at: datetime
) -> None:
    with carriers.database.unit_of_work() as session:
        person, application = add_person(session, at, may_write=None), add_application(session, at)
        (old,) = queue(session, person, at, application_id=application.id)
        old.wording_version = NEWER.version
        later = at + timedelta(seconds=1)
        (new,) = queue(session, person, later, application_id=application.id)
    for minutes in (1, 30, 62, 64):
        drain(carriers, at=at + timedelta(minutes=minutes))
        assert bool(phone.taken) == (minutes > 60)
    assert [message_id for message_id, *_rest in phone.taken] == [new.id]


def test_one_of_somebody_who_wants_no_texts_any_more_rests_too(
    carriers: Carriers, at: datetime
) -> None:
    message = from_the_future(carriers.database, at, may_write=None)
    with carriers.database.unit_of_work() as session:
        session.get_one(Person, message.person_id).may_text = False
    rounds = iter(range(5))
    later = at + timedelta(hours=2)
    assert drain(carriers, at=later, stopping=lambda: next(rounds) > 3).resting == 1


def test_the_doctor_tells_of_one_that_stays(carriers: Carriers, at: datetime) -> None:
    from_the_future(carriers.database, at, may_write=None)
    drain(carriers, at=at)
    for minutes, sound in ((1, True), (20, False)):
        now = at + timedelta(minutes=minutes)
        drain(carriers, at=now)
        with carriers.database.reading() as session:
            assert check_backlog(session, now).well
            assert check_wordings(session, now).well is sound


def test_one_that_no_worker_knows_for_a_day_is_held_with_its_reason(
    carriers: Carriers, at: datetime
) -> None:
    message = from_the_future(carriers.database, at, may_write=None)
    for hours, is_held in ((0, False), (23, False), (25, True)):
        drain(carriers, at=at + timedelta(hours=hours))
        stored = read(carriers.database, message.id)
        assert (stored.state == State.HELD) is is_held
    assert stored.last_error == NO_WORDING.source


def test_one_line_of_the_log_says_so(carriers: Carriers, at: datetime) -> None:
    from_the_future(carriers.database, at, may_write=None)
    with structlog.testing.capture_logs() as lines:
        drain(carriers, at=at)
    assert [line["event"] for line in lines] == ["message.wording-unknown"]
