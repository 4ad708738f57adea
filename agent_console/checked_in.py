"""What an agent checked in since they signed in, for the list beside the box, and taking it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.audit import Actor
from app.errors import NotFound
from app.i18n import Words, _
from app.messages.models import LetterFile
from app.messages.return_reasons import REASONS
from app.messages.returned import undo_return
from app.messages.returned_models import PostIn, PostKind, ReturnedLetter
from app.reactions.slips import undo_slip

MOST = 50
Incoming = ReturnedLetter | PostIn
KINDS: tuple[type[Incoming], ...] = (ReturnedLetter, PostIn)


@dataclass(frozen=True)
class Checked:
    """One line of the list."""

    id: UUID
    at: datetime
    reference: str
    what: Words
    undone: bool


def checked_in(session: Session, agent_id: str, *, since: datetime) -> list[Checked]:
    """Return what an agent checked in since a moment, the newest first."""
    lines = [
        Checked(row.id, row.at, reference, _what(row), row.undone_at is not None)
        for kind in KINDS
        for row, reference in session.execute(_mine(kind, agent_id, since))
    ]
    return sorted(lines, key=lambda line: line.at, reverse=True)[:MOST]


def _mine(kind: type[Incoming], agent_id: str, since: datetime) -> Select[Any, str]:
    return (
        select(kind, LetterFile.reference)
        .join(LetterFile, LetterFile.message_id == kind.message_id)
        .where(kind.by == agent_id, kind.at >= since)
        .order_by(kind.at.desc())
        .limit(MOST)
    )


def _what(row: Incoming) -> Words:
    if isinstance(row, ReturnedLetter):
        return _("Came back: {why}").filled(why=why_of(row))
    if row.kind == PostKind.SLIP:
        return _("Reply slip")
    return _("Signed page {page}").filled(page=row.page)


def why_of(returned: ReturnedLetter) -> Words:
    """Return the reason of a return in words."""
    return REASONS[returned.reason].label


def take_back(session: Session, key: UUID, *, actor: Actor, at: datetime) -> None:
    """Undo a return, a slip or a page that this agent checked in.

    Raises NotFound for what another checked in, AlreadyDone, or NotAllowedNow.
    """
    returned, post = session.get(ReturnedLetter, key), session.get(PostIn, key)
    if returned is not None and returned.by == actor.id:
        undo_return(session, key, actor=actor, at=at)
    elif post is not None and post.by == actor.id:
        undo_slip(session, key, actor=actor, at=at)
    else:
        raise NotFound("this agent did not check that in")
