"""The shape of the database: brought up to date, taken back, and checked, by the migrations.

The migrations lie in `app/migrations/versions`. Each runs in one transaction, on the embedded
database too, so a migration that fails leaves everything as it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

import app.models  # noqa: F401  (names every table)
from app.db import READING, Database

SCRIPTS = Path(__file__).resolve().parent / "migrations"
NEWEST = "head"
EMPTY = "base"
_LOCK = 20261121


def upgrade(database: Database, revision: str = NEWEST) -> None:
    """Bring the database up to a revision; doing so again changes nothing."""
    with _changing(database) as connection:
        command.upgrade(_config(connection), revision)


def downgrade(database: Database, revision: str = EMPTY) -> None:
    """Take the database back to an earlier revision. What only newer tables hold is lost."""
    with _changing(database) as connection:
        command.downgrade(_config(connection), revision)


def draft(database: Database, words: str) -> None:
    """Write a new migration from what differs between the models and this database."""
    with database.engine.begin() as connection:
        command.revision(_config(connection), words, autogenerate=True)


def revision_of(database: Database) -> str:
    """Return the revision that the database is at, or "" when it is empty."""
    engine = database.engine.execution_options(**{READING: True})
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() or ""


def newest_revision() -> str:
    """Return the revision that this program needs."""
    return ScriptDirectory(str(SCRIPTS)).get_current_head() or ""


def is_current(database: Database) -> bool:
    """Say whether the database has the shape that this program needs."""
    return revision_of(database) == newest_revision()


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


@contextmanager
def _changing(database: Database) -> Iterator[Connection]:
    """Give one transaction to change tables in; the foreign keys hold again before it commits.

    To change some things SQLite makes a table anew and drops the old one. It refuses that while
    rows point at the table and keys are enforced, and within a transaction that cannot be changed.
    """
    with database.engine.connect() as connection:
        if database.embedded:
            _enforce_keys(connection, "OFF")
        try:
            with connection.begin():
                _wait_for_our_turn(connection)
                yield connection
                _check_keys(connection)
        finally:
            if database.embedded:
                _enforce_keys(connection, "ON")


def _enforce_keys(connection: Connection, how: str) -> None:
    # On the driver's own connection, because ours would begin a transaction first.
    cursor = connection.connection.cursor()
    cursor.execute(f"PRAGMA foreign_keys={how}")
    cursor.close()


def _check_keys(connection: Connection) -> None:
    """Raise IntegrityError where a row of the embedded database points at nothing."""
    if connection.dialect.name != "sqlite":
        return
    if lost := connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise IntegrityError(f"a row of {lost[0]} has lost its {lost[2]}", None, ValueError())


def _wait_for_our_turn(connection: Connection) -> None:
    """Let two machines that start together migrate one after the other."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
