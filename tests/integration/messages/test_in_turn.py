"""Texts about one request go out in the order of what happened, and old news does not come last."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from app.audit import WORKER, record
from app.messages.kinds import wording_of
from app.messages.listing import count_stuck
from app.messages.models import Message, State
from app.messages.pace import Pace
from app.messages.reports import settle_report
from app.messages.sending import drain
from app.messages.supplier import TryLater
from app.tasks import open_tasks
from tests.integration.messages.conftest import Carriers, ScriptedPhone, add_person, queue, read
from tests.integration.messages.test_outbox import add_application

PACE = Pace(first_wait=10)


@pytest.fixture
def changed(carriers: Carriers, at: datetime) -> tuple[Message, Message]:
    """The text of a booking, tried once, and that of the visit that took its place since."""
    minute = timedelta(minutes=1)
    with carriers.database.unit_of_work() as session:
        person = add_person(session, at, may_write=None)
        old, new = add_application(session, at), add_application(session, at)
        new.replaces_id = old.id
        (booked,) = queue(session, person, at - 2 * minute, application_id=old.id)
        holes = {**wording_of("visit-changed").sample}
        kind = {"kind": "visit-changed", "application_id": new.id, "holes": holes}
        (moved,) = queue(session, person, at - minute, **kind)
        move: dict[str, Any] = {"subject_kind": "application", "subject_id": old.id}
        record(session, "application.replace", actor=WORKER, at=at - minute, **move)
        booked.attempts, booked.state = 1, State.ATTEMPTING
        booked.next_attempt_at = at + 10 * minute
    return booked, moved


def test_a_booking_that_was_changed_is_not_told_after_the_change(
    carriers: Carriers, phone: ScriptedPhone, changed: tuple[Message, Message], at: datetime
) -> None:
    booked, moved = changed
    for minutes in (0, 11):
        drain(carriers, at=at + timedelta(minutes=minutes), pace=PACE)
    assert [message_id for message_id, *_rest in phone.taken] == [moved.id]
    assert read(carriers.database, booked.id).state == State.FAILED


def test_a_booking_that_was_changed_and_failed_is_no_work_for_staff(
    carriers: Carriers, changed: tuple[Message, Message], at: datetime
) -> None:
    booked, _moved = changed
    drain(carriers, at=at)
    with carriers.database.unit_of_work() as session:
        assert settle_report(session, booked.id, "undelivered", at=at)
    with carriers.database.reading() as session:
        assert (open_tasks(session), count_stuck(session)) == ([], 0)


@pytest.fixture
def told(carriers: Carriers, at: datetime) -> list[Message]:
    """A request that was booked a minute later, and a text of another one; none has left."""
    minute = timedelta(minutes=1)
    with carriers.database.unit_of_work() as session:
        person, application = add_person(session, at, may_write=None), add_application(session, at)
        about = {"application_id": application.id}
        first = queue(session, person, at - 2 * minute, kind="visit-requested", **about)
        second = queue(session, person, at - minute, kind="visit-booked", **about)
        other = queue(session, person, at, kind="visit-cancelled")
        move: dict[str, Any] = {"subject_kind": "application", "subject_id": application.id}
        record(session, "application.book", actor=WORKER, at=at - minute, **move)
    return [*first, *second, *other]


def kinds(phone: ScriptedPhone, told: list[Message]) -> list[str]:
    names = {message.id: message.kind for message in told}
    return [names[message_id] for message_id, _to, _body in phone.taken]


def test_what_happened_first_is_told_first(
    carriers: Carriers, phone: ScriptedPhone, told: list[Message], at: datetime
) -> None:
    phone.script = [TryLater("down", after=20), TryLater("down", after=20)]
    drain(carriers, at=at, pace=PACE)
    assert "visit-booked" not in kinds(phone, told)
    drain(carriers, at=at + timedelta(seconds=50), pace=PACE)
    sent = kinds(phone, told)
    assert sent.index("visit-requested") < sent.index("visit-booked")
    assert len(sent) == 3


def test_a_long_rest_holds_nobody_up_and_old_news_is_not_sent_after_it(
    carriers: Carriers, phone: ScriptedPhone, told: list[Message], at: datetime
) -> None:
    old, new, _other = told
    with carriers.database.unit_of_work() as session:
        stored = session.get_one(Message, old.id)
        stored.attempts, stored.next_attempt_at = 1, at + timedelta(minutes=10)
        stored.state = State.ATTEMPTING
    drain(carriers, at=at, pace=PACE)
    assert read(carriers.database, new.id).state == State.SENT
    drain(carriers, at=at + timedelta(minutes=11), pace=PACE)
    late = read(carriers.database, old.id)
    assert (late.state, late.last_error) == (State.FAILED, "It was too late to send this.")
    assert "visit-requested" not in kinds(phone, told)
