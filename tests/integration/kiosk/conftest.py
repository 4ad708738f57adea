"""A kiosk at Cardiff on a database of each kind, and somebody to stand before it."""

from __future__ import annotations

import pytest

import kiosk
from app.services import Services
from tests.integration.kiosk.visitor import Visitor


@pytest.fixture
def stranger(open_house: Services) -> Visitor:
    """A browser that is no kiosk yet."""
    return Visitor(kiosk.create_app(open_house), open_house)


@pytest.fixture
def visitor(stranger: Visitor) -> Visitor:
    """Somebody at an enrolled kiosk, before the welcome page."""
    stranger.enrol()
    return stranger
