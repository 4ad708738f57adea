"""A real browser before a kiosk: tall and touched, unless a test asks otherwise."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from app.services import Services
from tests.browser.kiosk.house import House, furnished, serve

TALL: ViewportSize = {"width": 1080, "height": 1920}


@pytest.fixture(scope="session")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """What stands behind the kiosks of this folder."""
    with furnished(tmp_path_factory.mktemp("kiosk")) as services:
        yield services


@pytest.fixture(scope="session")
def house(parts: Services) -> Iterator[House]:
    """A kiosk with its ordinary times."""
    with serve(parts, idle=120, warning=30) as opened:
        yield opened


@pytest.fixture(scope="session")
def hasty_house(parts: Services) -> Iterator[House]:
    """A kiosk that asks after two seconds and clears itself after four more."""
    with serve(parts, idle=2, warning=4) as opened:
        yield opened


@pytest.fixture
def screen(browser: Browser) -> Iterator[Page]:
    """A tall touch screen."""
    context = browser.new_context(viewport=TALL, has_touch=True)
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()
