"""Several services at a kiosk's screen: the choice, pages with many boxes, and a path's early end."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from app.journeys.life import Status
from demo.booking import Answers, Nth
from demo.navigators.kiosk_navigator import KioskNavigator
from tests.browser.conftest import LANDSCAPE
from tests.browser.kiosk.conftest import TALL
from tests.browser.kiosk.house import CODE, House
from tests.browser.kiosk.test_at_the_screen import misshapen
from tests.browser.looking import axe_faults

pytestmark = pytest.mark.browser

LEGAL_AID = "legal-aid"


def monthly(**pounds: str) -> dict[str, str]:
    """Return what is typed for amounts that come or go every month."""
    amounts = {f"{name}-pounds": amount for name, amount in pounds.items()}
    return amounts | {f"{name}-every": "month" for name in pounds}


# Somebody with a home and a small wage, whom we call.
TOLD: Answers = {
    "problem": {"problem": "housing"},
    "born": {"born-day": "1", "born-month": "5", "born-year": "1990"},
    "partner": {"has": "no"},
    "dependants": {"children": "0", "older": "0"},
    "benefits": {"benefits": ("none",)},
    "property-worth-1": {"value": "90000", "mortgage": "80000"},
    "property-whose-1": {"share": "100", "main": "yes", "disputed": "no"},
    "savings": {"savings": "0", "investments": "0", "valuables": "0"},
    "disputed-savings": {"disputed": "0"},
    "work": {"works": "yes"},
    "earnings": monthly(earnings="900", self_employment="0", national_insurance="10"),
    "other-income": monthly(
        tax_credits="0", maintenance="0", pension="0", rent_received="0", other="0"
    ),
    "payments": monthly(tax="0", maintenance="0", criminal_contribution="0"),
    "housing": monthly(rent="0", housing_benefit="0", mortgage="200"),
    "name": {"name-first": "Nia", "name-last": "Visitor"},
    "send-result": {"written": "yes"},
    "reply": {"ways": ("text",)},
    "mobile": {"mobile": "07700 900123"},
    "call": {"who": "we-call-you"},
    "call-number": {"number": "07700 900123"},
    "call-care": {"say_who": "no", "message": "no"},
    "callback-time": {"time": Nth(0)},
}
EXIT: Answers = {
    "problem": {"problem": "debt"},
    "home-at-risk": {"so": "no"},
    "debt-not-covered": {"written": "no"},
}


def arrive(page: Page, house: House, language: str = "en") -> KioskNavigator:
    """Return somebody who has chosen a language and stands before the services."""
    visitor = KioskNavigator(page, house.url)
    visitor.enrol(CODE)
    visitor.wake(language)
    expect(page).to_have_url(f"{house.url}/kiosk/choose")
    return visitor


@pytest.mark.parametrize(
    ("size", "language"),
    [((1080, 1920), "en"), ((1920, 1080), "cy")],
    ids=["tall", "wide"],
)
def test_every_page_of_a_service_with_amounts_can_be_touched_seen_and_read_out(
    browser: Browser, house: House, size: tuple[int, int], language: str
) -> None:
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, has_touch=True)
    context.set_default_timeout(30_000)
    page = context.new_page()
    found: dict[str, list[str]] = {}

    def look(name: str) -> None:
        wrong = misshapen(page) + (axe_faults(page) if size[0] < size[1] else [])
        if wrong:
            found[name] = wrong

    visitor = arrive(page, house, language)
    look("choose")
    visitor.press(f"a.kiosk-choice[href$='/before/{LEGAL_AID}']")
    look("before")
    visitor.begin(LEGAL_AID)
    visitor.answer_all(TOLD, {"properties": 1}, look=look)
    assert visitor.path == "/kiosk/check"
    look("check")
    visitor.press("a[href*='/remove/']")
    look("remove")
    visitor.go("/kiosk/check")
    visitor.send()
    look("done")
    assert visitor.reference.startswith("LA-")
    visitor.leave()
    context.close()
    assert found == {}


def test_the_choice_clears_itself(screen: Page, hasty_house: House) -> None:
    arrive(screen, hasty_house, "cy")
    expect(screen.get_by_role("alertdialog")).to_be_visible()
    expect(screen).to_have_url(f"{hasty_house.url}/kiosk/")
    screen.go_back()
    expect(screen).to_have_url(f"{hasty_house.url}/kiosk/")


def test_going_back_and_choosing_another_service(screen: Page, house: House) -> None:
    visitor = arrive(screen, house)
    visitor.begin(LEGAL_AID)
    visitor.answer_all(EXIT, until="home-at-risk")
    for place in ("/kiosk/book/problem", f"/kiosk/before/{LEGAL_AID}", "/kiosk/choose"):
        screen.locator("a.kiosk-button:has-text('Back')").tap()
        expect(screen).to_have_url(house.url + place)
    expect(screen.locator(".kiosk-choice__begun")).to_have_count(1)
    visitor.begin()
    assert visitor.slug == "prison"
    first, second = house.applications()[-2:]
    assert (first.journey, first.status) == (LEGAL_AID, Status.ABANDONED)
    assert second.status == Status.DRAFT


def test_a_path_that_ends_early_ends_with_where_to_turn(screen: Page, house: House) -> None:
    visitor = arrive(screen, house)
    visitor.begin(LEGAL_AID)
    visitor.answer_all(EXIT, until="debt-not-covered")
    expect(screen.locator("h1")).to_have_text("Legal aid does not cover this")
    expect(screen.locator(".kiosk-bar__step")).to_contain_text("Step 1 of up to 2")
    visitor.answer_all(EXIT)
    visitor.send()
    expect(screen.locator("main")).to_contain_text("MoneyHelper")


def test_the_number_pad_leaves_the_box_in_use_in_sight(screen: Page, house: House) -> None:
    visitor = arrive(screen, house)
    visitor.begin(LEGAL_AID)
    visitor.answer_all(TOLD, {"properties": 0}, until="other-income")
    keys = screen.locator("#keyboard")
    boxes = screen.locator("#question input[data-keys=money]")
    assert boxes.count() > 4
    for size in (TALL, LANDSCAPE):
        screen.set_viewport_size(size)  # type: ignore[arg-type]
        screen.reload()
        for number in range(boxes.count()):
            boxes.nth(number).tap()
            expect(keys).to_be_visible()
            keys.get_by_role("button", name="5", exact=True).tap()
            expect(boxes.nth(number)).to_have_value("5")
            assert bottom(boxes.nth(number)) < top(keys)
        screen.locator("#question select").last.focus()
        expect(keys).to_be_visible()
        screen.locator("#question select").last.select_option("week")
        expect(keys).to_be_hidden()


def bottom(box: Locator) -> float:
    found = box.bounding_box()
    assert found
    return found["y"] + found["height"]


def top(box: Locator) -> float:
    found = box.bounding_box()
    assert found
    return found["y"]
