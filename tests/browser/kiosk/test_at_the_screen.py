"""A kiosk in a real browser: touched, typed on, left alone, and used without scripts."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect

from app.journeys.catalogue.prison_visit.life import VisitStatus
from app.journeys.life import Status
from demo.booking import Booking, Home, Somebody
from demo.navigators.kiosk_navigator import KioskNavigator
from tests.browser.conftest import LANDSCAPE
from tests.browser.kiosk.conftest import TALL
from tests.browser.kiosk.house import CODE, House
from tests.browser.looking import axe_faults

pytestmark = pytest.mark.browser

VISIT = Booking(
    prison="CFI",
    number="V9400JG",
    prisoner=Somebody("Yusuf", "Abdirahman", date(1993, 8, 23)),
    lead=Somebody("Nia", "Visitor", date(1990, 5, 1)),
    others=(Somebody("Tomos", "Visitor", date(2015, 6, 2)),),
    support="A wheelchair space",
    mobile="07700 900123",
    home=Home("1 Stryd Fawr", "Caerdydd", "CF10 1AA"),
)
LEFT_IN_BROWSER = """() => ({
  local: localStorage.length, session: sessionStorage.length, readable: document.cookie,
})"""
TOO_SMALL = """() => [...document.querySelectorAll('a, button, summary, textarea, input:not([type=hidden])')]
  .filter((e) => !e.matches('.kiosk-tile__input, .govuk-skip-link'))
  .map((e) => [e.outerHTML.slice(0, 80), e.getBoundingClientRect()])
  .filter(([, r]) => r.width > 2 && r.height > 2 && r.height < 60).map(([html]) => html)"""
ONLY_HERE = ("enrol", "again")  # pages that are not on the walk of the whole house
WIDER = "() => document.documentElement.scrollWidth - innerWidth"


def arrive(page: Page, house: House, language: str = "en") -> KioskNavigator:
    """Return somebody who has chosen a language and stands before the first question."""
    visitor = KioskNavigator(page, house.url)
    visitor.enrol(CODE)
    visitor.wake(language)
    visitor.begin()
    return visitor


def misshapen(page: Page) -> list[str]:
    """Return what does not fit this screen, or a finger on it."""
    found = [f"small: {html}" for html in page.evaluate(TOO_SMALL)]
    return found + (["wider than the screen"] if page.evaluate(WIDER) > 0 else [])


def test_send_pressed_twice_books_once_and_nothing_stays(screen: Page, house: House) -> None:
    before = len(house.applications())
    visitor = arrive(screen, house)
    visitor.book(replace(VISIT, others=(), support="", home=None))
    screen.locator("form[action$='/check'] button").dblclick()
    expect(screen.locator("h1")).to_have_text("Your visit is booked")
    (sent,) = house.applications()[before:]
    assert sent.status == VisitStatus.BOOKED
    assert visitor.reference == sent.reference
    visitor.leave()
    expect(screen).to_have_url(f"{house.url}/kiosk/")
    screen.go_back()
    expect(screen).to_have_url(f"{house.url}/kiosk/")
    assert sent.reference not in screen.content()
    assert screen.evaluate(LEFT_IN_BROWSER) == {"local": 0, "session": 0, "readable": ""}
    assert [
        cookie["name"] for cookie in screen.context.cookies() if "person" in cookie["name"]
    ] == []


def test_every_page_can_be_touched_seen_and_read_out(screen: Page, house: House) -> None:
    """Walk in Welsh; the whole house is walked in English. Each page is turned on its side."""
    page, found = screen, dict[str, list[str]]()

    def look(name: str) -> None:
        wrong = axe_faults(page, colours=name in ONLY_HERE) + misshapen(page)
        page.set_viewport_size(LANDSCAPE)  # type: ignore[arg-type]
        wrong += misshapen(page)
        page.set_viewport_size(TALL)
        if wrong:
            found[name] = wrong

    visitor = KioskNavigator(page, house.url)
    visitor.go()
    look("enrol")
    visitor.enrol(CODE)
    look("welcome")
    visitor.wake("cy")
    look("choose")
    visitor.begin()
    visitor.carry_on()
    look("error")
    visitor.book(VISIT, look=look)
    look("check")
    visitor.go("/kiosk/again")
    look("again")
    visitor.go("/kiosk/check")
    visitor.send()
    look("done")
    visitor.leave()
    assert found == {}


def test_names_are_typed_on_the_screens_own_keys(screen: Page, house: House) -> None:
    visitor = arrive(screen, house)
    visitor.book(VISIT, until="prisoner-name")
    keys = screen.locator("#keyboard")
    expect(keys).to_be_hidden()
    screen.tap("#name-first")
    expect(keys).to_be_visible()
    for key in ("Ŵ", "y", "n", "'", "Ŷ", "Delete", "n"):
        keys.get_by_role("button", name=re.compile(f"^(⌫ )?{key}$", re.IGNORECASE)).tap()
    expect(screen.locator("#name-first")).to_have_value("Ŵyn'N")
    screen.tap("#name-last")
    expect(screen.locator("#name-last")).to_be_focused()
    keys.get_by_role("button", name="Hide keyboard").tap()
    expect(keys).to_be_hidden()
    visitor.book(VISIT, until="prisoner-born")
    screen.tap("#born-day")
    assert keys.get_by_role("button").count() < 20
    keys.get_by_role("button", name="2", exact=True).tap()
    expect(screen.locator("#born-day")).to_have_value("2")


def test_typing_part_of_a_name_shortens_the_list(screen: Page, house: House) -> None:
    arrive(screen, house)
    tiles = screen.locator("#prison-list .kiosk-tile:visible")
    expect(tiles.first).to_contain_text("You are here")
    screen.fill("#prison-search", "hollesley")
    expect(tiles).to_have_count(1)


def test_the_screen_asks_then_clears_itself(screen: Page, hasty_house: House) -> None:
    visitor = arrive(screen, hasty_house)
    visitor.book(VISIT, until="lead-name")
    screen.fill("#name-first", "Nia")
    asks = screen.get_by_role("alertdialog")
    expect(asks).to_be_visible()
    button = asks.get_by_role("button", name="I am still here")
    expect(button).to_be_focused()
    button.tap()
    expect(asks).to_be_hidden()
    expect(screen.locator("#name-first")).to_have_value("Nia")
    expect(screen).to_have_url(f"{hasty_house.url}/kiosk/")
    assert hasty_house.applications()[-1].status == Status.ABANDONED
    screen.go_back()
    expect(screen).to_have_url(f"{hasty_house.url}/kiosk/")
    assert "Nia" not in screen.content()


def test_without_scripts_a_visit_is_booked(browser: Browser, house: House) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        visitor = arrive(context.new_page(), house, "cy")
        visitor.book(VISIT)
        visitor.send()
        assert re.fullmatch(r"PV-\w{4}-\w{4}", visitor.reference)


def test_without_scripts_the_screen_still_clears(browser: Browser, hasty_house: House) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        arrive(page, hasty_house)
        page.wait_for_url("**/kiosk/", timeout=30_000)
        expect(page.get_by_role("button", name="Cymraeg")).to_be_visible()
        assert hasty_house.applications()[-1].status == Status.ABANDONED
