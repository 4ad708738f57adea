"""The arithmetic of the lock, without a database."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from app.errors import AlongsideError
from app.identity.attempts import Attempt, Limit
from app.identity.models import Agent

LIMIT = Limit(wrong=5, within=timedelta(minutes=15), lasts=timedelta(minutes=15))


def fail(agent: Agent, at: datetime, *minutes: float) -> None:
    for minute in minutes:
        agent.count_failure(LIMIT, at + timedelta(minutes=minute))


def test_the_fifth_wrong_try_locks_for_fifteen_minutes(at: datetime) -> None:
    agent = Agent()
    fail(agent, at, 0, 1, 2, 3)
    assert not agent.is_locked(at + timedelta(minutes=3))
    fail(agent, at, 4)
    assert agent.failed_attempts == 5
    assert agent.is_locked(at + timedelta(minutes=4))
    assert agent.is_locked(at + timedelta(minutes=19) - timedelta(seconds=1))
    assert not agent.is_locked(at + timedelta(minutes=19))


def test_five_within_any_fifteen_minutes_count_not_only_from_the_first(at: datetime) -> None:
    agent = Agent()
    fail(agent, at, 0, 14, 14, 14, 16)
    assert not agent.is_locked(at + timedelta(minutes=16))
    fail(agent, at, 17)
    assert agent.is_locked(at + timedelta(minutes=17))


def test_slow_wrong_tries_never_lock(at: datetime) -> None:
    agent = Agent()
    fail(agent, at, 0, 4, 8, 12, 16, 20, 24, 28)
    assert agent.locked_until is None
    assert agent.failed_attempts == 4


def test_after_the_lock_counting_begins_again(at: datetime) -> None:
    agent = Agent()
    fail(agent, at, 0, 0, 0, 0, 0, 15)
    assert agent.failed_attempts == 1
    assert not agent.is_locked(at + timedelta(minutes=15))


def test_an_attempt_gives_its_gain_or_raises_its_refusal() -> None:
    assert Attempt("key").outcome() == "key"
    refused: Attempt[str] = Attempt(refusal=AlongsideError("no"))
    with pytest.raises(AlongsideError, match="no"):
        refused.outcome()
