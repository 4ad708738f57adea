"""Where an application stands: its status in its service's words, its verdict, and for whom it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from agent_console.acting import acting
from app.applications.actions import Deciding
from app.applications.lifecycle import journey_of
from app.applications.models import Application
from app.applications.standing import Fact, Standing
from app.journeys.life import Stage
from app.people import Person, get_person
from app.web.face import services
from app.web.runner import Running, desk_of


def stage_of(application: Application) -> Stage:
    """Return the words and the colour of an application's status."""
    return journey_of(application).life.stage(application.status)


def facts_beside(found: Deciding, standing: Standing | None) -> Sequence[Fact]:
    """Return what staff should see beside an application, less what its verdict says already."""
    desk = desk_of(found.application, services())
    facts = desk.facts(found.session, found.application, found.answers, at=found.at)
    said = standing.warnings if standing else ()
    return [fact for fact in facts if fact.text not in said]


def standing_of(running: Running, *, at: datetime) -> Standing | None:
    """Return the verdict on the answers so far, None where the service gives none."""
    desk = desk_of(running.application, services())
    return desk.standing(running.application, running.path.answers, at=at)


def person_of(session: Session, application: Application) -> Person | None:
    """Return whom the application is for; mostly the one in the contact, read already."""
    known = acting().person
    if known is not None and known.id == application.person_id:
        return known
    return get_person(session, application.person_id) if application.person_id else None
