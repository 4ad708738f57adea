"""A small office: one agent a role, three prisons with slots, and a client at the console."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask

from agent_console import create_app
from app.appointments import generate_slots
from app.audit import COMMAND, write_trail
from app.db import Database
from app.identity.agents import create_agent
from app.identity.permissions import Role
from app.places import get_venue, load_places
from app.services import Services
from app.vault import Vault
from tests.conftest import lay_tables
from tests.integration.console.console_client import ConsoleClient

OPENING = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
PASSWORD = "brass-otter-lantern"
STAFF = {
    "amina": ("Amina Yusuf", Role.AGENT),
    "bryn": ("Bryn Howells", Role.BOOKING_CLERK),
    "carys": ("Carys Pugh", Role.TEAM_LEADER),
    "dev": ("Dev Mistry", Role.POST_ROOM),
    "erin": ("Erin Doyle", Role.SERVICE_MANAGER),
}


@pytest.fixture(scope="session")
def stocked(tmp_path_factory: pytest.TempPathFactory, vault: Vault) -> Path:
    """A database file in which everybody is hired, and Leeds and Cardiff have times to offer."""
    path = tmp_path_factory.mktemp("stocked") / "stocked.db"
    opened = Database(f"sqlite:///{path}", vault=vault, closing=(write_trail,))
    lay_tables(opened)
    with opened.unit_of_work() as session:
        load_places(session, at=OPENING)
        for code in ("LEI", "CFI", "CLA"):
            generate_slots(session, get_venue(session, code), at=OPENING)
        for username, (name, role) in STAFF.items():
            create_agent(
                session,
                username=username,
                name=name,
                password=PASSWORD,
                roles=[role],
                actor=COMMAND,
                at=OPENING,
                hasher=QUICK,
            )
    opened.dispose()
    return path


@pytest.fixture
def database(tmp_path: Path, vault: Vault, stocked: Path) -> Iterator[Database]:
    """The embedded database only: what differs between the two is tested below the faces."""
    path = shutil.copy(stocked, tmp_path / "test.db")
    opened = Database(f"sqlite:///{path}", vault=vault, closing=(write_trail,))
    yield opened
    opened.dispose()


@pytest.fixture
def office(services: Services) -> Services:
    """A small office at work."""
    return services


@pytest.fixture
def console(office: Services) -> Flask:
    return create_app(office)


@pytest.fixture
def amina(console: Flask) -> ConsoleClient:
    """An agent, signed in."""
    client = ConsoleClient(console)
    client.sign_in_as("amina")
    return client


@pytest.fixture
def bryn(console: Flask) -> ConsoleClient:
    """A booking clerk, signed in."""
    client = ConsoleClient(console)
    client.sign_in_as("bryn")
    return client
