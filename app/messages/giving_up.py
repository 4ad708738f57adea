"""Giving a message up: no further try is made, the next channel is used, and staff have a task."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.audit import Actor, record
from app.errors import NotAllowedNow
from app.messages.fallback import fall_back, task_key
from app.messages.models import Message, State
from app.messages.outbox import CALL_WITHIN, QUEUED, NoSuchMessage
from app.tasks import NewTask, Task, TaskKind, open_task, task_with_key

GIVEN_UP = "given-up"


def give_up(session: Session, message_id: UUID, *, actor: Actor, at: datetime) -> Task:
    """Give up a message that is held or failed, and return the task about it.

    One that was held takes its next channel now. Given up twice it has one task. Raises
    NoSuchMessage, or NotAllowedNow for a message that is under way or has left.
    """
    message = session.get(Message, message_id, with_for_update=True, populate_existing=True)
    if message is None:
        raise NoSuchMessage(f"no message {message_id}")
    if message.state not in (State.HELD, State.FAILED):
        raise NotAllowedNow(f"a message that is {message.state} is not given up")
    if message.state == State.HELD:
        message.state, message.settled_at = State.FAILED, at
        session.flush()
        fall_back(session, message_id, at=at, has_task=True)
        session.info[QUEUED] = True
    if known := task_with_key(session, task_key(message)):
        return known
    record(session, "message.given-up", actor=actor, at=at, subject_kind="message", subject_id=message_id)  # fmt: skip
    wish = NewTask(
        key=task_key(message),
        kind=TaskKind.BAD_MESSAGE,
        reason=GIVEN_UP,
        due_at=at + CALL_WITHIN,
        person_id=message.person_id,
        application_id=message.application_id,
        message_id=message.id,
        details={"kind": message.kind, "error": message.last_error},
    )
    return open_task(session, wish, actor=actor, at=at)
