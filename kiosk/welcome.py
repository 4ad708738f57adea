"""The first pages: choose a language, hear what is needed, and begin."""

from __future__ import annotations

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.applications import lifecycle
from app.applications.forgetting import end_and_forget, forget_idle
from app.applications.models import Application
from app.i18n import ENGLISH
from app.identity import kiosk_sessions
from app.identity.kiosk_sessions import UnknownLanguage
from app.identity.models import EndedHow, KioskSession
from app.journeys.catalogue.prison_visit.journey import PRISON_VISIT
from app.journeys.life import Status
from app.journeys.path import find_path
from app.web.face import services
from kiosk import access, cookies
from kiosk.access import at_kiosk, by_person

PAGES = ("before", "check", "done", "again", "staff")


@at_kiosk
def welcome() -> ResponseReturnValue:
    """Invite the next person; somebody who has begun carries on."""
    person = access.seen().person
    if person is not None:
        return redirect(url_for("check" if person.application_id else "before"))
    if cookies.person_token():
        return cookies.wiped_to_welcome()
    answer = make_response(render_template("kiosk/welcome.html"))
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
    answer = make_response(redirect(url_for("before"), 303))
    cookies.keep_person(answer, token)
    return answer


@by_person
def before() -> ResponseReturnValue:
    """Say what is needed before the questions begin."""
    return render_template("kiosk/before.html")


@by_person
def begin() -> ResponseReturnValue:
    """Make the draft, once however often the button is pressed, and ask the first question."""
    with services().database.unit_of_work() as session:
        application = _draft(session, access.person())
        path = find_path(PRISON_VISIT, lifecycle.load_answers(session, application.id))
        gap = path.first_unanswered()
    if gap is None:
        return redirect(url_for("check"), 303)
    return redirect(url_for("question", slug=gap.slug), 303)


def _draft(session: Session, person: KioskSession) -> Application:
    at = services().now()
    # Two presses at once wait for each other here, so that the second finds what the first made.
    person = session.get_one(KioskSession, person.id, with_for_update=True)
    wish = lifecycle.Start(
        journey=PRISON_VISIT,
        channel="kiosk",
        language=person.language,
        key=f"kiosk:{person.id}",
    )
    application = lifecycle.start(session, wish, actor=access.actor(), at=at)
    if person.application_id is None:
        kiosk_sessions.attach_application(session, person, application_id=application.id, at=at)
    return application


@by_person
def speak() -> ResponseReturnValue:
    """Go on in another language, on the same page."""
    switch_language(request.form.get("language", ""))
    page = request.form.get("page", "")
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
