"""What the navigators rely on: after a press, the page that is read is the one it led to."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from demo.navigators.boxes import press

pytestmark = pytest.mark.browser

SLOW_TO_LEAVE = """<!doctype html><title>First</title>
<button onclick="setTimeout(() => location.href = '/second', 300)">Go on</button>"""


def test_a_press_waits_for_a_browser_that_is_slow_to_leave(browser: Browser) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        answers = {"/first": SLOW_TO_LEAVE, "/second": "<!doctype html><title>Second</title>"}
        page.route(
            "**/*",
            lambda route: route.fulfill(
                content_type="text/html", body=answers[urlsplit(route.request.url).path]
            ),
        )
        page.goto("http://127.0.0.1:1/first")
        press(page, page.locator("button"))
        assert page.title() == "Second"
