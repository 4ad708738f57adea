"""The visitor's side of the main job, in the whole house. What only the kiosk does is in kiosk/."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from app.settings import Settings
from demo.booking import answers_of
from demo.navigators import KioskNavigator, OutsideNavigator
from tests.browser.bookings import ENGLISH_VISITOR, WELSH_VISITOR, named

pytestmark = pytest.mark.browser

SECRET = "Quillfeather"  # a name that no page but the visitor's own may show


def type_a_name(kiosk: KioskNavigator) -> None:
    """Stop at the prisoner's number, with a name already given as the main visitor's."""
    booking = named(ENGLISH_VISITOR, "Petra", SECRET)
    kiosk.wake("en")
    kiosk.begin()
    kiosk.book(booking, until="lead-born")
    kiosk.go("/kiosk/book/lead-name")
    expect(kiosk.page.locator("[name=name-last]")).to_have_value(SECRET)


def expect_nothing_personal(page: Page) -> None:
    """Look at the page, its address, its title and what the browser keeps."""
    assert SECRET not in page.content()
    assert "/kiosk/book" not in page.url
    kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, document.title])")
    assert SECRET not in kept
    names = {cookie["name"] for cookie in page.context.cookies()}
    assert not any("person" in name for name in names), names


def test_a_visitor_books_in_welsh_and_is_told_by_text(
    kiosk: KioskNavigator, outside: OutsideNavigator
) -> None:
    kiosk.wake("cy")
    kiosk.begin()
    kiosk.book(WELSH_VISITOR)
    assert kiosk.path == "/kiosk/check"
    expect(kiosk.page.locator("html")).to_have_attribute("lang", "cy")
    expect(kiosk.page.locator("main")).to_contain_text("Elin Llewellyn")
    kiosk.send()
    reference = kiosk.reference
    expect(kiosk.page.locator("h1")).to_have_text("Mae eich ymweliad wedi’i drefnu")
    kiosk.leave()
    expect(kiosk.page.locator(".kiosk-doors")).to_be_visible()
    outside.wait_for(reference, texts=1, letters=0)
    assert "wedi'i drefnu" in outside.texts(reference)[0]


def test_two_tabs_send_one_booking(kiosk: KioskNavigator) -> None:
    kiosk.wake("en")
    kiosk.begin()
    kiosk.book(named(ENGLISH_VISITOR, "Dot", "Double"))
    other = kiosk.page.context.new_page()
    other.goto(kiosk.page.url)
    kiosk.send()
    expect(kiosk.page.locator(".kiosk-done__reference")).to_be_visible()
    other.locator("form[action$='/check'] button").click()
    expect(other.locator(".kiosk-done__reference")).to_have_text(kiosk.reference)
    kiosk.go("/kiosk/check")
    expect(kiosk.page.locator(".kiosk-done__reference")).to_be_visible()


def test_somebody_who_walks_away_is_warned_and_then_forgotten(
    kiosk: KioskNavigator, settings: Settings
) -> None:
    page = kiosk.page
    page.clock.install()
    type_a_name(kiosk)
    page.locator("[name=name-last]").fill(SECRET + "-Unsent")
    page.clock.run_for((settings.kiosk_idle + 1) * 1000)
    warning = page.get_by_role("alertdialog")
    expect(warning).to_be_visible()
    expect(warning.get_by_role("button")).to_be_focused()
    warning.get_by_role("button").tap()
    expect(warning).to_be_hidden()
    expect(page.locator("[name=name-last]")).to_have_value(SECRET + "-Unsent")
    page.clock.run_for((settings.kiosk_idle + settings.kiosk_warning + 1) * 1000)
    expect(page.locator(".kiosk-doors")).to_be_visible()
    expect_nothing_personal(page)
    for _ in range(4):
        page.go_back()
        expect(page.locator("main")).to_be_visible()
        assert SECRET not in page.content()


def test_the_language_changes_in_mid_question_and_keeps_what_was_typed(
    kiosk: KioskNavigator,
) -> None:
    type_a_name(kiosk)
    kiosk.page.fill("[name=name-first]", "Petra Mai")
    kiosk.press("button[name=language][value=cy]")
    expect(kiosk.page.locator("html")).to_have_attribute("lang", "cy")
    expect(kiosk.page.locator("[name=name-first]")).to_have_value("Petra Mai")


def test_a_wrong_answer_is_explained_beside_its_box(kiosk: KioskNavigator) -> None:
    kiosk.wake("en")
    kiosk.begin()
    kiosk.book(ENGLISH_VISITOR, until="prisoner-born")
    wrong = dict(answers_of(ENGLISH_VISITOR)["prisoner-born"]) | {
        "born-day": "31",
        "born-month": "2",
    }
    kiosk.answer("prisoner-born", {"prisoner-born": wrong})
    assert kiosk.slug == "prisoner-born"
    assert kiosk.page.title().startswith("Error:")
    link = kiosk.page.locator(".govuk-error-summary a").first
    link.click()
    expect(kiosk.page.locator("[name^=born]:focus")).to_have_count(1)
    expect(kiosk.page.locator("[name=born-day]")).to_have_value("31")
