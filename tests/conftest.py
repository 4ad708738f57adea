"""What every test may ask for: settings, a vault, a clock reading, and databases of both kinds."""

from __future__ import annotations

import base64
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.audit import LANES, START, AuditHead, seal_of
from app.db import Base, Database, vault_of
from app.settings import Settings, read_settings
from app.vault import Vault
from tests.databases import KINDS, Cabinet

KEY = base64.b64encode(b"k" * 32).decode()
ROOT = Path(__file__).resolve().parent.parent
# Nearly all that tests make is soon dropped: looking for cycles so often is a twentieth of their time.
gc.set_threshold(100_000, 50, 100)
OPENING = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)


@pytest.fixture
def at() -> datetime:
    """A Wednesday morning in London, in winter."""
    return OPENING


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


@pytest.fixture(scope="session")
def cabinet(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, vault: Vault
) -> Cabinet:
    """The prepared databases of this process."""
    folder = tmp_path_factory.mktemp("databases")
    return Cabinet(folder, vault, lambda: request.getfixturevalue("postgres"))


def lay_tables(database: Database) -> None:
    """Make every table, and the heads of the audit trail, as the migrations do."""
    import app.models  # noqa: F401  (names every table)

    Base.metadata.create_all(database.engine)
    with database.unit_of_work() as session:
        vault = vault_of(session)
        session.add_all(
            AuditHead(lane=lane, number=0, link=START, seal=seal_of(vault, lane, 0, START))
            for lane in range(LANES)
        )


def stock(database: Database) -> None:
    """Load every place; Leeds, which takes requests, Cardiff, instant, and CLA get their times."""
    from app.appointments import generate_slots
    from app.places import get_venue, load_places

    lay_tables(database)
    with database.unit_of_work() as session:
        load_places(session, at=OPENING)
        for code in ("LEI", "CFI", "CLA"):
            generate_slots(session, get_venue(session, code), at=OPENING)


@pytest.fixture(params=KINDS)
def database(request: pytest.FixtureRequest, cabinet: Cabinet) -> Iterator[Database]:
    """An empty database with every table; the test runs once on each kind."""
    with cabinet.copy(request.param, lay_tables) as opened:
        yield opened


@pytest.fixture(params=KINDS)
def stocked(request: pytest.FixtureRequest, cabinet: Cabinet) -> Iterator[Database]:
    """A database with every prison, and times at Leeds and Cardiff; once on each kind."""
    with cabinet.copy(request.param, stock) as opened:
        yield opened


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
    with wired(database, settings, clock, vault) as made:
        yield made


@pytest.fixture
def open_house(stocked: Database, settings: Settings, clock: Clock, vault: Vault) -> Iterator[Any]:
    """The wired parts where Leeds takes requests and Cardiff books at once; both have times.

    The helpline CLA has times to call back too.
    """
    with wired(stocked, settings, clock, vault) as made:
        yield made


@contextmanager
def wired(database: Database, settings: Settings, clock: Clock, vault: Vault) -> Iterator[Any]:
    """Give the wired parts on a database, without a queue."""
    from app.jobs import NoJobs
    from app.services import make_services

    url = database.engine.url.render_as_string(hide_password=False)
    chosen = replace(settings, database_url=url, vault=vault)
    made = make_services(chosen, time=clock, jobs=NoJobs())
    yield made
    made.database.dispose()
