"""Agents made, changed and let go."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

import pytest

from app.audit import COMMAND, trail_of
from app.db import Database
from app.errors import NotFound
from app.identity import agents
from app.identity.models import Agent
from app.identity.passwords import WeakPassword
from app.identity.sign_in import SignedOut, find_sign_in, open_sign_in
from tests.integration.identity.known_agent import (
    PASSWORD,
    QUICK,
    Known,
    at_once,
    make_agent,
    try_password,
)


def create(database: Database, at: datetime, **changed: object) -> tuple[Agent, str]:
    asked = {
        "username": "Marged",
        "name": "Marged  Pryce",
        "password": PASSWORD,
        "roles": ["post-room", "agent", "agent"],
        **changed,
    }
    with database.unit_of_work() as session:
        return agents.create_agent(session, actor=COMMAND, at=at, hasher=QUICK, **asked)  # type: ignore[arg-type]


def test_an_agent_is_kept_as_given_but_folded_and_in_order(
    database: Database, at: datetime
) -> None:
    made, uri = create(database, at)
    with database.reading() as session:
        kept = agents.get_agent(session, made.id)
        listed = agents.list_agents(session)
    assert (kept.username, kept.name, kept.roles) == (
        "marged",
        "Marged Pryce",
        ["agent", "post-room"],
    )
    assert kept.totp_secret in uri
    assert kept.active
    assert [one.id for one in listed] == [made.id]


ODD: tuple[tuple[str, object], ...] = (
    ("username", "m"),
    ("username", "marged pryce"),
    ("username", "marg\x00d"),
    ("username", "x" * 10_000),
    ("name", "   "),
    ("name", "Marged \u202e Pryce"),
    ("name", "x" * 101),
    ("roles", []),
    ("roles", ["governor"]),
    ("roles", ["agent", ""]),
)


def test_odd_particulars_are_refused_by_field(database: Database, at: datetime) -> None:
    for field, value in ODD:
        with pytest.raises(agents.BadAgent) as refused:
            create(database, at, **{field: value})
        assert refused.value.field == field


def test_a_weak_password_makes_no_agent(database: Database, at: datetime) -> None:
    with pytest.raises(WeakPassword):
        create(database, at, password="Password1234")
    with database.reading() as session:
        assert list(agents.list_agents(session)) == []


def test_a_username_is_one_agent_s_though_two_ask_at_once(database: Database, at: datetime) -> None:
    def ask() -> str:
        try:
            return make_agent(database, at).username
        except agents.UsernameTaken as taken:
            return taken.field

    assert sorted(at_once(2, ask)) == ["marged", "username"]


def test_what_changes_an_agent_signs_them_out_everywhere(
    database: Database, known: Known, at: datetime
) -> None:
    changes = (
        lambda s: agents.change_roles(s, known.agent, roles=["post-room"], actor=COMMAND, at=at),
        lambda s: agents.change_password(
            s, known.agent, password="quiet-heron-bicycle", actor=COMMAND, at=at, hasher=QUICK
        ),
        lambda s: agents.reset_second_factor(s, known.agent, actor=COMMAND, at=at),
        lambda s: agents.deactivate(s, known.agent, actor=COMMAND, at=at),
    )
    for change in changes:
        with database.unit_of_work() as session:
            _sign_in, token = open_sign_in(session, known.agent, at=at)
        with database.unit_of_work() as session:
            change(session)
        with database.reading() as session, pytest.raises(SignedOut):
            find_sign_in(session, token, at=at, idle=1800, longest=36000)


def test_a_new_password_replaces_the_old_and_unlocks(
    database: Database, known: Known, at: datetime
) -> None:
    def attempt(password: str) -> bool:
        return try_password(database, password, at).refusal is None

    assert [attempt("wrong-wrong-wrong") for _ in range(5)] == [False] * 5
    assert not attempt(known.password)
    with database.unit_of_work() as session:
        agents.change_password(
            session,
            known.agent,
            password="quiet-heron-bicycle",
            actor=COMMAND,
            at=at,
            hasher=QUICK,
        )
    assert not attempt(known.password)
    assert attempt("quiet-heron-bicycle")


def test_a_new_second_factor_is_another_secret(
    database: Database, known: Known, at: datetime
) -> None:
    with database.unit_of_work() as session:
        uri = agents.reset_second_factor(session, known.agent, actor=COMMAND, at=at)
    assert known.agent.totp_secret not in uri
    with database.reading() as session:
        assert agents.get_agent(session, known.agent.id).totp_secret in uri


def test_an_agent_let_go_stays_on_record_and_cannot_sign_in(
    database: Database, known: Known, at: datetime
) -> None:
    for _ in range(2):
        with database.unit_of_work() as session:
            agents.deactivate(session, known.agent, actor=COMMAND, at=at)
    with database.reading() as session:
        assert not agents.get_agent(session, known.agent.id).active
        actions = [entry.action for entry in trail_of(session, known.agent.id)]
    assert actions == ["agent.created", "agent.deactivated"]
    with database.unit_of_work() as session, pytest.raises(SignedOut):
        open_sign_in(session, known.agent, at=at)


def test_nobody_is_found_under_an_unknown_id(database: Database) -> None:
    with database.reading() as session, pytest.raises(NotFound):
        agents.get_agent(session, uuid4())
