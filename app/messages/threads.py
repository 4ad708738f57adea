"""Everything that was said to one person, or about one application, in order: what came in, and all that went out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.messages.inbound.models import InboundText
from app.messages.models import Message
from app.messages.returned_models import PostIn, PostKind


@dataclass(frozen=True)
class Said:
    """One thing that was said: a message of ours, or a text or reply slip that we received.

    A slip comes with its letter.
    """

    at: datetime
    ours: Message | None = None
    theirs: InboundText | None = None
    slip: tuple[PostIn, Message] | None = None


@dataclass(frozen=True)
class Thread:
    """One page of a thread, oldest first; `more` says that there is something older."""

    said: tuple[Said, ...]
    more: bool


def thread_of(
    session: Session,
    *,
    person_id: UUID | None = None,
    application_id: UUID | None = None,
    number: int = 1,
    size: int = 50,
) -> Thread:
    """Return a page of the thread of one person, or else of one application; page 1 is the latest."""
    upto = number * size + 1
    sent, got = select(Message), select(InboundText)
    slips = select(PostIn, Message).join(Message, Message.id == PostIn.message_id)
    if person_id is not None:
        sent = sent.where(Message.person_id == person_id)
        got = got.where(InboundText.person_id == person_id)
        slips = slips.where(Message.person_id == person_id)
    else:
        sent = sent.where(Message.application_id == application_id)
        got = got.where(InboundText.application_id == application_id)
        slips = slips.where(PostIn.application_id == application_id)
    sent = sent.order_by(Message.created_at.desc(), Message.id).limit(upto)
    got = got.order_by(InboundText.received_at.desc(), InboundText.id).limit(upto)
    slips = slips.where(PostIn.kind == PostKind.SLIP).order_by(PostIn.at.desc()).limit(upto)
    said = [Said(one.created_at, ours=one) for one in session.scalars(sent)]
    said += [Said(one.received_at, theirs=one) for one in session.scalars(got)]
    said += [Said(post.at, slip=(post, letter)) for post, letter in session.execute(slips)]
    said.sort(key=lambda one: one.at, reverse=True)
    page = said[(number - 1) * size : number * size]
    return Thread(tuple(reversed(page)), more=len(said) > number * size)
