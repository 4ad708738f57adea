"""What follows each move of a prison visit: the visitor is told, and reminded the day before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.applications.held_time import taken_slot
from app.applications.lifecycle import get_application, load_answers
from app.applications.models import Application
from app.applications.visit_facts import answer_day
from app.applications.visits import BY_VISITOR
from app.clock import from_london, today
from app.events import Moved
from app.journeys.answers import Answers
from app.journeys.catalogue.prison_visit.rules import CHOICES
from app.journeys.life import Status
from app.messages.outbox import cancel_unsent
from app.messages.slow_post import call_where_post_is_slow
from app.reactions.telling import Reaction, slot_of, tell, times_of
from app.settings import Settings

REMIND_AT = time(10, 0)
REMINDER = "visit-reminder"


def acknowledge(session: Session, event: Moved, settings: Settings) -> None:
    """Tell the visitor that the request came in; an instant booking is told as booked instead."""
    application = get_application(session, event.application_id)
    if application.status == Status.REQUESTED:
        answers = load_answers(session, application.id)
        day = answer_day(session, application, answers, at=event.at)
        by_when = {"answer_by": day.isoformat()} if day else {}
        holes = _holes(session, application) | by_when
        tell(session, "visit-requested", application, event, settings, holes)


def tell_booked(session: Session, event: Moved, settings: Settings) -> None:
    """Tell the visitor the time, and remind them the day before; too late, the trail says so."""
    application = get_application(session, event.application_id)
    slot = taken_slot(session, application.id)
    holes = _holes(session, application) | times_of(slot)
    kind = "visit-booked"
    if "replaced" in event.details:
        kind = "visit-changed"
        holes |= times_of(slot_of(session, event.details.get("replaced_slot")), prefix="old_")
        cancel_unsent(session, UUID(event.details["replaced"]), kind=REMINDER, at=event.at)
    told = tell(session, kind, application, event, settings, holes)
    if application.submitted_at != event.at:
        # Whoever booked at once was told on the spot.
        call_where_post_is_slow(session, told, at=event.at)
    if slot:
        due = remind_at(slot.starts_at)
        tell(session, REMINDER, application, event, settings, holes, due_at=due)


def remind_at(starts_at: datetime) -> datetime:
    """Return when to remind somebody of a visit: ten in the morning, London time, the day before."""
    return from_london(today(starts_at) - timedelta(days=1), REMIND_AT)


def tell_rejected(session: Session, event: Moved, settings: Settings) -> None:
    """Tell the visitor that the prison said no, and why."""
    application = get_application(session, event.application_id)
    holes = _holes(session, application) | _reason(application)
    tell(session, "visit-rejected", application, event, settings, holes)


def tell_cancelled(session: Session, event: Moved, settings: Settings) -> None:
    """Tell the visitor that the visit is off; an unsent reminder is taken back."""
    application = get_application(session, event.application_id)
    cancel_unsent(session, application.id, kind=REMINDER, at=event.at)
    given_back = slot_of(session, event.details.get("slot_id"))
    holes = _holes(session, application) | _reason(application) | times_of(given_back)
    told = tell(session, "visit-cancelled", application, event, settings, holes)
    if (application.decision or {}).get("reason") != BY_VISITOR:
        call_where_post_is_slow(session, told, at=event.at)


def tell_withdrawn(session: Session, event: Moved, settings: Settings) -> None:
    """Confirm to the visitor that the request was taken back."""
    application = get_application(session, event.application_id)
    tell(session, "visit-withdrawn", application, event, settings, _holes(session, application))


VISIT_REACTIONS: Mapping[str, tuple[Reaction, ...]] = {
    "request": (acknowledge,),
    "book": (tell_booked,),
    "reject": (tell_rejected,),
    "cancel": (tell_cancelled,),
    "withdraw": (tell_withdrawn,),
}


def _holes(session: Session, application: Application) -> dict[str, Any]:
    answers = load_answers(session, application.id)
    prison = answers.at("prison")
    chosen = (answers.at(step) for step in CHOICES)
    return {
        "prison": prison.get("name", ""),
        "prison_cy": prison.get("name_cy", ""),
        "visitors": [f"{name['first']} {name['last']}" for name in _visitors(answers)],
        "choices": [
            {"starts_at": choice["starts_at"], "ends_at": choice["ends_at"]}
            for choice in chosen
            if choice.get("starts_at")
        ],
    }


def _visitors(answers: Answers) -> list[dict[str, str]]:
    names = [answers.value("lead-name", "name")]
    names += [answers.value("visitor-name", "name", item=n) for n in answers.items("visitor-name")]
    return [name for name in names if name]


def _reason(application: Application) -> dict[str, Any]:
    """Return why, as it was decided, less what was left empty."""
    return {name: value for name, value in (application.decision or {}).items() if value}
