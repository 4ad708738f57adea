"""A kiosk served on a free port, without the house: Cardiff and the helpline have times."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Thread

from sqlalchemy import select
from werkzeug.exceptions import NotFound
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.serving import make_server

import kiosk
from app.applications.models import Application
from app.appointments import generate_slots
from app.audit import COMMAND
from app.identity.devices import issue_code
from app.jobs import NoJobs
from app.places import get_venue, load_places
from app.services import Services, make_services
from app.settings import read_settings
from app.web.assets import ServeAssets
from tests.conftest import lay_tables

CODE = "KM24-DR97"


@dataclass(frozen=True)
class House:
    """Where the kiosk is, and the parts behind it."""

    url: str
    services: Services

    def applications(self) -> list[Application]:
        """Return every application, oldest first."""
        with self.services.database.reading() as session:
            return list(session.scalars(select(Application).order_by(Application.created_at)))


@contextmanager
def furnished(folder: Path) -> Iterator[Services]:
    """Give the parts on a database in which one kiosk may be set up a hundred times."""
    settings = read_settings({"ALONGSIDE_PROFILE": "demo", "ALONGSIDE_VAR": str(folder)})
    services = make_services(settings, jobs=NoJobs())
    lay_tables(services.database)
    _furnish(services)
    yield services
    services.database.dispose()


@contextmanager
def serve(services: Services, *, idle: int, warning: int) -> Iterator[House]:
    """Serve a kiosk whose screen clears itself after `idle` and `warning` seconds."""
    settings = replace(services.settings, kiosk_idle=idle, kiosk_warning=warning)
    parts = replace(services, settings=settings)
    face = DispatcherMiddleware(NotFound(), {"/kiosk": kiosk.create_app(parts)})
    server = make_server("127.0.0.1", 0, ServeAssets(face), threaded=True)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield House(f"http://127.0.0.1:{server.server_port}", parts)
    finally:
        server.shutdown()


def _furnish(services: Services) -> None:
    now = services.now()
    with services.database.unit_of_work() as session:
        load_places(session, at=now)
        for code in ("CFI", "CLA"):
            generate_slots(session, get_venue(session, code), at=now)
        issue_code(
            session, venue_code="CFI", name="Hall", actor=COMMAND, at=now, uses=100, code=CODE
        )
