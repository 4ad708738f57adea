"""Lists of applications: my drafts, the requests that wait, what one person has asked for.

Each list is a fixed number of queries, however long it is. Names are opened only for the rows shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.applications.models import Answer, Application
from app.contacts import Contact
from app.journeys.life import Status
from app.people import Person
from app.places import Venue

PAGE_SIZE = 50
_TIME_STEPS = ("visit-time", "first-choice")


@dataclass(frozen=True)
class Listed:
    """One row: the application, for whom and where it is, and its time, or its first choice."""

    application: Application
    person: Person | None
    venue: Venue | None
    starts_at: datetime | None = None
    ends_at: datetime | None = None


@dataclass(frozen=True)
class Page:
    """One page of a list. `number` counts from 1."""

    rows: Sequence[Listed]
    number: int
    total: int
    size: int = PAGE_SIZE

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // self.size))


def my_drafts(session: Session, agent_id: UUID, *, limit: int = 20) -> list[Listed]:
    """Return the drafts begun in an agent's contacts, the latest saved first."""
    query = _rows().join(Contact, Contact.id == Application.contact_id)
    query = query.where(Contact.agent_id == agent_id, Application.status == Status.DRAFT)
    return _listed(session, query.order_by(Application.updated_at.desc()).limit(limit))


def drafts_of_contact(session: Session, contact_id: UUID) -> list[Listed]:
    """Return the drafts that a contact would leave behind."""
    query = _rows().where(Application.contact_id == contact_id, Application.status == Status.DRAFT)
    return _listed(session, query.order_by(Application.created_at))


def applications_of(session: Session, person_id: UUID, *, limit: int = 50) -> list[Listed]:
    """Return a person's applications, the newest first."""
    query = _rows().where(Application.person_id == person_id)
    return _listed(session, query.order_by(Application.created_at.desc()).limit(limit))


def count_waiting(session: Session) -> int:
    """Return how many requests wait for an answer."""
    query = select(func.count()).select_from(Application)
    return session.scalar(query.where(Application.status == Status.REQUESTED)) or 0


def waiting(
    session: Session, *, venue_code: str | None = None, number: int = 1, size: int = PAGE_SIZE
) -> Page:
    """Return one page of the requests that wait, oldest first, of one venue when it is named."""
    wanted = [Application.status == Status.REQUESTED]
    if venue_code:
        wanted.append(Application.venue_code == venue_code)
    total = session.scalar(select(func.count()).select_from(Application).where(*wanted)) or 0
    number = min(max(number, 1), max(1, -(-total // size)))
    query = _rows().where(*wanted).order_by(Application.submitted_at, Application.id)
    rows = _listed(session, query.limit(size).offset((number - 1) * size))
    return Page(rows, number, total, size)


def venues_waiting(session: Session) -> list[tuple[Venue, int]]:
    """Return each venue with requests that wait, and how many, by name."""
    query = (
        select(Application.venue_code, func.count())
        .where(Application.status == Status.REQUESTED)
        .group_by(Application.venue_code)
    )
    counts = {code: count for code, count in session.execute(query) if code}
    venues = session.scalars(select(Venue).where(Venue.code.in_(counts)).order_by(Venue.name))
    return [(venue, counts[venue.code]) for venue in venues]


def _rows() -> Select[Application, Person, Venue]:
    return (
        select(Application, Person, Venue)
        .outerjoin(Person, Person.id == Application.person_id)
        .outerjoin(Venue, Venue.code == Application.venue_code)
    )


def _listed(session: Session, query: Select[Application, Person, Venue]) -> list[Listed]:
    rows = session.execute(query).all()
    times = _times(session, [application.id for application, _person, _venue in rows])
    return [
        Listed(application, person, venue, *times.get(application.id, (None, None)))
        for application, person, venue in rows
    ]


def _times(
    session: Session, application_ids: Iterable[UUID]
) -> dict[UUID, tuple[datetime | None, datetime | None]]:
    """Return the chosen time, or the first choice, of each application that has one."""
    query = select(Answer.application_id, Answer.question, Answer.value).where(
        Answer.application_id.in_(list(application_ids)),
        Answer.step.in_(_TIME_STEPS),
        Answer.question.in_(("starts_at", "ends_at")),
    )
    found: dict[UUID, dict[str, datetime]] = {}
    for application_id, question, value in session.execute(query):
        found.setdefault(application_id, {})[question] = datetime.fromisoformat(value)
    return {key: (times.get("starts_at"), times.get("ends_at")) for key, times in found.items()}
