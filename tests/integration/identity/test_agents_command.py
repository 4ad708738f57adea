"""`alongside agents`: another password and other roles for somebody who is there already."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli import main
from app.db import Database
from app.identity.agents import get_agent
from app.identity.passwords import matches
from tests.conftest import KEY
from tests.integration.identity.known_agent import Known


@pytest.fixture
def here(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the command find the database of the test, and its keys."""
    monkeypatch.setenv("ALONGSIDE_PROFILE", "demo")
    monkeypatch.setenv("ALONGSIDE_VAR", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", database.engine.url.render_as_string(hide_password=False))
    monkeypatch.setenv("ALONGSIDE_FIELD_KEYS", f"1:{KEY}")
    monkeypatch.setenv("ALONGSIDE_INDEX_KEY", base64.b64encode(b"i" * 32).decode())
    monkeypatch.setenv("ALONGSIDE_TRAIL_KEY", base64.b64encode(b"t" * 32).decode())


def agents(*words: str, typed: str = "") -> Result:
    return CliRunner().invoke(main, ["agents", *words], input=typed)


@pytest.mark.usefixtures("here")
def test_an_agent_gets_another_password_and_other_roles(database: Database, known: Known) -> None:
    typed = "salty-walnut-meadow"
    given = agents("password", "Marged", "--password-file", "-", typed=f"{typed}\n")
    assert given.exit_code == 0, given.output
    assert typed not in given.output
    assert agents("roles", "marged", "--role", "post-room").exit_code == 0
    with database.reading() as session:
        agent = get_agent(session, known.agent.id)
        assert matches(typed, agent.password_hash)
        assert agent.roles == ["post-room"]


@pytest.mark.usefixtures("here")
def test_nobody_of_that_name_is_said() -> None:
    refused = agents("roles", "nobody", "--role", "agent")
    assert (refused.exit_code, refused.stderr) == (1, "alongside: no agent nobody\n")
