"""Adding very many people at once, for demo data and imports.

Rows go in by plain inserts, a batch at a time, with one audit entry a batch. Tokens are sorted
before they go in, because an index takes neighbours faster than strangers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from operator import itemgetter
from typing import Any, cast
from uuid import UUID, uuid4

from sqlalchemy import Table, insert, select
from sqlalchemy.orm import Session

from app.audit import Actor, record
from app.db import vault_of
from app.people.details import PersonDetails
from app.people.models import Person, PersonToken
from app.people.records import PREFIX
from app.people.tokens import keys_of, tokens_of
from app.references import new_reference

BATCH = 10_000
CACHE_KIB = 128 * 1024
_PEOPLE = cast(Table, Person.__table__)
_TOKENS = cast(Table, PersonToken.__table__)


def add_people(
    session: Session,
    many: Iterable[PersonDetails],
    *,
    actor: Actor,
    at: datetime,
    batch: int = BATCH,
) -> list[UUID]:
    """Add people and their search tokens; return their ids in the order they came.

    Nothing is compared with who is there already, and wishes stay "not asked". SQLite lets nobody
    else write meanwhile, so give a running house a unit of work for every few thousand people.
    """
    added: list[UUID] = []
    remaining = iter(many)
    _widen_cache(session)
    while some := list(islice(remaining, batch)):
        added += _add_batch(session, some, at)
        record(
            session,
            "people.added",
            actor=actor,
            at=at,
            subject_kind="person",
            details={"count": len(some)},
        )
    return added


def _add_batch(session: Session, batch: list[PersonDetails], at: datetime) -> list[UUID]:
    vault = vault_of(session)
    references = _free_references(session, len(batch))
    people: list[dict[str, Any]] = []
    tokens: list[dict[str, Any]] = []
    for details in batch:
        person_id = uuid4()
        people.append(
            {
                "id": person_id,
                "reference": next(references),
                "version": 1,
                "created_at": at,
                "updated_at": at,
                **details.as_columns(),
            }
        )
        own = tokens_of(vault, keys_of(details))
        tokens += [{"token": token, "person_id": person_id} for token in own]
    connection = session.connection()
    connection.execute(insert(_PEOPLE), people)
    tokens.sort(key=itemgetter("token"))
    connection.execute(insert(_TOKENS), tokens)
    return [person["id"] for person in people]


def _widen_cache(session: Session) -> None:
    """Let SQLite keep the index in memory; with its usual 2 MB it writes each page many times."""
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA cache_size = -{CACHE_KIB}")


def _free_references(session: Session, count: int) -> Iterator[str]:
    """Draw references that nobody has; among 100,000 draws one repeat is likely."""
    drawn: set[str] = set()
    while len(drawn) < count:
        fresh = {new_reference(PREFIX) for _ in range(count - len(drawn))} - drawn
        taken = select(Person.reference).where(Person.reference.in_(fresh))
        drawn |= fresh - set(session.scalars(taken))
    return iter(drawn)
