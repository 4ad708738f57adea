"""Finding messages for staff: by what they are about, how they stand and when; and those that are stuck.

Stuck is what was held because our own code broke, or failed with nothing to follow: no other
channel took it, and nobody has a task about it. What came too late is of no use to anybody.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from app.applications.models import Application
from app.clock import from_london
from app.messages.kinds import all_kinds
from app.messages.models import Channel, LetterFile, Message, PrintBatch, State
from app.messages.troubles import TOO_LATE
from app.tasks import Task

NOTHING_CAME = (State.FAILED, State.CANCELLED, State.HELD)


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What messages are looked for; what is None, "" or False does not count.

    `day` is the one, in London, on which a message was made.
    """

    reference: str = ""
    person_id: UUID | None = None
    kind: str = ""
    channel: str = ""
    state: str = ""
    day: date | None = None
    stuck: bool = False


@dataclass(frozen=True)
class MessagePage:
    """One page of a list: its rows, and whether there is another page after it."""

    rows: Sequence[Any]
    more: bool


@dataclass(frozen=True)
class Posted:
    """What is known of a letter's paper. The batch's facts are None while it is in the tray.

    `collect_at` is the code of the place at whose kiosk it is read; it has no paper then.
    """

    message_id: UUID
    format: str
    copies: int
    pages: int
    sheets: int
    postage: str
    rendered_at: datetime
    collect_at: str | None
    batch_id: UUID | None
    closed_at: datetime | None
    closed_by: str | None


def find_messages(
    session: Session, wanted: Wanted, *, number: int = 1, size: int = 50
) -> MessagePage:
    """Return one page of messages, the newest first. Sealed fields are not opened."""
    query = select(
        Message.id,
        Message.kind,
        Message.channel,
        Message.state,
        Message.due_at,
        Message.next_attempt_at,
        Message.created_at,
        Message.parts,
        Message.cost,
        Message.last_error,
        Message.fallback_of,
        Application.reference,
        Application.id.label("application_id"),
    ).outerjoin(Application, Application.id == Message.application_id)
    query = query.where(*_conditions(wanted)).order_by(Message.created_at.desc(), Message.id)
    rows = session.execute(query.limit(size + 1).offset((number - 1) * size)).all()
    return MessagePage(rows[:size], more=len(rows) > size)


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.reference:
        found.append(Application.reference == wanted.reference)
    if wanted.person_id is not None:
        found.append(Message.person_id == wanted.person_id)
    for column, value in (
        (Message.kind, wanted.kind),
        (Message.channel, wanted.channel),
        (Message.state, wanted.state),
    ):
        if value:
            found.append(column == value)
    if wanted.day is not None:
        day = from_london(wanted.day, time.min)
        found += [
            Message.created_at >= day,
            Message.created_at < from_london(wanted.day + timedelta(days=1), time.min),
        ]
    return [*found, _stuck()] if wanted.stuck else found


def _stuck() -> ColumnElement[bool]:
    other, after, about = aliased(Message), aliased(Application), Message.application_id
    text, letter = f":{Channel.TEXT}", f":{Channel.LETTER}"
    other_key = case(
        (Message.channel == Channel.TEXT, func.replace(Message.key, text, letter)),
        else_=func.replace(Message.key, letter, text),
    )
    followed = (
        exists(select(Task.id).where(Task.message_id == Message.id)),
        exists(select(other.id).where(other.fallback_of == Message.id)),
        exists(select(other.id).where(other.key == other_key, other.state.not_in(NOTHING_CAME))),
        exists(select(other.id).where(other.application_id == about, *_newer(other))),
        # By itself, so that each is found by its index.
        exists(
            select(other.id)
            .join(after, after.id == other.application_id)
            .where(after.replaces_id == about, *_newer(other))
        ),  # fmt: skip
    )
    too_late = func.coalesce(Message.last_error, "") == TOO_LATE.source
    failed = and_(Message.state == State.FAILED, ~too_late, *(~one for one in followed))
    # Naming both channels and states lets the index find them among millions that left.
    index = and_(Message.channel.in_(tuple(Channel)), Message.state.in_((State.HELD, State.FAILED)))
    return and_(index, or_(Message.state == State.HELD, failed))


def _newer(other: type[Message]) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions for something newer that the person was told of an application.

    That may be the same, or one which took its place. Old news is sent no other way, and must
    not be tried again by hand.
    """
    return (
        other.person_id == Message.person_id,
        other.created_at > Message.created_at,
        other.fallback_of.is_(None),
        other.state.not_in(NOTHING_CAME),
        other.kind.not_in([one.kind for one in all_kinds() if one.texts_only]),
    )


def count_stuck(session: Session) -> int:
    """Return how many messages are stuck."""
    query = select(func.count()).select_from(Message).where(_stuck())
    return session.scalar(query) or 0


def posted_of(session: Session, message_ids: Iterable[UUID]) -> dict[UUID, Posted]:
    """Return what is known of the paper of these messages, by message; no letter is opened."""
    query = (
        select(
            LetterFile.message_id,
            LetterFile.format,
            LetterFile.copies,
            LetterFile.pages,
            LetterFile.sheets,
            LetterFile.postage,
            LetterFile.rendered_at,
            LetterFile.collect_at,
            LetterFile.batch_id,
            PrintBatch.closed_at,
            PrintBatch.closed_by,
        )
        .outerjoin(PrintBatch, PrintBatch.id == LetterFile.batch_id)
        .where(LetterFile.message_id.in_(list(message_ids)))
    )
    return {row.message_id: Posted(**row._mapping) for row in session.execute(query)}
