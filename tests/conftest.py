"""What every test may ask for: settings, a vault, a clock reading, and databases of both kinds."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.audit import LANES, START, AuditHead, seal_of, write_trail
from app.db import Base, Database
from app.settings import Settings, read_settings
from app.vault import Vault

KEY = base64.b64encode(b"k" * 32).decode()
ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def at() -> datetime:
    """A Wednesday morning in London, in winter."""
    return datetime(2026, 11, 25, 10, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def vault() -> Vault:
    return Vault(keys={1: b"k" * 32}, current=1, index_key=b"i" * 32, trail_key=b"t" * 32)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return read_settings({"ALONGSIDE_PROFILE": "demo", "ALONGSIDE_VAR": str(tmp_path / "var")})


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    """A PostgreSQL server of our own, on a free local port."""
    from tests.postgres import start_postgres

    cluster = start_postgres(tmp_path_factory.mktemp("postgres"), fsync=False)
    yield cluster
    cluster.stop()


def lay_tables(database: Database, vault: Vault) -> None:
    """Make every table, and the heads of the audit trail, as the migrations do."""
    import app.models  # noqa: F401  (names every table)

    Base.metadata.create_all(database.engine)
    with database.unit_of_work() as session:
        session.add_all(
            AuditHead(lane=lane, number=0, link=START, seal=seal_of(vault, lane, 0, START))
            for lane in range(LANES)
        )


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest, tmp_path: Path, vault: Vault) -> Iterator[Database]:
    """An empty database with every table; the test runs once on each kind."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'test.db'}"
    else:
        cluster = request.getfixturevalue("postgres")
        url = cluster.create_database(f"test_{abs(hash(request.node.nodeid))}")
    opened = Database(url, vault=vault, closing=(write_trail,))
    lay_tables(opened, vault)
    yield opened
    opened.dispose()


class Clock:
    """A clock that stands still until a test moves it."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **how: float) -> datetime:
        """Move on by days=, hours=, minutes= or seconds= and return the new time."""
        self.at += timedelta(**how)
        return self.at


@pytest.fixture
def clock(at: datetime) -> Clock:
    return Clock(at)


@pytest.fixture
def services(database: Database, settings: Settings, clock: Clock, vault: Vault) -> Iterator[Any]:
    """The wired parts on an empty database of each kind, with a clock the test holds."""
    from app.jobs import NoJobs
    from app.services import make_services

    url = database.engine.url.render_as_string(hide_password=False)
    chosen = replace(settings, database_url=url, vault=vault)
    made = make_services(chosen, time=clock, jobs=NoJobs())
    yield made
    made.database.dispose()
