"""Tells the demo's stories with the real verbs, so that trail, slots and messages are as in life.

A story is told in two units of work, sending and answering, because messages follow from what a
unit of work leaves behind. A story whose application is there already is not told again. What one
service's people say and its staff do is its `Plot`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, Protocol
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
from app.audit import Actor
from app.contacts import Contact, Outcome, attach_person, end_contact, start_contact
from app.demo.answering import S, Scene, StoryBroken, answer_section
from app.demo.stories import KIOSK
from app.journeys.answers import Answers, Values
from app.journeys.catalogue import find_journey
from app.journeys.life import Status
from app.journeys.path import Place
from app.messages.sending import Carriers
from app.people import PersonDetails, create_person
from app.settings import Settings

_CALL = timedelta(minutes=9)


class Parts(Carriers, Protocol):
    """What the demo needs of `app.services.Services`."""

    @property
    def settings(self) -> Settings: ...

    @property
    def desks(self) -> Mapping[str, Desk]: ...


@dataclass(frozen=True, kw_only=True)
class Cast:
    """Who acts in the stories."""

    agent_id: UUID
    clerk_id: UUID
    adviser_id: UUID
    porter_id: UUID
    kiosk_id: UUID


class Plot(ABC, Generic[S]):
    """How the stories of one service go. Who leaves early answers `early` sections only."""

    journey: str
    stories: Sequence[S]
    early = 2

    @abstractmethod
    def says(self, scene: Scene[S], place: Place, answers: Answers) -> Values:
        """Return what is answered at a place."""

    @abstractmethod
    def staff(
        self,
        session: Session,
        application: Application,
        desk: Desk,
        cast: Cast,
        story: S,
        *,
        at: datetime,
    ) -> None:
        """Bring a sent application to where its story ends."""

    def begin(
        self,
        session: Session,
        story: S,
        person: PersonDetails,
        contact: Contact,
        *,
        actor: Actor,
        at: datetime,
    ) -> Application:
        """Begin the application in a contact with somebody whom nobody knew before."""
        kept = create_person(session, person, actor=actor, at=at)
        attach_person(session, contact, kept, actor=actor, at=at)
        wish = _wish(self, story, person_id=kept.id, contact_id=contact.id)
        return start(session, wish, actor=actor, at=at)

    def outcome(self, story: S) -> Outcome:
        """Return how the contact ended."""
        return Outcome.CALLER_LEFT if story.ends == Status.DRAFT else Outcome.APPLICATION_SENT


def start_key(name: str) -> str:
    """Return the key that makes a story's application one and the same, whenever it is told."""
    return f"demo-{name}"


def tell_stories(
    parts: Parts, cast: Cast, plot: Plot[S], people: Sequence[PersonDetails], *, at: datetime
) -> int:
    """Tell every story of a plot that was not told before; return how many were.

    `people` are the applicants, one a story and in the same order.
    """
    keys = {story.key: stored_key(start_key(story.key)) for story in plot.stories}
    with parts.database.reading() as session:
        query = select(Application.start_key).where(Application.start_key.in_(keys.values()))
        told = set(session.scalars(query))
    pairs = zip(plot.stories, people, strict=True)
    waiting = [(story, person) for story, person in pairs if keys[story.key] not in told]
    desk = parts.desks[plot.journey]
    for story, person in waiting:
        with parts.database.unit_of_work() as session:
            application_id = _send(session, desk, cast, plot, story, person, at=at - story.ago)
        with parts.database.unit_of_work() as session:
            application = get_application(session, application_id)
            plot.staff(session, application, desk, cast, story, at=at - story.ago / 2)
            if application.status != story.ends:
                raise StoryBroken(f"{story.key} is {application.status}, and not {story.ends}")
    return len(waiting)


def _send(
    session: Session,
    desk: Desk,
    cast: Cast,
    plot: Plot[S],
    story: S,
    person: PersonDetails,
    *,
    at: datetime,
) -> UUID:
    """Take the application as far as the applicant takes it; return its id."""
    if story.channel == KIOSK:
        actor = Actor("kiosk", str(cast.kiosk_id), KIOSK)
        application = start(session, _wish(plot, story), actor=actor, at=at)
    else:
        actor = Actor("agent", str(cast.agent_id), story.channel)
        application = _start_in_contact(session, cast, plot, story, person, actor=actor, at=at)
    scene = Scene(story=story, person=person, lookups=desk.lookups(session, application, at=at))
    _fill_in(session, desk, application, plot, scene, actor=actor, at=at)
    if story.ends not in (Status.DRAFT, Status.ABANDONED):
        version = application.version
        desk.submit(session, application, actor=actor, at=at, expected_version=version)
    elif story.ends == Status.ABANDONED:
        forget_draft(session, application, actor=actor, at=at)
    return application.id


def _wish(
    plot: Plot[S], story: S, *, person_id: UUID | None = None, contact_id: UUID | None = None
) -> Start:
    return Start(
        journey=find_journey(plot.journey),
        channel=story.channel,
        language=story.language,
        key=start_key(story.key),
        person_id=person_id,
        contact_id=contact_id,
    )


def _start_in_contact(
    session: Session,
    cast: Cast,
    plot: Plot[S],
    story: S,
    person: PersonDetails,
    *,
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
    application = plot.begin(session, story, person, contact, actor=actor, at=at)
    end_contact(session, contact, outcome=plot.outcome(story), actor=actor, at=at + _CALL)
    return application


def _fill_in(
    session: Session,
    desk: Desk,
    application: Application,
    plot: Plot[S],
    scene: Scene[S],
    *,
    actor: Actor,
    at: datetime,
) -> None:
    """Save one section after another."""
    journey = journey_of(application)
    early = scene.story.ends in (Status.DRAFT, Status.ABANDONED)
    for section in journey.sections[: plot.early] if early else journey.sections:
        answers = load_answers(session, application.id)
        steps = answer_section(scene, plot.says, journey, section, answers)
        if not steps:
            continue
        saving = Saving(steps=steps, expected_version=application.version)
        saved = record_answers(session, application, saving, actor=actor, at=at)
        desk.recorded(session, application, saved, saved=steps.keys(), at=at)
