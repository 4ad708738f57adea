"""A disk without room, for a test: a limit on the size of every file that this process writes."""

from __future__ import annotations

import resource
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

from app.db import Database


@contextmanager
def no_file_beyond(size: int) -> Iterator[None]:
    """Let no file grow beyond so many bytes, those of children of this process included.

    What is printed meanwhile is kept from the test's own files. Python compiles nothing meanwhile,
    here or in a child: it would keep half a compiled module, and every later run would break on it.
    """
    before, wrote = resource.getrlimit(resource.RLIMIT_FSIZE), sys.dont_write_bytecode
    with redirect_stdout(StringIO()), pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONDONTWRITEBYTECODE", "1")
        sys.dont_write_bytecode = True
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
            sys.dont_write_bytecode = wrote


@contextmanager
def room_for(database: Database, more: int) -> Iterator[None]:
    """Let the log of an SQLite database grow by so many bytes only; it is emptied first."""
    path = str(database.engine.url.database)
    log = Path(f"{path}-wal")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with no_file_beyond((log.stat().st_size if log.exists() else 0) + more):
        yield
