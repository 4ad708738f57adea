"""A house that is really served, browsers to look at it, and an eye on every fault they report.

The house is the demo's own: SQLite, gunicorn and a worker in processes of their own. A page that
logs an error, breaks the content security policy or throws fails the test that opened it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from app.demo import KIOSK_CODE
from app.jobs import NoJobs
from app.services import Services, make_services
from app.settings import read_settings
from bootstrap.browsers import QUIET_FLAGS, find_browser
from demo.house import House
from demo.navigators import ConsoleNavigator, KioskNavigator, OutsideNavigator
from tests.browser.furnishing import open_copy

PORTRAIT = {"width": 1080, "height": 1920}
LANDSCAPE = {"width": 1920, "height": 1080}
DESKTOP = {"width": 1280, "height": 900}
PATIENCE = 30_000  # milliseconds, on a machine that does much else
expect.set_options(timeout=PATIENCE)

OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Return how pytest-playwright starts the browser: the one that was found here."""
    return {"executable_path": str(find_browser()), "args": QUIET_FLAGS}


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[House]:
    """Give a house with the demo's people, in which the tests of this process live together."""
    own = tmp_path_factory.getbasetemp()
    shared = own if worker_id == "master" else own.parent
    with open_copy(tmp_path_factory.mktemp("house"), shared=shared) as opened:
        yield opened


@pytest.fixture(scope="session")
def records(house: House) -> Iterator[Services]:
    """Give the wired parts on the same database, to read it and to let time pass in it."""
    made = make_services(read_settings(house.environment()), jobs=NoJobs())
    yield made
    made.database.dispose()


@pytest.fixture(scope="session")
def enrolled(browser: Browser, house: House) -> Any:
    """Return the cookies of a machine that staff have set up as a kiosk."""
    context = browser.new_context()
    KioskNavigator(context.new_page(), house.url).enrol(KIOSK_CODE)
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Give a function that opens a page in a browser of its own; faults on it fail the test."""
    faults: list[str] = []
    contexts: list[BrowserContext] = []

    def open_(size: dict[str, int], **how: Any) -> Page:
        context = browser.new_context(viewport=size, locale="en-GB", **how)  # type: ignore[arg-type]
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        context.on("console", lambda message: faults.extend(_fault(message)))
        context.on("weberror", lambda error: faults.append(str(error.error)))
        return context.new_page()

    yield open_
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture
def kiosk(open_page: OpenPage, house: House, enrolled: Any) -> KioskNavigator:
    """Give a kiosk to touch, upright and set up."""
    page = open_page(PORTRAIT, has_touch=True, storage_state=enrolled)
    return KioskNavigator(page, house.url)


@pytest.fixture
def console(open_page: OpenPage, house: House) -> ConsoleNavigator:
    """Give an agent's screen, nobody signed in."""
    return ConsoleNavigator(open_page(DESKTOP), house.url)


@pytest.fixture
def outside(open_page: OpenPage, house: House) -> OutsideNavigator:
    """Give the demo phone and the demo print tray."""
    return OutsideNavigator(open_page(DESKTOP), house.url)


def _fault(message: ConsoleMessage) -> list[str]:
    """Return what is wrong, if it is: a page of ours that answers 4xx is not, a missing part is."""
    address = str(message.location.get("url", ""))
    answered = message.text.startswith(
        "Failed to load resource: the server responded with a status of 4"
    )
    if message.type != "error" or (answered and "/assets/" not in address):
        return []
    return [f"{message.text} ({address})"]
