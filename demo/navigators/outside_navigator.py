"""Somebody at home: reads and writes on the demo phone, and opens letters of the demo print tray."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Page

from demo.navigators.boxes import press
from demo.waiting import Missing, wait_for


@dataclass(frozen=True)
class Posted:
    """One letter of the print tray: its row's words and the address of its PDF."""

    words: str
    path: str

    @property
    def title(self) -> str:
        """Return what the letter says in one line."""
        return self.words.split("\n")[0].strip()


def shown_number(number: str) -> str:
    """Return a mobile number as pages show it: 07700 900123 for +447700900123."""
    return f"0{number[3:7]} {number[7:]}"


class OutsideNavigator:
    """The receiver of texts and letters, and the page before them."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url

    def texts(self, reference: str) -> list[str]:
        """Return the texts that name a reference, the newest first, with number and time."""
        self.page.goto(f"{self.url}/demo/phone")
        found = self.page.locator(".app-phone__text").filter(has_text=reference)
        return found.all_inner_texts()

    def texts_to(self, number: str) -> list[str]:
        """Return the texts to a number (E.164), the newest first."""
        self.page.goto(f"{self.url}/demo/phone")
        to = self.page.locator(".app-phone__to").filter(has_text=shown_number(number))
        return self.page.locator(".app-phone__text").filter(has=to).all_inner_texts()

    def text_us(self, body: str, *, sender: str) -> None:
        """Send us a text from one of the phones that had one from us."""
        self.page.goto(f"{self.url}/demo/phone")
        self.page.select_option("#sender", sender)
        self.page.fill("#body", body)
        press(self.page, self.page.locator("form:has(#body) button"))

    def letters(self, reference: str) -> list[Posted]:
        """Return the letters that name a reference, the newest first."""
        self.page.goto(f"{self.url}/demo/post")
        rows = self.page.locator("tbody tr").filter(has_text=reference)
        return [
            Posted(row.inner_text(), str(row.locator("a").get_attribute("href")))
            for row in rows.all()
        ]

    def open_letter(self, posted: Posted) -> bytes:
        """Return the PDF of a letter."""
        answer = self.page.request.get(self.url + posted.path)
        if not answer.ok or not answer.body().startswith(b"%PDF"):
            raise Missing(f"a letter at {posted.path}")
        return answer.body()

    def wait_for(self, reference: str, *, texts: int, letters: int) -> None:
        """Wait until at least so many texts and letters are here; raise Missing."""
        wait_for(f"{texts} texts for {reference}", lambda: len(self.texts(reference)) >= texts)
        wait_for(
            f"{letters} letters for {reference}", lambda: len(self.letters(reference)) >= letters
        )
