"""What commands work with: the settings, the database and the services, opened and closed again.

A database that cannot be reached, or lacks our tables, becomes one plain line.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from app.cli import Failure
from app.db import Database
from app.jobs import NoJobs
from app.services import Services, make_services
from app.settings import Settings, read_settings
from letters import LetterError

_NO_TABLES = ("no such table", "no such column", "does not exist", "undefined")


@contextmanager
def bare_database() -> Iterator[Database]:
    """Give the database alone, for commands that make or check its tables."""
    settings = read_settings()
    with told_plainly():
        database = open_bare(settings)
        try:
            yield database
        finally:
            database.dispose()


def open_bare(settings: Settings) -> Database:
    """Return the database of these settings, without anything that reacts to what is done."""
    return Database(settings.database_url, vault=settings.vault)


@contextmanager
def opened_services(*, with_jobs: bool = False) -> Iterator[Services]:
    """Give the services; only what sends needs the queue, so others go without it."""
    settings = read_settings()
    with told_plainly():
        services = make_services(settings, jobs=None if with_jobs else NoJobs())
        try:
            yield services
        finally:
            services.database.dispose()


@contextmanager
def told_plainly() -> Iterator[None]:
    """Turn what the database and the disk complain of into one line."""
    try:
        yield
    except DBAPIError as error:
        raise Failure(database_line(error)) from error
    except OSError as error:
        raise Failure(f"{error.filename or 'a file'}: {error.strerror or error}") from error
    except LetterError as error:
        raise Failure(str(error)) from error


def database_line(error: DBAPIError) -> str:
    """Return one line for what a database driver said, without any value that was sent."""
    said = " ".join(str(error.orig).split())
    if any(sign in said.lower() for sign in _NO_TABLES):
        return "The database lacks tables that this version needs. Run: alongside db upgrade"
    return f"The database said: {said[:200]}"
