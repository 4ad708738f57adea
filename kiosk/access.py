"""Who is at the screen: an enrolled machine, and a person whose session is still open.

A view is marked `@at_kiosk` (any enrolled machine) or `@by_person` (somebody has begun). The look-up
is made once a request, since it also says which language to answer in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Response, g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.applications.forgetting import forget_idle
from app.audit import Actor
from app.i18n import ENGLISH
from app.identity import kiosk_sessions
from app.identity.devices import NotEnrolled, find_device
from app.identity.kiosk_sessions import KioskSessionEnded
from app.identity.models import Device, KioskSession
from app.settings import Settings
from app.web.error_pages import TOO_OLD, show_error
from app.web.face import services
from app.web.guard import Mark, View, mark
from kiosk import cookies

DEVICE, PERSON = "device", "person"
# The forms that somebody sends before there is a session.
OPEN_TO_ALL = ("start", "enrol_this", None)


@dataclass(frozen=True)
class Seen:
    """What a request's cookies say. `ended` is set when the person's session is over."""

    device: Device | None = None
    person: KioskSession | None = None
    ended: KioskSessionEnded | None = None


def at_kiosk(view: View) -> View:
    """Open the view on enrolled machines."""
    return mark(view, DEVICE)


def by_person(view: View) -> View:
    """Open the view to the person whose session is open on this machine."""
    return mark(view, PERSON)


def idle_for(settings: Settings) -> int:
    """Return the seconds after which a person has gone, the warning's time included."""
    return settings.kiosk_idle + settings.kiosk_warning


def seen() -> Seen:
    """Return who is at the screen; looked up once a request."""
    if "kiosk_seen" not in g:
        g.kiosk_seen = _look()
    found: Seen = g.kiosk_seen
    return found


def known() -> Seen:
    """Return what was found out so far, for pages that must be shown even if nothing can be."""
    found: Seen = g.get("kiosk_seen") or Seen()
    return found


def person() -> KioskSession:
    """Return the person's session, in a view that is marked `@by_person`."""
    found = seen().person
    if found is None:
        raise KioskSessionEnded
    return found


def device() -> Device:
    """Return the machine, in a marked view."""
    found = seen().device
    if found is None:
        raise NotEnrolled
    return found


def actor() -> Actor:
    """Return who acts: this kiosk, on the kiosk channel."""
    return Actor("kiosk", str(device().id), "kiosk")


def language() -> str:
    """Return the language that the person chose; English before."""
    found = seen()
    if found.person:
        return found.person.language
    return (found.ended.language if found.ended else None) or ENGLISH


def enforce(wanted: Mark) -> ResponseReturnValue | None:
    """Let in the enrolled machine, and the person where one is wanted."""
    found = seen()
    if found.device is None:
        answer = make_response(redirect(url_for("enrol")))
        if cookies.device_token():
            cookies.forget_device(answer)
        return answer
    if wanted.kind == DEVICE:
        return None
    if found.person is None:
        return ended_page() if cookies.person_token() or request.method == "POST" else _to_welcome()
    _touch(found.person)
    return None


def ended_page() -> Response:
    """Return the page that says the screen was cleared, and forget what is left."""
    settings = services().settings
    forget_idle(
        services().database, desks=services().desks, at=services().now(), idle=idle_for(settings)
    )
    return cookies.forget_person(make_response(render_template("kiosk/ended.html"), 410))


def answer_stale_form(_error: Exception) -> ResponseReturnValue:
    """Answer a form whose token is missing or wrong."""
    if seen().device and not seen().person and request.endpoint not in OPEN_TO_ALL:
        return ended_page()
    return show_error(TOO_OLD)


def _look() -> Seen:
    token = cookies.person_token()
    at: datetime = services().now()
    with services().database.reading() as session:
        if token:
            try:
                idle = idle_for(services().settings)
                found, machine = kiosk_sessions.find_kiosk_session(session, token, at=at, idle=idle)
                return Seen(machine, found)
            except KioskSessionEnded as ended:
                return Seen(_machine(session), ended=ended)
        return Seen(_machine(session))


def _machine(session: Any) -> Device | None:
    token = cookies.device_token()
    try:
        return find_device(session, token) if token else None
    except NotEnrolled:
        return None


def _touch(found: KioskSession) -> None:
    at = services().now()
    if kiosk_sessions.touch_is_due(found, at=at):
        with services().database.unit_of_work(repeatable=True) as session:
            kiosk_sessions.touch(session, found, at=at)


def _to_welcome() -> ResponseReturnValue:
    return redirect(url_for("welcome"))
