"""Letters that came back: what each reason sets going, and how a wrong scan is taken back.

The message failed for good, so that the next channel is used by itself and somebody has a task to
put things right. Where the reason speaks of the address nothing more is posted there: letters in
the tray are taken out, and those that are not made yet are stopped when they are due, unless the
person has another address by then.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audit import Actor, record
from app.errors import AlongsideError, AlreadyDone, NotAllowedNow, NotFound
from app.messages.fallback import task_key
from app.messages.letter_lookup import Held, held_letter
from app.messages.models import Channel, Message, State
from app.messages.outbox import cancel_in_its_place
from app.messages.overtaken import is_overtaken
from app.messages.return_reasons import REASONS, ReturnReason
from app.messages.returned_models import ReturnedLetter
from app.messages.stopping_post import (
    fail,
    is_in_care,
    is_sent_home,
    lines_below_name,
    stop_post,
    tell_otherwise,
)
from app.messages.troubles import POST_CAME_BACK
from app.people import Person, bad_addresses, get_person, rules_of, set_rules
from app.tasks import NewTask, TaskKind, TaskOutcome, finish_task, open_task, task_with_key

LOOK_WITHIN = timedelta(days=1)


class UnknownReason(AlongsideError):
    """There is no such reason for a letter to come back."""


class CameBackBefore(AlreadyDone):
    """This very letter came back already; `returned` says when and why."""

    def __init__(self, returned: ReturnedLetter) -> None:
        super().__init__(f"letter {returned.message_id} came back before")
        self.returned = returned


class NoSuchReturn(NotFound):
    """There is no such return of a letter."""


def come_back(
    session: Session, message_id: UUID, why: str, *, actor: Actor, at: datetime
) -> ReturnedLetter:
    """Note that a letter came back, and set going what follows from it; see the module.

    Raises UnknownReason, NoSuchLetter, NeverPrinted, or CameBackBefore for the same envelope again.
    """
    reason = REASONS.get(why)
    if reason is None:
        raise UnknownReason(f"no reason {why!r}")
    held = held_letter(session, message_id, lock=True)
    if held.came_back is not None:
        raise CameBackBefore(held.came_back)
    person = get_person(session, held.message.person_id)
    returned = _keep(session, held, reason, actor=actor, at=at)
    fail(held.message, reason.error.source, at=at)
    session.flush()
    _open_task(session, returned, held.message, reason, actor=actor, at=at)
    _note(session, "letter.came-back", returned, held.message, actor=actor, at=at)
    bad = _bad_with(session, person, held.message) if reason.of_address else None
    if bad is not None:
        set_rules(session, person.id, {"bad_address": bad}, actor=actor, at=at)
        returned.address_stopped = True
        returned.stopped = stop_post(session, person, lines_below_name(held.message), at=at)
    if not is_overtaken(session, held.message):
        tell_otherwise(session, held.message, at=at)
    session.flush()
    return returned


def _bad_with(session: Session, person: Person, letter: Message) -> dict[str, str] | None:
    """Return what is bad now that a letter came back; None where post goes elsewhere by now."""
    rules = rules_of(session, person.id)
    if is_sent_home(person, letter):
        return bad_addresses(person.address or {}, rules.bad_place)
    if rules.collect_at and is_in_care(session, person, letter):
        return bad_addresses(rules.bad_home, rules.collect_at)
    return None


def _keep(
    session: Session, held: Held, reason: ReturnReason, *, actor: Actor, at: datetime
) -> ReturnedLetter:
    returned = ReturnedLetter(
        key=held.return_key,
        message_id=held.message.id,
        person_id=held.message.person_id,
        reason=reason.slug,
        state_before=held.message.state,
        settled_before=held.message.settled_at,
        address_stopped=False,
        stopped=[],
        at=at,
        by=actor.id,
    )
    session.add(returned)
    session.flush()
    return returned


def _open_task(
    session: Session,
    returned: ReturnedLetter,
    message: Message,
    reason: ReturnReason,
    *,
    actor: Actor,
    at: datetime,
) -> None:
    wish = NewTask(
        key=_task_key(returned),
        kind=TaskKind.RETURNED_POST,
        reason=f"letter-{reason.slug}",
        due_at=at + LOOK_WITHIN,
        person_id=returned.person_id,
        application_id=message.application_id,
        message_id=message.id,
        details={"kind": message.kind, "error": reason.error.source},
    )
    open_task(session, wish, actor=actor, at=at)


def _task_key(returned: ReturnedLetter) -> str:
    return f"returned:{returned.id}"


def undo_return(
    session: Session, returned_id: UUID, *, actor: Actor, at: datetime
) -> ReturnedLetter:
    """Take back a return that was scanned by mistake, with all that followed and has not left yet.

    Raises NoSuchReturn, AlreadyDone, or NotAllowedNow once the letter was sent anew.
    """
    returned = session.get(
        ReturnedLetter, returned_id, with_for_update=True, populate_existing=True
    )
    if returned is None:
        raise NoSuchReturn(f"no return {returned_id}")
    if returned.undone_at is not None:
        raise AlreadyDone(f"return {returned_id} is undone")
    message = session.get_one(
        Message, returned.message_id, with_for_update=True, populate_existing=True
    )
    if message.state != State.FAILED:
        raise NotAllowedNow(f"message {message.id} was sent anew")
    _finish(session, task_key(message), actor=actor, at=at)
    _finish(session, _task_key(returned), actor=actor, at=at)
    _take_back(session, message, returned.state_before, returned.settled_before, at=at)
    for letter_id in returned.stopped:
        _back_in_tray(session, UUID(letter_id), actor=actor, at=at)
    returned.key, returned.undone_at, returned.undone_by = f"undone:{returned.id}", at, actor.id
    session.flush()
    if returned.address_stopped:
        _free_address(session, returned, actor=actor, at=at)
    _note(session, "letter.return-undone", returned, message, actor=actor, at=at)
    return returned


def _finish(session: Session, key: str, *, actor: Actor, at: datetime) -> None:
    task = task_with_key(session, key)
    if task is not None and task.done_at is None:
        finish_task(session, task.id, TaskOutcome.NOT_NEEDED, actor=actor, at=at)


def _take_back(
    session: Session, message: Message, state: str, settled_at: datetime | None, *, at: datetime
) -> None:
    """Let a letter stand as before, and cancel what was to be sent in its place, if it can be."""
    message.state, message.settled_at, message.last_error = state, settled_at, None
    session.flush()
    cancel_in_its_place(session, message.id, at=at)


def _back_in_tray(session: Session, letter_id: UUID, *, actor: Actor, at: datetime) -> None:
    letter = session.get_one(Message, letter_id, with_for_update=True, populate_existing=True)
    if letter.state == State.FAILED and letter.last_error == POST_CAME_BACK.source:
        _finish(session, task_key(letter), actor=actor, at=at)
        _take_back(session, letter, State.RENDERED, None, at=at)


def _free_address(
    session: Session, returned: ReturnedLetter, *, actor: Actor, at: datetime
) -> None:
    """Let letters go to the address again, unless another letter came back from it too."""
    person, rules = get_person(session, returned.person_id), rules_of(session, returned.person_id)
    letter = session.get_one(Message, returned.message_id)
    query = select(Message).join(ReturnedLetter, ReturnedLetter.message_id == Message.id)
    others = query.where(
        ReturnedLetter.person_id == person.id,
        ReturnedLetter.address_stopped,
        ReturnedLetter.undone_at.is_(None),
    )
    lines = lines_below_name(letter)
    if any(lines_below_name(other) == lines for other in session.scalars(others)):
        return
    home, place = rules.bad_home, rules.bad_place
    if home == person.address and is_sent_home(person, letter):
        home = {}
    elif place == rules.collect_at and is_in_care(session, person, letter):
        place = ""
    wished = {"bad_address": bad_addresses(home, place)}
    set_rules(session, person.id, wished, actor=actor, at=at)


def _note(
    session: Session,
    action: str,
    returned: ReturnedLetter,
    message: Message,
    *,
    actor: Actor,
    at: datetime,
) -> None:
    record(
        session,
        action,
        actor=actor,
        at=at,
        subject_kind="application" if message.application_id else "message",
        subject_id=message.application_id or message.id,
        details={
            "kind": message.kind,
            "channel": Channel.LETTER.value,
            "reason": returned.reason,
            "message": str(message.id),
        },
    )
