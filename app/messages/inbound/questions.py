"""Questions that a text can answer: asked once for a happening, answered once, never too late."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CursorResult, select, update
from sqlalchemy.orm import Session

from app.messages.inbound.models import TextQuestion
from app.messages.inbound.senders import number_token
from app.messages.inserting import insert_once

CLOSED = "closed"


class Asked(StrEnum):
    """What a question is about: whose number it is, whether to cancel, which time."""

    CONFIRM = "confirm"
    CANCEL = "cancel"
    SLOT = "slot"


@dataclass(frozen=True, kw_only=True)
class NewQuestion:
    """What to ask whom at which number, until when; `options` are what the answers stand for."""

    kind: Asked
    key: str
    number: str
    person_id: UUID
    until: datetime
    application_id: UUID | None = None
    options: Sequence[Mapping[str, Any]] = field(default_factory=tuple)


def ask(session: Session, wish: NewQuestion, *, at: datetime) -> TextQuestion:
    """Return the question of this key, opening it now if nobody did.

    A person has one open question of a kind: a new one takes the place of an older one.
    """
    key = TextQuestion.key == wish.key
    if found := session.scalar(select(TextQuestion).where(key)):
        return found
    _close_others(session, wish, at=at)
    insert_once(
        session,
        TextQuestion,
        {
            "id": uuid4(),
            "key": wish.key,
            "number_token": number_token(session, wish.number),
            "person_id": wish.person_id,
            "application_id": wish.application_id,
            "kind": wish.kind.value,
            "options": [dict(option) for option in wish.options],
            "asked_at": at,
            "expires_at": wish.until,
        },
    )
    return session.scalars(select(TextQuestion).where(key)).one()


def _close_others(session: Session, wish: NewQuestion, *, at: datetime) -> None:
    older = select(TextQuestion).where(
        # Somebody else may have asked this very question a moment ago.
        TextQuestion.key != wish.key,
        TextQuestion.person_id == wish.person_id,
        TextQuestion.kind == wish.kind.value,
        TextQuestion.answered_at.is_(None),
    )
    for question in session.scalars(older):
        answer(session, question, CLOSED, at=at)


def open_questions(session: Session, number: str, *, at: datetime) -> list[TextQuestion]:
    """Return what a number was asked and may still answer, the newest first."""
    query = select(TextQuestion).where(
        TextQuestion.number_token == number_token(session, number),
        TextQuestion.answered_at.is_(None),
        TextQuestion.expires_at > at,
    )
    return list(session.scalars(query.order_by(TextQuestion.asked_at.desc(), TextQuestion.id)))


def answer(session: Session, question: TextQuestion, said: str, *, at: datetime) -> bool:
    """Keep the answer to a question, and say whether it was the first."""
    result = session.execute(
        update(TextQuestion)
        .where(TextQuestion.id == question.id, TextQuestion.answered_at.is_(None))
        .values(answer=said, answered_at=at)
        .execution_options(synchronize_session=False)
    )
    session.refresh(question)
    return isinstance(result, CursorResult) and result.rowcount == 1


def find_question(session: Session, key: str) -> TextQuestion | None:
    """Return the question of a key, if it was asked."""
    return session.scalar(select(TextQuestion).where(TextQuestion.key == key))
