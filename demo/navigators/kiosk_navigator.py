"""Somebody at a kiosk: wakes it, chooses, answers one question a page, checks, sends and leaves."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from playwright.sync_api import Page

from demo.booking import Answers, Booking, Value, answers_of
from demo.navigators.boxes import fill, press

Look = Callable[[str], None]
MOST_PAGES = 60
VISIT = "prison-visit"


def look_away(_slug: str) -> None:
    """Do nothing before a page is left."""


class KioskNavigator:
    """A person, or the member of staff who sets the kiosk up, and the page before them."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url

    @property
    def path(self) -> str:
        """Return the address of the page without the host."""
        return self.page.url.removeprefix(self.url)

    @property
    def slug(self) -> str:
        """Return the place that is asked, or "" when this is not a question."""
        here = self.path.partition("#")[0]
        return here.removeprefix("/kiosk/book/") if here.startswith("/kiosk/book/") else ""

    @property
    def reference(self) -> str:
        """Return the reference on the finish page."""
        return self.page.locator(".kiosk-done__reference").inner_text().strip()

    def go(self, path: str = "/kiosk/") -> None:
        """Open a page of the kiosk."""
        self.page.goto(self.url + path)

    def enrol(self, code: str) -> None:
        """Set the machine up."""
        self.go("/kiosk/enrol")
        self.page.fill("#code", code)
        self.press("form[action$='/enrol'] button")

    def wake(self, language: str) -> None:
        """Choose a language on the welcome page: "en" or "cy"."""
        self.go()
        self.press(f"button[name=language][value={language}]")

    def begin(self, service: str = VISIT) -> None:
        """Choose a service, where there is a choice, and start its questions."""
        choice = f"a.kiosk-choice[href$='/before/{service}']"
        if self.path == "/kiosk/choose":
            self.press(choice)
        self.press(f"form[action$='/before/{service}'] button")

    def answer(self, slug: str, answers: Answers) -> None:
        """Fill the boxes of one place and go on."""
        for name, value in answers[slug].items():
            fill(self.page, name, value)
        self.carry_on()

    def carry_on(self) -> None:
        """Press Continue."""
        self.press("#question .kiosk-buttons button[type=submit]")

    def book(self, booking: Booking, *, until: str = "", look: Look = look_away) -> None:
        """Answer every question as the booking says, up to the check page or a given place."""
        told = answers_of(booking)
        self.answer_all(told, {"other-visitors": len(booking.others)}, until=until, look=look)

    def answer_all(
        self,
        answers: Answers,
        members: Mapping[str, int] | None = None,
        *,
        until: str = "",
        look: Look = look_away,
    ) -> None:
        """Answer every question of a service, up to the check page or a given place.

        `members` says how many each group has; a question without an answer is left empty. `look`
        is called with each place's slug once its boxes are filled.
        """
        for _ in range(MOST_PAGES):
            slug = self.slug
            if not slug or slug == until:
                return
            wanted = answers.get(slug, {})
            if self.page.locator("[name=another]").count():
                wanted = {"another": self._one_more((members or {}).get(slug, 0))}
            for name, value in wanted.items():
                fill(self.page, name, value)
            look(slug)
            self.carry_on()
        raise AssertionError(f"the questions do not end; the last was {self.slug}")

    def send(self) -> None:
        """Send from the check page."""
        self.press("form[action$='/check'] button")

    def leave(self) -> None:
        """Clear the screen from the finish page."""
        self.press("form[action$='/done'] button")

    def press(self, selector: str) -> None:
        """Press a button or a link that leads to a page, and wait for that page."""
        press(self.page, self.page.locator(selector).first)

    def _one_more(self, wanted: int) -> Value:
        so_far = self.page.locator("#question li[data-member]").count()
        return "yes" if so_far < wanted else "no"
