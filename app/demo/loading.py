"""Loads the demonstration into a database, as often as wanted: what is there is left alone.

Each step first looks whether it is done, so that loading again takes a moment. Production refuses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice
from typing import Any
from uuid import UUID

from argon2 import PasswordHasher
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.appointments import generate_slots
from app.appointments.coverage import venues_short_of_slots
from app.audit import COMMAND
from app.clock import today
from app.db import Database
from app.demo.accounts import (
    ACCOUNTS,
    KIOSK_CODE,
    KIOSK_NAME,
    KIOSK_VENUE,
    PASSWORD,
    TOTP_SECRET,
)
from app.demo.answering import born
from app.demo.legal_aid import LegalAidPlot
from app.demo.message_stories import MESSAGE_STORIES
from app.demo.people import invent_people, invent_reachable
from app.demo.post_and_texts import tell_of_messages
from app.demo.post_places import add_day_centres
from app.demo.profile import refuse_in_production
from app.demo.telling import Cast, Parts, Plot, tell_stories
from app.demo.visits import VisitPlot
from app.identity.agents import create_agent
from app.identity.devices import enrol, issue_code
from app.identity.models import Agent, Device, EnrolmentCode
from app.identity.passwords import HASHER
from app.people import Person, PersonDetails, add_people
from app.places import COURT, DAY_CENTRE, HELPLINE, PRISON, Venue, load_places

# Whose stories are told, in this order: a new service adds its own.
PLOTS: tuple[Plot[Any], ...] = (VisitPlot(), LegalAidPlot())
_REACHABLE = sum(len(plot.stories) for plot in PLOTS)
STORIES = _REACHABLE + len(MESSAGE_STORIES)
OTHERS = 25
SEED = 20261125
CHUNK = 5000
_CODE_USES = 10_000
_CODE_LASTS = timedelta(days=365)
_RENEW_BEFORE = timedelta(days=30)

Progress = Callable[[int], None]


@dataclass(frozen=True)
class Loaded:
    """What loading added; all zero when everything was there."""

    prisons: int
    slots: int
    agents: int
    people: int
    applications: int


def _silent(_count: int) -> None:
    """Show no progress."""


def load(
    parts: Parts,
    *,
    at: datetime,
    people: int = 0,
    hasher: PasswordHasher = HASHER,
    progress: Progress = _silent,
) -> Loaded:
    """Bring the demonstration into the database; with `people`, until so many people are there.

    `progress` hears how many people each step added. Raises NotInProduction.
    """
    refuse_in_production(parts.settings)
    database = parts.database
    prisons = _load_places(database, at=at)
    slots = _make_slots(database, at=at)
    agents = _add_agents(database, at=at, hasher=hasher)
    _renew_kiosk_code(database, at=at)
    told = _tell(parts, at=at)
    others = _add_people(database, max(people, STORIES + OTHERS), at=at, progress=progress)
    return Loaded(prisons, slots, agents, others, told)


def _load_places(database: Database, *, at: datetime) -> int:
    """Load the places where none of some kind is there; return how many prisons are new."""
    with database.reading() as session:
        kinds = set(session.scalars(select(Venue.kind).distinct()))
    if {PRISON, HELPLINE, COURT, DAY_CENTRE} <= kinds:
        return 0
    with database.unit_of_work() as session:
        add_day_centres(session, at=at)
        return load_places(session, at=at)[PRISON].added


def _make_slots(database: Database, *, at: datetime) -> int:
    with database.reading() as session:
        short = {venue.code for venue in venues_short_of_slots(session, at=at)}
    if not short:
        return 0
    with database.unit_of_work() as session:
        venues = session.scalars(select(Venue).where(Venue.code.in_(short)))
        return sum(generate_slots(session, venue, at=at) for venue in list(venues))


def _add_agents(database: Database, *, at: datetime, hasher: PasswordHasher) -> int:
    with database.reading() as session:
        known = set(session.scalars(select(Agent.username)))
    missing = [account for account in ACCOUNTS if account[0] not in known]
    if not missing:
        return 0
    with database.unit_of_work() as session:
        for username, name, role in missing:
            agent, _address = create_agent(
                session,
                username=username,
                name=name,
                password=PASSWORD,
                roles=[role],
                actor=COMMAND,
                at=at,
                hasher=hasher,
            )
            agent.totp_secret = TOTP_SECRET
    return len(missing)


def _renew_kiosk_code(database: Database, *, at: datetime) -> None:
    with database.reading() as session:
        good = select(EnrolmentCode.id).where(
            EnrolmentCode.name == KIOSK_NAME,
            EnrolmentCode.uses_left > _CODE_USES // 2,
            EnrolmentCode.expires_at > at + _RENEW_BEFORE,
        )
        if session.scalar(good):
            return
    with database.unit_of_work() as session:
        issue_code(
            session,
            venue_code=KIOSK_VENUE,
            name=KIOSK_NAME,
            actor=COMMAND,
            at=at,
            uses=_CODE_USES,
            lasts=_CODE_LASTS,
            code=KIOSK_CODE,
        )


def _tell(parts: Parts, *, at: datetime) -> int:
    """Tell of messages, which are past, and then of every service with people of its own."""
    cast = _cast(parts.database, at=at)
    told = tell_of_messages(parts, cast, at=at)
    people = invent_reachable(_REACHABLE, seed=SEED, on=today(at))
    for plot in PLOTS:
        own, people = people[: len(plot.stories)], people[len(plot.stories) :]
        told += tell_stories(parts, cast, plot, list(_applicants(plot, own, at=at)), at=at)
    return told


def _cast(database: Database, *, at: datetime) -> Cast:
    """Return who acts in the stories; the kiosk is enrolled when none is there."""
    with database.reading() as session:
        agents = {name: id_ for id_, name in session.execute(select(Agent.id, Agent.username))}
        kiosk = session.scalar(select(Device.id).order_by(Device.enrolled_at))
    return Cast(
        agent_id=agents["amina"],
        clerk_id=agents["bryn"],
        adviser_id=agents["femi"],
        porter_id=agents["dev"],
        kiosk_id=kiosk or _enrol_kiosk(database, at=at),
    )


def _applicants(
    plot: Plot[Any], people: list[PersonDetails], *, at: datetime
) -> Iterator[PersonDetails]:
    """Yield one invented person a story, of its age and language."""
    for story, person in zip(plot.stories, people, strict=True):
        birth = born(today(at), story.age) if story.age else person.born
        yield replace(person, language=story.language, born=birth)


def _enrol_kiosk(database: Database, *, at: datetime) -> UUID:
    with database.unit_of_work() as session:
        attempt = enrol(session, code=KIOSK_CODE, at=at)
    device, _token = attempt.outcome()
    return device.id


def _add_people(database: Database, wanted: int, *, at: datetime, progress: Progress) -> int:
    """Add invented people until there are so many, some thousands in each unit of work."""
    with database.reading() as session:
        known = session.scalar(select(func.count()).select_from(Person)) or 0
    missing = max(0, wanted - known)
    invented = invent_people(missing, seed=SEED + known, on=today(at))
    for chunk in _chunks(invented):
        with database.unit_of_work() as session:
            progress(_add(session, chunk, at=at))
    return missing


def _add(session: Session, chunk: list[PersonDetails], *, at: datetime) -> int:
    return len(add_people(session, chunk, actor=COMMAND, at=at))


def _chunks(invented: Iterator[PersonDetails]) -> Iterator[list[PersonDetails]]:
    while chunk := list(islice(invented, CHUNK)):
        yield chunk
