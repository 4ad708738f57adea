"""The outbox: messages are written here in the same unit of work as what they speak of.

So the application, its trail and its message stand or fall together. Sending is `sending`'s part.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.orm import Session

from app.audit import WORKER, Actor, record
from app.errors import NotAllowedNow, NotFound
from app.messages.earlier_tries import keep_try
from app.messages.inserting import insert_once
from app.messages.kinds import wording_of
from app.messages.letter_locks import lock_letters
from app.messages.models import KEY_LENGTH, Channel, LetterFile, Message, State
from app.messages.wishes import Reach, Safe, reach, safe_for
from app.messages.wording import Holes, Wording, WordingError, clean_holes
from app.people import Person
from app.tasks import NewTask, TaskKind, open_task

QUEUED = "queued"
# Letters that nobody can have read yet, where no batch has them.
UNREAD = (State.RENDERED, State.AT_KIOSK)
CALL_WITHIN = timedelta(hours=2)


class NoSuchMessage(NotFound):
    """There is no message with this id."""


def queue_message(
    session: Session,
    *,
    kind: str,
    person: Person,
    application_id: UUID | None,
    reference: str,
    holes: Holes,
    key: str,
    at: datetime,
    due_at: datetime | None = None,
    actor: Actor = WORKER,
) -> list[Message]:
    """Queue one message for each channel the person said yes to, and return them.

    `key` names the happening ("confirmed:APPLICATION-ID"): the same key again gives the same rows.
    Where no channel may be used nothing is queued, and the trail says why. `due_at` is when the
    text is due; a letter that must be made earlier, and cannot, is left out. A person whom nothing
    may reach is called, if they allow it. Raises WordingError for an unknown kind or a missing hole.
    """
    wording = wording_of(kind)
    _check_key(key)
    safe = safe_for(session, person)
    filled = {**holes, "name": person.full_name, "reference": reference}
    columns = _columns(person, safe, clean_holes(wording, filled), application_id, at=at)
    queued: list[Message] = []
    for channel in (Channel.TEXT,) if wording.texts_only else Channel:
        row_key, due = f"{key}:{channel}", _due(wording, channel, at, due_at)
        found = _in_time(reach(person, channel, safe), due, at)
        if found.to:
            new = _insert(session, wording, found, key=row_key, due_at=due, **columns)
            queued.append(_by_key(session, row_key))
        if not found.to or new:
            _note(session, found, kind=kind, subject=application_id, at=at, actor=actor)
    if not queued and due_at is None and not wording.texts_only:
        _call_instead(session, person, safe, kind, key, application_id, at=at)
    return queued


def _columns(
    person: Person, safe: Safe, body: Holes, application_id: UUID | None, *, at: datetime
) -> dict[str, Any]:
    return {
        "plain": safe.plain,
        "application_id": application_id,
        "person_id": person.id,
        "language": person.language,
        "body": body,
        "created_at": at,
    }


def _by_key(session: Session, key: str) -> Message:
    return session.scalars(select(Message).where(Message.key == key)).one()


def _check_key(key: str) -> None:
    if len(key) > KEY_LENGTH:
        raise WordingError("a message key is too long")


def _call_instead(
    session: Session,
    person: Person,
    safe: Safe,
    kind: str,
    key: str,
    application_id: UUID | None,
    *,
    at: datetime,
) -> None:
    """Have somebody call a person whom no message may reach, if they allow calls."""
    if safe.rules.may_call is not True or not person.phone:
        return
    wish = NewTask(
        key=f"untold:{key}",
        kind=TaskKind.CALL_BACK,
        reason="no-message-allowed",
        due_at=safe.rules.next_open(at + CALL_WITHIN),
        person_id=person.id,
        application_id=application_id,
        details={"kind": kind},
    )
    open_task(session, wish, actor=WORKER, at=at)


def was_queued(session: Session) -> bool:
    """Say, once, whether this unit of work queued a message, so that the worker can be nudged."""
    return bool(session.info.pop(QUEUED, False))


def _due(wording: Wording, channel: Channel, at: datetime, due_at: datetime | None) -> datetime:
    if due_at is None:
        return at
    return wording.letter_due(due_at) if channel is Channel.LETTER else due_at


def _in_time(found: Reach, due: datetime, at: datetime) -> Reach:
    return Reach(found.channel, why_not="too-late") if found.to and due < at else found


def _insert(
    session: Session, wording: Wording, found: Reach, *, key: str, due_at: datetime, **columns: Any
) -> bool:
    session.info[QUEUED] = True
    return insert_once(
        session,
        Message,
        {
            **columns,
            "id": uuid4(),
            "key": key,
            "kind": wording.kind,
            "wording_version": wording.version,
            "channel": found.channel.value,
            "to": found.to,
            "state": State.QUEUED.value,
            "due_at": due_at,
            "next_attempt_at": due_at,
            "expires_at": wording.expiry(columns["body"]),
            "attempts": 0,
            "faults": 0,
            "doubtful": False,
        },
    )


def _note(
    session: Session, found: Reach, *, kind: str, subject: UUID | None, at: datetime, actor: Actor
) -> None:
    details = {"kind": kind, "channel": found.channel.value}
    if found.why_not:
        details["reason"] = found.why_not
    record(
        session,
        "message.queued" if found.to else "message.not-sent",
        actor=actor,
        at=at,
        subject_kind="application",
        subject_id=subject,
        details=details,
    )


def cancel_unsent(
    session: Session,
    application_id: UUID,
    *,
    at: datetime,
    kind: str | None = None,
    actor: Actor = WORKER,
) -> int:
    """Cancel what has not left yet, letters still in the tray included; return how many.

    What may have reached the supplier already is left to be settled as it is.
    """
    chosen = [Message.application_id == application_id]
    if kind is not None:
        chosen.append(Message.kind == kind)
    unsent = or_(untouched(), _in_tray(session, chosen))
    cancelled = list(
        session.scalars(
            update(Message)
            .where(*chosen, unsent)
            .values(state=State.CANCELLED, settled_at=at)
            .returning(Message.id)
            .execution_options(synchronize_session=False)
        )
    )
    for message_id in cancelled:
        _record_one(session, "message.cancelled", message_id, at=at, actor=actor)
    return len(cancelled)


def untouched() -> ColumnElement[bool]:
    """Return the condition for messages that no supplier can have."""
    resting = and_(
        Message.state == State.ATTEMPTING,
        Message.lease_token.is_(None),
        Message.doubtful.is_(False),
    )
    return or_(Message.state == State.QUEUED, resting)


def _in_tray(session: Session, chosen: list[ColumnElement[bool]]) -> ColumnElement[bool]:
    """Return the condition for letters of the chosen that nobody has, and keep batches off them."""
    query = (
        select(LetterFile.message_id)
        .join(Message, Message.id == LetterFile.message_id)
        .where(*chosen, Message.state.in_(UNREAD), LetterFile.batch_id.is_(None))
    )
    locked = [letter.message_id for letter in lock_letters(session, query)]
    # Somebody may have read one at a kiosk while we waited.
    return and_(Message.id.in_(locked), Message.state.in_(UNREAD))


def retry(session: Session, message_id: UUID, *, at: datetime, actor: Actor) -> None:
    """Start a failed or held message again; raise NoSuchMessage or NotAllowedNow.

    One that may have reached the supplier is looked up there before it is sent. The id of the try
    that failed is kept for late reports. What was to go in its place, and has not left yet, is
    cancelled.
    """
    tried = select(Message.state, Message.supplier_id).where(Message.id == message_id)
    found = session.execute(tried.with_for_update()).first()
    if found is None:
        raise NoSuchMessage(f"no message {message_id}")
    if found.state not in (State.FAILED, State.HELD):
        raise NotAllowedNow(f"a message that is {found.state} is not started again")
    if found.supplier_id is not None:
        keep_try(session, message_id, found.supplier_id)
    session.execute(
        update(Message)
        .where(Message.id == message_id)
        .values(
            state=State.QUEUED,
            attempts=0,
            faults=0,
            next_attempt_at=at,
            lease_token=None,
            lease_until=None,
            last_error=None,
            settled_at=None,
        )
        .execution_options(synchronize_session=False)
    )
    cancel_in_its_place(session, message_id, at=at)
    _record_one(session, "message.retried", message_id, at=at, actor=actor)


def cancel_in_its_place(session: Session, message_id: UUID, *, at: datetime) -> None:
    """Cancel what was to be sent instead of a message, if it has not left; its key is free again."""
    _let_letter_go(session, message_id, at=at)
    query = select(Message).where(Message.fallback_of == message_id)
    unsent = or_(untouched(), _in_tray(session, [Message.fallback_of == message_id]))
    for instead in session.scalars(query.where(unsent).with_for_update()):
        instead.state, instead.settled_at = State.CANCELLED, at
        instead.key = f"undone:{instead.id}"
    session.flush()


def _let_letter_go(session: Session, message_id: UUID, *, at: datetime) -> None:
    """Take a letter that is being made, or is held, off whoever has it: nothing of it left yet."""
    session.execute(
        update(Message)
        .where(
            Message.fallback_of == message_id,
            Message.channel == Channel.LETTER,
            Message.state.in_((State.ATTEMPTING, State.HELD)),
        )
        .values(state=State.QUEUED, lease_token=None, lease_until=None, next_attempt_at=at)
        .execution_options(synchronize_session=False)
    )


def _record_one(
    session: Session, action: str, message_id: UUID, *, at: datetime, actor: Actor
) -> None:
    record(session, action, actor=actor, at=at, subject_kind="message", subject_id=message_id)


def messages_of(session: Session, application_id: UUID) -> Sequence[Message]:
    """Return the messages of an application, oldest first."""
    query = select(Message).where(Message.application_id == application_id)
    return session.scalars(query.order_by(Message.created_at, Message.channel)).all()


@dataclass(frozen=True)
class Listed:
    """A message as the operator's list shows it: nothing personal."""

    id: UUID
    kind: str
    channel: str
    state: str
    attempts: int
    next_attempt_at: datetime
    last_error: str | None


def list_messages(
    session: Session, *, state: State | None = None, limit: int = 100
) -> list[Listed]:
    """Return messages for `outbox list`, the next due first; sealed fields are not opened."""
    query = select(
        Message.id,
        Message.kind,
        Message.channel,
        Message.state,
        Message.attempts,
        Message.next_attempt_at,
        Message.last_error,
    )
    if state is not None:
        query = query.where(Message.state == state)
    return [
        Listed(*row)
        for row in session.execute(query.order_by(Message.next_attempt_at).limit(limit))
    ]
