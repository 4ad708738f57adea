"""The person an application is for: kept or brought up to date when it is sent.

At the console the agent found the person first. At a kiosk nobody did, so a new record is made:
a shared screen is no place to show a stranger that somebody is already known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from app.applications.lifecycle import journey_of
from app.applications.models import Application
from app.audit import Actor
from app.consent import agree
from app.journeys.answers import Answers
from app.people import (
    Person,
    PersonDetails,
    change_person,
    create_person,
    details_of,
    get_person,
)

WISHES = {"text": "may_text", "letter": "may_write"}


def keep_applicant(
    session: Session, application: Application, answers: Answers, *, actor: Actor, at: datetime
) -> Person | None:
    """Make or update the applicant from what the answers say; note each wish about messages.

    Returns None where nobody was named: somebody who asks for nothing in writing may stay unknown.
    A phone or an address that was not asked for this time is left as it was.
    """
    said = _said(application, answers)
    if application.person_id is None:
        if said["last_name"] is None:
            return None
        person = create_person(session, _details(said, application), actor=actor, at=at)
        application.person_id = person.id
        session.flush()
    else:
        person = get_person(session, application.person_id)
        # Compared as they are now: a yes is to the number and the address of this application.
        session.refresh(person, with_for_update=True)
        _update(session, person, said, application, actor=actor, at=at)
    if answers.has("reply"):
        for channel, wish in WISHES.items():
            agree(session, person, channel=channel, given=bool(said[wish]), actor=actor, at=at)
    return person


def _said(application: Application, answers: Answers) -> dict[str, Any]:
    """Return what the answers say of the applicant; None for what was not asked."""
    where = journey_of(application).applicant
    name = answers.value(where.name, "name") or {}
    born = answers.value(where.born, "born")
    ways = answers.value("reply", "ways") or ()
    return {
        "first_names": name.get("first"),
        "last_name": name.get("last"),
        "born": date.fromisoformat(born) if born else None,
        "phone": answers.value("mobile", "mobile"),
        "address": answers.value("address", "address"),
        "may_text": "text" in ways,
        "may_write": "letter" in ways,
    }


def _details(said: Mapping[str, Any], application: Application) -> PersonDetails:
    return PersonDetails(
        first_names=said["first_names"],
        last_name=said["last_name"],
        born=said["born"],
        phone=said["phone"],
        address=said["address"],
        language=application.language,
    )


def _update(
    session: Session,
    person: Person,
    said: Mapping[str, Any],
    application: Application,
    *,
    actor: Actor,
    at: datetime,
) -> None:
    now = details_of(person)
    wished = replace(
        now,
        phone=said["phone"] or now.phone,
        address=said["address"] or now.address,
        language=application.language,
    )
    if wished != now:
        change_person(session, person, wished, actor=actor, at=at, expected_version=person.version)
