"""A question about legal aid on a stocked database: keyed, sent, and what came of it."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from app.applications.lifecycle import (
    Saving,
    Start,
    get_application,
    load_answers,
    record_answers,
    start,
)
from app.applications.models import Application
from app.appointments import Slot, offered_slots
from app.audit import Actor
from app.journeys.catalogue import find_journey
from app.journeys.catalogue.timing import OfferedTime
from app.messages.models import Message
from app.messages.outbox import messages_of
from app.services import Services
from tests.builders import legal_aid_steps

AGENT = Actor("agent", "amina", "telephone")
ADVISER = Actor("agent", "carys", "telephone")
OTHER = Actor("agent", "dewi", "telephone")


def half_hours(services: Services) -> list[OfferedTime]:
    """Return when the helpline can call."""
    with services.database.reading() as session:
        slots = offered_slots(session, "CLA", at=services.now())
    return [OfferedTime(str(slot.id), slot.starts_at, slot.ends_at) for slot in slots]


def keyed(services: Services, *, on: date = date(2026, 11, 25), **said: Any) -> UUID:
    """Return a draft with every answer given. `said` goes to `legal_aid_steps`."""
    return saved(services, legal_aid_steps(on=on, **said))


def saved(services: Services, steps: Any) -> UUID:
    """Return a draft with these answers, its call held."""
    with services.database.unit_of_work() as session:
        wish = Start(
            journey=find_journey("legal-aid"),
            channel="telephone",
            language="en",
            key=str(uuid4()),
        )
        application = start(session, wish, actor=AGENT, at=services.now())
        saving = Saving(steps=steps, expected_version=application.version)
        answers = record_answers(session, application, saving, actor=AGENT, at=services.now())
        assert answers.keys() == set(steps)
        services.desks["legal-aid"].recorded(
            session, application, answers, saved=steps.keys(), at=services.now()
        )
        return application.id


def send(services: Services, application_id: UUID) -> str:
    """Send a draft and return the status it then has."""
    with services.database.unit_of_work() as session:
        application = get_application(session, application_id)
        services.desks["legal-aid"].submit(
            session,
            application,
            actor=AGENT,
            at=services.now(),
            expected_version=application.version,
        )
        return application.status


def sent(services: Services, **said: Any) -> UUID:
    """Return a question that was keyed and sent."""
    question = keyed(services, **said)
    send(services, question)
    return question


def found(services: Services, application_id: UUID) -> Application:
    """Return the application as it is stored."""
    with services.database.reading() as session:
        return get_application(session, application_id)


def messages(services: Services, application_id: UUID) -> list[Message]:
    """Return what was put in the outbox, by kind."""
    with services.database.reading() as session:
        return sorted(messages_of(session, application_id), key=lambda message: message.kind)


def kinds(services: Services, application_id: UUID) -> list[str]:
    """Return the kinds of what was put in the outbox."""
    return [message.kind for message in messages(services, application_id)]


def taken(services: Services, slot: OfferedTime) -> int:
    """Return how many calls a half hour has."""
    with services.database.reading() as session:
        return session.get_one(Slot, int(slot.id)).taken


def facts(services: Services, application_id: UUID) -> list[str]:
    """Return what staff see beside it."""
    with services.database.reading() as session:
        application = get_application(session, application_id)
        answers = load_answers(session, application_id)
        desk = services.desks["legal-aid"]
        seen = desk.facts(session, application, answers, at=services.now())
        return [str(fact.text) for fact in seen]
