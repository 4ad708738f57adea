"""A database with people, messages, letters and print batches in it survives every migration."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import MetaData, Table, insert, text

from app import schema
from app.db import Database
from app.vault import Vault

AT = datetime(2026, 11, 20, 17, 30, tzinfo=UTC)
FIRST, BEFORE_ONE_ID = "0001", "0014"
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


def test_texts_that_share_an_id_are_parted_and_none_goes_by_itself(first: Database) -> None:
    """The one that was reported as delivered keeps it, then the first; staff see to what is in doubt."""
    schema.upgrade(first, BEFORE_ONE_ID)
    person = uuid4()
    put(first, "people", id=person)
    texts = (
        ("a", "SM1", "sent", 1),
        ("b", "SM1", "sent", 0),
        ("c", "SM1", "failed", 2),
        ("d", "SM2", "sent", 0),
        ("e", "SM2", "delivered", 1),
        ("f", "SM3", "sent", 0),
        ("g", None, "queued", 0),
        ("h", None, "queued", 0),
    )
    for key, sid, state, hours in texts:
        sent_at = AT + timedelta(hours=hours)
        row = {"id": uuid4(), "key": key, "person_id": person, "supplier_id": sid}
        put(first, "messages", **row, state=state, sent_at=sent_at, channel="text")
    schema.upgrade(first)
    query = text("SELECT key, supplier_id, state, doubtful, last_error IS NOT NULL FROM messages")
    with first.engine.connect() as connection:
        found = {key: tuple(row) for key, *row in connection.execute(query)}
    assert found == {
        "a": (None, "held", True, True),
        "b": ("SM1", "sent", False, False),
        "c": (None, "failed", True, False),
        "d": (None, "held", True, True),
        "e": ("SM2", "delivered", False, False),
        "f": ("SM3", "sent", False, False),
        "g": (None, "queued", False, False),
        "h": (None, "queued", False, False),
    }
