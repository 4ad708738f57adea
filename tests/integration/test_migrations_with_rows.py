"""A database with people, messages, letters and print batches in it survives every migration."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import MetaData, Table, insert, text

from app import schema
from app.db import Database
from app.vault import Vault

AT = datetime(2026, 11, 20, 17, 30, tzinfo=UTC)
FIRST = "0001"
BLANK = {int: 1, str: "x", bytes: b"x", bool: False, float: 1.0}
COUNTED = ("people", "messages", "letter_files", "print_batches", "demo_texts")


@pytest.fixture(params=["sqlite", "postgres"])
def first(request: pytest.FixtureRequest, tmp_path: Path, vault: Vault) -> Iterator[Database]:
    """A database as the first migration made it."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'first.db'}"
    else:
        cluster = request.getfixturevalue("postgres")
        url = cluster.create_database(f"first_{abs(hash(request.node.nodeid))}")
    opened = Database(url, vault=vault)
    schema.upgrade(opened, FIRST)
    yield opened
    opened.dispose()


def put(database: Database, name: str, **values: Any) -> None:
    """Insert one row; what it does not name, and must have, is filled with something."""
    with database.engine.begin() as connection:
        table = Table(name, MetaData(), autoload_with=connection)
        for column in table.columns:
            if not column.nullable and column.name not in values:
                values[column.name] = BLANK.get(column.type.python_type, AT)
        if database.embedded:
            values = {k: v.hex if isinstance(v, UUID) else v for k, v in values.items()}
        connection.execute(insert(table), values)


def lay_a_batch(database: Database, person: UUID, state: str) -> None:
    batch, letter = uuid4(), uuid4()
    put(database, "print_batches", id=batch, state=state)
    put(database, "batch_files", batch_id=batch)
    put(database, "messages", id=letter, key=state, person_id=person, channel="letter")
    put(database, "letter_files", message_id=letter, batch_id=batch, place=1)
    put(database, "demo_texts", message_id=letter)


def test_nothing_is_lost_and_a_closed_batch_is_made_again(first: Database) -> None:
    person = uuid4()
    put(first, "people", id=person)
    for state in ("closed", "printed"):
        lay_a_batch(first, person, state)
    schema.upgrade(first)
    with first.engine.connect() as connection:
        counts = {
            name: connection.scalar(text(f"SELECT count(*) FROM {name}"))  # noqa: S608
            for name in COUNTED
        }
        query = text("SELECT state FROM print_batches ORDER BY state")
        states = connection.scalars(query).all()
    assert counts == dict.fromkeys(COUNTED, 2) | {"people": 1}
    assert states == ["making", "printed"]
