"""Rounds of texts: two commits for eight, nobody waits for one that hangs, none is lost or doubled."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from threading import Barrier, Event, Lock, Thread
from uuid import UUID

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from app.audit import COMMAND
from app.db import Database
from app.i18n import _
from app.messages.models import Message, State
from app.messages.pace import Pace
from app.messages.sending import drain
from app.messages.supplier import Receipt, Refused, Unclear
from app.people import set_rules
from tests.integration.messages.conftest import (
    Carriers,
    ScriptedPhone,
    add_person,
    queue,
    read,
    states,
)

ROUND = 8
PATIENCE = 10.0  # seconds, for a machine that is busy
# A busy machine settles whole rounds too.
PACE = Pace(lease=60, first_wait=10, look_up_after=20, settle_after=PATIENCE)
AFTER_LEASE = timedelta(seconds=90)


class Killed(BaseException):
    """The process dies here."""


@dataclass
class WatchfulPhone(ScriptedPhone):
    """A supplier that notes what the database says of all texts when it hears of one."""

    database: Database | None = None
    seen: list[int] = field(default_factory=list)

    def send(self, *, to: str, body: str, message_id: UUID, valid_for: int = 0) -> Receipt:
        assert self.database is not None
        self.seen.append(states(self.database).count(State.ATTEMPTING))
        return super().send(to=to, body=body, message_id=message_id)


@dataclass
class HangingPhone(ScriptedPhone):
    """A supplier that says nothing about one text until it is let go."""

    hangs_on: UUID | None = None
    let_go: Event = field(default_factory=Event)

    def send(self, *, to: str, body: str, message_id: UUID, valid_for: int = 0) -> Receipt:
        if message_id == self.hangs_on:
            assert self.let_go.wait(PATIENCE)
        return super().send(to=to, body=body, message_id=message_id)


def queue_texts(carriers: Carriers, count: int, at: datetime) -> list[UUID]:
    with carriers.database.unit_of_work() as session:
        person = add_person(session, at, may_write=None)
        return [queue(session, person, at)[0].id for _number in range(count)]


@contextmanager
def commits(database: Database) -> Iterator[list[object]]:
    """Give a list that grows by one with each commit inside the block."""
    counted: list[object] = []

    def count(connection: object) -> None:
        counted.append(connection)

    event.listen(database.engine, "commit", count)
    try:
        yield counted
    finally:
        event.remove(database.engine, "commit", count)


def test_a_round_costs_two_commits(carriers: Carriers, phone: ScriptedPhone, at: datetime) -> None:
    queue_texts(carriers, 3 * ROUND, at)
    with commits(carriers.database) as counted:
        drain(carriers, at=at, pace=PACE)
    assert len(phone.taken) == 3 * ROUND
    assert len(counted) <= 2 * 3 + 1


def test_each_row_says_attempting_before_the_supplier_hears_of_any(
    carriers: Carriers, at: datetime
) -> None:
    queue_texts(carriers, ROUND, at)
    phone = WatchfulPhone(database=carriers.database)
    drain(replace(carriers, sms=phone), at=at, pace=PACE)
    assert phone.seen == [ROUND] * ROUND
    assert states(carriers.database) == [State.SENT] * ROUND


def test_a_call_that_hangs_holds_up_no_other(carriers: Carriers, at: datetime) -> None:
    first, *_others = queue_texts(carriers, 2 * ROUND, at)
    phone = HangingPhone(hangs_on=first)
    draining = Thread(target=drain, args=(replace(carriers, sms=phone),), kwargs={"at": at})
    draining.start()
    try:
        give_up = time.monotonic() + PATIENCE
        while states(carriers.database).count(State.SENT) < 2 * ROUND - 1:
            assert time.monotonic() < give_up
            time.sleep(0.02)
        assert read(carriers.database, first).state == State.ATTEMPTING
    finally:
        phone.let_go.set()
        draining.join()
    assert read(carriers.database, first).state == State.SENT
    assert len(phone.taken) == 2 * ROUND


def test_killed_before_the_round_is_settled_all_are_looked_up_and_none_goes_twice(
    carriers: Carriers, phone: ScriptedPhone, at: datetime
) -> None:
    queue_texts(carriers, ROUND, at)
    database = carriers.database
    usual = database.closing

    def die_when_all_are_sent(_session: Session) -> None:
        if len(phone.taken) == ROUND:
            raise Killed

    database.closing = (*usual, die_when_all_are_sent)
    with pytest.raises(Killed):
        drain(carriers, at=at, pace=PACE)
    database.closing = usual
    assert states(database) == [State.ATTEMPTING] * ROUND
    drain(carriers, at=at + AFTER_LEASE, pace=PACE)
    assert states(database) == [State.SENT] * ROUND
    assert (len(phone.taken), phone.looked_up) == (ROUND, ROUND)


@dataclass
class ListingPhone(ScriptedPhone):
    """A supplier with ids of its own, which finds the newest text with the same words."""

    together: Barrier = field(default_factory=lambda: Barrier(2))

    def find_sent(
        self,
        *,
        to: str,
        body: str,
        since: datetime,
        message_id: UUID,
        but_not: Collection[str] = (),
    ) -> str | None:
        if not but_not:
            self.together.wait(PATIENCE)
        alike = [f"SM{at}" for at, (_id, *sent) in enumerate(self.taken) if sent == [to, body]]
        return next((sid for sid in reversed(alike) if sid not in but_not), None)


@pytest.mark.parametrize("taken", [2, 1])
def test_two_alike_that_are_looked_up_at_once_are_not_taken_for_one(
    carriers: Carriers, at: datetime, taken: int
) -> None:
    both = queue_texts(carriers, 2, at)
    phone = ListingPhone(script=[Unclear("no answer")] * 2, taken_first=True)
    drain(replace(carriers, sms=phone), at=at, pace=PACE)
    del phone.taken[taken:]
    drain(replace(carriers, sms=phone), at=at + timedelta(minutes=5), pace=PACE)
    phone.together = Barrier(1)
    drain(replace(carriers, sms=phone), at=at + timedelta(minutes=10), pace=PACE)
    known = {read(carriers.database, one).supplier_id for one in both}
    assert len(known) == len(phone.taken) == 2
    assert states(carriers.database) == [State.SENT] * 2


def test_what_dies_in_one_thread_leaves_the_others_settled(
    carriers: Carriers, phone: ScriptedPhone, at: datetime
) -> None:
    queue_texts(carriers, ROUND, at)
    phone.script = [Killed()]
    with pytest.raises(Killed):
        drain(carriers, at=at, pace=PACE)
    found = states(carriers.database)
    assert (found.count(State.SENT), found.count(State.ATTEMPTING)) == (ROUND - 1, 1)
    drain(carriers, at=at + AFTER_LEASE, pace=PACE)
    assert len(phone.taken) == ROUND


@dataclass
class RefusingPhone(ScriptedPhone):
    """A supplier that refuses one text, whose person's place to collect post is gone by then."""

    refuses: UUID | None = None
    database: Database | None = None
    one: Lock = field(default_factory=Lock)

    def send(self, *, to: str, body: str, message_id: UUID, valid_for: int = 0) -> Receipt:
        if message_id != self.refuses:
            return super().send(to=to, body=body, message_id=message_id)
        assert self.database is not None
        with self.database.unit_of_work() as session:
            person_id = session.get_one(Message, message_id).person_id
            wish = {"collect_at": "NOWHERE"}
            set_rules(session, person_id, wish, actor=COMMAND, at=datetime.now().astimezone())
        raise Refused("30005", _("This phone number is not in use."))


def test_a_settlement_that_breaks_takes_no_others_of_its_round_with_it(
    carriers: Carriers, at: datetime
) -> None:
    (broken,) = queue_texts(carriers, 1, at)
    others = queue_texts(carriers, ROUND - 1, at)
    phone = RefusingPhone(refuses=broken, database=carriers.database)
    drain(replace(carriers, sms=phone), at=at, pace=PACE)
    assert {read(carriers.database, one).state for one in others} == {State.SENT}
    found = read(carriers.database, broken)
    assert (found.state, found.faults, found.doubtful) == (State.ATTEMPTING, 1, True)
    assert len(phone.taken) == ROUND - 1
