"""The last page: the reference, what happens next, and a button that clears the screen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from flask import render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.applications.lifecycle import get_application, load_answers
from app.applications.models import Application
from app.appointments import appointment_of, get_slot
from app.clock import today
from app.i18n import WELSH, current_language
from app.identity.models import EndedHow
from app.journeys.answers import Answers
from app.journeys.catalogue.prison_visit.life import VisitStatus
from app.journeys.catalogue.prison_visit.lookups import BY_HAND
from app.journeys.life import Status
from app.places import get_venue, working_days_after
from app.web.face import services
from kiosk import access
from kiosk.access import by_person
from kiosk.booking import Elsewhere, go_there
from kiosk.leaving import forget_the_person

LONGEST_STAY = 60  # seconds


@dataclass(frozen=True)
class Outcome:
    """What came of the booking: `starts` and `ends` when it was booked at once.

    `answer_by` is the last of the working days that the prison's staff need (facts B1: three).
    """

    reference: str
    booked: bool
    by_hand: bool
    prison: str
    mobile_ends: str
    by_letter: bool
    answer_by: date
    starts: datetime | None = None
    ends: datetime | None = None


@by_person
def done() -> ResponseReturnValue:
    """Show the reference; somebody who has not sent yet goes back to their answers."""
    application_id = access.person().application_id
    if application_id is None:
        return go_there(Elsewhere("before"))
    with services().database.reading() as session:
        application = get_application(session, application_id)
        if application.status == Status.DRAFT:
            return go_there(Elsewhere("check"))
        outcome = _outcome(session, application)
    stay = min(services().settings.kiosk_idle, LONGEST_STAY)
    return render_template("kiosk/done.html", outcome=outcome, stay=stay)


@by_person
def leave() -> ResponseReturnValue:
    """Clear the screen for the next person."""
    return forget_the_person(EndedHow.FINISHED)


def _outcome(session: Session, application: Application) -> Outcome:
    answers = load_answers(session, application.id)
    taken = appointment_of(session, application.id)
    slot = get_slot(session, taken.slot_id) if taken else None
    ways = answers.value("reply", "ways") or ()
    return Outcome(
        reference=application.reference,
        booked=application.status == VisitStatus.BOOKED,
        by_hand=answers.value("prison", "way") == BY_HAND,
        prison=_prison(answers),
        mobile_ends=(answers.value("mobile", "mobile") or "")[-3:] if "text" in ways else "",
        by_letter="letter" in ways,
        answer_by=_answer_by(session, application),
        starts=slot.starts_at if slot else None,
        ends=slot.ends_at if slot else None,
    )


def _answer_by(session: Session, application: Application) -> date:
    venue = get_venue(session, application.venue_code or "")
    sent = today(application.submitted_at or services().now())
    return working_days_after(sent, venue.lead_days, works_weekends=venue.works_weekends)


def _prison(answers: Answers) -> str:
    welsh = answers.value("prison", "name_cy") if current_language() == WELSH else ""
    return welsh or answers.value("prison", "name") or ""
