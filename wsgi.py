"""The whole product as one WSGI app: the start page, the console, the kiosk, the backend, the assets.

`gunicorn wsgi:app` makes it from the environment; tests make their own with `make_wsgi(services)`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from werkzeug.middleware.dispatcher import DispatcherMiddleware

import agent_console
import kiosk
from app import backend
from app.services import Services, make_services
from app.settings import read_settings
from app.web import front
from app.web.assets import ServeAssets


def make_wsgi(services: Services) -> ServeAssets:
    """Return everything under one roof."""
    console, self_service = agent_console.create_app(services), kiosk.create_app(services)
    faces: dict[str, Any] = {"/console": console, "/kiosk": self_service}
    rest = _backend_or_front(backend.create_app(services), front.create_app(services))
    return ServeAssets(DispatcherMiddleware(rest, faces))


def _backend_or_front(behind: Any, before: Any) -> Callable[..., Iterable[bytes]]:
    def choose(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        chosen = behind if environ.get("PATH_INFO", "").startswith(backend.PATHS) else before
        answer: Iterable[bytes] = chosen(environ, start_response)
        return answer

    return choose


def __getattr__(name: str) -> ServeAssets:
    """Make `app` when a server first asks for it, so that importing this module starts nothing."""
    if name != "app":
        raise AttributeError(name)
    made = make_wsgi(make_services(read_settings()))
    globals()["app"] = made
    return made
