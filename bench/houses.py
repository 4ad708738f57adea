"""A house for one experiment: its own folder, keys and database, migrated and filled.

The demo profile is used, so that the keys are made up on the spot and texts go to the demo phone.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app import schema
from app.appointments import generate_slots
from app.db import Database
from app.places import get_venue, load_places
from app.services import Services, make_services
from app.settings import Settings, read_settings
from tests.postgres import Cluster, start_postgres

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "var" / "bench"


@dataclass(frozen=True)
class House:
    """One installation. `url` is its database, or "" for the embedded file in the folder."""

    folder: Path
    url: str = ""

    @property
    def environment(self) -> dict[str, str]:
        """Return the variables that make a process of ours serve this house."""
        chosen = {"ALONGSIDE_PROFILE": "demo", "ALONGSIDE_VAR": str(self.folder)}
        chosen["ALONGSIDE_SMS_PER_SECOND"] = "1000"
        return chosen | ({"DATABASE_URL": self.url} if self.url else {})

    def settings(self) -> Settings:
        """Return the settings of this house."""
        return read_settings(self.environment)

    def services(self) -> Services:
        """Return the wired parts, for use in this process."""
        return make_services(self.settings())

    def database(self) -> Database:
        """Return the bare database: no reactions and no audit trail at its commits."""
        settings = self.settings()
        return Database(settings.database_url, vault=settings.vault)


@contextmanager
def new_house(url: str = "") -> Iterator[House]:
    """Give a migrated house in a temporary folder, which is removed at the end."""
    folder = Path(tempfile.mkdtemp(prefix="alongside-bench-"))
    house = House(folder, url)
    try:
        migrate(house)
        yield house
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def migrate(house: House) -> None:
    """Lay the tables."""
    database = house.database()
    schema.upgrade(database)
    database.dispose()


def open_places(services: Services, *codes: str, at: datetime) -> None:
    """Load every place and make the slots of some of them."""
    with services.database.unit_of_work() as session:
        load_places(session, at=at)
        for code in codes:
            generate_slots(session, get_venue(session, code), at=at)


@contextmanager
def postgres() -> Iterator[Cluster]:
    """Give a PostgreSQL of our own that waits for its disk, as a real one does."""
    folder = Path(tempfile.mkdtemp(prefix="alongside-bench-"))
    cluster = start_postgres(folder, fsync=True)
    try:
        yield cluster
    finally:
        cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)


def process_environment(house: House | None = None, **more: str) -> dict[str, str]:
    """Return the environment of a child process: ours, without settings of another house."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("ALONGSIDE_", "DATABASE_"))}
    return kept | (house.environment if house else {}) | more


@contextmanager
def unread_log() -> Iterator[None]:
    """Have the log lines of this process made and written as ever, to where nobody reads them."""
    with Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere):
        yield
