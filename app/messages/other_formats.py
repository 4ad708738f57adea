"""Letters in braille and sound: they stand in a list of their own until staff have made and posted them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.audit import Actor, record
from app.errors import AlreadyDone, NotAllowedNow
from app.messages.formats import NOT_PRINTED
from app.messages.models import LetterFile, Message, State
from app.messages.outbox import NoSuchMessage


@dataclass(frozen=True)
class ToMake:
    """One letter that is not printed: what it is made as, and the lines of its envelope."""

    message_id: UUID
    reference: str
    format: str
    rendered_at: datetime
    envelope: tuple[str, ...]


def count_to_make(session: Session) -> int:
    """Return how many letters wait to be made in braille or sound."""
    query = select(func.count()).select_from(LetterFile).join(Message)
    return session.scalar(query.where(*_WAITING)) or 0


def letters_to_make(session: Session, *, limit: int = 100) -> list[ToMake]:
    """Return what waits to be made in braille or sound, the longest waiting first."""
    query = (
        select(
            LetterFile.message_id,
            LetterFile.reference,
            LetterFile.format,
            LetterFile.rendered_at,
            Message.to,
        )
        .join(Message, Message.id == LetterFile.message_id)
        .where(*_WAITING)
        .order_by(LetterFile.rendered_at, LetterFile.message_id)
        .limit(limit)
    )
    return [ToMake(*row[:4], tuple(row.to.splitlines())) for row in session.execute(query)]


def mark_made(session: Session, message_id: UUID, *, actor: Actor, at: datetime) -> Message:
    """Note that a letter was made in braille or sound, and posted.

    Raises NoSuchMessage, AlreadyDone, or NotAllowedNow for a letter that is printed, or not ready.
    """
    message = session.get(Message, message_id, with_for_update=True, populate_existing=True)
    if message is None:
        raise NoSuchMessage(f"no message {message_id}")
    query = select(LetterFile.format).where(LetterFile.message_id == message_id)
    if session.scalar(query) not in NOT_PRINTED:
        raise NotAllowedNow(f"message {message_id} goes to the printer")
    if message.state == State.PRINTED:
        raise AlreadyDone(f"message {message_id} was made")
    if message.state != State.RENDERED:
        raise NotAllowedNow(f"message {message_id} is {message.state}")
    message.state, message.sent_at, message.settled_at = State.PRINTED, at, at
    record(session, "letter.made", actor=actor, at=at, subject_kind="message", subject_id=message_id)  # fmt: skip
    return message


_WAITING = (LetterFile.format.in_(NOT_PRINTED), Message.state == State.RENDERED)
