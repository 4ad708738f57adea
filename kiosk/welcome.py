"""The first page: choose a language, which may be changed on any page after it."""

from __future__ import annotations

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.applications import lifecycle
from app.applications.forgetting import end_and_forget, forget_idle
from app.i18n import ENGLISH
from app.identity import kiosk_sessions
from app.identity.kiosk_sessions import UnknownLanguage
from app.identity.models import EndedHow, KioskSession
from app.journeys.life import Status
from app.web.face import services
from kiosk import access, cookies
from kiosk.access import at_kiosk, by_person
from kiosk.choosing import on_offer
from kiosk.letters_here import letters_wait_here

LETTER = "letter"
PAGES = ("choose", "check", "done", "again", "staff", "collect", "letters")


@at_kiosk
def welcome() -> ResponseReturnValue:
    """Invite the next person; somebody who has begun carries on."""
    person = access.seen().person
    if person is not None:
        return redirect(url_for(_carries_on(person)))
    if cookies.person_token():
        return cookies.wiped_to_welcome()
    page = render_template("kiosk/welcome.html", journeys=on_offer(), letters=letters_wait_here())
    answer = make_response(page)
    if token := cookies.device_token():
        cookies.keep_device(answer, token)
    return answer


@at_kiosk
def start() -> ResponseReturnValue:
    """Open a session in the chosen language; whoever was there before is forgotten."""
    at = services().now()
    idle = access.idle_for(services().settings)
    forget_idle(services().database, desks=services().desks, at=at, idle=idle)
    with services().database.unit_of_work() as session:
        if before := access.seen().person:
            end_and_forget(
                session,
                before,
                how=EndedHow.LEFT,
                desks=services().desks,
                actor=access.actor(),
                at=at,
            )
        chosen = request.form.get("language", ENGLISH)
        try:
            _opened, token = kiosk_sessions.open_kiosk_session(
                session, device=access.device(), language=chosen, at=at
            )
        except UnknownLanguage:
            return redirect(url_for("welcome"), 303)
    first = "collect" if request.args.get("for") == LETTER else "choose"
    answer = make_response(redirect(url_for(first), 303))
    cookies.keep_person(answer, token)
    return answer


def _carries_on(person: KioskSession) -> str:
    """Return the page on which somebody who has begun carries on."""
    if person.application_id:
        return "check"
    return "letters" if person.letter_id else "choose"


@by_person
def speak() -> ResponseReturnValue:
    """Go on in another language, on the same page."""
    switch_language(request.form.get("language", ""))
    page, service = request.form.get("page", ""), request.form.get("service", "")
    if page == "before" and any(journey.slug == service for journey in on_offer()):
        return redirect(url_for("before", service=service), 303)
    return redirect(url_for(page if page in PAGES else "welcome"), 303)


def switch_language(chosen: str) -> None:
    """Speak another language from here on; one that we do not speak changes nothing."""
    person = access.person()
    at = services().now()
    try:
        with services().database.unit_of_work() as session:
            kiosk_sessions.change_language(session, person, language=chosen, at=at)
            if person.application_id:
                application = lifecycle.get_application(session, person.application_id)
                if application.status == Status.DRAFT:
                    application.language = chosen
    except UnknownLanguage:
        return
