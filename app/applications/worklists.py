"""Lists of applications: my drafts, what waits for our staff, what one person has asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from app.applications.desks import Desk
from app.applications.listing import Listed, listed, rows
from app.applications.models import Application
from app.contacts import Contact
from app.identity.permissions import Permission
from app.journeys.catalogue import find_journey, offered
from app.journeys.life import Status
from app.places import Venue

PAGE_SIZE = 50


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
    query = rows().join(Contact, Contact.id == Application.contact_id)
    query = query.where(Contact.agent_id == agent_id, Application.status == Status.DRAFT)
    return listed(session, query.order_by(Application.updated_at.desc()).limit(limit))


def drafts_of_contact(session: Session, contact_id: UUID) -> list[Listed]:
    """Return the drafts that a contact would leave behind."""
    query = rows().where(Application.contact_id == contact_id, Application.status == Status.DRAFT)
    return listed(session, query.order_by(Application.created_at))


def applications_of(session: Session, person_id: UUID, *, limit: int = 50) -> list[Listed]:
    """Return a person's applications, the newest first."""
    query = rows().where(Application.person_id == person_id)
    return listed(session, query.order_by(Application.created_at.desc()).limit(limit))


def journeys_decided_by(
    desks: Mapping[str, Desk], permissions: Collection[Permission]
) -> tuple[str, ...]:
    """Return the slugs of the services on offer whose requests these permissions may answer.

    Whoever may use an action that is part of the decision, on the page of decisions, answers them.
    """
    return tuple(
        journey.slug
        for journey in offered()
        if journey.slug in desks and _decides(desks[journey.slug], permissions)
    )


def _decides(desk: Desk, permissions: Collection[Permission]) -> bool:
    return any(action.on_page and action.needs in permissions for action in desk.actions)


def count_waiting(session: Session, journeys: Iterable[str] | None = None) -> int:
    """Return how many applications wait for our staff; of all services when none is named."""
    query = select(func.count()).select_from(Application)
    return session.scalar(query.where(_waits(journeys))) or 0


def waiting(
    session: Session,
    *,
    journeys: Iterable[str] | None = None,
    venue_code: str | None = None,
    number: int = 1,
    size: int = PAGE_SIZE,
) -> Page:
    """Return one page of what waits for our staff, the earliest due first.

    Only of some services, or of one venue, when they are named.
    """
    wanted = [_waits(journeys)]
    if venue_code:
        wanted.append(Application.venue_code == venue_code)
    total = session.scalar(select(func.count()).select_from(Application).where(*wanted)) or 0
    number = min(max(number, 1), max(1, -(-total // size)))
    query = rows().where(*wanted).order_by(Application.due_at, Application.id)
    shown = listed(session, query.limit(size).offset((number - 1) * size))
    return Page(shown, number, total, size)


def venues_waiting(
    session: Session, journeys: Iterable[str] | None = None
) -> list[tuple[Venue, int]]:
    """Return each venue at which applications wait, and how many, by name."""
    query = (
        select(Application.venue_code, func.count())
        .where(_waits(journeys))
        .group_by(Application.venue_code)
    )
    counts = {code: count for code, count in session.execute(query) if code}
    venues = session.scalars(select(Venue).where(Venue.code.in_(counts)).order_by(Venue.name))
    return [(venue, counts[venue.code]) for venue in venues]


def _waits(journeys: Iterable[str] | None) -> ColumnElement[bool]:
    """Hold where an application is in a status in which our staff must act, in its service."""
    slugs = [journey.slug for journey in offered()] if journeys is None else journeys
    return or_(
        False,
        *(
            and_(
                Application.journey == slug, Application.status.in_(find_journey(slug).life.waiting)
            )
            for slug in slugs
        ),
    )
