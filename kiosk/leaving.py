"""Leaving: by choice, or because nobody has touched the screen. Nothing of the person stays."""

from __future__ import annotations

from flask import Response, render_template
from flask.typing import ResponseReturnValue

from app.applications.forgetting import end_and_forget
from app.identity.models import EndedHow
from app.web.face import services
from kiosk import access, cookies
from kiosk.access import at_kiosk, by_person
from kiosk.booking import own_service


@by_person
def ask_again() -> ResponseReturnValue:
    """Ask whether everything is to be cleared."""
    return render_template("kiosk/again.html", service=own_service())


@by_person
def start_again() -> ResponseReturnValue:
    """Clear everything and show the welcome page."""
    return forget_the_person(EndedHow.LEFT)


@by_person
def still_here() -> ResponseReturnValue:
    """Note that the person is there; the guard has done so."""
    return "", 204


@at_kiosk
def wipe() -> ResponseReturnValue:
    """Forget the person who has gone away."""
    return forget_the_person(EndedHow.TIMED_OUT)


@at_kiosk
def over() -> ResponseReturnValue:
    """Do the same where scripts do not run: the page leads here by itself after its time."""
    return forget_the_person(EndedHow.TIMED_OUT)


def forget_the_person(how: EndedHow) -> Response:
    """End the session, delete what was not sent, and return the answer that clears the browser."""
    person = access.seen().person
    if person is not None:
        with services().database.unit_of_work() as session:
            end_and_forget(
                session,
                person,
                how=how,
                desks=services().desks,
                actor=access.actor(),
                at=services().now(),
            )
    return cookies.wiped_to_welcome()
