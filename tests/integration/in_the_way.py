"""Others in the way of a request: a real deadlock on PostgreSQL, a file that stays locked on SQLite.

On PostgreSQL they hold the heads of the trail, and come for a table once a request has its own row
of it and wants the trail. Who waits last finds the deadlock and loses, so the request always does.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, event

from app.db import Database

LONGEST = 20.0  # seconds
TRAIL = "audit_heads"


@contextmanager
def in_the_way(
    ours: Database, others: Database, *, table: str, times: int = 1
) -> Iterator[list[str]]:
    """Have others make our next work on a table fail so often; give the errors as they come."""
    lost: list[str] = []
    note: Callable[[Any], None] = lambda error: lost.append(type(error.original_exception).__name__)  # noqa: E731
    event.listen(ours.engine, "handle_error", note)
    try:
        if others.embedded:
            with locking(ours, others, lost, times):
                yield lost
        else:
            with deadlocking(ours, others, lost, times, table):
                yield lost
    finally:
        event.remove(ours.engine, "handle_error", note)


@contextmanager
def locking(ours: Database, others: Database, lost: list[str], times: int) -> Iterator[None]:
    """Hold the file's write lock until so much work was lost."""

    def hurry(connection: Any, *_rest: object) -> None:
        connection.execute("PRAGMA busy_timeout = 5")

    def let_go(_error: object) -> None:
        if len(lost) >= times:
            other.rollback()

    event.listen(ours.engine, "checkout", hurry)
    event.listen(ours.engine, "handle_error", let_go)
    try:
        with others.engine.connect() as other:
            other.exec_driver_sql("SELECT 1")  # its BEGIN takes the lock
            yield
    finally:
        event.remove(ours.engine, "checkout", hurry)
        event.remove(ours.engine, "handle_error", let_go)


@contextmanager
def deadlocking(
    ours: Database, others: Database, lost: list[str], times: int, table: str
) -> Iterator[None]:
    """Take the same locks the other way round, whenever our work comes to its second lock."""

    def come(connection: Connection, _cursor: object, statement: str, *_rest: object) -> None:
        if len(lost) >= times or TRAIL not in statement or "FOR UPDATE" not in statement:
            return
        pool.submit(go_round, len(lost))
        wait_until(lambda: waits(others))
        connection.exec_driver_sql("SET LOCAL deadlock_timeout = '10ms'")

    def go_round(before: int) -> None:
        other.exec_driver_sql(f"SELECT 1 FROM {table} FOR UPDATE")
        other.rollback()
        # The server lets go of the loser's locks before the loser hears that it lost.
        wait_until(lambda: len(lost) > before)
        if len(lost) < times:
            hold()

    def hold() -> None:
        other.exec_driver_sql("SET LOCAL deadlock_timeout = '60s'")
        other.exec_driver_sql(f"SET LOCAL idle_in_transaction_session_timeout = '{LONGEST:.0f}s'")
        other.exec_driver_sql(f"SELECT 1 FROM {TRAIL} FOR UPDATE")

    with ThreadPoolExecutor(1) as pool, others.engine.connect() as other:
        hold()
        event.listen(ours.engine, "before_cursor_execute", come)
        try:
            yield
        finally:
            event.remove(ours.engine, "before_cursor_execute", come)


def waits(database: Database) -> bool:
    """Say whether somebody waits for a lock that another holds."""
    with database.engine.connect() as connection:
        query = "SELECT count(*) FROM pg_locks WHERE NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) OR NOT granted AND locktype = 'transactionid'"
        return bool(connection.exec_driver_sql(query).scalar())


def wait_until(holds: Callable[[], bool]) -> None:
    """Wait until something holds; fail when it does not in time."""
    end = time.monotonic() + LONGEST
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.005)
