"""A visitor who books at a kiosk again and again and is not put off by a broken connection.

They do what people do: wait a moment, open the page again, and carry on from what it shows. What
they were shown as done is remembered, to be compared with what the house then knows.
"""

from __future__ import annotations

import http.client
import time
from collections.abc import Callable
from threading import Event

from bench.kiosk_visits import CHECK, DONE, VisitorAtKiosk
from bench.site import INSTANT, REQUEST, told
from bench.visitors import Visitor, WrongPage

WAIT = 0.1  # seconds before the page is opened again
MOST_TRIES = 600
STRIDE = 17  # from one visit's phone number to the next one's
BROKEN = (OSError, http.client.HTTPException)


class Undaunted:
    """One such visitor; `acknowledged` holds the references shown, `taken` the steps answered.

    `broken` counts the connections that broke, `odd` the error pages, and `asked_again` the
    questions that came again although their answer had been taken.
    """

    def __init__(self, port: int, number: int) -> None:
        self.visit = VisitorAtKiosk(Visitor(port), told(number))
        self.visit.enrol()
        self.number = number
        self.acknowledged: list[str] = []
        self.taken: set[str] = set()
        self.asked_again = self.broken = self.odd = 0

    def work(self, stop: Event) -> None:
        """Book visit after visit until told to stop, and finish the last one."""
        while not stop.is_set():
            self.number += STRIDE
            self.visit.told = told(self.number, prison=(REQUEST, INSTANT)[self.number % 2])
            self.taken.clear()
            self._until_done(self.visit.begin)
            while self.visit.page.path != DONE:
                self.asked_again += self.visit.slug in self.taken
                if not self._done(self._go_on):
                    self._until_done(lambda: self.visit.look_again(CHECK))
            self.acknowledged.append(self.visit.reference())

    def _go_on(self) -> None:
        """Do what the page on the screen asks for. An answer counts as taken once another page is there."""
        step = self.visit.slug
        if step:
            self.visit.answer_next()
            self.taken.add(step)
        else:
            self.visit.send()

    def _until_done(self, act: Callable[[], object]) -> None:
        for _ in range(MOST_TRIES):
            if self._done(act):
                return
        raise WrongPage(f"gave up at {self.visit.page.path}")

    def _done(self, act: Callable[[], object]) -> bool:
        """Act; return False, after a moment, when the connection broke or the page was odd."""
        try:
            act()
        except BROKEN:
            self.broken += 1
        except WrongPage:
            self.odd += 1
        else:
            return True
        self.visit.visitor.close()
        time.sleep(WAIT)
        return False
