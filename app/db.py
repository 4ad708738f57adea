"""The database: column types, the declarative base and the one unit of work.

Every write happens inside `Database.unit_of_work()`, which commits once, at its end, after the
events announced in it were answered and the audit trail was written. Reads use `reading()`.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from sqlalchemy import (
    Connection,
    DateTime,
    Dialect,
    Engine,
    LargeBinary,
    MetaData,
    Uuid,
    create_engine,
    event,
    select,
)
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker
from sqlalchemy.types import TypeDecorator

from app.events import Moved
from app.vault import Vault

Row = TypeVar("Row", bound=Any)
BUSY_SECONDS = 10
READING = "alongside_reading"
# PostgreSQL's names for a deadlock, and for two transactions that cannot both have come first.
LOST = ("40P01", "40001")

Closing = Callable[[Session], None]


class UtcDateTime(TypeDecorator[datetime]):
    """An aware time, kept in UTC; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored time must be aware")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class SealedBytes(TypeDecorator[bytes]):
    """Bytes that are encrypted in the database; `column` is "table.column" and binds them to it.

    The vault hangs on the engine's dialect, so two databases in one process keep their own keys.
    """

    impl = LargeBinary
    cache_ok = True

    def __init__(self, column: str) -> None:
        super().__init__()
        self.column = column

    def encode(self, value: Any) -> bytes:
        return bytes(value)

    def decode(self, plain: bytes) -> Any:
        return plain

    def process_bind_param(self, value: Any, dialect: Dialect) -> bytes | None:
        if value is None:
            return None
        vault: Vault = dialect.alongside_vault  # type: ignore[attr-defined]
        return vault.seal(self.encode(value), column=self.column)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        vault: Vault = dialect.alongside_vault  # type: ignore[attr-defined]
        return self.decode(vault.open(value, column=self.column))


class SealedText(SealedBytes):
    """Encrypted text."""

    cache_ok = True

    def encode(self, value: str) -> bytes:
        return value.encode()

    def decode(self, plain: bytes) -> str:
        return plain.decode()


class SealedJson(SealedBytes):
    """Encrypted JSON: strings, numbers, lists, dicts, true, false and null."""

    cache_ok = True

    def encode(self, value: Any) -> bytes:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()

    def decode(self, plain: bytes) -> Any:
        return json.loads(plain)


class SealedDate(SealedBytes):
    """An encrypted calendar date."""

    cache_ok = True

    def encode(self, value: date) -> bytes:
        return value.isoformat().encode()

    def decode(self, plain: bytes) -> date:
        return date.fromisoformat(plain.decode())


class Base(DeclarativeBase):
    """The base of every table, with one naming convention for constraints."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: UtcDateTime, UUID: Uuid}


def announce(session: Session, happening: Moved) -> None:
    """Tell our own code what happened; it is answered before this unit of work commits."""
    session.info.setdefault("events", []).append(happening)


def announced(session: Session) -> Iterator[Moved]:
    """Take announced events one by one, also those announced while answering others."""
    queue: list[Moved] = session.info.setdefault("events", [])
    while queue:
        yield queue.pop(0)


@contextmanager
def attempting(session: Session) -> Iterator[None]:
    """Undo all of the block when it raises: its rows, and what it announced and noted.

    So a unit of work can try a verb, hear that it is refused, and go on to something else.
    """
    kept = {name: [*value] if isinstance(value, list) else value for name, value in session.info.items()}  # fmt: skip
    try:
        with session.begin_nested():
            yield
    except BaseException:
        session.info.clear()
        session.info.update(kept)
        raise


class _Tally(threading.local):
    lasting = 0


_tally = _Tally()


def lasting_commits() -> int:
    """Return how many units of work of this thread were committed that must not be done twice."""
    return _tally.lasting


def lost_to_others(error: BaseException) -> bool:
    """Say whether a unit of work died only because of others at the same moment.

    That is a deadlock, a serialization failure, or SQLite's lock not had in `BUSY_SECONDS`. Nothing
    of it is kept, and the same work may go well a moment later.
    """
    cause = error.orig if isinstance(error, DBAPIError) else None
    if isinstance(cause, sqlite3.OperationalError):
        return cause.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
    return getattr(cause, "sqlstate", None) in LOST


class Database:
    """One database, its engine and its sessions.

    `closing` are called in turn, with the session, before each commit, and `after` once it stands:
    they may look at `session.info` and must not raise.
    """

    def __init__(
        self,
        url: str,
        *,
        vault: Vault,
        closing: Sequence[Closing] = (),
        after: Sequence[Closing] = (),
    ) -> None:
        self.engine = _make_engine(url, vault)
        self.closing = tuple(closing)
        self.after = tuple(after)
        self._sessions = sessionmaker(self.engine, expire_on_commit=False)
        self._reading = sessionmaker(
            self.engine.execution_options(**{READING: True}), expire_on_commit=False
        )

    @property
    def embedded(self) -> bool:
        """Say whether this is the embedded SQLite file."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def unit_of_work(self, *, repeatable: bool = False) -> Iterator[Session]:
        """Give a session whose work is committed once, at the end, or not at all.

        One that is `repeatable` changes nothing when it is done a second time, so it does not keep
        a request that dies later from being run again from the start (`app.web.run_again`).
        """
        with self._sessions() as session:
            yield session
            for close in self.closing:
                close(session)
            session.commit()
            _tally.lasting += not repeatable
            for tell in self.after:
                tell(session)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session that only reads; on SQLite it waits for no writer."""
        with self._reading() as session:
            yield session

    def dispose(self) -> None:
        """Close every pooled connection."""
        self.engine.dispose()


def _make_engine(url: str, vault: Vault) -> Engine:
    if url.startswith("sqlite"):
        engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS}, hide_parameters=True)
        event.listen(engine, "connect", _tune_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        engine = create_engine(url, pool_pre_ping=True, hide_parameters=True)
    engine.dialect.alongside_vault = vault  # type: ignore[attr-defined]
    return engine


def _tune_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """Take the write lock at the start, so that no transaction fails half-way for want of it."""
    reading = connection.get_execution_options().get(READING)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def rows_by_id(session: Session, table: type[Row], ids: Iterable[UUID | None]) -> dict[UUID, Row]:
    """Return the rows of a table that have one of these ids, by their ids."""
    wanted = {one for one in ids if one is not None}
    found = session.scalars(select(table).where(table.id.in_(wanted))) if wanted else ()
    return {row.id: row for row in found}


def vault_of(session: Session) -> Vault:
    """Return the vault of the database that this session belongs to."""
    vault: Vault = session.get_bind().dialect.alongside_vault  # type: ignore[attr-defined]
    return vault
