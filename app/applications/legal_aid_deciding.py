"""What is done with a question about legal aid once it is sent: follow up, refer, close, and calls.

Each verb moves the application, takes or gives back the half hour of the call, and says in what it
announces what changed, all in the caller's unit of work. Of two who decide at once one is told; of
two who note a call at once both are kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.applications.desks import Gone
from app.applications.held_time import QUESTION, TIME_GONE, taken_slot
from app.applications.legal_aid_reasons import CALL_AGAIN, CALLS, CLOSINGS, PROVIDERS, REACHED
from app.applications.lifecycle import lock_application, move
from app.applications.models import Application
from app.applications.reasons import NotListed, find_reason
from app.appointments import SlotGone, appointment_of, rebook, release
from app.audit import Actor
from app.errors import NotAllowedNow, NotFound
from app.events import Moved

CALL_TIME = "callback-time"


@dataclass(frozen=True, kw_only=True)
class Called:
    """How a call went: the slug of a listed outcome, words for the file, when we call again.

    A `key` makes a note that is posted twice one note.
    """

    outcome: str
    words: str = ""
    slot_id: int | None = None
    key: str = ""


def follow_up(
    session: Session, application: Application, called: Called, *, actor: Actor, at: datetime
) -> None:
    """Note how a call went, and when we call again; raises NotListed, NotAllowedNow or Gone."""
    if called.outcome not in CALLS or (called.outcome == CALL_AGAIN) != (
        called.slot_id is not None
    ):
        raise NotListed(f"{called.outcome!r} does not go with slot {called.slot_id}")
    application = lock_application(session, application.id)
    calls = _calls(application)
    if called.key and any(call["key"] == called.key for call in calls):
        return
    noted = {"outcome": called.outcome, "words": called.words, "key": called.key}
    noted |= {"at": at.isoformat(), "by": actor.id}
    decision = {"reason": called.outcome, "words": called.words, "calls": [*calls, noted]}
    moved = move(session, application, "follow-up", actor=actor, at=at, decision=decision)
    if called.slot_id is not None:
        _call_at(session, application, called.slot_id, moved)
        return
    if called.outcome == REACHED:
        give_call_up(session, application, at=at)
    coming = _coming_call(session, application, at=at)
    application.due_at = coming or at


def refer(
    session: Session,
    application: Application,
    provider: str,
    *,
    words: str = "",
    actor: Actor,
    at: datetime,
) -> None:
    """Pass the question on to a kind of provider; raises NotListed, AlreadyDone, NotAllowedNow."""
    if provider not in PROVIDERS:
        raise NotListed(f"{provider!r} is no kind of provider")
    _end(session, application, "refer", {"reason": provider, "words": words}, actor=actor, at=at)


def close(
    session: Session,
    application: Application,
    reason: str,
    *,
    words: str = "",
    actor: Actor,
    at: datetime,
) -> None:
    """Close the question with a listed code; raises NotListed, AlreadyDone or NotAllowedNow."""
    find_reason(CLOSINGS, reason, words=words)
    _end(session, application, "close", {"reason": reason, "words": words}, actor=actor, at=at)


def move_call(
    session: Session, application: Application, slot_id: int, *, actor: Actor, at: datetime
) -> None:
    """Promise the call at another half hour; raises Gone, or NotAllowedNow once it was decided."""
    application = lock_application(session, application.id)
    moved = move(session, application, "move-call", actor=actor, at=at)
    _call_at(session, application, slot_id, moved)


def cancel_call(session: Session, application: Application, *, actor: Actor, at: datetime) -> None:
    """Cancel the call, as the person asks. What is to follow up stays so, due at once.

    Raises NotAllowedNow where no call is to come.
    """
    application = lock_application(session, application.id)
    if not give_call_up(session, application, at=at):
        raise NotAllowedNow(f"{application.reference} has no call to come")
    move(session, application, "cancel-call", actor=actor, at=at)
    application.due_at = at


def give_call_up(session: Session, application: Application, *, at: datetime) -> bool:
    """Give back the half hour of a call that is still to come; say whether there was one."""
    appointment = appointment_of(session, application.id)
    if appointment is None or _coming_call(session, application, at=at) is None:
        return False
    return release(session, appointment, at=at)


def _calls(application: Application) -> list[dict[str, Any]]:
    return list((application.decision or {}).get("calls", ()))


def _end(
    session: Session,
    application: Application,
    verb: str,
    decision: dict[str, Any],
    *,
    actor: Actor,
    at: datetime,
) -> None:
    application = lock_application(session, application.id)
    kept = decision | {"calls": _calls(application)}
    move(session, application, verb, actor=actor, at=at, decision=kept)
    give_call_up(session, application, at=at)


def _coming_call(session: Session, application: Application, *, at: datetime) -> datetime | None:
    slot = taken_slot(session, application.id)
    return slot.starts_at if slot is not None and slot.starts_at > at else None


def _call_at(session: Session, application: Application, slot_id: int, moved: Moved) -> None:
    """Book the half hour, and note in what is announced which one it takes the place of."""
    old = taken_slot(session, application.id)
    was_coming = old is not None and old.starts_at > moved.at
    try:
        rebook(session, slot_id, application.id, at=moved.at)
    except (SlotGone, NotFound) as gone:
        raise Gone(CALL_TIME, QUESTION, TIME_GONE) from gone
    application.due_at = call_to_come(session, application, at=moved.at)
    if old is None or old.id != slot_id:
        moved.details["slot"] = slot_id
        moved.details["old_slot"] = old.id if old is not None and was_coming else None
        moved.details["turn"] = str(application.version)


def call_to_come(session: Session, application: Application, *, at: datetime) -> datetime:
    """Return when the call that was just booked is; raises Gone for a time that has begun.

    A place that was kept is not asked about its time again, and a draft may lie for long.
    """
    starts_at = _coming_call(session, application, at=at)
    if starts_at is None:
        raise Gone(CALL_TIME, QUESTION, TIME_GONE)
    return starts_at
