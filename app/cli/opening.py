"""The database alone, for commands that need no more; its complaints become one plain line.

It is kept apart from `app.cli.serving`, which takes thrice as long to import.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from app.cli import Failure
from app.db import Database
from app.settings import read_settings

_NO_TABLES = ("no such table", "no such column", "does not exist", "undefined")


@contextmanager
def bare_database() -> Iterator[Database]:
    """Give the database, without anything that reacts to what is done in it."""
    settings = read_settings()
    with told_plainly():
        database = Database(settings.database_url, vault=settings.vault)
        try:
            yield database
        finally:
            database.dispose()


@contextmanager
def told_plainly() -> Iterator[None]:
    """Turn what the database and the disk complain of into one line."""
    try:
        yield
    except DBAPIError as error:
        raise Failure(_database_line(error)) from error
    except OSError as error:
        raise Failure(f"{error.filename or 'a file'}: {error.strerror or error}") from error


def _database_line(error: DBAPIError) -> str:
    """Return one line for what a database driver said, without any value that was sent."""
    said = " ".join(str(error.orig).split())
    if any(sign in said.lower() for sign in _NO_TABLES):
        return "The database lacks tables that this version needs. Run: alongside db upgrade"
    return f"The database said: {said[:200]}"
