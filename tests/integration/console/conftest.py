"""A small office: one agent a role, three prisons with slots, and a client at the console."""

from __future__ import annotations

from collections.abc import Iterator
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
from app.places import get_venue, load_prisons
from app.services import Services
from app.vault import Vault
from tests.conftest import lay_tables
from tests.integration.console.console_client import ConsoleClient

QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
PASSWORD = "brass-otter-lantern"
STAFF = {
    "amina": ("Amina Yusuf", Role.AGENT),
    "bryn": ("Bryn Howells", Role.BOOKING_CLERK),
    "carys": ("Carys Pugh", Role.TEAM_LEADER),
    "dev": ("Dev Mistry", Role.POST_ROOM),
    "erin": ("Erin Doyle", Role.SERVICE_MANAGER),
}


@pytest.fixture
def database(tmp_path: Path, vault: Vault) -> Iterator[Database]:
    """The embedded database only: what differs between the two is tested below the faces."""
    opened = Database(f"sqlite:///{tmp_path / 'test.db'}", vault=vault, closing=(write_trail,))
    lay_tables(opened, vault)
    yield opened
    opened.dispose()


@pytest.fixture
def office(services: Services) -> Services:
    """Everybody is hired, and Leeds, Cardiff and Hollesley Bay take visits."""
    now = services.now()
    with services.database.unit_of_work() as session:
        load_prisons(session, at=now)
        for code in ("LEI", "CFI"):
            generate_slots(session, get_venue(session, code), at=now)
        for username, (name, role) in STAFF.items():
            create_agent(
                session,
                username=username,
                name=name,
                password=PASSWORD,
                roles=[role],
                actor=COMMAND,
                at=now,
                hasher=QUICK,
            )
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
