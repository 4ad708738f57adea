"""A kiosk at Cardiff on a database of each kind, and somebody to stand before it."""

from __future__ import annotations

import pytest

import kiosk
from app.appointments import generate_slots
from app.places import get_venue, load_prisons
from app.services import Services
from tests.integration.kiosk.visitor import Visitor

PLACES = ("LEI", "CFI")


@pytest.fixture
def open_house(services: Services) -> Services:
    """Leeds takes requests and Cardiff books at once; both have slots."""
    with services.database.unit_of_work() as session:
        load_prisons(session, at=services.now())
        for code in PLACES:
            generate_slots(session, get_venue(session, code), at=services.now())
    return services


@pytest.fixture
def stranger(open_house: Services) -> Visitor:
    """A browser that is no kiosk yet."""
    return Visitor(kiosk.create_app(open_house), open_house)


@pytest.fixture
def visitor(stranger: Visitor) -> Visitor:
    """Somebody at an enrolled kiosk, before the welcome page."""
    stranger.enrol()
    return stranger
