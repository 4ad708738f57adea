"""Every main page, in English and in Welsh: no fault that axe finds, and nothing to scroll sideways.

Colours are compared in English, as they are the same in Welsh.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from app.applications.models import Application
from app.journeys.catalogue.prison_visit.life import VisitStatus
from app.journeys.life import Status
from app.messages.inbound.taking_in import Received, take_in
from app.messages.inbound.threads import list_threads
from app.services import Services
from demo.house import House
from demo.navigators import ConsoleNavigator, KioskNavigator
from tests.browser.bookings import ENGLISH_CALLER, WELSH_VISITOR
from tests.browser.conftest import DESKTOP, LANDSCAPE, PORTRAIT, OpenPage
from tests.browser.looking import faults_of
from tests.browser.test_calls import take_call

pytestmark = pytest.mark.browser

KIOSK_SIZES = (PORTRAIT, LANDSCAPE)
DESK_SIZES = (DESKTOP, LANDSCAPE, PORTRAIT)
LANGUAGES = ("en", "cy")
LISTS = (
    "/console/",
    "/console/people",
    "/console/people/new",
    "/console/requests",
    "/console/messages",
    "/console/messages?day=never",
    "/console/messages/stuck",
    "/console/tasks",
    "/console/inbox",
)
MANAGED = (
    "/console/prisons",
    "/console/prisons/LEI",
    "/console/places-for-post",
    "/console/places-for-post/C001",
    "/console/kiosks",
    "/console/agents",
    "/console/agents/new",
)


def test_every_page_of_the_kiosk_in_english(kiosk: KioskNavigator) -> None:
    """Look at the kiosk in English; kiosk/ looks at it in Welsh and at all its sizes."""
    page, found = kiosk.page, []

    def look(_slug: str = "") -> None:
        found.extend(faults_of(page, KIOSK_SIZES))

    kiosk.go()
    look()
    kiosk.wake("en")
    look()
    kiosk.begin()
    kiosk.carry_on()
    look()
    home = ENGLISH_CALLER.home
    kiosk.book(replace(WELSH_VISITOR, support="A hearing loop.", home=home), look=look)
    look()
    kiosk.send()
    look()
    assert found == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_keying_at_the_console(console: ConsoleNavigator, language: str) -> None:
    page, found = console.page, []

    def look(_section: str = "") -> None:
        found.extend(faults_of(page, DESK_SIZES, colours=language == "en"))

    console.go(f"/console/language/{language}")
    look()
    take_call(console, replace(ENGLISH_CALLER, lead=WELSH_VISITOR.lead))
    console.save()
    look()
    console.key(ENGLISH_CALLER, look=look)
    look()
    console.send()
    look()
    console.press("a[href*='/console/people/']")
    look()
    console.go("/console/")
    console.press("a.app-contact__end")
    look()
    assert page.get_attribute("html", "lang") == language
    assert found == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_lists_of_the_console(
    console: ConsoleNavigator, records: Services, language: str
) -> None:
    found: list[str] = []
    requests = _ids(records, Status.REQUESTED, "/console/requests/{}")
    booked = _ids(records, VisitStatus.BOOKED, "/console/applications/{}")
    cancel = _ids(records, VisitStatus.BOOKED, "/console/applications/{}/do/cancel")
    offer = _ids(records, Status.REQUESTED, "/console/applications/{}/offer-times")
    console.go(f"/console/language/{language}")
    for username, paths in (
        ("carys", (*LISTS, _thread(records))),
        ("bryn", (requests, booked, cancel, offer)),
        ("dev", ("/console/post-room", "/console/post-room/other-formats")),
        ("erin", MANAGED),
    ):
        console.sign_in(username)
        for path in paths:
            console.go(path)
            found.extend(faults_of(console.page, DESK_SIZES, colours=language == "en"))
    assert found == []


def test_the_front_pages(open_page: OpenPage, house: House) -> None:
    page, found = open_page(DESKTOP), []
    for path in ("/", "/demo/phone", "/demo/post", "/console/nowhere"):
        page.goto(house.url + path)
        found.extend(faults_of(page, DESK_SIZES))
    assert found == []


def _thread(records: Services) -> str:
    """Have somebody text us, and return the address of the thread."""
    received = Received(supplier_id="SM-look", sender="+447700900123", body="May I bring a dog?")
    take_in(records, received, at=records.now())
    with records.database.reading() as session:
        return f"/console/inbox/{list_threads(session)[0].id}"


def _ids(records: Services, status: str, path: str) -> str:
    """Return the address of the oldest application with a status."""
    with records.database.reading() as session:
        query = select(Application.id).where(Application.status == status)
        return path.format(session.scalars(query.order_by(Application.created_at)).first())
