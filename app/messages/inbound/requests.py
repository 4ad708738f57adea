"""The requests of the people at a number: which are open, and which can be cancelled by text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.applications.actions import Action, Deciding
from app.applications.desks import Desk
from app.applications.held_time import taken_slot
from app.applications.lifecycle import journey_of, load_answers
from app.applications.models import Application
from app.appointments import Slot
from app.journeys.life import Status
from app.people import Person

_NOT_SENT = (Status.DRAFT, Status.ABANDONED)
# Somebody who asks soon after an answer wants to hear that answer.
STILL_TOLD = timedelta(days=30)
MOST = 20


@dataclass(frozen=True)
class Request:
    """One application of one person, and the time it has taken, if any."""

    application: Application
    person: Person
    slot: Slot | None

    def times(self) -> dict[str, str]:
        """Return the time as holes of a message; nothing where none is taken."""
        if self.slot is None:
            return {}
        starts, ends = self.slot.starts_at, self.slot.ends_at
        return {"starts_at": starts.isoformat(), "ends_at": ends.isoformat()}

    def is_past(self, at: datetime) -> bool:
        """Say whether its time has begun."""
        return self.slot is not None and self.slot.starts_at <= at


def requests_of(session: Session, people: Iterable[Person]) -> list[Request]:
    """Return what these people sent and want texts about, the newest first.

    A yes to texts about one request is not one about another: the phone may be shared with
    somebody whom the other is about.
    """
    named = {person.id: person for person in people}
    query = (
        select(Application)
        .where(Application.person_id.in_(named), Application.status.not_in(_NOT_SENT))
        .order_by(Application.updated_at.desc(), Application.id)
        .limit(MOST)
    )
    return [
        Request(found, named[found.person_id], taken_slot(session, found.id))
        for found in session.scalars(query)
        if found.person_id is not None and wants_texts(session, found)
    ]


def wants_texts(session: Session, application: Application) -> bool:
    """Say whether this application was sent with a yes to texts about it."""
    ways = load_answers(session, application.id).value("reply", "ways")
    return "text" in (ways or ())


def told_of(requests: Sequence[Request], *, at: datetime, tail: str = "") -> list[Request]:
    """Return those that may still change; with none, the one that was answered of late.

    One that is named by its `tail` is told of in either case.
    """
    still = [one for one in requests if _may_move(one.application) and not one.is_past(at)]
    late = [one for one in requests if at - one.application.updated_at <= STILL_TOLD]
    named = [one for one in {*still, *late} if tail and one.application.reference.endswith(tail)]
    return named or still or late[:1]


def _may_move(application: Application) -> bool:
    moves = journey_of(application).life.moves
    return any(application.status in move.leaves for move in moves)


def to_cancel(
    session: Session, requests: Sequence[Request], desks: Mapping[str, Desk], *, at: datetime
) -> list[tuple[Request, Action]]:
    """Return what can be cancelled by text, each with the action of its desk that does it."""
    found = []
    for one in requests:
        action = cancelling(session, one.application, desks, at=at)
        if action is not None and not one.is_past(at):
            found.append((one, action))
    return found


def cancelling(
    session: Session, application: Application, desks: Mapping[str, Desk], *, at: datetime
) -> Action | None:
    """Return the action by which a person may cancel an application by text, if there is one."""
    return next((a for a in _offered(session, application, desks, at=at) if a.by_text), None)


def time_taking(
    session: Session, application: Application, desks: Mapping[str, Desk], *, at: datetime
) -> Action | None:
    """Return the action that books a time for an application, if one may be offered by text."""
    return next((a for a in _offered(session, application, desks, at=at) if a.takes_time), None)


def _offered(
    session: Session, application: Application, desks: Mapping[str, Desk], *, at: datetime
) -> list[Action]:
    desk = desks.get(application.journey)
    if desk is None:
        return []
    answers = load_answers(session, application.id)
    found = Deciding(session=session, application=application, answers=answers, at=at)
    return [
        action
        for action in desk.actions
        if application.status in action.leaves
        and (action.by_text or action.takes_time)
        and action.offered(found)
    ]
