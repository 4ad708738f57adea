"""Which service it is to be: the page of choices, what to have at hand for one, and its beginning.

The choice travels in the address until there is a draft, and lives in the draft from then on. With
one service on offer nobody is asked.
"""

from __future__ import annotations

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.applications import lifecycle
from app.applications.forgetting import forget_begun
from app.applications.models import Application
from app.identity import kiosk_sessions
from app.identity.models import KioskSession
from app.journeys.catalogue import offered
from app.journeys.definition import Journey
from app.journeys.life import Status
from app.journeys.path import find_path
from app.web.face import services
from kiosk import access
from kiosk.access import by_person
from kiosk.booking import Elsewhere, go_there, next_page
from kiosk.letters_here import letters_wait_here


def on_offer() -> tuple[Journey, ...]:
    """Return the services that somebody can begin here: those that have a desk."""
    desks = services().desks
    return tuple(journey for journey in offered() if journey.slug in desks)


def find_offered(slug: str) -> Journey:
    """Return a service on offer; raise Elsewhere for any other word in the address."""
    for journey in on_offer():
        if journey.slug == slug:
            return journey
    raise Elsewhere("choose")


@by_person
def choose() -> ResponseReturnValue:
    """Ask what the person needs; with one service there is nothing to ask."""
    journeys = on_offer()
    letters = letters_wait_here()
    if len(journeys) == 1 and not letters:
        return redirect(url_for("before", service=journeys[0].slug), 303)
    try:
        with services().database.reading() as session:
            begun = _begun(session, access.person())
    except Elsewhere as elsewhere:
        return go_there(elsewhere)
    slug = begun.journey if begun else ""
    return render_template("kiosk/choose.html", journeys=journeys, begun=slug, letters=letters)


@by_person
def before(service: str) -> ResponseReturnValue:
    """Say what is needed before the questions begin."""
    try:
        journey = find_offered(service)
        with services().database.reading() as session:
            begun = _begun(session, access.person())
            other = _other(begun, journey)
    except Elsewhere as elsewhere:
        return go_there(elsewhere)
    return render_template(
        "kiosk/before.html",
        journey=journey,
        service=journey.title,
        several=len(on_offer()) > 1,
        carries_on=begun is not None and other is None,
        other=other,
    )


@by_person
def begin(service: str) -> ResponseReturnValue:
    """Make the draft, once however often the button is pressed, and ask the first question."""
    try:
        journey = find_offered(service)
        with services().database.unit_of_work() as session:
            application = _draft(session, journey)
            answers = lifecycle.load_answers(session, application.id)
            there = next_page(find_path(lifecycle.journey_of(application), answers))
        return go_there(there)
    except Elsewhere as elsewhere:
        return go_there(elsewhere)


def _begun(session: Session, person: KioskSession) -> Application | None:
    """Return the person's draft, or None; raise Elsewhere once they have sent it."""
    if person.application_id is None:
        return None
    application = lifecycle.get_application(session, person.application_id)
    if application.status == Status.ABANDONED:
        return None
    if application.status != Status.DRAFT:
        raise Elsewhere("done")
    return application


def _other(begun: Application | None, journey: Journey) -> Journey | None:
    """Return the other service that the person has begun, or None."""
    if begun is None or begun.journey == journey.slug:
        return None
    return lifecycle.journey_of(begun)


def _draft(session: Session, journey: Journey) -> Application:
    """Return the draft of a service; one of another service is forgotten, with what it held."""
    at = services().now()
    # Two presses at once wait for each other here, so that the second finds what the first made.
    person = session.get_one(KioskSession, access.person().id, with_for_update=True)
    begun = _begun(session, person)
    if begun and begun.journey == journey.slug:
        return begun
    forget_begun(session, person, desks=services().desks, actor=access.actor(), at=at)
    wish = lifecycle.Start(
        journey=journey,
        channel="kiosk",
        language=person.language,
        # Whoever comes back to a service begins it anew: its first draft is forgotten for good.
        key=f"kiosk:{person.id}:{person.application_id or ''}",
    )
    application = lifecycle.start(session, wish, actor=access.actor(), at=at)
    kiosk_sessions.attach_application(session, person, application_id=application.id, at=at)
    return application
