"""Slips that were kept, read again: which boxes were ticked, in the words that stood beside them."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.messages.models import Message
from app.messages.post_in import slip_of
from app.messages.returned_models import PostIn
from app.messages.wording import SlipChoice, SlipQuestion

Box = tuple[str, SlipQuestion, SlipChoice]


def boxes_ticked(post: PostIn, message: Message) -> list[Box]:
    """Return the boxes of a slip that are ticked, in the order of the paper."""
    slip, answers = slip_of(message), post.answers or {}
    boxes = slip.boxes() if slip else ()
    return [box for box in boxes if box[2].code in answers.get(box[1].code, ())]


def post_about(session: Session, application_id: UUID) -> Sequence[tuple[PostIn, Message]]:
    """Return the slips and pages that came in about an application with their letters, oldest first."""
    return _read(session, PostIn.application_id == application_id)


def post_of(session: Session, message_id: UUID) -> Sequence[tuple[PostIn, Message]]:
    """Return the slips and pages of one letter that came in, oldest first."""
    return _read(session, PostIn.message_id == message_id)


def _read(session: Session, where: object) -> Sequence[tuple[PostIn, Message]]:
    query = select(PostIn, Message).join(Message, Message.id == PostIn.message_id)
    found = session.execute(query.where(where).order_by(PostIn.at, PostIn.id))  # type: ignore[arg-type]
    return [(post, message) for post, message in found]
