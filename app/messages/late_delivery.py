"""A text that counted as failed was delivered after all: what was put in its place is taken back.

A supplier may report long after we gave a text up as unclear. The person has it, so a letter that
is in no batch yet is cancelled, and a task that nobody took is ended; so is another try that did not
go out yet. Where it is too late for that the letter, the task or the try goes on, and a text of which
any try arrived is not tried once more. The trail of the application tells either.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import Row, Select, case, func, select, update
from sqlalchemy.orm import Session

from app.audit import WORKER, record
from app.db import attempting
from app.messages.earlier_tries import keep_try, note_arrival, one_arrived
from app.messages.faults import told
from app.messages.models import Channel, Message, State
from app.messages.outbox import cancel_in_its_place
from app.tasks import Task, TaskKind, end_if_free

LETTER, TASK, RETRY = "letter", "task", "retry"
LOST = (State.FAILED, State.HELD)
TO_DELIVER = (*LOST, State.QUEUED, State.ATTEMPTING)
OUT = (State.SENT, State.DELIVERED)
OVER = (State.FAILED, State.CANCELLED)
TO_TELL = (TaskKind.CALL_BACK, TaskKind.BAD_MESSAGE)
log = structlog.get_logger()


def deliver_late(
    session: Session, message_id: UUID, supplier_id: str | None, *, at: datetime
) -> bool:
    """Take in that a text arrived which is lost, or is tried again; say whether that is news.

    One whose newer try is out stays as that is, and the trail tells of the earlier one.
    """
    text = _locked(session, message_id)
    if text is None:
        return False
    known = supplier_id not in (None, text.supplier_id) and note_arrival(
        session, message_id, supplier_id or "", at=at
    )
    if not (known or _is_its_own(text, supplier_id)):
        return False
    if text.state in TO_DELIVER:
        _deliver(session, text, None if known else supplier_id, at=at)
    can_stop = _can_stop(text)
    going = text.state in (State.ATTEMPTING, *OUT) and not can_stop
    arrived_after_all(session, message_id, [RETRY] * can_stop, [RETRY] * going, at=at)
    return True


def _locked(session: Session, message_id: UUID) -> Row[Any] | None:
    """Return how a text stands, and keep everybody else off it; no sealed field is opened."""
    columns = (
        Message.id,
        Message.state,
        Message.supplier_id,
        Message.doubtful,
        Message.attempts,
        Message.attempted_at,
        Message.lease_token,
    )
    text = (Message.id == message_id, Message.channel == Channel.TEXT)
    query: Select[*tuple[Any, ...]] = select(*columns).where(*text)
    return session.execute(query.with_for_update()).first()


def _is_its_own(text: Row[Any], supplier_id: str | None) -> bool:
    """Say whether a report is about the last try, and that is lost or was started again.

    One whose last try had no clear answer is known by no id, or by that of an earlier try.
    """
    if text.state == State.QUEUED:
        return text.attempted_at is not None
    if text.state == State.ATTEMPTING:
        return bool(text.supplier_id == supplier_id)
    same = text.doubtful or text.supplier_id is None or supplier_id in (None, text.supplier_id)
    return bool(text.state in LOST and text.attempts > 0 and same)


def _can_stop(text: Row[Any]) -> bool:
    """Say whether another try was to be made that surely has not gone out."""
    rests = text.state == State.ATTEMPTING and text.lease_token is None and not text.doubtful
    return text.state == State.QUEUED or rests


def _deliver(session: Session, text: Row[Any], supplier_id: str | None, *, at: datetime) -> None:
    """Let a text be delivered. Whoever is sending it keeps the lease, and then notes the new id."""
    if supplier_id not in (None, text.supplier_id):
        give_back_id(session, text.id, supplier_id or "", at=at)
    session.execute(
        update(Message)
        .where(Message.id == text.id)
        .values(
            state=State.DELIVERED,
            settled_at=at,
            last_error=None,
            sent_at=func.coalesce(Message.sent_at, at),
        )
        .execution_options(synchronize_session=False)
    )


def stays_delivered(session: Session, message_id: UUID) -> bool:
    """Let a text whose last try failed be delivered where an earlier one arrived; say whether so."""
    if not one_arrived(session, message_id):
        return False
    session.execute(
        update(Message)
        .where(Message.id == message_id)
        .values(state=State.DELIVERED, last_error=None)
        .execution_options(synchronize_session=False)
    )
    return True


def remember_failure(session: Session, message_id: UUID, supplier_id: str | None) -> None:
    """Keep the id of a try that failed, and that we knew by no id: the next look-up passes it by."""
    text = _locked(session, message_id)
    if text is None or supplier_id in (None, text.supplier_id):
        return
    if (text.state == State.QUEUED and text.attempted_at) or (text.state in LOST and text.doubtful):
        keep_try(session, message_id, supplier_id or "")


def give_back_id(session: Session, message_id: UUID, supplier_id: str, *, at: datetime) -> None:
    """Let a text have this id that its report names; another that had it by a look-up is in doubt."""
    held = (Message.supplier_id == supplier_id, Message.id != message_id)
    unsure = Message.state == State.SENT
    session.execute(
        update(Message)
        .where(*held)
        .values(
            supplier_id=None,
            doubtful=True,
            state=case((unsure, State.ATTEMPTING), else_=Message.state),
            next_attempt_at=case((unsure, at), else_=Message.next_attempt_at),
            sent_at=case((unsure, None), else_=Message.sent_at),
            settled_at=case((unsure, None), else_=Message.settled_at),
        )
        .execution_options(synchronize_session=False)
    )
    session.execute(
        update(Message)
        .where(Message.id == message_id)
        .values(supplier_id=supplier_id)
        .execution_options(synchronize_session=False)
    )


def arrived_after_all(
    session: Session,
    message_id: UUID,
    stopped: Sequence[str],
    too_late: Sequence[str],
    *,
    at: datetime,
) -> None:
    """Take back what was put in the place of a text that is delivered, and note what came of it.

    `stopped` and `too_late` say what came of another try. Where our own code breaks on it, all of
    that goes on: the report itself must stand.
    """
    try:
        with attempting(session):
            _take_back(session, message_id, stopped, too_late, at=at)
    except Exception as fault:  # our own code broke: a report is not sent again
        log.error("late-delivery.fault", message_id=str(message_id), **told(fault))


def _take_back(
    session: Session,
    message_id: UUID,
    stopped: Sequence[str],
    too_late: Sequence[str],
    *,
    at: datetime,
) -> None:
    text = session.get_one(Message, message_id, populate_existing=True)
    letters, going = _letters(session, text, at=at)
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
            "stopped": [*stopped, *[LETTER] * bool(letters), *[TASK] * bool(ended)],
            "too_late": [*too_late, *[LETTER] * bool(going), *[TASK] * bool(taken)],
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
