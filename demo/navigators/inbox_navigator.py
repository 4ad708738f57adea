"""An agent at the inbox: opens a thread of texts, looks at an answer as it is sent, and sends it."""

from __future__ import annotations

from dataclasses import dataclass

from demo.navigators.boxes import press
from demo.navigators.console_navigator import ConsoleNavigator
from demo.navigators.outside_navigator import shown_number


@dataclass(frozen=True)
class InboxNavigator:
    """The inbox on an agent's screen."""

    agent: ConsoleNavigator

    def open_thread(self, number: str) -> None:
        """Open the thread with a number (E.164)."""
        self.agent.go("/console/inbox")
        row = self.agent.page.locator("tbody tr").filter(has_text=shown_number(number))
        press(self.agent.page, row.locator("a").first)

    def write(self, words: str) -> None:
        """Write an answer and look at it."""
        self.agent.page.fill("#words", words)
        self.agent.press("form:has(#words) button[type=submit]")
        self.agent.page.locator("#preview").wait_for()

    def send(self) -> None:
        """Send the answer that was looked at."""
        self.agent.press("form:has(input[name=send]) button[type=submit]")
