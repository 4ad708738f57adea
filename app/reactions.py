"""The one table from what happened to what else happens, all before the same commit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.applications.lifecycle import get_application, load_answers
from app.applications.models import Application
from app.appointments import appointment_of, get_slot
from app.clock import from_london, today
from app.db import announced
from app.events import (
    ApplicationSubmitted,
    Event,
    VisitBooked,
    VisitCancelled,
    VisitRejected,
    VisitWithdrawn,
)
from app.journeys.answers import Answers
from app.journeys.catalogue.prison_visit.rules import CHOICES
from app.journeys.life import Status
from app.messages.outbox import cancel_unsent, queue_message
from app.people import get_person
from app.settings import Settings

REMIND_AT = time(10, 0)
REMINDER = "visit-reminder"

Reaction = Callable[[Session, Event, Settings], None]


def react(session: Session, *, settings: Settings) -> None:
    """Answer every event announced in this session. Called before the commit."""
    for event in announced(session):
        for reaction in REACTIONS.get(type(event), ()):
            reaction(session, event, settings)


def acknowledge(session: Session, event: Event, settings: Settings) -> None:
    """Tell the visitor that the request came in; an instant booking is told as booked instead."""
    application = get_application(session, event.application_id)
    if application.status == Status.REQUESTED:
        _tell(session, "visit-requested", application, event, settings)


def tell_booked(session: Session, event: Event, settings: Settings) -> None:
    """Tell the visitor the time, and remind them the day before."""
    application = get_application(session, event.application_id)
    changed = "replaced" in event.details
    extra = _times(session, application)
    if changed:
        extra |= _slot_times(session, event.details.get("replaced_slot"), prefix="old_")
        cancel_unsent(session, UUID(event.details["replaced"]), kind=REMINDER, at=event.at)
    kind = "visit-changed" if changed else "visit-booked"
    _tell(session, kind, application, event, settings, extra=extra)
    due = remind_at(datetime.fromisoformat(extra["starts_at"]))
    if due > event.at:
        _tell(session, REMINDER, application, event, settings, extra=extra, due_at=due)


def remind_at(starts_at: datetime) -> datetime:
    """Return when to remind somebody of a visit: ten in the morning, London time, the day before."""
    return from_london(today(starts_at) - timedelta(days=1), REMIND_AT)


def tell_rejected(session: Session, event: Event, settings: Settings) -> None:
    """Tell the visitor that the prison said no, and why."""
    application = get_application(session, event.application_id)
    _tell(session, "visit-rejected", application, event, settings, extra=_reason(event))


def tell_cancelled(session: Session, event: Event, settings: Settings) -> None:
    """Tell the visitor that the visit is off; an unsent reminder is taken back."""
    application = get_application(session, event.application_id)
    cancel_unsent(session, application.id, kind=REMINDER, at=event.at)
    extra = _reason(event) | _slot_times(session, event.details.get("slot_id"), prefix="")
    _tell(session, "visit-cancelled", application, event, settings, extra=extra)


def tell_withdrawn(session: Session, event: Event, settings: Settings) -> None:
    """Confirm to the visitor that the request was taken back."""
    application = get_application(session, event.application_id)
    _tell(session, "visit-withdrawn", application, event, settings)


REACTIONS: Mapping[type[Event], tuple[Reaction, ...]] = {
    ApplicationSubmitted: (acknowledge,),
    VisitBooked: (tell_booked,),
    VisitRejected: (tell_rejected,),
    VisitCancelled: (tell_cancelled,),
    VisitWithdrawn: (tell_withdrawn,),
}


def _tell(
    session: Session,
    kind: str,
    application: Application,
    event: Event,
    settings: Settings,
    *,
    extra: Mapping[str, Any] | None = None,
    due_at: datetime | None = None,
) -> None:
    if application.person_id is None:
        return
    answers = load_answers(session, application.id)
    queue_message(
        session,
        kind=kind,
        person=get_person(session, application.person_id),
        application_id=application.id,
        reference=application.reference,
        holes={**_visit_holes(session, answers, settings), **(extra or {})},
        key=f"{kind}:{application.id}",
        at=event.at,
        due_at=due_at,
    )


def _visit_holes(session: Session, answers: Answers, settings: Settings) -> dict[str, Any]:
    prison = answers.at("prison")
    names = [answers.value("lead-name", "name")]
    names += [answers.value("visitor-name", "name", item=n) for n in answers.items("visitor-name")]
    choices = [answers.at(step) for step in CHOICES]
    return {
        "prison": prison.get("name", ""),
        "prison_cy": prison.get("name_cy", ""),
        "visitors": [f"{name['first']} {name['last']}" for name in names if name],
        "choices": [
            {"starts_at": c["starts_at"], "ends_at": c["ends_at"]}
            for c in choices
            if c.get("starts_at")
        ],  # fmt: skip
        "helpline": settings.helpline,
        "sender": settings.sender_name,
    }


def _times(session: Session, application: Application) -> dict[str, Any]:
    appointment = appointment_of(session, application.id)
    return _slot_times(session, appointment.slot_id if appointment else None, prefix="")


def _slot_times(session: Session, slot_id: int | None, *, prefix: str) -> dict[str, Any]:
    if slot_id is None:
        return {}
    slot = get_slot(session, slot_id)
    times = {"starts_at": slot.starts_at, "ends_at": slot.ends_at}
    return {prefix + name: moment.isoformat() for name, moment in times.items()}


def _reason(event: Event) -> dict[str, Any]:
    return {name: event.details[name] for name in ("reason", "until", "words") if name in event.details}  # fmt: skip
