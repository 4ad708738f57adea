"""One insert that a repeat cannot spoil, spelt for both databases."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.db import Base

_INSERT: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def insert_once(session: Session, table: type[Base], values: Mapping[str, Any]) -> bool:
    """Insert a row unless one with the same key is there, and say whether it is new."""
    insert = _INSERT[session.get_bind().dialect.name]
    keys = table.__table__.primary_key
    query = insert(table).values(**values).on_conflict_do_nothing().returning(*keys)
    return session.execute(query).first() is not None
