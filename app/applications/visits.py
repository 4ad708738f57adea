"""What a booking desk does with prison visits: confirm, reject, cancel, withdraw and change.

Each verb moves the application, takes or gives back the slot, and announces what happened, all in
the caller's unit of work, so that status, slot, trail and message stand or fall together.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.applications.lifecycle import (
    Start,
    journey_of,
    load_answers,
    lock_application,
    move,
    start,
)
from app.applications.models import Answer, Application
from app.applications.reasons import find_reason
from app.applications.visit_reasons import CANCEL_REASONS, REJECT_REASONS
from app.appointments import Appointment, Slot, appointment_of, book, lock_slots, release
from app.appointments.offering import insert_missing
from app.audit import Actor
from app.errors import NotAllowedNow
from app.events import Moved
from app.journeys.catalogue.prison_visit.life import VisitStatus
from app.journeys.catalogue.prison_visit.lookups import BY_HAND
from app.journeys.catalogue.prison_visit.rules import CHOICES
from app.journeys.life import Status

BY_VISITOR = "visitor"
TIME_STEPS = ("visit-time", *CHOICES, "times-by-hand")


@dataclass(frozen=True, kw_only=True)
class Decision:
    """Why: the slug of a listed reason, the date it ends, and the clerk's own words."""

    reason: str
    until: date | None = None
    words: str = ""

    def stored(self) -> dict[str, Any]:
        """Return the decision as plain JSON."""
        until = self.until.isoformat() if self.until else None
        return {"reason": self.reason, "until": until, "words": self.words}


def confirm(
    session: Session, application: Application, slot_id: int, *, actor: Actor, at: datetime
) -> Appointment:
    """Say yes to a request, at one slot; raises SlotGone, AlreadyDone or NotAllowedNow.

    Where the request changes a booked visit, the old slot is given back now and not before.
    """
    moved = move(session, application, "book", actor=actor, at=at)
    lock_replaced(session, application, slot_id)
    appointment = book(session, slot_id, application.id, at=at)
    end_replaced(session, application, moved, actor=actor)
    return appointment


def end_replaced(session: Session, application: Application, moved: Moved, *, actor: Actor) -> None:
    """End the visit that a booking replaces, if any, and say in the event which it was."""
    old = _replaced(session, application)
    if old is None:
        return
    application.replaces_id = old.id
    given_back = appointment_of(session, old.id)
    if given_back:
        moved.details["replaced_slot"] = given_back.slot_id
        release(session, given_back, at=moved.at)
    move(session, old, "replace", actor=actor, at=moved.at)
    moved.details["replaced"] = str(old.id)


def lock_replaced(session: Session, application: Application, slot_id: int) -> None:
    """Lock the visit that a booking at this slot would replace, and then both slots in order.

    Without it two visits that swap their times, or a cancelling at the same moment, could wait
    for each other.
    """
    old = _replaced(session, application)
    appointment = appointment_of(session, old.id) if old else None
    if appointment is not None:
        lock_slots(session, slot_id, appointment.slot_id)


def _replaced(session: Session, application: Application) -> Application | None:
    """Return the booked visit that this one replaces, locked.

    Where another change of the same visit was confirmed first, that is the visit to replace.
    """
    old_id = application.replaces_id
    while old_id is not None:
        old = lock_application(session, old_id)
        if old.status != VisitStatus.REPLACED:
            return old if old.status == VisitStatus.BOOKED else None
        later = select(Application.id).where(
            Application.replaces_id == old.id,
            Application.id != application.id,
            Application.status.in_((VisitStatus.BOOKED, VisitStatus.REPLACED)),
        )
        old_id = session.scalar(later)
    return None


def reject(
    session: Session, application: Application, decision: Decision, *, actor: Actor, at: datetime
) -> None:
    """Say no to a request, with a listed reason; raises NotListed."""
    find_reason(REJECT_REASONS, decision.reason, words=decision.words)
    move(session, application, "reject", actor=actor, at=at, decision=decision.stored())


def cancel(
    session: Session, application: Application, decision: Decision, *, actor: Actor, at: datetime
) -> None:
    """Cancel a booked visit and give its slot back; raises NotListed.

    Where the visitor asked, a change of it that waits for an answer is taken back with it.
    """
    find_reason(CANCEL_REASONS, decision.reason, words=decision.words)
    if decision.reason == BY_VISITOR:
        _withdraw_changes(session, application, actor=actor, at=at)
    moved = move(session, application, "cancel", actor=actor, at=at, decision=decision.stored())
    appointment = appointment_of(session, application.id)
    if appointment:
        moved.details["slot_id"] = appointment.slot_id
        release(session, appointment, at=at)


def withdraw(session: Session, application: Application, *, actor: Actor, at: datetime) -> None:
    """Take back a request that has not been answered, as the visitor asks."""
    decision = Decision(reason=BY_VISITOR)
    move(session, application, "withdraw", actor=actor, at=at, decision=decision.stored())


def _withdraw_changes(
    session: Session, application: Application, *, actor: Actor, at: datetime
) -> None:
    changes = select(Application).where(
        Application.replaces_id == application.id, Application.status == Status.REQUESTED
    )
    locked = changes.order_by(Application.id).with_for_update()
    for change in session.scalars(locked.execution_options(populate_existing=True)).all():
        withdraw(session, change, actor=actor, at=at)


def start_change(
    session: Session,
    application: Application,
    *,
    key: str,
    channel: str,
    actor: Actor,
    at: datetime,
    contact_id: UUID | None = None,
) -> Application:
    """Return a draft that would change a booked visit: its answers, without the time.

    The booked visit keeps its slot until the change is confirmed.
    """
    if application.status != VisitStatus.BOOKED:
        raise NotAllowedNow(f"{application.reference} is {application.status}")
    wish = Start(
        journey=journey_of(application),
        channel=channel,
        language=application.language,
        key=key,
        person_id=application.person_id,
        contact_id=contact_id,
        replaces_id=application.id,
    )
    draft = start(session, wish, actor=actor, at=at)
    if draft.version == 1 and not len(load_answers(session, draft.id)):
        _copy_answers(session, application, draft)
    return draft


def _copy_answers(session: Session, source: Application, draft: Application) -> None:
    columns = [column.key for column in Answer.__table__.columns if column.key != "application_id"]
    query = select(*(getattr(Answer, name) for name in columns)).where(
        Answer.application_id == source.id, Answer.step.not_in(TIME_STEPS)
    )
    rows = [dict(row._mapping, application_id=draft.id) for row in session.execute(query)]
    session.execute(insert(Answer), rows)
    draft.venue_code = source.venue_code


def agreed_slot(
    session: Session, application: Application, starts_at: datetime, ends_at: datetime
) -> Slot:
    """Return the slot for a time agreed by telephone or post with a prison whose times we lack.

    Raises NotAllowedNow where the prison's own times are known.
    """
    answers = load_answers(session, application.id)
    if answers.value("prison", "way") != BY_HAND:
        raise NotAllowedNow("this prison has its own times")
    row = {
        "venue_code": application.venue_code,
        "starts_at": starts_at,
        "ends_at": ends_at,
        "capacity": 1000,
        "taken": 0,
    }
    session.execute(insert_missing(session, Slot), [row])
    return session.scalars(
        select(Slot).where(
            Slot.venue_code == application.venue_code,
            Slot.starts_at == starts_at,
            Slot.ends_at == ends_at,
        )
    ).one()
