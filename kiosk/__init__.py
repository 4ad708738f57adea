"""The kiosk: people at a shared touch screen help themselves, one question a page.

`access` says who is at the screen, `pages` draws; the views stand in modules named after what the
person sees: enrolment, welcome, choosing, questions, check, finish, collecting, leaving. No module and no
template names a service: what differs stands in its journey's definition and at its desk.
"""

from __future__ import annotations

from pathlib import Path

from flask import Flask
from flask_wtf.csrf import CSRFError

from app.settings import Settings
from app.web.face import Manner, finish_face, make_face
from app.web.parts import Parts
from kiosk import (
    access,
    check,
    choosing,
    collecting,
    enrolment,
    finish,
    leaving,
    pages,
    questions,
    welcome,
)

HERE = Path(__file__).parent
POST = ["POST"]


def create_app(services: Parts) -> Flask:
    """Return the face that stands at /kiosk."""
    manner = Manner(
        mounted_at="/kiosk",
        home="welcome",
        language=access.language,
        enforce=access.enforce,
        templates=HERE / "templates",
        same_site="Strict",
    )
    app = make_face("kiosk", services, manner)
    app.register_error_handler(CSRFError, access.answer_stale_form)
    app.context_processor(pages.surroundings)
    _route(app)
    _set_times(app, services.settings)
    return finish_face(app)


def _set_times(app: Flask, settings: Settings) -> None:
    """Let every page say when it clears itself; seconds."""
    app.jinja_env.globals.update(
        idle=settings.kiosk_idle, warning=settings.kiosk_warning, refresh=access.idle_for(settings)
    )


def _route(app: Flask) -> None:
    app.add_url_rule("/", "welcome", welcome.welcome)
    app.add_url_rule("/enrol", "enrol", enrolment.show)
    app.add_url_rule("/enrol", "enrol_this", enrolment.enrol_this, methods=POST)
    app.add_url_rule("/start", "start", welcome.start, methods=POST)
    app.add_url_rule("/choose", "choose", choosing.choose)
    app.add_url_rule("/before/<service>", "before", choosing.before)
    app.add_url_rule("/before/<service>", "begin", choosing.begin, methods=POST)
    app.add_url_rule("/language", "speak", welcome.speak, methods=POST)
    app.add_url_rule("/book/<slug>", "question", questions.show)
    app.add_url_rule("/book/<slug>", "answer", questions.answer, methods=POST)
    app.add_url_rule("/remove/<slug>", "remove", questions.ask_to_remove)
    app.add_url_rule("/remove/<slug>", "remove_now", questions.remove, methods=POST)
    app.add_url_rule("/staff", "staff", questions.ask_staff)
    app.add_url_rule("/check", "check", check.show)
    app.add_url_rule("/check", "send", check.send, methods=POST)
    app.add_url_rule("/done", "done", finish.done)
    app.add_url_rule("/done", "leave", finish.leave, methods=POST)
    app.add_url_rule("/collect", "collect", collecting.ask)
    app.add_url_rule("/collect", "find_letter", collecting.find, methods=POST)
    app.add_url_rule("/letters", "letters", collecting.listed)
    app.add_url_rule("/letters/<uuid:letter_id>", "letter", collecting.show)
    app.add_url_rule("/letters/<uuid:letter_id>", "open_letter", collecting.read, methods=POST)
    app.add_url_rule(
        "/letters/<uuid:letter_id>/print", "print_letter", collecting.note_printing, methods=POST
    )
    app.add_url_rule("/again", "again", leaving.ask_again)
    app.add_url_rule("/again", "again_now", leaving.start_again, methods=POST)
    app.add_url_rule("/here", "here", leaving.still_here, methods=POST)
    app.add_url_rule("/wipe", "wipe", leaving.wipe, methods=POST)
    app.add_url_rule("/over", "over", leaving.over)
