"""When a message fails for good, the next allowed channel is used by itself.

A text that failed becomes a letter, unless the letter of the same happening goes anyway, or the
application moved on and something newer was said; where no letter may be sent, somebody of ours
calls, if the person allows calls; and where not even that may be, a task says so. The reason and what the new message costs stand in the trail of the application.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audit import WORKER, record
from app.clock import today
from app.db import attempting
from app.messages.confirming import fail_waiting
from app.messages.faults import told
from app.messages.in_time import POSTAGE, call_due, post_in_time
from app.messages.inbound.stops import SUPPLIER, How, heard_since, stop
from app.messages.inbound.wording import AGENT_REPLY, CANCEL_SURE, CONFIRM_NUMBER, SLOT_OFFER
from app.messages.inserting import insert_once
from app.messages.kinds import wording_of
from app.messages.models import Channel, Message, State
from app.messages.outbox import CALL_WITHIN
from app.messages.overtaken import is_overtaken, newer_was_told, was_decided_since
from app.messages.prices import letter_cost
from app.messages.troubles import NOT_THEIRS, OPTED_OUT, TOO_LATE
from app.messages.wishes import Safe, reach, safe_for
from app.people import Person, get_person
from app.tasks import NewTask, TaskKind, open_task

OTHER = {Channel.TEXT: Channel.LETTER, Channel.LETTER: Channel.TEXT}
CALL, TASK, NOTHING = "call", "task", "nothing"
log = structlog.get_logger()
# Texts without a letter of which somebody must hear that they did not arrive: staff sent them, or
# what the person asked for waits for the answer.
MISSED = frozenset({AGENT_REPLY, SLOT_OFFER, CANCEL_SURE})


def fall_back(session: Session, message_id: UUID, *, at: datetime, has_task: bool = False) -> None:
    """Use the next channel for a message that failed for good; repeated, it changes nothing.

    A message that came too late is of no use on any channel; that somebody wanted to cancel is told
    all the same. With `has_task` somebody of ours knows of it already, so that a task is opened to
    call the person only.
    """
    failed = session.get_one(Message, message_id, populate_existing=True)
    too_late = failed.last_error == TOO_LATE.source and failed.kind != CANCEL_SURE
    if failed.state != State.FAILED or too_late:
        return
    person = get_person(session, failed.person_id)
    safe = safe_for(session, person)
    keep_stop(session, message_id, failed.last_error, at=at)
    if wording_of(failed.kind, failed.wording_version).texts_only:
        _after_text(session, failed, person, safe, at=at)
        return
    other = OTHER[Channel(failed.channel)]
    if is_overtaken(session, failed):
        _after_old_news(session, failed, person, safe, at=at, has_task=has_task)
    elif _goes_anyway(session, failed, other):
        _leave_to(session, failed, person, safe, other, at=at, has_task=has_task)
    elif instead := _send_on(session, failed, person, safe, other, at=at):
        posted = other is Channel.LETTER and not safe.rules.kiosk_at
        cost = letter_cost(POSTAGE, 1, on=today(at)) if posted else None
        _note(session, failed, to=str(other), cost=cost, why="", at=at, instead=instead)
        if other is Channel.LETTER and not post_in_time(failed, at=at):
            call_or_tell(session, failed, person, safe, at=at, has_task=has_task)
    else:
        call_or_tell(session, failed, person, safe, at=at, has_task=has_task)


def keep_stop(session: Session, message_id: UUID, error: str | None, *, at: datetime) -> None:
    """Keep a STOP that the supplier heard, where that is the error of a try; repeated, it is one.

    It counts for a text that is delivered as well: an earlier try of that may have arrived.
    """
    if error == OPTED_OUT.source:
        text = session.get_one(Message, message_id, populate_existing=True)
        person = get_person(session, text.person_id)
        stop(session, [person], text.to, How.SUPPLIER, actor=SUPPLIER, at=at)


def keep_stop_if_it_goes(
    session: Session, message_id: UUID, error: str | None, *, at: datetime
) -> None:
    """Do so, and where our own code breaks on it let the report that tells of it stand."""
    try:
        with attempting(session):
            keep_stop(session, message_id, error, at=at)
    except Exception as fault:  # our own code broke: a report is not sent again
        log.error("stop.fault", message_id=str(message_id), **told(fault))


def keep_late_stop(session: Session, message_id: UUID, *, at: datetime) -> bool:
    """Keep a STOP that a report tells of a text which is delivered; say whether that is news."""
    text = session.get_one(Message, message_id, populate_existing=True)
    if heard_since(session, text.person_id, text.attempted_at or text.created_at):
        return False
    keep_stop(session, message_id, OPTED_OUT.source, at=at)
    return True


def _after_old_news(
    session: Session, failed: Message, person: Person, safe: Safe, *, at: datetime, has_task: bool
) -> None:
    """Send old news no other way; where nothing newer was said, somebody of ours sees to it."""
    decided = was_decided_since(session, failed)
    other = OTHER[Channel(failed.channel)]
    if decided and newer_was_told(session, failed):
        _note(session, failed, to=NOTHING, cost=None, why="overtaken", at=at)
    elif not decided and _goes_anyway(session, failed, other):
        _leave_to(session, failed, person, safe, other, at=at, has_task=has_task)
    else:
        call_or_tell(session, failed, person, safe, at=at, has_task=has_task)


def _leave_to(
    session: Session,
    failed: Message,
    person: Person,
    safe: Safe,
    other: Channel,
    *,
    at: datetime,
    has_task: bool,
) -> None:
    """Leave the telling to the message that goes anyway; somebody calls where it comes too late."""
    _note(session, failed, to=str(other), cost=None, why="goes-anyway", at=at)
    if other is Channel.LETTER and not post_in_time(failed, at=at):
        call_or_tell(session, failed, person, safe, at=at, has_task=has_task)


def fall_back_or_tell(session: Session, message_id: UUID, *, at: datetime) -> None:
    """Do so, and where our own code breaks on it tell somebody, so that the failure itself stands.

    A delivery report is not sent again: what settles it must not be undone.
    """
    try:
        with attempting(session):
            fall_back(session, message_id, at=at)
    except Exception as fault:  # our own code broke: the report must stand all the same
        log.error("fallback.fault", message_id=str(message_id), **told(fault))
        failed = session.get_one(Message, message_id, populate_existing=True)
        _ask_staff(session, failed, at=at)


def call_after_no(session: Session, message_id: UUID, *, at: datetime) -> None:
    """Have somebody call a person who no longer wants this text, where they allow calls.

    Nobody is called where the other channel tells them anyway, and in time.
    """
    message = session.get_one(Message, message_id, populate_existing=True)
    person = get_person(session, message.person_id)
    safe = safe_for(session, person)
    wanted = not wording_of(message.kind, message.wording_version).texts_only
    other = OTHER[Channel(message.channel)]
    in_time = other is Channel.TEXT or post_in_time(message, at=at)
    if not wanted or (_goes_anyway(session, message, other) and in_time):
        return
    if safe.rules.may_call is True and person.phone:
        _open(session, message, person, safe, may_call=True, at=at)


def _ask_staff(session: Session, failed: Message, *, at: datetime) -> None:
    wish = NewTask(
        key=task_key(failed),
        kind=TaskKind.BAD_MESSAGE,
        reason="message-failed",
        due_at=at + CALL_WITHIN,
        person_id=failed.person_id,
        application_id=failed.application_id,
        message_id=failed.id,
        details={"kind": failed.kind, "error": failed.last_error},
    )
    open_task(session, wish, actor=WORKER, at=at)


def _after_text(
    session: Session, failed: Message, person: Person, safe: Safe, *, at: datetime
) -> None:
    """Follow a text that has no letter: what waited for it goes another way, or somebody is told.

    Other answers by themselves are of no use later.
    """
    if failed.kind == CONFIRM_NUMBER:
        for message_id in fail_waiting(session, person.id, failed.last_error or "", at=at):
            fall_back(session, message_id, at=at)
    elif failed.kind in MISSED:
        call_or_tell(session, failed, person, safe, at=at)


def call_or_tell(
    session: Session,
    failed: Message,
    person: Person,
    safe: Safe,
    *,
    at: datetime,
    has_task: bool = False,
) -> None:
    """Open a task: to call the person within the hours they gave, or to look at it ourselves."""
    wrong = failed.last_error == NOT_THEIRS.source
    in_time = call_due(failed, safe.rules, at=at) is not None
    may_call = safe.rules.may_call is True and bool(person.phone) and not wrong and in_time
    if may_call or not has_task:
        _open(session, failed, person, safe, may_call=may_call, at=at)
    _note(session, failed, to=CALL if may_call else TASK, cost=None, why="", at=at)


def task_key(failed: Message) -> str:
    """Return the key of the task about one failure; one that is tried again may fail once more."""
    settled = f"{failed.settled_at:%Y%m%d%H%M%S}" if failed.settled_at else ""
    return f"failed:{failed.id}:{settled}"


def _open(
    session: Session, failed: Message, person: Person, safe: Safe, *, may_call: bool, at: datetime
) -> None:
    call_at = call_due(failed, safe.rules, at=at) if may_call else None
    open_task(
        session,
        NewTask(
            key=task_key(failed),
            kind=TaskKind.CALL_BACK if may_call else TaskKind.BAD_MESSAGE,
            reason="message-failed",
            due_at=call_at or at + CALL_WITHIN,
            person_id=person.id,
            application_id=failed.application_id,
            message_id=failed.id,
            details={"kind": failed.kind, "error": failed.last_error},
        ),
        actor=WORKER,
        at=at,
    )


def _goes_anyway(session: Session, failed: Message, other: Channel) -> bool:
    """Say whether the same happening was, or will be, told on the other channel."""
    state = session.scalar(select(Message.state).where(Message.key == _key(failed, other)))
    return state is not None and state not in (State.FAILED, State.CANCELLED)


def _key(failed: Message, channel: Channel) -> str:
    return f"{failed.key.rpartition(':')[0]}:{channel}"


def _of_use(failed: Message, other: Channel, *, at: datetime) -> bool:
    """Say whether a message with an end still helps on the other channel."""
    if other is Channel.LETTER:
        return post_in_time(failed, at=at)
    return failed.expires_at is None or at < failed.expires_at


def _send_on(
    session: Session, failed: Message, person: Person, safe: Safe, other: Channel, *, at: datetime
) -> UUID | None:
    """Queue the same message on the other channel; return its id, None where it may not be, or was."""
    found = reach(person, other, safe)
    if not found.to or (failed.expires_at is not None and not _of_use(failed, other, at=at)):
        return None
    instead = uuid4()
    added = insert_once(
        session,
        Message,
        {
            "id": instead,
            "key": _key(failed, other),
            "application_id": failed.application_id,
            "person_id": failed.person_id,
            "kind": failed.kind,
            "wording_version": failed.wording_version,
            "channel": other.value,
            "language": failed.language,
            "to": found.to,
            "body": failed.body,
            "plain": safe.plain,
            "fallback_of": failed.id,
            "state": State.QUEUED.value,
            "created_at": at,
            "due_at": at,
            "next_attempt_at": at,
            "expires_at": failed.expires_at,
            "attempts": 0,
            "faults": 0,
            "doubtful": False,
        },
    )
    return instead if added else None


def _note(
    session: Session,
    failed: Message,
    *,
    to: str,
    cost: int | None,
    why: str,
    at: datetime,
    instead: UUID | None = None,
) -> None:
    """Note in the trail what follows; `cost` is an estimate, and `instead` the message that costs it."""
    record(
        session,
        "message.fell-back",
        actor=WORKER,
        at=at,
        subject_kind="application",
        subject_id=failed.application_id,
        details={
            "kind": failed.kind,
            "channel": failed.channel,
            "to": to,
            "error": failed.last_error,
            "cost": cost,
            "why": why,
            **({"message_id": str(instead)} if instead else {}),
        },
    )
