"""A mobile number that an agent read back to the person: it is confirmed, so no text has to ask.

The box stands where the agent reads everything back before sending. It is left out where numbers
are not confirmed at all, and where this one is confirmed already.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from agent_console.acting import actor
from app.applications.models import Application
from app.journeys.answers import Answers
from app.messages.confirming import How, confirm_number
from app.people import get_person, rules_of
from app.web.face import services

FIELD = "number-read"


def number_to_read(session: Session, application: Application, answers: Answers) -> str | None:
    """Return the mobile number that the agent should read back, or None."""
    number = answers.value("mobile", "mobile")
    if not number or not services().settings.confirm_numbers:
        return None
    if application.person_id is None:
        return str(number)
    confirmed = rules_of(session, application.person_id).confirmed_phone
    return None if confirmed == number else str(number)


def keep_read_number(
    work: Session, application: Application, answers: Answers, *, at: datetime
) -> None:
    """Confirm the number of the application's person: an agent read it back to them."""
    number = number_to_read(work, application, answers)
    if number is None or application.person_id is None:
        return
    person = get_person(work, application.person_id)
    if person.phone == number:
        confirm_number(work, person, number, How.READ_BACK, actor=actor(), at=at)
