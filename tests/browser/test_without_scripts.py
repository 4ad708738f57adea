"""The console in a browser that runs no scripts; the kiosk without them is tried in kiosk/."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from app.services import Services
from demo.house import House
from demo.navigators import ConsoleNavigator
from tests.browser.bookings import ENGLISH_CALLER, named
from tests.browser.conftest import DESKTOP, OpenPage
from tests.browser.test_calls import sent, take_call

pytestmark = pytest.mark.browser


def test_a_visit_is_keyed_and_sent_once_without_scripts(
    open_page: OpenPage, house: House, records: Services
) -> None:
    agent = ConsoleNavigator(open_page(DESKTOP, java_script_enabled=False), house.url)
    booking = named(ENGLISH_CALLER, "Nora", "Noscript")
    take_call(agent, booking)
    agent.key(booking)
    before = sent(records)
    agent.page.locator("label[for=agreed]").click()
    agent.page.locator("form:has(#agreed) button[type=submit]").dblclick()
    expect(agent.page.locator(".app-identity .app-tag")).to_have_text("Requested")
    assert sent(records) == before + 1
    agent.sign_out()
    agent.sign_in("bryn")
    expect(agent.page.locator(".app-card__number").first).to_be_visible()
