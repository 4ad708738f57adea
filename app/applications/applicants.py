"""The person an application is for: kept or brought up to date when it is sent.

At the console the agent found the person first. At a kiosk nobody did, so a new record is made:
a shared screen is no place to show a stranger that somebody is already known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.applications.models import Application
from app.audit import Actor
from app.consent import agree
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
    session: Session,
    application: Application,
    said: Mapping[str, Any],
    *,
    actor: Actor,
    at: datetime,
) -> Person:
    """Make or update the applicant from what the answers say; note each wish about messages.

    `said` has first_names, last_name, born, phone, address, may_text and may_write. A phone or an
    address that was not asked for this time is left as it was.
    """
    if application.person_id is None:
        person = create_person(session, _details(said, application), actor=actor, at=at)
        application.person_id = person.id
        session.flush()
    else:
        person = get_person(session, application.person_id)
        # Compared as they are now: a yes is to the number and the address of this application.
        session.refresh(person, with_for_update=True)
        _update(session, person, said, application, actor=actor, at=at)
    for channel, wish in WISHES.items():
        agree(session, person, channel=channel, given=bool(said[wish]), actor=actor, at=at)
    return person


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
