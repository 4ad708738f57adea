"""Earlier tries of texts that were started again: their ids at the supplier, so that a late report finds them.

Whoever starts a text again keeps the id of the try that failed. A supplier may still deliver it.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, exists, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.messages.inserting import insert_once
from app.messages.models import Message, TextTry


def keep_try(session: Session, message_id: UUID, supplier_id: str) -> None:
    """Keep the id of a try that failed; repeated, it changes nothing."""
    insert_once(session, TextTry, {"supplier_id": supplier_id, "message_id": message_id})


def is_kept(supplier_id: str) -> ColumnElement[bool]:
    """Return the condition that a message had an earlier try with this id."""
    return exists(select(TextTry.supplier_id).where(*_this(supplier_id, Message.id)))


def was_tried_as(session: Session, message_id: UUID, supplier_id: str) -> bool:
    """Say whether a message had an earlier try with this id."""
    query = select(TextTry.supplier_id).where(*_this(supplier_id, message_id))
    return session.scalar(query) is not None


def note_arrival(session: Session, message_id: UUID, supplier_id: str, *, at: datetime) -> bool:
    """Keep that an earlier try arrived; say whether that is news."""
    arrived = session.scalars(
        update(TextTry)
        .where(*_this(supplier_id, message_id), TextTry.arrived_at.is_(None))
        .values(arrived_at=at)
        .returning(TextTry.supplier_id)
        .execution_options(synchronize_session=False)
    )
    return bool(arrived.all())


def one_arrived(session: Session, message_id: UUID) -> bool:
    """Say whether an earlier try of a message arrived."""
    query = select(TextTry.supplier_id).where(
        TextTry.message_id == message_id, TextTry.arrived_at.is_not(None)
    )
    return session.scalar(query.limit(1)) is not None


def _this(
    supplier_id: str, message_id: UUID | InstrumentedAttribute[UUID]
) -> tuple[ColumnElement[bool], ...]:
    return TextTry.supplier_id == supplier_id, TextTry.message_id == message_id
