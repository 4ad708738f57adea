"""Signing in: the lock, codes that work once, and how long a sign-in lasts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import event, select

from app.audit import COMMAND, AuditEntry, trail_of, verify
from app.db import Database
from app.identity import agents, sign_in
from app.identity.attempts import Attempt
from app.identity.models import Agent, SignIn
from tests.integration.identity.known_agent import QUICK, Known, at_once, try_password

IDLE, LONGEST = 30 * 60, 10 * 60 * 60
MINUTE = timedelta(minutes=1)


def try_code(database: Database, known: Known, code: str, at: datetime) -> Attempt[Agent]:
    with database.unit_of_work() as session:
        return sign_in.check_code(session, known.agent, code=code, at=at)


def failures(database: Database, known: Known) -> int:
    with database.reading() as session:
        return agents.get_agent(session, known.agent.id).failed_attempts


@contextmanager
def counting_queries(database: Database) -> Iterator[list[str]]:
    """Gather the statements sent meanwhile, without the ones that begin a transaction."""
    sent: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_more: object) -> None:
        if not statement.startswith("BEGIN"):
            sent.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    yield sent
    event.remove(database.engine, "before_cursor_execute", note)


def test_the_right_password_then_the_right_code(
    database: Database, known: Known, at: datetime
) -> None:
    agent = try_password(database, known.password, at, username=" MARGED ").outcome()
    assert agent.id == known.agent.id
    assert try_code(database, known, known.code(at), at).outcome().id == known.agent.id


def test_a_wrong_name_a_wrong_password_and_a_lock_read_the_same(
    database: Database, known: Known, at: datetime
) -> None:
    refusals = [try_password(database, "wrong-wrong-wrong", at).refusal for _ in range(6)]
    unknown = try_password(database, "wrong-wrong-wrong", at, username="nobody").refusal
    words = {
        str(refused.words)
        for refused in [*refusals, unknown]
        if isinstance(refused, sign_in.SignInRefused)
    }
    assert len(words) == 1
    assert [type(refused) for refused in refusals] == [sign_in.WrongPassword] * 4 + [
        sign_in.LockedOut
    ] * 2
    assert isinstance(unknown, sign_in.WrongPassword)


def test_an_odd_username_is_nobody_s(database: Database, known: Known, at: datetime) -> None:
    for odd in ("", "marg\x00d", "\ud800", "x" * 10_000, "ⅿarged", "marged\u202e"):
        with pytest.raises(sign_in.WrongPassword):
            try_password(database, known.password, at, username=odd).outcome()


def test_wrong_passwords_and_wrong_codes_count_together(
    database: Database, known: Known, at: datetime
) -> None:
    for _ in range(3):
        try_password(database, "wrong-wrong-wrong", at)
    try_password(database, known.password, at)
    try_code(database, known, "000000", at)
    assert failures(database, known) == 4
    assert isinstance(try_code(database, known, "000000", at).refusal, sign_in.LockedOut)


def test_a_locked_agent_is_refused_though_right_until_the_lock_opens(
    database: Database, known: Known, at: datetime
) -> None:
    for _ in range(5):
        try_password(database, "wrong-wrong-wrong", at)
    almost = at + 15 * MINUTE - timedelta(seconds=1)
    with pytest.raises(sign_in.LockedOut):
        try_password(database, known.password, almost).outcome()
    with pytest.raises(sign_in.LockedOut):
        try_code(database, known, known.code(almost), almost).outcome()
    assert try_password(database, known.password, at + 15 * MINUTE).outcome()


def test_a_right_code_forgets_the_wrong_tries(
    database: Database, known: Known, at: datetime
) -> None:
    for _ in range(4):
        try_password(database, "wrong-wrong-wrong", at)
    try_code(database, known, known.code(at), at).outcome()
    assert failures(database, known) == 0


def test_wrong_tries_at_once_are_each_counted(
    database: Database, known: Known, at: datetime
) -> None:
    at_once(2, lambda: try_password(database, "wrong-wrong-wrong", at))
    assert failures(database, known) == 2
    at_once(2, lambda: try_code(database, known, "000000", at))
    assert failures(database, known) == 4


def test_wrong_tries_are_on_the_trail_without_what_was_typed(
    database: Database, known: Known, at: datetime
) -> None:
    try_password(database, "wrong-wrong-wrong", at)
    try_password(database, "wrong-wrong-wrong", at, username="nobody")
    with database.reading() as session:
        entries = session.scalars(
            select(AuditEntry).where(AuditEntry.action == "agent.sign-in-failed")
        ).all()
        assert verify(session).faults == ()
    assert {entry.subject_id for entry in entries} == {known.agent.id, None}
    assert "nobody" not in repr([entry.details for entry in entries])
    assert {entry.details["why"] for entry in entries} == {"wrong", "unknown"}


def test_the_lock_is_on_the_trail(database: Database, known: Known, at: datetime) -> None:
    for _ in range(5):
        try_password(database, "wrong-wrong-wrong", at)
    with database.reading() as session:
        actions = [entry.action for entry in trail_of(session, known.agent.id)]
    assert actions.count("agent.sign-in-failed") == 5
    assert actions.count("agent.locked-out") == 1


def test_a_code_works_once(database: Database, known: Known, at: datetime) -> None:
    code = known.code(at)
    try_code(database, known, code, at).outcome()
    with pytest.raises(sign_in.WrongCode):
        try_code(database, known, code, at + timedelta(seconds=5)).outcome()
    with pytest.raises(sign_in.WrongCode):
        try_code(database, known, known.code(at - timedelta(seconds=30)), at).outcome()
    later = at + timedelta(seconds=30)
    assert try_code(database, known, known.code(later), later).outcome()


def test_one_code_used_twice_at_once_signs_in_once(
    database: Database, known: Known, at: datetime
) -> None:
    code = known.code(at)
    attempts = at_once(2, lambda: try_code(database, known, code, at))
    assert sorted(attempt.refusal is None for attempt in attempts) == [False, True]


def test_a_password_changed_while_it_was_weighed_is_wrong(
    database: Database, known: Known, at: datetime
) -> None:
    with database.reading() as session:
        weighed = sign_in.weigh_password(
            session, username="marged", password=known.password, hasher=QUICK
        )
    with database.unit_of_work() as session:
        agents.change_password(
            session, known.agent, password="quiet-heron-bicycle", actor=COMMAND, at=at, hasher=QUICK
        )
    with database.unit_of_work() as session:
        attempt = sign_in.settle_password(session, weighed, at=at)
    assert isinstance(attempt.refusal, sign_in.WrongPassword)


def test_a_hash_follows_the_cost_at_the_next_right_password(
    database: Database, known: Known, at: datetime
) -> None:
    dearer = PasswordHasher(time_cost=2, memory_cost=8, parallelism=1)
    for password in ("wrong-wrong-wrong", known.password):
        try_password(database, password, at, hasher=dearer)
        with database.reading() as session:
            stored = agents.get_agent(session, known.agent.id).password_hash
        assert dearer.check_needs_rehash(stored) is (password != known.password)


def test_an_agent_let_go_is_refused_like_a_stranger(
    database: Database, known: Known, at: datetime
) -> None:
    with database.unit_of_work() as session:
        agents.deactivate(session, known.agent, actor=COMMAND, at=at)
    with pytest.raises(sign_in.WrongPassword):
        try_password(database, known.password, at).outcome()
    with pytest.raises(sign_in.WrongCode):
        try_code(database, known, known.code(at), at).outcome()


def opened(database: Database, known: Known, at: datetime) -> tuple[SignIn, str]:
    with database.unit_of_work() as session:
        return sign_in.open_sign_in(session, known.agent, at=at)


def find(database: Database, token: str, at: datetime) -> tuple[SignIn, Agent]:
    with database.reading() as session:
        return sign_in.find_sign_in(session, token, at=at, idle=IDLE, longest=LONGEST)


def test_a_sign_in_is_found_in_one_query(database: Database, known: Known, at: datetime) -> None:
    made, token = opened(database, known, at)
    with counting_queries(database) as sent:
        found, agent = find(database, token, at + MINUTE)
        assert (found.id, agent.id, agent.name) == (made.id, known.agent.id, "Marged Pryce")
    assert len(sent) == 1
    assert "password_hash" not in sent[0]
    assert "totp_secret" not in sent[0]


def test_a_sign_in_runs_out_when_idle_and_says_whose_it_was(
    database: Database, known: Known, at: datetime
) -> None:
    _made, token = opened(database, known, at)
    assert find(database, token, at + timedelta(seconds=IDLE - 1))
    with pytest.raises(sign_in.SignedOut) as ended:
        find(database, token, at + timedelta(seconds=IDLE))
    assert ended.value.agent_id == known.agent.id


def test_a_sign_in_runs_out_at_its_longest_though_in_use(
    database: Database, known: Known, at: datetime
) -> None:
    made, token = opened(database, known, at)
    almost = at + timedelta(seconds=LONGEST - 1)
    with database.unit_of_work() as session:
        assert sign_in.touch(session, made, at=almost)
    assert find(database, token, almost)
    with pytest.raises(sign_in.SignedOut):
        find(database, token, at + timedelta(seconds=LONGEST))


def test_touching_writes_at_most_once_a_minute(
    database: Database, known: Known, at: datetime
) -> None:
    made, token = opened(database, known, at)
    with database.unit_of_work() as session, counting_queries(database) as sent:
        assert not sign_in.touch(session, made, at=at + timedelta(seconds=59))
        assert sent == []
        assert sign_in.touch(session, made, at=at + MINUTE)
    found, _agent = find(database, token, at + MINUTE)
    assert found.seen_at == at + MINUTE


def test_signing_out_ends_one_and_everywhere_ends_all(
    database: Database, known: Known, at: datetime
) -> None:
    (first, one), (_second, two), (_third, three) = (opened(database, known, at) for _ in range(3))
    for _ in range(2):
        with database.unit_of_work() as session:
            sign_in.sign_out(session, first, at=at)
    with pytest.raises(sign_in.SignedOut):
        find(database, one, at)
    assert find(database, two, at)
    with database.unit_of_work() as session:
        assert sign_in.sign_out_everywhere(session, known.agent, actor=COMMAND, at=at) == 2
    for token in (two, three):
        with pytest.raises(sign_in.SignedOut):
            find(database, token, at)
    with database.reading() as session:
        actions = [entry.action for entry in trail_of(session, known.agent.id)]
    assert actions.count("agent.signed-out") == 1


def test_an_unknown_token_is_signed_out_and_nobody_s(database: Database, at: datetime) -> None:
    for odd in ("", "\x00", "\ud800", "x" * 10_000):
        with pytest.raises(sign_in.SignedOut) as ended:
            find(database, odd, at)
        assert ended.value.agent_id is None
