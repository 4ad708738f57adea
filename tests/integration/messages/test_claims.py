"""Claims: one holder at a time, fenced by its token, at the sender's rate."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta

from app.db import Database
from app.messages.claims import Claim, claim_due, put_back, settle
from app.messages.models import Channel, Message, State
from app.messages.pace import Pace
from app.messages.rate import give_back, take_tokens
from tests.integration.messages.conftest import add_person, queue, read

PACE = Pace(lease=60, stops=3)


def claim(database: Database, at: datetime, *, limit: int = 10) -> list[Claim]:
    with database.unit_of_work() as session:
        return claim_due(session, Channel.TEXT, at=at, limit=limit, pace=PACE)


def test_a_claim_says_attempting_before_anybody_is_called(
    database: Database, at: datetime, queued_text: Message
) -> None:
    (mine,) = claim(database, at)
    stored = read(database, queued_text.id)
    assert (stored.state, stored.attempts) == (State.ATTEMPTING, 1)
    assert (stored.lease_token, stored.lease_until) == (mine.token, at + timedelta(seconds=60))
    assert not mine.doubtful
    assert claim(database, at + timedelta(seconds=59)) == []


def test_a_message_is_not_claimed_before_it_is_due(database: Database, at: datetime) -> None:
    due = at + timedelta(days=3)
    with database.unit_of_work() as session:
        queue(session, add_person(session, at, may_write=None), at, due_at=due)
    assert claim(database, due - timedelta(seconds=1)) == []
    assert len(claim(database, due)) == 1


def test_a_lapsed_lease_is_claimed_as_doubtful_and_the_old_holder_is_fenced_off(
    database: Database, at: datetime, queued_text: Message
) -> None:
    (old,) = claim(database, at)
    later = at + timedelta(seconds=60)
    (new,) = claim(database, later)
    assert (new.attempt, new.doubtful, new.faults) == (2, True, 1)
    assert new.token != old.token
    with database.unit_of_work() as session:
        assert not settle(session, old, State.FAILED, at=later, error="late")
        assert not put_back(session, old, next_attempt_at=at, error="late", doubtful=False)
        assert settle(session, new, State.SENT, at=later, supplier_id="SM1")
        assert not settle(session, new, State.FAILED, at=later)
    stored = read(database, queued_text.id)
    assert (stored.state, stored.supplier_id, stored.last_error) == (State.SENT, "SM1", None)


def test_what_stops_us_again_and_again_is_held(
    database: Database, at: datetime, queued_text: Message
) -> None:
    moment = at
    for _ in range(4):
        assert len(claim(database, moment)) == 1
        moment += timedelta(seconds=61)
    assert claim(database, moment) == []
    stored = read(database, queued_text.id)
    assert stored.state == State.HELD
    assert stored.last_error == "Our own system stopped many times while it had this message."


def test_workers_together_claim_each_message_once(database: Database, at: datetime) -> None:
    with database.unit_of_work() as session:
        person = add_person(session, at, may_write=None)
        made = {queue(session, person, at)[0].id for _ in range(40)}
    claimed: list[Claim] = []
    together = threading.Barrier(4)

    def work() -> None:
        together.wait()
        while mine := claim(database, at, limit=3):
            claimed.extend(mine)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    left = claim(database, at, limit=40)
    ids = [one.message_id for one in claimed + left]
    assert len(ids) == 40
    assert set(ids) == made


def test_the_longest_waiting_go_first(database: Database, at: datetime) -> None:
    with database.unit_of_work() as session:
        person = add_person(session, at, may_write=None)
        (young,) = queue(session, person, at, due_at=at + timedelta(minutes=9))
        (old,) = queue(session, person, at)
    later = at + timedelta(hours=1)
    assert [one.message_id for one in claim(database, later, limit=1)] == [old.id]
    assert [one.message_id for one in claim(database, later, limit=1)] == [young.id]


def test_the_bucket_gives_a_seconds_worth_and_fills_with_time(
    database: Database, at: datetime
) -> None:
    def take(wanted: int, seconds: float) -> int:
        with database.unit_of_work() as session:
            moment = at + timedelta(seconds=seconds)
            return take_tokens(session, "text", per_second=10, wanted=wanted, at=moment)

    assert take(8, 0) == 8
    assert take(8, 0) == 2
    assert take(8, 0) == 0
    assert take(8, 0.5) == 5
    assert take(8, 0.4) == 0
    assert take(99, 60) == 10
    with database.unit_of_work() as session:
        give_back(session, "text", 4)
    assert take(9, 60) == 4
