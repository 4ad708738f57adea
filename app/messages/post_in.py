"""Post that comes in: reply slips with their ticks, and pages that people signed.

A slip comes in once for a letter, and a page once; the same again is told so. What a tick sets
going is the service's own table (`app.reactions.slips`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audit import Actor, record
from app.errors import AlongsideError, AlreadyDone, NotFound
from app.messages.kinds import wording_of
from app.messages.letter_lookup import Held, held_letter
from app.messages.models import Message
from app.messages.returned_models import PostIn, PostKind
from app.messages.wording import Slip

Ticks = Mapping[str, Collection[str]]


class NoSuchPage(AlongsideError):
    """The letter has no such page."""


class NotOnTheSlip(AlongsideError):
    """The letter has no slip, or the slip has no such box."""


class InBefore(AlreadyDone):
    """This slip or page came in already; `post` says when."""

    def __init__(self, post: PostIn) -> None:
        super().__init__(f"{post.kind} of letter {post.message_id} came in before")
        self.post = post


class NoSuchPost(NotFound):
    """No such slip or page came in."""


@dataclass(frozen=True)
class Pages:
    """Which pages of a letter somebody must sign, and which came in.

    A page without a place to sign, such as a blank back, is never asked for; one that came in signed
    all the same is kept.
    """

    to_sign: tuple[int, ...]
    here: tuple[int, ...]

    @property
    def missing(self) -> tuple[int, ...]:
        """The pages that are still awaited."""
        return tuple(page for page in self.to_sign if page not in self.here)

    @property
    def complete(self) -> bool:
        """Say whether there was something to sign and all of it is in."""
        return bool(self.to_sign) and not self.missing


def slip_of(message: Message) -> Slip | None:
    """Return the reply slip of a letter, as it was printed, if it has one."""
    said = wording_of(message.kind, message.wording_version).said(message.body)
    found = (part for part in said.parts if isinstance(part, Slip))
    return next((slip for slip in found if not slip.given or message.body.get(slip.given)), None)


def slip_in(
    session: Session,
    message_id: UUID,
    ticks: Ticks,
    *,
    actor: Actor,
    at: datetime,
    page: int | None = None,
) -> PostIn:
    """Keep a reply slip with its ticks; a slip without any is kept too.

    Raises NoSuchLetter, NeverPrinted, NotOnTheSlip, or InBefore when the letter's slip is in.
    """
    held = held_letter(session, message_id, lock=True)
    answers = _checked(held.message, ticks)
    return _keep(
        session, held, PostKind.SLIP, f"slip:{message_id}", page=page, answers=answers, actor=actor, at=at
    )  # fmt: skip


def _checked(message: Message, ticks: Ticks) -> dict[str, list[str]]:
    slip = slip_of(message)
    if slip is None:
        raise NotOnTheSlip(f"{message.kind} has no slip")
    offered = {question.code: [c.code for c in question.choices] for question in slip.questions}
    for code, chosen in ticks.items():
        if unknown := set(chosen) - set(offered.get(code, ())):
            raise NotOnTheSlip(f"the slip has no {code} {sorted(unknown)}")
    return {code: [c for c in offered[code] if c in ticks.get(code, ())] for code in offered}


def page_in(
    session: Session, message_id: UUID, page: int, *, actor: Actor, at: datetime
) -> tuple[PostIn, Pages]:
    """Keep that one page of a letter came back signed; return it and which pages are here now.

    Raises NoSuchLetter, NeverPrinted, NoSuchPage, or InBefore for a page that is in.
    """
    held = held_letter(session, message_id, lock=True)
    if not 1 <= page <= held.pages:
        raise NoSuchPage(f"letter {message_id} has {held.pages} pages")
    key = f"page:{message_id}:{page}"
    post = _keep(session, held, PostKind.PAGE, key, page=page, answers=None, actor=actor, at=at)
    return post, pages_of(session, held)


def pages_of(session: Session, held: Held) -> Pages:
    """Return which pages of a letter are to be signed, and which are in."""
    query = select(PostIn.page).where(
        PostIn.message_id == held.message.id,
        PostIn.kind == PostKind.PAGE.value,
        PostIn.undone_at.is_(None),
    )
    here = tuple(page for page in session.scalars(query.order_by(PostIn.page)) if page)
    return Pages(tuple(held.to_sign or ()), here)


def slip_here(session: Session, message_id: UUID) -> PostIn | None:
    """Return the slip of a letter that is in, if it is."""
    return session.scalar(select(PostIn).where(PostIn.key == f"slip:{message_id}"))


def _keep(
    session: Session,
    held: Held,
    kind: PostKind,
    key: str,
    *,
    page: int | None,
    answers: dict[str, Any] | None,
    actor: Actor,
    at: datetime,
) -> PostIn:
    if known := session.scalar(select(PostIn).where(PostIn.key == key)):
        raise InBefore(known)
    post = PostIn(
        key=key,
        kind=kind.value,
        message_id=held.message.id,
        application_id=held.message.application_id,
        page=page,
        answers=answers,
        at=at,
        by=actor.id,
    )
    session.add(post)
    session.flush()
    _note(session, f"{kind}.came-in", post, held.message, actor=actor, at=at)
    return post


def undo_post(session: Session, post_id: UUID, *, actor: Actor, at: datetime) -> PostIn:
    """Take back a slip or a page that was checked in by mistake; raise NoSuchPost or AlreadyDone."""
    post = session.get(PostIn, post_id, with_for_update=True, populate_existing=True)
    if post is None:
        raise NoSuchPost(f"no post {post_id}")
    if post.undone_at is not None:
        raise AlreadyDone(f"post {post_id} is undone")
    post.key, post.undone_at, post.undone_by = f"undone:{post.id}", at, actor.id
    session.flush()
    message = session.get_one(Message, post.message_id)
    _note(session, f"{post.kind}.undone", post, message, actor=actor, at=at)
    return post


def _note(
    session: Session, action: str, post: PostIn, message: Message, *, actor: Actor, at: datetime
) -> None:
    details: dict[str, Any] = {
        "kind": message.kind,
        "channel": message.channel,
        "message": str(message.id),
        "page": post.page,
    }
    record(
        session,
        action,
        actor=actor,
        at=at,
        subject_kind="application" if message.application_id else "message",
        subject_id=message.application_id or message.id,
        details=details,
    )
