"""The factory of a face: a Flask app with our headers, cookies, guard, languages and error pages.

A face calls `make_face`, registers its views, and ends with `finish_face`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask, current_app
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from app.i18n import ENGLISH, speaking
from app.settings import Settings
from app.web.error_pages import show_error_pages
from app.web.guard import Enforce, check_every_view_is_marked, stand_guard
from app.web.headers import send_security_headers
from app.web.language import STACK, use_language
from app.web.parts import Parts
from app.web.request_log import keep_request_log
from app.web.run_again import RunsAgain
from app.web.templating import set_templates, warm_templates

EXTENSION = "alongside"
LARGEST_FORM = 256 * 1024  # bytes
MOST_PARTS = 500


class Face(RunsAgain):
    """A Flask app that answers in one language a request."""

    def run_once(self, environ: Any, start_response: Any) -> Iterable[bytes]:
        """Run a request from the start, and leave the thread's language as it was."""
        with ExitStack() as stack:
            environ[STACK] = stack
            stack.enter_context(speaking(ENGLISH))
            return super().run_once(environ, start_response)


@dataclass(frozen=True, kw_only=True)
class Manner:
    """How a face behaves.

    `mounted_at` is its path ("/console"), `home` the endpoint that "start again" leads to,
    `language` says which language a request is answered in, and `enforce` what a view's mark
    demands: it returns None to let the request in. `error_layout` is the template around its error
    pages.
    """

    mounted_at: str
    home: str
    language: Callable[[], str]
    enforce: Enforce
    templates: Path | None = None
    same_site: str = "Lax"
    error_layout: str = "web/base.html"


def make_face(name: str, services: Parts, manner: Manner) -> Flask:
    """Return a face without views yet."""
    app = Face(name, static_folder=None, template_folder=None)
    app.extensions[EXTENSION] = services
    _configure(app, services.settings, manner)
    set_templates(app, folder=manner.templates, brand=services.settings.brand)
    keep_request_log(app)
    app.before_request(lambda: use_language(manner.language()))
    CSRFProtect(app)
    stand_guard(app, manner.enforce)
    send_security_headers(app, https=services.settings.secure_cookies)
    show_error_pages(app, home=manner.home, layout=manner.error_layout)
    if proxies := services.settings.trusted_proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies, x_prefix=0
        )
    return app


def finish_face(app: Flask) -> Flask:
    """Check that every view is marked, compile the templates, and return the app."""
    check_every_view_is_marked(app)
    warm_templates(app)
    return app


def services() -> Any:
    """Return the services of the face that answers this request."""
    return current_app.extensions[EXTENSION]


def _configure(app: Flask, settings: Settings, manner: Manner) -> None:
    secure = settings.secure_cookies
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SESSION_COOKIE_NAME=f"{'__Secure-' if secure else ''}alongside-{app.name}",
        SESSION_COOKIE_PATH=manner.mounted_at or "/",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE=manner.same_site,
        SESSION_COOKIE_SECURE=secure,
        SESSION_REFRESH_EACH_REQUEST=False,
        MAX_CONTENT_LENGTH=LARGEST_FORM,
        MAX_FORM_MEMORY_SIZE=LARGEST_FORM,
        MAX_FORM_PARTS=MOST_PARTS,
        WTF_CSRF_TIME_LIMIT=None,
        TEMPLATES_AUTO_RELOAD=False,
    )
