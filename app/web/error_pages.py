"""The plain page for whatever a request cannot have, in the person's language.

It says what happened, what to do, and gives a way back. It never says anything technical.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, g, render_template, request, url_for
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from app.applications.desks import Gone
from app.errors import AlreadyDone, Forbidden, NotAllowedNow, NotFound, VersionConflict
from app.i18n import Words, _
from app.web.request_log import request_id

HOME = "ALONGSIDE_HOME"


@dataclass(frozen=True)
class ErrorPage:
    """What one error page says. `again` offers the same page anew instead of the start."""

    status: int
    title: Words
    lines: tuple[Words, ...]
    again: bool = False


TOO_OLD = ErrorPage(
    400,
    _("This page was open for too long"),
    (_("We could not check the form. Nothing was saved."), _("Open the page again and retry.")),
    again=True,
)
UNREADABLE = ErrorPage(
    400,
    _("We could not read that"),
    (_("Something in the page’s address or form was wrong."), _("Go back and try again.")),
    again=True,
)
FORBIDDEN = ErrorPage(
    403,
    _("You cannot see this page"),
    (_("Your role does not include it."), _("Ask your team leader if you need it.")),
)
MISSING = ErrorPage(
    404,
    _("Page not found"),
    (_("If you typed the address, check it."), _("If you followed a link, start again.")),
)
WRONG_WAY = ErrorPage(
    405,
    _("This page cannot be opened like that"),
    (_("Start again to carry on."),),
)
TOO_LARGE = ErrorPage(
    413,
    _("That is too much text"),
    (_("What you sent is too long for us. Nothing was saved."), _("Write less and try again.")),
    again=True,
)
CHANGED = ErrorPage(
    409,
    _("Someone else changed this"),
    (
        _("Another person saved a change while this page was open."),
        _("Your change was not saved. Open the page again to see theirs."),
    ),
    again=True,
)
DONE = ErrorPage(
    409,
    _("This was already done"),
    (_("Nothing has changed."), _("Open the page again to see how things stand.")),
    again=True,
)
NOT_NOW = ErrorPage(
    409,
    _("This cannot be done now"),
    (_("It may have been done, changed or cancelled. Nothing was saved."),),
    again=True,
)
GONE = ErrorPage(
    409,
    _("Your choice was just taken"),
    (_("Someone else took it first. Nothing was saved."), _("Go back and choose again.")),
    again=True,
)
BROKEN = ErrorPage(
    500,
    _("Sorry, there is a problem"),
    (
        _("Something went wrong on our side."),
        _("What you saved before is safe. Try again in a few minutes."),
    ),
    again=True,
)

PAGES: dict[type[Exception] | int, ErrorPage] = {
    CSRFError: TOO_OLD,
    403: FORBIDDEN,
    404: MISSING,
    405: WRONG_WAY,
    413: TOO_LARGE,
    NotFound: MISSING,
    Forbidden: FORBIDDEN,
    VersionConflict: CHANGED,
    AlreadyDone: DONE,
    NotAllowedNow: NOT_NOW,
    Gone: GONE,
    500: BROKEN,
}


def show_error_pages(app: Flask, *, home: str, layout: str) -> None:
    """Answer errors with pages; `home` is the endpoint that "start again" leads to, `layout` the
    template of the face that stands around them.
    """
    app.config[HOME] = home
    app.jinja_env.globals["error_layout"] = layout
    for key, page in PAGES.items():
        app.register_error_handler(key, _answer(page))
    app.register_error_handler(HTTPException, _any_http)


def show_error(page: ErrorPage, *, status: int | None = None) -> tuple[str, int]:
    """Return the page, rendered, and its status."""
    g.shows_error = True
    way_back, again = _way_back(page)
    text = render_template(
        "web/error.html", page=page, way_back=way_back, again=again, number=request_id()
    )
    return text, status or page.status


def shows_error() -> bool:
    """Say whether this request is being answered with an error page."""
    return "shows_error" in g


def _answer(page: ErrorPage) -> Callable[[Any], tuple[str, int]]:
    def show(_error: Exception) -> tuple[str, int]:
        return show_error(page)

    return show


def _any_http(error: HTTPException) -> Any:
    if error.code is None or error.code < 400:
        return error
    page = UNREADABLE if error.code < 500 else BROKEN
    return show_error(page, status=error.code)


def _way_back(page: ErrorPage) -> tuple[str, bool]:
    """Return an address to carry on from, and whether it is the same page again."""
    home = url_for(current_app.config[HOME])
    if not page.again or request.endpoint is None:
        return home, False
    opens = any(
        "GET" in (rule.methods or ()) for rule in current_app.url_map.iter_rules(request.endpoint)
    )
    return (request.script_root + request.path, True) if opens else (home, False)
