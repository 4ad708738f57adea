"""The app without pages: health checks for the machines that watch us, and what suppliers post.

`/health/live` says that this process answers; `/health/ready` says that it can reach its database.
Its routes are absolute, since it is not mounted under a path of its own.
"""

from __future__ import annotations

from flask import Flask, current_app, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException

from app.api.callbacks import add_callbacks
from app.web.face import EXTENSION, LARGEST_FORM
from app.web.guard import Mark, check_every_view_is_marked, public, stand_guard
from app.web.headers import send_security_headers
from app.web.parts import Parts
from app.web.request_log import keep_request_log
from app.web.run_again import RunsAgain

PATHS = ("/api/", "/health/")


def create_app(services: Parts) -> Flask:
    """Return the backend."""
    app = RunsAgain("backend", static_folder=None, template_folder=None)
    app.extensions[EXTENSION] = services
    app.config.update(SECRET_KEY=services.settings.secret_key, MAX_CONTENT_LENGTH=LARGEST_FORM)
    keep_request_log(app)
    stand_guard(app, _refuse)
    send_security_headers(app, https=services.settings.secure_cookies)
    app.add_url_rule("/health/live", "live", live)
    app.add_url_rule("/health/ready", "ready", ready)
    add_callbacks(app)
    app.register_error_handler(HTTPException, _say)
    check_every_view_is_marked(app)
    return app


def _say(error: HTTPException) -> ResponseReturnValue:
    return jsonify(error=error.name.lower()), error.code or 500


def _refuse(mark: Mark) -> ResponseReturnValue | None:
    return jsonify(error=f"this needs {mark.kind}"), 403


@public
def live() -> ResponseReturnValue:
    """Say that this process answers."""
    return jsonify(status="live")


@public
def ready() -> ResponseReturnValue:
    """Say whether the database answers too."""
    services: Parts = current_app.extensions[EXTENSION]
    try:
        with services.database.reading() as session:
            session.execute(text("select 1"))
    except SQLAlchemyError:
        return jsonify(status="waiting for the database"), 503
    return jsonify(status="ready")
