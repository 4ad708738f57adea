"""Waking texts: what waits to be sent to somebody who now wants no texts is looked at again at once.

Such a text is called off, or goes another way, when it is next looked at. That may be hours away,
and whoever is to be called instead would be called as late. What is being sent is left alone.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, exists, select, update
from sqlalchemy.orm import Session

from app.messages.models import Channel, Message
from app.messages.outbox import QUEUED, untouched
from app.people import Person


def wake_texts(session: Session, person_ids: Collection[UUID], *, at: datetime) -> int:
    """Have the texts that wait for these people looked at now; return how many.

    One that was never due yet, such as next month's reminder, is left: they may want texts by then.
    """
    return _wake(session, Message.person_id.in_(person_ids), at=at)


def wake_if_stopped(session: Session, message_id: UUID, *, at: datetime) -> bool:
    """Have a text that rests from now on looked at at once where a STOP came meanwhile."""
    person = (Person.id == Message.person_id, Person.may_text.is_not(True))
    stopped = exists(select(Person.id).where(*person))
    return _wake(session, Message.id == message_id, stopped, at=at) > 0


def _wake(session: Session, *which: ColumnElement[bool], at: datetime) -> int:
    waits = (Message.channel == Channel.TEXT, untouched(), Message.next_attempt_at > at)
    woken = session.scalars(
        update(Message)
        .where(*which, *waits, Message.due_at <= at)
        .values(next_attempt_at=at)
        .returning(Message.id)
        .execution_options(synchronize_session=False)
    ).all()
    if woken:
        session.info[QUEUED] = True
    return len(woken)
