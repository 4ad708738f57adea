"""Whether what a message says was overtaken: its application moved on since it was written.

Old news is never sent by another way: "your visit is booked" must not come after "it is cancelled".
Where another application took its place, what is said of that one is newer too.
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.applications.lifecycle import journey_of
from app.applications.models import Application
from app.audit import trail_of
from app.journeys.life import Move
from app.messages.kinds import wording_of
from app.messages.models import Message, State

_LEFT = (State.SENT, State.DELIVERED)


def is_overtaken(session: Session, message: Message) -> bool:
    """Say whether the application moved on since, so that the words hold no more."""
    return bool(_moves_since(session, message))


def was_decided_since(session: Session, message: Message) -> bool:
    """Say whether the application was decided since, so that what was told of that is all they need.

    That a call is moved, for one, says nothing of the outcome that was told before.
    """
    return any(move.decides for move in _moves_since(session, message))


def newer_was_told(session: Session, message: Message, *, has_left: bool = False) -> bool:
    """Say whether the person was, or will be, told something newer about the same application.

    That of an application which replaced it counts too. With `has_left` only what was sent counts.
    """
    newer = select(Message.kind, Message.wording_version).where(
        Message.application_id.in_(_with_those_after(session, message.application_id)),
        Message.person_id == message.person_id,
        Message.created_at > message.created_at,
        Message.fallback_of.is_(None),
        Message.state.in_(_LEFT) if has_left else Message.state != State.CANCELLED,
    )
    return any(not wording_of(*kind).texts_only for kind in session.execute(newer))


def _moves_since(session: Session, message: Message) -> list[Move]:
    """Return the moves that the message's application made after it was written."""
    if message.application_id is None:
        return []
    application = session.get_one(Application, message.application_id)
    moves = {f"application.{move.verb}": move for move in journey_of(application).life.moves}
    entries = trail_of(session, application.id)
    return [
        moves[one.action] for one in entries if one.at > message.created_at and one.action in moves
    ]


def _with_those_after(session: Session, application_id: UUID | None) -> set[UUID]:
    """Return an application, and those that would take or took its place, one after another."""
    found: set[UUID] = set()
    newest = {application_id} if application_id else set()
    while newest:
        found |= newest
        after = select(Application.id).where(Application.replaces_id.in_(newest))
        newest = set(session.scalars(after)) - found
    return found
