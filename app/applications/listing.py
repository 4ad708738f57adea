"""One row of a list of applications: for whom it is, where, what tells it apart, and its time.

What tells it apart is read as each row's own journey says. A list is a fixed number of queries,
however long it is, and only the answers that are shown are opened.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.applications.lifecycle import journey_of
from app.applications.models import Answer, Application
from app.appointments import Appointment, Slot, State
from app.i18n import Words, current_language
from app.journeys.answers import Answers, Key
from app.journeys.definition import Journey
from app.journeys.life import Status
from app.journeys.summary import said_at
from app.people import Person
from app.places import Venue

Times = tuple[datetime, datetime]


@dataclass(frozen=True)
class Listed:
    """One row: the application, for whom and where it is, and what tells it apart from others.

    `subject` is the place, or the answer that the journey lists it by. The times are those of the
    appointment, or those asked for first where none is booked yet.
    """

    application: Application
    person: Person | None
    venue: Venue | None
    subject: Words | str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None

    @property
    def journey(self) -> Journey:
        """The service it is of, at the version it began with."""
        return journey_of(self.application)


def rows() -> Select[Application, Person, Venue]:
    """Return the query of every application with its person and its venue, to be narrowed."""
    return (
        select(Application, Person, Venue)
        .outerjoin(Person, Person.id == Application.person_id)
        .outerjoin(Venue, Venue.code == Application.venue_code)
    )


def listed(session: Session, query: Select[Application, Person, Venue]) -> list[Listed]:
    """Return the rows that a query, narrowed from `rows`, finds."""
    found = [(row[0], row[1], row[2]) for row in session.execute(query)]
    applications = [application for application, _person, _venue in found]
    said = _said(session, applications)
    booked = _booked(session, said)
    return [
        Listed(
            application,
            person,
            venue,
            _subject(application, venue, said[application.id]),
            *(booked.get(application.id) or _asked(application, said[application.id])),
        )
        for application, person, venue in found
    ]


def _said(session: Session, applications: Sequence[Application]) -> dict[UUID, Answers]:
    """Return the answers by which each application is listed, and no others."""
    steps: dict[UUID, dict[Key, dict[str, Any]]] = {one.id: {} for one in applications}
    wanted = {step for one in applications for step in _listed_by(journey_of(one))}
    query = select(
        Answer.application_id, Answer.step, Answer.item, Answer.question, Answer.value
    ).where(Answer.application_id.in_(steps), Answer.step.in_(wanted))
    for application_id, step, item, question, value in session.execute(query):
        steps[application_id].setdefault((step, item), {})[question] = value
    return {key: Answers({**answers}) for key, answers in steps.items()}


def _listed_by(journey: Journey) -> set[str]:
    subject = () if journey.venue or not journey.subject else (journey.subject,)
    return {*journey.times, *subject}


def _subject(application: Application, venue: Venue | None, said: Answers) -> Words | str:
    journey = journey_of(application)
    if journey.venue:
        return venue.name_in(current_language()) if venue else ""
    if not journey.subject or not said.has(journey.subject):
        return ""
    return said_at(journey.step(journey.subject), said.at(journey.subject))


def _asked(application: Application, said: Answers) -> Times | tuple[None, None]:
    """Return the first of the times that the answers hold, in the journey's order of weight.

    What sending booked is asked for no longer: without a booking it was given back.
    """
    journey = journey_of(application)
    if journey.books and application.status != Status.DRAFT:
        return None, None
    for step in journey.times:
        starts, ends = said.value(step, "starts_at"), said.value(step, "ends_at")
        if starts and ends:
            return datetime.fromisoformat(starts), datetime.fromisoformat(ends)
    return None, None


def _booked(session: Session, application_ids: Collection[UUID]) -> dict[UUID, Times]:
    query = (
        select(Appointment.application_id, Slot.starts_at, Slot.ends_at)
        .join(Slot, Slot.id == Appointment.slot_id)
        .where(Appointment.application_id.in_(application_ids), Appointment.state == State.BOOKED)
    )
    return {key: (starts, ends) for key, starts, ends in session.execute(query)}
