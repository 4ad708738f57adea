"""Tasks: what somebody of ours must do because no message can, such as calling a person back.

A task is opened by what happened, under a key, so that the same happening opens one. Whoever takes
it is named, and it ends with an outcome. The note and the details are sealed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index, String, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.audit import Actor, record
from app.db import Base, SealedJson, SealedText
from app.errors import AlreadyDone, NotAllowedNow, NotFound
from app.i18n import Words, _

KEY_LENGTH = 110
PAGE_SIZE = 50


class TaskKind(StrEnum):
    """What kind of work it is. `REPLY` is a text that no rule understood, `SLIP` a tick on paper."""

    CALL_BACK = "call-back"
    REPLY = "reply"
    RETURNED_POST = "returned-post"
    BAD_MESSAGE = "bad-message"
    SLIP = "slip"
    KIOSK_LETTER = "kiosk-letter"


KIND_LABELS: dict[TaskKind, Words] = {
    TaskKind.CALL_BACK: _("Call somebody back"),
    TaskKind.REPLY: _("Answer a text"),
    TaskKind.RETURNED_POST: _("A letter came back"),
    TaskKind.BAD_MESSAGE: _("A message could not be sent"),
    TaskKind.SLIP: _("Act on a reply slip"),
    TaskKind.KIOSK_LETTER: _("See to a letter at a kiosk"),
}


class TaskOutcome(StrEnum):
    """How a task ended."""

    DONE = "done"
    NOT_REACHED = "not-reached"
    NOT_NEEDED = "not-needed"


OUTCOME_LABELS: dict[TaskOutcome, Words] = {
    TaskOutcome.DONE: _("Done"),
    TaskOutcome.NOT_REACHED: _("The person could not be reached"),
    TaskOutcome.NOT_NEEDED: _("Not needed any more"),
}


class NoSuchTask(NotFound):
    """There is no task with this id."""


class Task(Base):
    """One thing to do. It is open until `done_at`. `due_at` is when it should be done."""

    __tablename__ = "tasks"
    __table_args__ = (Index("ix_tasks_open", "done_at", "kind", "due_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    key: Mapped[str] = mapped_column(String(KEY_LENGTH), unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"), index=True)
    application_id: Mapped[UUID | None] = mapped_column(ForeignKey("applications.id"), index=True)
    message_id: Mapped[UUID | None] = mapped_column(ForeignKey("messages.id"), index=True)
    reason: Mapped[str] = mapped_column(String(60))
    details: Mapped[dict[str, Any]] = mapped_column(SealedJson("tasks.details"))
    opened_at: Mapped[datetime]
    due_at: Mapped[datetime]
    taken_at: Mapped[datetime | None]
    taken_by: Mapped[str | None] = mapped_column(String(80))
    done_at: Mapped[datetime | None]
    done_by: Mapped[str | None] = mapped_column(String(80))
    outcome: Mapped[str | None] = mapped_column(String(20))
    note: Mapped[str | None] = mapped_column(SealedText("tasks.note"))


@dataclass(frozen=True, kw_only=True)
class NewTask:
    """What is to be done, for whom, why (a stable slug), and by when."""

    key: str
    kind: TaskKind
    reason: str
    due_at: datetime
    person_id: UUID | None = None
    application_id: UUID | None = None
    message_id: UUID | None = None
    details: Mapping[str, Any] = field(default_factory=dict)


def open_task(session: Session, wish: NewTask, *, actor: Actor, at: datetime) -> Task:
    """Return the task that this key opened, opening it now if nobody has."""
    known = select(Task).where(Task.key == wish.key)
    if found := session.scalar(known):
        return found
    task = Task(
        key=wish.key,
        kind=wish.kind.value,
        reason=wish.reason,
        due_at=wish.due_at,
        person_id=wish.person_id,
        application_id=wish.application_id,
        message_id=wish.message_id,
        details=dict(wish.details),
        opened_at=at,
    )
    try:
        with session.begin_nested():
            session.add(task)
    except IntegrityError:
        # The same happening was told twice at once, and the other was a moment quicker.
        return session.scalars(known).one()
    _note(session, "task.opened", task, actor=actor, at=at)
    return task


def get_task(session: Session, task_id: UUID) -> Task:
    """Return one task; raise NoSuchTask."""
    task = session.get(Task, task_id, with_for_update=True, populate_existing=True)
    if task is None:
        raise NoSuchTask(f"no task {task_id}")
    return task


def task_with_key(session: Session, key: str) -> Task | None:
    """Return the task that a key opened, if it opened one."""
    return session.scalar(select(Task).where(Task.key == key))


def tasks_with_keys(session: Session, keys: Collection[str]) -> dict[str, Task]:
    """Return the tasks that these keys opened, by key; a key that opened none is left out."""
    found = session.scalars(select(Task).where(Task.key.in_(keys))) if keys else ()
    return {task.key: task for task in found}


def has_open_task(session: Session, person_id: UUID, kind: TaskKind, reason: str) -> bool:
    """Say whether a person has an open task of a kind, for a reason."""
    query = select(Task.id).where(
        Task.person_id == person_id,
        Task.kind == kind.value,
        Task.reason == reason,
        Task.done_at.is_(None),
    )
    return session.scalar(query.limit(1)) is not None


def take_task(session: Session, task_id: UUID, *, actor: Actor, at: datetime) -> Task:
    """Say that somebody is on it; raise AlreadyDone when it is done, or another has taken it."""
    task = get_task(session, task_id)
    if task.done_at is not None or task.taken_by not in (None, actor.id):
        raise AlreadyDone(f"task {task_id} is taken or done")
    task.taken_by, task.taken_at = actor.id, at
    _note(session, "task.taken", task, actor=actor, at=at)
    return task


def put_task_back(session: Session, task_id: UUID, *, actor: Actor, at: datetime) -> Task:
    """Give a task back for somebody else; raise NotAllowedNow when it is done."""
    task = get_task(session, task_id)
    if task.done_at is not None:
        raise NotAllowedNow(f"task {task_id} is done")
    task.taken_by = task.taken_at = None
    _note(session, "task.put-back", task, actor=actor, at=at)
    return task


def finish_task(
    session: Session,
    task_id: UUID,
    outcome: TaskOutcome,
    *,
    actor: Actor,
    at: datetime,
    note: str = "",
) -> Task:
    """End a task; raise AlreadyDone when somebody did before."""
    task = get_task(session, task_id)
    if task.done_at is not None:
        raise AlreadyDone(f"task {task_id} is done")
    task.done_at, task.done_by = at, actor.id
    task.outcome, task.note = outcome.value, note or None
    _note(session, "task.done", task, actor=actor, at=at, outcome=outcome.value)
    return task


def end_if_free(session: Session, task: Task, *, actor: Actor, at: datetime) -> bool:
    """End a task that is not needed any more, unless it is done or taken; say whether it ended."""
    if task.taken_at is not None or task.done_at is not None:
        return False
    finish_task(session, task.id, TaskOutcome.NOT_NEEDED, actor=actor, at=at)
    return True


def open_tasks(
    session: Session, *, kind: TaskKind | None = None, number: int = 1, size: int = PAGE_SIZE
) -> Sequence[Task]:
    """Return one page of the open tasks, of one kind when it is named; the soonest due first."""
    query = select(Task).where(Task.done_at.is_(None))
    if kind is not None:
        query = query.where(Task.kind == kind.value)
    query = query.order_by(Task.due_at, Task.id).limit(size).offset((number - 1) * size)
    return session.scalars(query).all()


def count_open(session: Session) -> dict[str, int]:
    """Return how many tasks of each kind are open."""
    query = select(Task.kind, func.count()).where(Task.done_at.is_(None)).group_by(Task.kind)
    return dict(session.execute(query).all())


def tasks_of(session: Session, application_id: UUID) -> Sequence[Task]:
    """Return the tasks of an application, oldest first."""
    query = select(Task).where(Task.application_id == application_id)
    return session.scalars(query.order_by(Task.opened_at, Task.id)).all()


def _note(
    session: Session, action: str, task: Task, *, actor: Actor, at: datetime, **details: Any
) -> None:
    session.flush()
    record(
        session,
        action,
        actor=actor,
        at=at,
        subject_kind="task",
        subject_id=task.id,
        details={"kind": task.kind, "reason": task.reason, **details},
    )
