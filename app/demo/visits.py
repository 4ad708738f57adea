"""Tells the demo's stories with the real verbs, so that trail, slots and messages are as in life.

A story is told in two units of work, sending and answering, because messages follow from what a
unit of work leaves behind. A story whose application is there already is not told again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.applications.desks import Desk
from app.applications.lifecycle import (
    Saving,
    Start,
    forget_draft,
    get_application,
    journey_of,
    load_answers,
    record_answers,
    start,
    stored_key,
)
from app.applications.models import Application
from app.applications.visits import Decision, cancel, confirm, reject, start_change, withdraw
from app.audit import Actor
from app.clock import today
from app.contacts import Contact, Outcome, attach_person, end_contact, start_contact
from app.db import Database
from app.demo.answering import StoryBroken, Teller, answer_section
from app.demo.stories import KIOSK, STORIES, Story
from app.journeys.catalogue import find_journey
from app.journeys.catalogue.prison_visit.life import VisitStatus
from app.journeys.catalogue.prison_visit.rules import CHOICES
from app.journeys.life import Status
from app.people import PersonDetails, create_person, get_person
from app.prisoners import DemoPrisoners, Prisoner
from app.settings import Settings

JOURNEY = "prison-visit"
_CALL = timedelta(minutes=9)


class Parts(Protocol):
    """What the demo needs of `app.services.Services`."""

    @property
    def settings(self) -> Settings: ...

    @property
    def database(self) -> Database: ...

    @property
    def desks(self) -> Mapping[str, Desk]: ...


@dataclass(frozen=True, kw_only=True)
class Cast:
    """Who acts in the stories. `people` are the applicants, one a story and in the same order."""

    agent_id: UUID
    clerk_id: UUID
    kiosk_id: UUID
    people: tuple[PersonDetails, ...]


def start_key(name: str) -> str:
    """Return the key that makes a story's application one and the same, whenever it is told."""
    return f"demo-{name}"


def tell_stories(parts: Parts, cast: Cast, *, at: datetime) -> int:
    """Tell every story that was not told before; return how many were."""
    keys = {story.key: stored_key(start_key(story.key)) for story in STORIES}
    with parts.database.reading() as session:
        query = select(Application.start_key).where(Application.start_key.in_(keys.values()))
        told = set(session.scalars(query))
    pairs = zip(STORIES, cast.people, strict=True)
    waiting = [(story, person) for story, person in pairs if keys[story.key] not in told]
    for story, person in waiting:
        with parts.database.unit_of_work() as session:
            application_id = _begin(session, parts, cast, story, person, at=at - story.ago)
        with parts.database.unit_of_work() as session:
            application = get_application(session, application_id)
            _answer(session, application, cast, story, loaded_at=at)
    return len(waiting)


def _begin(
    session: Session, parts: Parts, cast: Cast, story: Story, person: PersonDetails, *, at: datetime
) -> UUID:
    """Take the request as far as the applicant takes it; return the application's id."""
    desk = parts.desks[JOURNEY]
    if story.channel == KIOSK:
        actor = Actor("kiosk", str(cast.kiosk_id), KIOSK)
        application = _start(session, story, actor=actor, at=at)
    else:
        actor = Actor("agent", str(cast.agent_id), story.channel)
        application = _start_in_contact(session, story, person, cast=cast, actor=actor, at=at)
    _fill_in(session, desk, application, story, person, actor=actor, at=at)
    if story.ends not in (Status.DRAFT, Status.ABANDONED):
        version = application.version
        desk.submit(session, application, actor=actor, at=at, expected_version=version)
    elif story.ends == Status.ABANDONED:
        forget_draft(session, application, actor=actor, at=at)
    return application.id


def _start(
    session: Session,
    story: Story,
    *,
    actor: Actor,
    at: datetime,
    person_id: UUID | None = None,
    contact_id: UUID | None = None,
) -> Application:
    wish = Start(
        journey=find_journey(JOURNEY),
        channel=story.channel,
        language=story.language,
        key=start_key(story.key),
        person_id=person_id,
        contact_id=contact_id,
    )
    return start(session, wish, actor=actor, at=at)


def _start_in_contact(
    session: Session,
    story: Story,
    details: PersonDetails,
    *,
    cast: Cast,
    actor: Actor,
    at: datetime,
) -> Application:
    """Start the application in a call or a meeting, which ends some minutes later."""
    contact = start_contact(
        session,
        agent_id=cast.agent_id,
        channel=story.channel,
        start_key=start_key(story.key),
        actor=actor,
        at=at,
    )
    if story.changes:
        application = _change(session, story, contact, actor=actor, at=at)
    else:
        person = create_person(session, details, actor=actor, at=at)
        attach_person(session, contact, person, actor=actor, at=at)
        application = _start(
            session, story, actor=actor, at=at, person_id=person.id, contact_id=contact.id
        )
    end_contact(session, contact, outcome=_outcome(story), actor=actor, at=at + _CALL)
    return application


def _change(
    session: Session, story: Story, contact: Contact, *, actor: Actor, at: datetime
) -> Application:
    """Start the change of a visit that an earlier story booked, in a call with its visitor."""
    old = _told_before(session, story.changes)
    if old.person_id:
        person = get_person(session, old.person_id)
        attach_person(session, contact, person, actor=actor, at=at)
    return start_change(
        session,
        old,
        key=start_key(story.key),
        channel=story.channel,
        contact_id=contact.id,
        actor=actor,
        at=at,
    )


def _outcome(story: Story) -> Outcome:
    if story.ends == Status.DRAFT:
        return Outcome.CALLER_LEFT
    return Outcome.VISIT_CHANGED if story.changes else Outcome.APPLICATION_SENT


def _told_before(session: Session, key: str) -> Application:
    query = select(Application).where(Application.start_key == stored_key(start_key(key)))
    found = session.scalar(query)
    if found is None:
        raise StoryBroken(f"{key} was not told yet")
    return found


def _fill_in(
    session: Session,
    desk: Desk,
    application: Application,
    story: Story,
    person: PersonDetails,
    *,
    actor: Actor,
    at: datetime,
) -> None:
    """Save one section after another; who leaves early saves the first two only."""
    journey = journey_of(application)
    lookups = desk.lookups(session, application, at=at)
    teller = Teller(
        story=story, person=person, prisoner=_prisoner_at(story.prison), lookups=lookups
    )
    early = story.ends in (Status.DRAFT, Status.ABANDONED)
    for section in journey.sections[:2] if early else journey.sections:
        answers = load_answers(session, application.id)
        steps = answer_section(teller, journey, section, answers)
        if not steps:
            continue
        saving = Saving(steps=steps, expected_version=application.version)
        saved = record_answers(session, application, saving, actor=actor, at=at)
        desk.recorded(session, application, saved, saved=steps.keys(), at=at)


def _prisoner_at(prison: str) -> Prisoner:
    """Return the first invented prisoner at a prison about whom there is nothing to note."""
    register = DemoPrisoners().by_number.values()
    found = next((p for p in register if p.prison_code == prison and not p.note), None)
    if found is None:
        raise StoryBroken(f"the demo register has nobody at {prison}")
    return found


def _answer(
    session: Session, application: Application, cast: Cast, story: Story, *, loaded_at: datetime
) -> None:
    """Let the clerk, or the visitor, bring the request to where the story ends."""
    at = loaded_at - story.ago / 2
    clerk = Actor("agent", str(cast.clerk_id), "console")
    agent = Actor("agent", str(cast.agent_id), "telephone")
    if story.ends == Status.WITHDRAWN:
        withdraw(session, application, actor=agent, at=at)
    elif story.ends == VisitStatus.REJECTED:
        reject(session, application, _decision(story, at), actor=clerk, at=at)
    elif story.ends in (VisitStatus.BOOKED, VisitStatus.CANCELLED):
        if application.status == Status.REQUESTED:
            chosen = load_answers(session, application.id).value(CHOICES[0], "time")
            confirm(session, application, int(chosen), actor=clerk, at=at)
        if story.ends == VisitStatus.CANCELLED:
            cancel(session, application, _decision(story, at), actor=clerk, at=at)


def _decision(story: Story, at: datetime) -> Decision:
    until = today(at) + timedelta(weeks=story.weeks) if story.weeks else None
    return Decision(reason=story.reason, until=until)
