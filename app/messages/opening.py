"""Opening messages: a message, its person and what narrows their wishes, many in one statement.

One that does not open spoils the statement for all; each is then opened by itself, so that only
the spoilt one fails.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

import structlog
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from app.db import Database
from app.messages.faults import told
from app.messages.models import Message
from app.messages.wishes import Safe, safe_by
from app.people import ContactRules, Person, no_rules

log = structlog.get_logger()
_WITH_IDS = (
    select(Message, Person, ContactRules)
    .join(Person, Person.id == Message.person_id)
    .outerjoin(ContactRules, ContactRules.person_id == Message.person_id)
    .where(Message.id.in_(bindparam("ids", expanding=True)))
)


@dataclass(frozen=True)
class Opened:
    """A message as it is stored, the person it is for, and how they may safely be reached."""

    message: Message
    person: Person
    safe: Safe


def open_one(database: Database, message_id: UUID) -> Opened:
    """Open one message; raise Unreadable when a sealed field of it, or of its person, is spoilt."""
    with database.reading() as session:
        (opened,) = _opened(session, [message_id])
    return opened


def open_many(database: Database, ids: Collection[UUID]) -> dict[UUID, Opened]:
    """Open many messages at once; {} when one of them, or anything else, is in the way."""
    try:
        with database.reading() as session:
            return {one.message.id: one for one in _opened(session, ids)}
    except Exception as fault:  # one is spoilt: whoever opens it by itself will say which
        log.warning("messages.opened-apart", **told(fault))
        return {}


def _opened(session: Session, ids: Collection[UUID]) -> list[Opened]:
    return [
        Opened(message, person, safe_by(session, person, rules or no_rules(person.id)))
        for message, person, rules in session.execute(_WITH_IDS, {"ids": list(ids)})
    ]
