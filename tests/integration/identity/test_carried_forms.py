"""What was typed after a sign-in ran out comes back, to the same agent, once."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from app.db import Database
from app.identity.carried_forms import NotCarried, NothingCarried, carry, take_carried
from app.identity.models import Agent, CarriedForm
from tests.integration.identity.known_agent import Known, at_once

PATH = "/console/applications/PV-4K7Q-9M2X/visitors"
FIELDS = {"visitors-0-name": ["Siân 🦦 O’Neill"], "tick": ["a", "b"], "note": ["\x00<script>"]}


def kept(database: Database, known: Known, at: datetime) -> str:
    with database.unit_of_work() as session:
        return carry(session, agent_id=known.agent.id, path=PATH, fields=FIELDS, at=at)


def take(database: Database, token: str, agent: Agent, at: datetime) -> CarriedForm:
    with database.unit_of_work() as session:
        return take_carried(session, token, agent_id=agent.id, at=at)


def test_a_form_comes_back_whole_and_once(database: Database, known: Known, at: datetime) -> None:
    token = kept(database, known, at)
    form = take(database, token, known.agent, at + timedelta(hours=1))
    assert (form.path, form.fields) == (PATH, FIELDS)
    with pytest.raises(NothingCarried):
        take(database, token, known.agent, at + timedelta(hours=1))


def test_another_agent_does_not_get_it_and_does_not_spoil_it(
    database: Database, known: Known, other_agent: Agent, at: datetime
) -> None:
    token = kept(database, known, at)
    with pytest.raises(NothingCarried):
        take(database, token, other_agent, at)
    assert take(database, token, known.agent, at).path == PATH


def test_after_twelve_hours_nobody_gets_it(database: Database, known: Known, at: datetime) -> None:
    token = kept(database, known, at)
    with pytest.raises(NothingCarried):
        take(database, token, known.agent, at + timedelta(hours=12))
    kept(database, known, at + timedelta(hours=12))
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(CarriedForm)) == 1


def test_two_tabs_asking_at_once_get_it_once(
    database: Database, known: Known, at: datetime
) -> None:
    token = kept(database, known, at)

    def ask() -> bool:
        try:
            return bool(take(database, token, known.agent, at))
        except NothingCarried:
            return False

    assert sorted(at_once(2, ask)) == [False, True]


NOT_OURS = (
    "",
    "https://elsewhere.example/",
    "//elsewhere.example",
    "/\\elsewhere.example",
    "/a\x00b",
    "/" + "x" * 500,
)


def test_a_path_that_is_not_ours_is_refused(database: Database, known: Known, at: datetime) -> None:
    with database.unit_of_work() as session:
        for path in NOT_OURS:
            with pytest.raises(NotCarried):
                carry(session, agent_id=known.agent.id, path=path, fields={}, at=at)
