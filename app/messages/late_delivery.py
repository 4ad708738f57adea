"""A text that counted as failed was delivered after all: what was put in its place is taken back.

A supplier may report long after we gave a text up as unclear. The person has it, so a letter that
is in no batch yet is cancelled, and a task that nobody took is ended. Where it is too late for that
the letter or the task goes on. The trail of the application tells either.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audit import WORKER, record
from app.db import attempting
from app.messages.faults import told
from app.messages.models import Message, State
from app.messages.outbox import cancel_in_its_place
from app.tasks import Task, TaskKind, end_if_free

LETTER, TASK = "letter", "task"
OVER = (State.FAILED, State.CANCELLED)
TO_TELL = (TaskKind.CALL_BACK, TaskKind.BAD_MESSAGE)
log = structlog.get_logger()


def arrived_after_all(session: Session, message_id: UUID, *, at: datetime) -> None:
    """Take back what was put in the place of a text that is delivered, and note what came of it.

    Where our own code breaks on it, all of that goes on: the report itself must stand.
    """
    try:
        with attempting(session):
            _take_back(session, message_id, at=at)
    except Exception as fault:  # our own code broke: a report is not sent again
        log.error("late-delivery.fault", message_id=str(message_id), **told(fault))


def _take_back(session: Session, message_id: UUID, *, at: datetime) -> None:
    text = session.get_one(Message, message_id, populate_existing=True)
    stopped, too_late = _letters(session, text, at=at)
    ended, taken = _tasks(session, text, at=at)
    record(
        session,
        "message.arrived-late",
        actor=WORKER,
        at=at,
        subject_kind="application",
        subject_id=text.application_id,
        details={
            "kind": text.kind,
            "channel": text.channel,
            "stopped": [LETTER] * bool(stopped) + [TASK] * bool(ended),
            "too_late": [LETTER] * bool(too_late) + [TASK] * bool(taken),
        },
    )


def _letters(session: Session, text: Message, *, at: datetime) -> tuple[int, int]:
    """Cancel the letter in its place; return how many were stopped, and how many go on."""
    in_its_place = Message.fallback_of == text.id
    going = set(session.scalars(select(Message.id).where(in_its_place, Message.state.not_in(OVER))))
    cancel_in_its_place(session, text.id, at=at)
    go_on = select(Message.id).where(Message.id.in_(going), Message.state != State.CANCELLED)
    left = len(session.scalars(go_on).all())
    return len(going) - left, left


def _tasks(session: Session, text: Message, *, at: datetime) -> tuple[int, int]:
    """End the tasks in its place, or its letter's; return how many, and how many are taken."""
    found = _open_tasks(session, text)
    ended = sum(end_if_free(session, task, actor=WORKER, at=at) for task in found)
    return ended, len(found) - ended


def _open_tasks(session: Session, text: Message) -> Sequence[Task]:
    letters = select(Message.id).where(Message.fallback_of == text.id)
    about = Task.message_id.in_([text.id, *session.scalars(letters)])
    query = select(Task).where(about, Task.done_at.is_(None), Task.kind.in_(TO_TELL))
    return session.scalars(query.with_for_update()).all()
