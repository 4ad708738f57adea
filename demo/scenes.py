"""The scenes of the walk. Each one does its part in the browser and says what came of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from playwright.sync_api import Browser, Page

from app.demo import KIOSK_CODE
from demo.album import Album, shoot
from demo.booking import Booking
from demo.callers import ENGLISH_CALLER, ENGLISH_VISITOR, WELSH_CALLER, WELSH_VISITOR
from demo.navigators import ConsoleNavigator, KioskNavigator, OutsideNavigator
from demo.waiting import Missing, wait_for

CONSOLE = {"width": 1280, "height": 900}
KIOSK = {"width": 1080, "height": 1920}
PHONE = {"width": 560, "height": 1000}
PATIENCE = 30_000  # milliseconds, for one step in the browser of a machine that does much else
BAN = timedelta(weeks=6)
AGENT, CLERK, POST_ROOM = "amina", "bryn", "dev"


@dataclass
class Walk:
    """The browser, the address of the house, the album, and the references made so far."""

    browser: Browser
    url: str
    album: Album
    made: dict[str, str] = field(default_factory=dict)

    def console(self) -> ConsoleNavigator:
        """Return an agent's screen."""
        context = self.browser.new_context(viewport=CONSOLE, locale="en-GB", accept_downloads=True)  # type: ignore[arg-type]
        return ConsoleNavigator(_patient(context.new_page()), self.url)

    def kiosk(self) -> KioskNavigator:
        """Return a kiosk's screen, to touch."""
        context = self.browser.new_context(viewport=KIOSK, has_touch=True, locale="en-GB")  # type: ignore[arg-type]
        return KioskNavigator(_patient(context.new_page()), self.url)

    def outside(self) -> OutsideNavigator:
        """Return the demo phone and print tray, as somebody at home sees them."""
        page = self.browser.new_page(viewport=PHONE, locale="en-GB")  # type: ignore[arg-type]
        return OutsideNavigator(_patient(page), self.url)


def by_telephone(walk: Walk) -> None:
    """Take two calls: one caller wants English, the other Welsh; both want text and letter."""
    album, agent = walk.album, walk.console()
    album.chapter("An agent books for two callers")
    agent.sign_in(AGENT)
    album.picture(agent.page, "console-desk", "Amina signs in with one click and sees her desk.")
    walk.made["english-caller"] = _take_call(walk, agent, ENGLISH_CALLER, "en", pictures=True)
    album.tell("The second caller wants Welsh.")
    walk.made["welsh-caller"] = _take_call(walk, agent, WELSH_CALLER, "cy", pictures=False)


def _take_call(
    walk: Walk, agent: ConsoleNavigator, booking: Booking, language: str, *, pictures: bool
) -> str:
    """Talk to one caller from the start to the end; return the reference."""
    album, home = walk.album, booking.home
    if home is None:
        raise Missing("an address for the caller's letter")
    agent.start_contact("telephone")
    agent.add_person(booking.lead, language=language, mobile=booking.mobile, home=home)
    agent.talk_to_them()
    agent.agree("text")
    agent.agree("letter")
    if pictures:
        album.picture(agent.page, "console-person", "She keeps the caller’s details, language and wishes.", whole=True)  # fmt: skip
    agent.start_application()
    agent.key(booking, look=_section_pictures(album, agent.page) if pictures else _look_away)
    if pictures:
        album.picture(agent.page, "console-check", "She checks everything and reads it back.", whole=True)  # fmt: skip
    agent.send()
    reference = agent.reference
    if agent.status != "Requested":
        raise Missing(f"a request from {reference}; it is {agent.status}")
    album.tell(f"The request is sent: {reference}.")
    agent.end_contact()
    return reference


def _section_pictures(album: Album, page: Page) -> Callable[[str], None]:
    """Return what takes a picture of each section as it is saved for the last time."""

    def look(section: str) -> None:
        page.evaluate("document.activeElement.blur()")
        name = f"console-section-{section}"
        shoot(page, album.folder / f"{name}.png", whole=True)
        picture = f"![The section {section}]({name}.png)"
        if picture not in album.lines:
            album.tell(f"She keys the section “{section}”.")
            album.lines += [picture, ""]

    return look


def _look_away(_slug: str) -> None:
    """Take no picture."""


def at_the_kiosk(walk: Walk) -> None:
    """Let two visitors book at Cardiff by themselves, one in English and one in Welsh."""
    album, kiosk = walk.album, walk.kiosk()
    album.chapter("Two visitors book at a kiosk")
    kiosk.enrol(KIOSK_CODE)
    album.picture(kiosk.page, "kiosk-welcome", "Staff have set the kiosk up. It waits for the next person.")  # fmt: skip
    walk.made["english-visitor"] = _book(walk, kiosk, ENGLISH_VISITOR, "en")
    walk.made["welsh-visitor"] = _book(walk, kiosk, WELSH_VISITOR, "cy")


def _book(walk: Walk, kiosk: KioskNavigator, booking: Booking, language: str) -> str:
    album = walk.album
    ending = "" if language == "en" else "-welsh"
    seen = {
        "prison": f"kiosk-prison{ending}",
        "lead-name": f"kiosk-name{ending}",
        "visit-time": f"kiosk-times{ending}",
    }

    def look(slug: str) -> None:
        if slug in seen:
            album.picture(kiosk.page, seen[slug], f"They answer the question “{slug}”.")

    kiosk.wake(language)
    kiosk.begin()
    kiosk.book(booking, look=look)
    album.picture(kiosk.page, f"kiosk-check{ending}", "They check their answers.", whole=True)
    kiosk.send()
    reference = kiosk.reference
    album.picture(kiosk.page, f"kiosk-finish{ending}", f"The visit is booked: {reference}.")
    kiosk.leave()
    if kiosk.path.rstrip("/") != "/kiosk":
        raise Missing(f"the welcome page after leaving; this is {kiosk.path}")
    album.tell("The screen is clear again.")
    return reference


def by_the_clerk(walk: Walk) -> None:
    """Say no to one request and yes to the other."""
    album, clerk = walk.album, walk.console()
    album.chapter("A booking clerk answers")
    clerk.sign_in(CLERK)
    clerk.go("/console/requests")
    album.picture(clerk.page, "console-worklist", "Bryn sees the requests that wait, the oldest first.")  # fmt: skip
    clerk.open_request(walk.made["welsh-caller"])
    clerk.reject("no-allowance", until=f"{date.today() + BAN:%d %B %Y}")
    _expect_status(clerk, "Rejected")
    album.tell("He says no to one: the prisoner has no visits left.")
    clerk.open_request(walk.made["english-caller"])
    album.picture(clerk.page, "console-request", "He opens the other, with its checks.", whole=True)
    clerk.confirm()
    _expect_status(clerk, "Booked")
    album.tell("He says yes and books the first choice.")


def _expect_status(clerk: ConsoleNavigator, wanted: str) -> None:
    if clerk.status != wanted:
        raise Missing(f"{clerk.reference} to be {wanted}; it is {clerk.status}")


def back_at_the_desk(walk: Walk) -> None:
    """Find a request by its reference and see what happened to it."""
    album, agent = walk.album, walk.console()
    album.chapter("The caller asks what happened")
    agent.sign_in(AGENT)
    agent.find(walk.made["english-caller"])
    if agent.page.locator(".app-message").count() < 2:
        raise Missing("a text and a letter on the application’s page")
    album.picture(agent.page, "console-application", "Amina finds it by its reference: messages, letters, history.", whole=True)  # fmt: skip


def in_the_post_room(walk: Walk) -> None:
    """Close the batch and take its print file and manifest."""
    album, porter = walk.album, walk.console()
    album.chapter("The post room prints")
    porter.sign_in(POST_ROOM)
    porter.go("/console/post-room")
    porter.press("form[action$='/close'] button")
    album.picture(porter.page, "console-post-room", "Dev closes the batch.")
    pdf = _download(porter, "a[href$='/letters.pdf']")
    if not pdf.startswith(b"%PDF"):
        raise Missing("a PDF as print file")
    album.file("print-file.pdf", pdf, "He downloads the letters as one print file.")
    manifest = _download(porter, "a[href$='/manifest.csv']")
    if manifest.count(b"\n") < 2:
        raise Missing("lines in the manifest")
    album.file("manifest.csv", manifest, "He downloads the manifest, which names no one.")


def _download(navigator: ConsoleNavigator, link: str) -> bytes:
    """Return the file behind a link, once the worker has made it."""
    address = f"{navigator.url}{navigator.page.locator(link).first.get_attribute('href')}"
    made = navigator.page.request
    wait_for(link, lambda: "content-disposition" in made.get(address).headers)
    with navigator.page.expect_download() as coming:
        navigator.page.locator(link).first.click()  # a file leads to no page
    return coming.value.path().read_bytes()


def _patient(page: Page) -> Page:
    page.set_default_timeout(PATIENCE)
    return page
