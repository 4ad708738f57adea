"""The kiosk's two cookies: the machine's own, which stays, and the person's, which goes with them.

Neither can be read by scripts or sent from another site. A wipe also clears the browser's cache.
"""

from __future__ import annotations

from datetime import timedelta

from flask import Response, current_app, redirect, request, session, url_for

DEVICE = "alongside-kiosk-device"
PERSON = "alongside-kiosk-person"
# Browsers keep no cookie for longer than this; each welcome page gives it anew.
DEVICE_LASTS = timedelta(days=400)


def device_token() -> str | None:
    """Return the token of this machine, or None when it has none."""
    return request.cookies.get(_name(DEVICE))


def person_token() -> str | None:
    """Return the token of the person at the screen, or None when nobody has begun."""
    return request.cookies.get(_name(PERSON))


def keep_device(response: Response, token: str) -> None:
    """Let the browser remember that it is one of our kiosks."""
    _set(response, DEVICE, token, lasts=DEVICE_LASTS)


def keep_person(response: Response, token: str) -> None:
    """Let the browser remember the person until they leave."""
    _set(response, PERSON, token)


def forget_device(response: Response) -> None:
    """Let the browser be an ordinary one."""
    response.delete_cookie(_name(DEVICE), path=_path())


def forget_person(response: Response) -> Response:
    """Leave nothing of the person in the browser."""
    session.clear()
    response.delete_cookie(_name(PERSON), path=_path())
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def wiped_to_welcome() -> Response:
    """Return the answer that forgets the person and shows the welcome page."""
    return forget_person(redirect(url_for("welcome"), 303))  # type: ignore[arg-type]


def _set(response: Response, name: str, token: str, *, lasts: timedelta | None = None) -> None:
    response.set_cookie(
        _name(name),
        token,
        max_age=lasts,
        path=_path(),
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Strict",
    )


def _name(name: str) -> str:
    return f"__Secure-{name}" if current_app.config["SESSION_COOKIE_SECURE"] else name


def _path() -> str:
    return str(current_app.config["SESSION_COOKIE_PATH"])
