"""Times offered by text: staff offer up to three, the person answers with a number, and it is booked.

Booking is the service's own verb, through the action of its desk that takes a time. A time that
was taken meanwhile leads to a new offer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from app.applications.desks import Desk, Gone
from app.applications.held_time import taken_slot
from app.applications.lifecycle import get_application, lock_application
from app.applications.models import Application
from app.appointments import Slot, get_slot, offered_times
from app.appointments.offering import OfferedRow
from app.audit import Actor, record
from app.db import attempting
from app.errors import AlongsideError, NotAllowedNow, NotFound
from app.messages.inbound.models import TextQuestion
from app.messages.inbound.questions import Asked, NewQuestion, answer, ask
from app.messages.inbound.requests import time_taking, wants_texts
from app.messages.inbound.situation import Answered, Situation, sent_by, to_agent
from app.messages.inbound.wording import SLOT_OFFER
from app.messages.models import Channel
from app.messages.outbox import queue_message
from app.messages.wishes import Safe, reach, safe_for
from app.people import Person, get_person
from app.places import NoSuchVenue
from app.settings import Settings

MOST_TIMES = 3
ANSWER_WITHIN = timedelta(hours=48)


class CannotOffer(NotAllowedNow):
    """Times cannot be offered to this person, or for this application, by text."""


@dataclass(frozen=True, kw_only=True)
class Offering:
    """What offering a time needs of the house."""

    session: Session
    desks: Mapping[str, Desk]
    settings: Settings
    actor: Actor
    at: datetime


def offer_slots(
    found: Offering, application: Application, slot_ids: Sequence[int], *, again: bool = False
) -> TextQuestion:
    """Ask the applicant by text which of up to three times they want.

    Raises CannotOffer where the service takes no time now, the person may not be texted or shares
    the phone, or a time is full or past.
    """
    session, at = found.session, found.at
    person, safe = _whom(session, application)
    if time_taking(session, application, found.desks, at=at) is None:
        raise CannotOffer(f"{application.reference} takes no time now")
    slots = _slots(session, application, slot_ids, at=at)
    until = min(safe.rules.next_open(at) + ANSWER_WITHIN, slots[0].starts_at)
    question = ask(
        session,
        NewQuestion(
            kind=Asked.SLOT,
            key=f"slot:{uuid4()}",
            number=person.phone or "",
            person_id=person.id,
            application_id=application.id,
            until=until,
            options=[{"slot": slot.id, "starts_at": slot.starts_at.isoformat()} for slot in slots],
        ),
        at=at,
    )
    _send(found, application, person, question, again=again)
    return question


def _whom(session: Session, application: Application) -> tuple[Person, Safe]:
    if application.person_id is None or not wants_texts(session, application):
        raise CannotOffer(f"{application.reference} is nobody's, or wants no texts")
    person = get_person(session, application.person_id)
    safe = safe_for(session, person)
    if safe.plain or not reach(person, Channel.TEXT, safe).to:
        raise CannotOffer(f"{application.reference}: its person may not get times by text")
    return person, safe


def _slots(
    session: Session, application: Application, slot_ids: Sequence[int], *, at: datetime
) -> list[Slot]:
    """Return the slots in order of time; raise CannotOffer for one that is not to be had."""
    if not 1 <= len(set(slot_ids)) <= MOST_TIMES:
        raise CannotOffer(f"offer 1 to {MOST_TIMES} times")
    try:
        slots = [get_slot(session, slot_id) for slot_id in dict.fromkeys(slot_ids)]
    except NotFound as missing:
        raise CannotOffer("there is no such time") from missing
    at_its_place = application.venue_code or slots[0].venue_code
    for slot in slots:
        if slot.venue_code != at_its_place or slot.starts_at <= at or slot.taken >= slot.capacity:
            raise CannotOffer(f"the time {slot.id} is not to be had")
    return sorted(slots, key=lambda slot: (slot.starts_at, slot.id))


def _send(
    found: Offering,
    application: Application,
    person: Person,
    question: TextQuestion,
    *,
    again: bool,
) -> None:
    holes: dict[str, Any] = {
        **sent_by(found.settings),
        "until": question.expires_at.isoformat(),
        "times": [{"starts_at": option["starts_at"]} for option in question.options],
        "again": "yes" if again else "",
    }
    queue_message(
        found.session,
        kind=SLOT_OFFER,
        person=person,
        application_id=application.id,
        reference=application.reference,
        holes=holes,
        key=f"{SLOT_OFFER}:{question.id}",
        at=found.at,
        actor=found.actor,
    )
    record(
        found.session,
        "times.offered",
        actor=found.actor,
        at=found.at,
        subject_kind="application",
        subject_id=application.id,
        details={"times": len(question.options), "again": again},
    )


def choose(found: Situation, question: TextQuestion, number: int) -> Answered:
    """Book the time with this number, or offer others where it was taken meanwhile."""
    if not 1 <= number <= len(question.options) or question.application_id is None:
        return to_agent(found, "choice")
    application = lock_application(found.session, question.application_id)
    if not answer(found.session, question, str(number), at=found.at):
        return to_agent(found, "choice")
    about = Answered(meaning="choice", person_id=question.person_id, application_id=application.id)
    slot_id = int(question.options[number - 1]["slot"])
    action = time_taking(found.session, application, found.desks, at=found.at)
    if action is None:
        return to_agent(found, "choice")
    doing = found.doing(application, str(question.id))
    try:
        with attempting(found.session):
            action.do(doing, {action.takes_time: str(slot_id)})
    except Gone:
        found.session.refresh(application)
        return about if _offer_others(found, question, slot_id) else to_agent(found, "choice")
    except AlongsideError:
        found.session.refresh(application)
        return to_agent(found, "choice")
    return about


def _offer_others(found: Situation, question: TextQuestion, lost: int) -> bool:
    """Offer the times nearest to the one that is gone; say whether there were any."""
    if question.application_id is None:
        return False
    application = get_application(found.session, question.application_id)
    near = _nearest(found.session, get_slot(found.session, lost), at=found.at)
    offering = Offering(
        session=found.session,
        desks=found.desks,
        settings=found.settings,
        actor=found.actor,
        at=found.at,
    )
    try:
        offer_slots(offering, application, near, again=True)
    except CannotOffer:
        return False
    return True


def times_for(session: Session, application: Application, *, at: datetime) -> list[OfferedRow]:
    """Return the times on offer where an application is decided, or where it has a time now."""
    mine = taken_slot(session, application.id)
    place = application.venue_code or (mine.venue_code if mine else "")
    try:
        rows = offered_times(session, place, at=at) if place else []
    except NoSuchVenue:
        return []
    return [row for row in rows if mine is None or row.id != mine.id]


def _nearest(session: Session, lost: Slot, *, at: datetime) -> list[int]:
    try:
        rows = offered_times(session, lost.venue_code, at=at)
    except NoSuchVenue:
        return []
    free: Iterable[Any] = (row for row in rows if row.id != lost.id and row.starts_at > at)
    by_distance = sorted(free, key=lambda row: (abs(row.starts_at - lost.starts_at), row.id))
    return [row.id for row in by_distance[:MOST_TIMES]]
