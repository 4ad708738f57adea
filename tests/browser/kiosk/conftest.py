"""A real browser before a kiosk: tall and touched, unless a test asks otherwise."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Playwright, ViewportSize

from bootstrap.browsers import QUIET_FLAGS, find_browser
from tests.browser.kiosk.house import House, open_house

TALL: ViewportSize = {"width": 1080, "height": 1920}


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=str(find_browser()), args=QUIET_FLAGS)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A kiosk with its ordinary times."""
    with open_house(tmp_path_factory.mktemp("kiosk"), idle=120, warning=30) as opened:
        yield opened


@pytest.fixture(scope="session")
def hasty_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A kiosk that asks after two seconds and clears itself after two more."""
    with open_house(tmp_path_factory.mktemp("hasty"), idle=2, warning=2) as opened:
        yield opened


@pytest.fixture
def screen(chromium: Browser) -> Iterator[Page]:
    """A tall touch screen."""
    context = chromium.new_context(viewport=TALL, has_touch=True)
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()
