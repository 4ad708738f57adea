"""The last page: what came of it, the reference, what happens next, and a button that clears it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from flask import render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.applications.lifecycle import get_application, journey_of, load_answers
from app.applications.models import Application
from app.applications.standing import Ending
from app.i18n import Words, _
from app.identity.models import EndedHow
from app.journeys.life import Status
from app.messages.confirming import is_confirmed
from app.messages.models import Channel
from app.messages.wishes import reach, safe_for
from app.people import get_person
from app.web.face import services
from app.web.runner import desk_of
from kiosk import access
from kiosk.access import by_person
from kiosk.booking import Elsewhere, go_there
from kiosk.leaving import forget_the_person

LONGEST_STAY = 60  # seconds


@by_person
def done() -> ResponseReturnValue:
    """Show the reference; somebody who has not sent yet goes back to their answers."""
    try:
        with services().database.reading() as session:
            application = _sent(session)
            ending = _ending(session, application)
    except Elsewhere as elsewhere:
        return go_there(elsewhere)
    return render_template(
        "kiosk/done.html",
        reference=application.reference,
        ending=ending,
        service=journey_of(application).title,
        stay=min(services().settings.kiosk_idle, LONGEST_STAY),
    )


@by_person
def leave() -> ResponseReturnValue:
    """Clear the screen for the next person."""
    return forget_the_person(EndedHow.FINISHED)


def _sent(session: Session) -> Application:
    """Return what the person sent; raise Elsewhere when there is no such thing."""
    application_id = access.person().application_id
    if application_id is None:
        raise Elsewhere("choose")
    application = get_application(session, application_id)
    if application.status == Status.ABANDONED:
        raise Elsewhere("choose")
    if application.status == Status.DRAFT:
        raise Elsewhere("check")
    return application


def _ending(session: Session, application: Application) -> Ending:
    answers = load_answers(session, application.id)
    desk = desk_of(application, services())
    ending = desk.ending(session, application, answers, at=services().now())
    return replace(ending, next=(*ending.next, *_number_asked(session, application)))


def _number_asked(session: Session, application: Application) -> Iterator[Words]:
    """Say that the number is asked first, where texts wait for a yes from it."""
    if not services().confirm_numbers or application.person_id is None:
        return
    person = get_person(session, application.person_id)
    safe = safe_for(session, person)
    number = reach(person, Channel.TEXT, safe).to
    if number and not is_confirmed(safe, number):
        yield _("Our first text asks if the number is yours. Answer YES to get the others.")
