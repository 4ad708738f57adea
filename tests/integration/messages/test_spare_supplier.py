"""A spare supplier takes over when the first one fails, and no text goes out on both."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from app.messages.lines import REST, is_resting, note_attempts
from app.messages.models import Message, State
from app.messages.pace import Pace
from app.messages.sending import drain
from app.messages.supplier import TryLater, Unclear
from tests.integration.messages.conftest import (
    Carriers,
    ScriptedPhone,
    add_person,
    queue,
    states,
)

QUICK = Pace(first_wait=1, look_up_after=1, together=1)
DOWN = 8


@pytest.fixture
def spare() -> ScriptedPhone:
    return ScriptedPhone(name="spare")


@pytest.fixture
def two(carriers: Carriers, spare: ScriptedPhone) -> Carriers:
    return replace(carriers, spare_sms=spare)


def queue_texts(carriers: Carriers, at: datetime, count: int) -> None:
    with carriers.database.unit_of_work() as session:
        person = add_person(session, at, may_write=None)
        for number in range(count):
            queue(session, person, at, reference=f"PV-{number:04}")


def test_the_spare_takes_over_when_the_first_cannot_be_reached(
    two: Carriers, phone: ScriptedPhone, spare: ScriptedPhone, at: datetime
) -> None:
    queue_texts(two, at, 10)
    phone.script = [TryLater("the supplier cannot be reached")] * 1000
    drain(two, at=at, pace=QUICK)
    drain(two, at=at + timedelta(seconds=20), pace=QUICK)
    assert phone.taken == []
    assert states(two.database) == [State.SENT] * 10
    assert len({message_id for message_id, _to, _body in spare.taken}) == 10


def test_a_text_that_the_first_may_have_is_not_given_to_the_spare(
    two: Carriers, phone: ScriptedPhone, spare: ScriptedPhone, at: datetime
) -> None:
    queue_texts(two, at, DOWN)
    phone.script, phone.taken_first = [Unclear("no answer")] * DOWN, True
    for minutes in range(6):
        drain(two, at=at + timedelta(minutes=minutes), pace=QUICK)
    both = [message_id for message_id, _to, _body in (*phone.taken, *spare.taken)]
    assert states(two.database) == [State.SENT] * DOWN
    assert len(both) == len(set(both)) == DOWN
    assert spare.taken, "the first failed, so some went on the spare"


def test_the_row_says_who_has_the_text(
    two: Carriers, phone: ScriptedPhone, spare: ScriptedPhone, at: datetime
) -> None:
    queue_texts(two, at, 6)
    phone.script = [TryLater("the supplier cannot be reached")] * 1000
    drain(two, at=at, pace=QUICK)
    drain(two, at=at + timedelta(seconds=20), pace=QUICK)
    with two.database.reading() as session:
        rows = session.execute(select(Message.supplier, Message.parts, Message.cost)).all()
    assert {name for name, _parts, _cost in rows} == {"spare"}
    assert all(cost == parts * 240 for _name, parts, cost in rows), "2.4p a part from April 2026"


def test_too_many_at_a_time_is_no_failure(
    two: Carriers, phone: ScriptedPhone, spare: ScriptedPhone, at: datetime
) -> None:
    queue_texts(two, at, 10)
    phone.script = [TryLater("too many requests", busy=True)] * 10
    drain(two, at=at, pace=QUICK)
    drain(two, at=at + timedelta(seconds=20), pace=QUICK)
    assert spare.taken == []
    assert len(phone.taken) == 10


def test_a_supplier_gets_another_chance(two: Carriers, at: datetime) -> None:
    with two.database.unit_of_work() as session:
        ended = [note_attempts(session, "first", tried=1, failed=1, at=at) for _ in range(5)]
        assert ended == [False] * 4 + [True]
        assert is_resting(session, "first", at=at + REST - timedelta(seconds=1))
        assert not is_resting(session, "first", at=at + REST)
        assert not note_attempts(session, "first", tried=1, failed=1, at=at + REST)


def test_few_failures_among_many_attempts_change_nothing(two: Carriers, at: datetime) -> None:
    with two.database.unit_of_work() as session:
        for number in range(40):
            moment = at + timedelta(seconds=number)
            assert not note_attempts(session, "first", tried=1, failed=number % 3 == 0, at=moment)


def test_old_failures_fade(two: Carriers, at: datetime) -> None:
    with two.database.unit_of_work() as session:
        for number in range(10):
            moment = at + timedelta(minutes=3 * number)
            assert not note_attempts(session, "first", tried=1, failed=1, at=moment)
