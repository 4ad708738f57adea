"""The last page: what came of it, the reference, what happens next, and a button that clears it."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.applications.lifecycle import get_application, journey_of, load_answers
from app.applications.models import Application
from app.applications.standing import Ending
from app.identity.models import EndedHow
from app.journeys.life import Status
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
    return desk.ending(session, application, answers, at=services().now())
