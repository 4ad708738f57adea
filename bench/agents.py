"""An agent who keys a visit for a person through the console's real pages, section by section."""

from __future__ import annotations

import pyotp

from bench.kiosk_visits import answer
from bench.site import PASSWORD, TOTP_SECRET, Told
from bench.visitors import Page, Typed, Visitor, WrongPage

HOME = "/console"
MOST_SAVES = 4


class AgentAtWork:
    """One signed-in agent with an open contact. `page` is what they see."""

    def __init__(self, visitor: Visitor, told: Told, *, username: str, person: str) -> None:
        self.visitor = visitor
        self.told = told
        self.person = f"{HOME}/people/{person}"
        self.page: Page = visitor.get(f"{HOME}/sign-in")
        known = {"username": username, "password": PASSWORD}
        self.page = visitor.press(self.page, f"{HOME}/sign-in", known)
        code = {"code": pyotp.TOTP(TOTP_SECRET).now()}
        self.page = visitor.press(self.page, f"{HOME}/sign-in/code", code)
        self.page = visitor.press(self.page, f"{HOME}/contacts", {"channel": "telephone"})
        self.page = visitor.press(visitor.get(self.person), f"{HOME}/contacts/person/{person}")

    def begin(self) -> None:
        """Start a new application for the person and see its first section."""
        person = self.visitor.get(self.person)
        self.page = self.visitor.press(person, f"{self.person}/applications")

    @property
    def keying(self) -> bool:
        """Say whether a section is on the screen."""
        return "/sections/" in self.page.path

    def save_section(self) -> float:
        """Key the section on the screen and save it; return the seconds until the next one.

        A question that an answer brings onto the path is keyed in a second save.
        """
        path, seconds = self.page.path, 0.0
        for _ in range(MOST_SAVES):
            self.page = self.visitor.press(self.page, path, self._answers(path))
            seconds += self.page.seconds
            if self.page.path != path:
                return seconds
        raise WrongPage(f"{path} was not taken: {self.page.status}")

    def _answers(self, path: str) -> Typed:
        form = self.page.form(path)
        steps = [value for name, value in form.held if name == "asked"]
        typed: dict[str, str | list[str]] = {}
        for step in steps:
            typed |= answer(step, self.told, form, prefix=f"{step}-")
        return typed
