"""The post room's check-in in a real browser, typed the way a scanner types: fast, ending in Enter."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pypdfium2
import pytest
import zxingcpp
from playwright.sync_api import Browser, expect
from sqlalchemy import select

from app.applications.models import Application
from app.journeys.life import Status
from app.messages.models import Message, State
from app.services import Services
from demo.house import House
from demo.navigators import ConsoleNavigator, OutsideNavigator
from demo.navigators.boxes import press
from tests.browser.conftest import DESKTOP, PORTRAIT
from tests.browser.looking import faults_of

pytestmark = pytest.mark.browser


def codes_on(pdf: bytes) -> list[str]:
    """Read the codes of a letter off its pages, as the scanner does."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [page.render(scale=2).to_pil() for page in document]
    return [code.text for page in pages for code in zxingcpp.read_barcodes(page)]


@pytest.fixture(scope="module")
def printed(browser: Browser, house: House, records: Services) -> Iterator[str]:
    """The applications of the demo's letters with a reply slip, which dev has had printed."""
    with records.database.reading() as session:
        query = select(Application.reference).join(
            Message, Message.application_id == Application.id
        )
        ready = query.where(
            Application.status == Status.REQUESTED,
            Message.kind == "visit-requested",
            Message.language == "en",
            Message.state == State.RENDERED,
        )
        references = session.scalars(ready.order_by(Application.reference)).all()
    with browser.new_context() as context:
        console = ConsoleNavigator(context.new_page(), house.url)
        console.sign_in("dev")
        console.go("/console/post-room")
        console.press("form[action$='/post-room/close'] button")
    return iter(references)


@pytest.fixture
def codes(
    console: ConsoleNavigator, outside: OutsideNavigator, printed: Iterator[str]
) -> list[str]:
    """The codes of one letter with a reply slip that went to the printer; dev is signed in."""
    reference = next(printed)
    pdf = outside.open_letter(outside.letters(reference)[0])
    console.sign_in("dev")
    console.go("/console/check-in")
    return codes_on(pdf)


@pytest.fixture
def scan(console: ConsoleNavigator) -> Callable[[str], None]:
    def typed(code: str) -> None:
        """Type without touching the page first, as a scanner does."""
        console.page.keyboard.type(code)
        console.page.keyboard.press("Enter")

    return typed


def test_a_scanner_checks_a_letter_in(
    console: ConsoleNavigator, codes: list[str], scan: Callable[[str], None]
) -> None:
    page = console.page
    expect(page.locator("#code")).to_be_focused()
    scan("5012345678900")
    expect(page.locator(".govuk-error-summary")).to_contain_text("not one of our codes")
    expect(page.locator("#code")).to_be_focused()
    page.locator("#code").clear()
    scan(f"]d1{codes[0]}")
    expect(page.locator("#letter-title")).to_have_text("Request received")
    found = faults_of(page, (DESKTOP, PORTRAIT))
    press(page, page.get_by_role("button", name="Gone away"))
    expect(page.locator(".govuk-notification-banner")).to_contain_text("The letter came back")
    expect(page.locator("#code")).to_be_focused()
    found += faults_of(page, (DESKTOP, PORTRAIT))
    scan(codes[0].lower())
    expect(page.locator("main")).to_contain_text("There is nothing more to do.")
    press(page, page.get_by_role("button", name="Undo").first)
    expect(page.locator(".govuk-notification-banner")).to_contain_text("It is undone")
    assert found == []


def test_a_slip_is_ticked_as_on_the_paper_and_a_scan_is_never_lost(
    console: ConsoleNavigator, codes: list[str], scan: Callable[[str], None]
) -> None:
    page = console.page
    assert len(codes) == 2, "the letter and its slip each carry a code"
    scan(codes[1])
    expect(page.locator("#letter-title")).to_have_text("Request received")
    page.get_by_label("A2").check()
    scan(codes[0])
    expect(page.locator("main")).to_contain_text("Page")
    expect(page.get_by_label("A2")).not_to_be_checked()
    scan(codes[1])
    page.get_by_label("A2").check()
    page.get_by_label("A3").check()
    page.get_by_label("B1").check()
    press(page, page.get_by_role("button", name="Keep the reply slip"))
    expect(page.locator(".govuk-notification-banner")).to_contain_text("The reply slip is in")
    kept = page.locator("#letter-title ~ .app-card")
    expect(kept).to_contain_text("I want to ask for another time. A task is open")
    expect(kept).to_contain_text("Write to me in large print. Changed")
    expect(kept).to_contain_text("Typed by Dev Mistry")
    assert faults_of(page, (DESKTOP, PORTRAIT)) == []
    console.go("/console/language/cy?back=/console/check-in")
    expect(page.locator("#code")).to_be_focused()
    assert faults_of(page, (DESKTOP, PORTRAIT)) == []
