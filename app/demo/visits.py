"""How the demo's visits go: what visitors answer, and what the clerk or the visitor does then."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.applications.desks import Desk
from app.applications.lifecycle import load_answers, stored_key
from app.applications.models import Application
from app.applications.visits import Decision, cancel, confirm, reject, start_change, withdraw
from app.audit import Actor
from app.clock import today
from app.contacts import Contact, Outcome, attach_person
from app.demo.answering import Scene, StoryBroken, born, name, offered_time, said_of_reply
from app.demo.telling import Cast, Plot, start_key
from app.demo.visit_stories import VISIT_STORIES, VisitStory
from app.journeys.answers import Answers, Values
from app.journeys.catalogue.prison_visit.life import VisitStatus
from app.journeys.catalogue.prison_visit.rules import CHOICES
from app.journeys.life import Status
from app.journeys.path import ANOTHER, Place
from app.people import PersonDetails, get_person
from app.prisoners import DemoPrisoners, Prisoner

CHILDREN = ("Aled", "Beca", "Cai", "Dafydd", "Elin")
_TIMES = ("visit-time", *CHOICES)


class VisitPlot(Plot[VisitStory]):
    """How a request for a visit goes."""

    journey = "prison-visit"
    stories = VISIT_STORIES

    def says(self, scene: Scene[VisitStory], place: Place, answers: Answers) -> Values:
        """Return what a visitor answers."""
        story = scene.story
        if place.asks_for_more:
            have = len(place.group.items(answers)) if place.group else 0
            return {ANOTHER: have < len(story.others)}
        if place.step.slug in ("visitor-name", "visitor-born"):
            return _other(scene, place)
        if place.step.slug in _TIMES:
            return {"time": _time(scene, place.step.slug)}
        return dict(_said(scene))[place.step.slug]

    def begin(
        self,
        session: Session,
        story: VisitStory,
        person: PersonDetails,
        contact: Contact,
        *,
        actor: Actor,
        at: datetime,
    ) -> Application:
        """Begin a request, or the change of a visit that an earlier story booked."""
        if not story.changes:
            return super().begin(session, story, person, contact, actor=actor, at=at)
        old = _told_before(session, story.changes)
        if old.person_id:
            kept = get_person(session, old.person_id)
            attach_person(session, contact, kept, actor=actor, at=at)
        return start_change(
            session,
            old,
            key=start_key(story.key),
            channel=story.channel,
            contact_id=contact.id,
            actor=actor,
            at=at,
        )

    def outcome(self, story: VisitStory) -> Outcome:
        """Return how the call ended."""
        return Outcome.VISIT_CHANGED if story.changes else super().outcome(story)

    def staff(
        self,
        session: Session,
        application: Application,
        desk: Desk,
        cast: Cast,
        story: VisitStory,
        *,
        at: datetime,
    ) -> None:
        """Let the clerk, or the visitor, bring the request to where the story ends."""
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


def _said(scene: Scene[VisitStory]) -> Iterator[tuple[str, Values]]:
    story, person = scene.story, scene.person
    prisoner = _prisoner_at(story.prison)
    yield "prison", {"prison": story.prison}
    yield "prisoner-number", {"number": prisoner.number}
    yield "prisoner-name", {"name": name(prisoner.first_names, prisoner.last_name)}
    yield "prisoner-born", {"born": prisoner.born.isoformat()}
    yield "lead-name", {"name": name(person.first_names, person.last_name)}
    yield "lead-born", {"born": person.born.isoformat() if person.born else ""}
    yield "times-by-hand", {"times": "Any Saturday or Sunday, in the afternoon if possible."}
    yield "support", {"needed": bool(story.support)}
    yield "support-details", {"details": story.support}
    yield from said_of_reply(scene).items()


def _other(scene: Scene[VisitStory], place: Place) -> Values:
    if place.step.slug == "visitor-name":
        first = CHILDREN[(place.item - 1) % len(CHILDREN)]
        return {"name": name(first, scene.person.last_name)}
    return {"born": born(scene.today, scene.story.others[place.item - 1]).isoformat()}


def _time(scene: Scene[VisitStory], slug: str) -> str | None:
    """Return the id of an offered time; the second choice is two further on, the third is none."""
    if slug == "third-choice":
        return None
    number = scene.story.choice + (2 if slug == "second-choice" else 0)
    return offered_time(scene, scene.story.prison, number)


def _prisoner_at(prison: str) -> Prisoner:
    """Return the first invented prisoner at a prison about whom there is nothing to note."""
    register = DemoPrisoners().by_number.values()
    found = next((p for p in register if p.prison_code == prison and not p.note), None)
    if found is None:
        raise StoryBroken(f"the demo register has nobody at {prison}")
    return found


def _told_before(session: Session, key: str) -> Application:
    query = select(Application).where(Application.start_key == stored_key(start_key(key)))
    found = session.scalar(query)
    if found is None:
        raise StoryBroken(f"{key} was not told yet")
    return found


def _decision(story: VisitStory, at: datetime) -> Decision:
    until = today(at) + timedelta(weeks=story.weeks) if story.weeks else None
    return Decision(reason=story.reason, until=until)
