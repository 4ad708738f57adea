"""Somebody who books a visit at a kiosk through its real pages, as a browser without scripts does.

Each step is one page turn, so that a caller can time it or try it again after a broken connection.
"""

from __future__ import annotations

import random
import re
from datetime import date

from bench.site import CODE, Told
from bench.visitors import Form, Page, Typed, Visitor, WrongPage

REFERENCE = re.compile(r"\bPV-[0-9A-Z]{4}-?[0-9A-Z]{4}\b")
BEFORE = "/kiosk/before/prison-visit"
BOOK, CHECK, DONE = "/kiosk/book/", "/kiosk/check", "/kiosk/done"
CHOICES = ("visit-time", "first-choice", "second-choice", "third-choice")
BORN = date(1990, 5, 1)


class VisitorAtKiosk:
    """One person at a kiosk of their own. `page` is what they see."""

    def __init__(self, visitor: Visitor, told: Told) -> None:
        self.visitor = visitor
        self.told = told
        self.page = Page(0, "", "", 0.0)

    def enrol(self) -> None:
        """Make this browser a kiosk."""
        self.visitor.press(self.visitor.get("/kiosk/enrol"), "/kiosk/enrol", {"code": CODE})

    def begin(self) -> None:
        """Start a new visit in English and see the first question."""
        self.visitor.cookies.pop("alongside-kiosk-person", None)
        self.visitor.press(self.visitor.get("/kiosk/"), "/kiosk/start", {"language": "en"})
        self.page = self.visitor.press(self.visitor.get(BEFORE), BEFORE)

    @property
    def slug(self) -> str:
        """The question on the screen, or "" on another page."""
        return self.page.path.removeprefix(BOOK) if self.page.path.startswith(BOOK) else ""

    def answer_next(self) -> float:
        """Answer the question on the screen; return the seconds until the next page."""
        path = self.page.path
        self.page = self.visitor.press(self.page, path, self._answer())
        if self.page.path == path:
            raise WrongPage(f"{path} was not taken: {self.page.status}")
        return self.page.seconds

    def send(self) -> str:
        """Send at the check page; return the reference that the last page shows."""
        self.page = self.visitor.press(self.page, CHECK)
        return self.reference()

    def reference(self) -> str:
        """Return the reference on the screen; raise WrongPage when there is none."""
        found = REFERENCE.search(self.page.text) if self.page.path == DONE else None
        if found is None:
            raise WrongPage(f"no reference on {self.page.path}, {self.page.status}")
        return found.group()

    def look_again(self, path: str = "") -> None:
        """Open the page anew, as after a broken connection."""
        self.page = self.visitor.get(path or self.page.path)

    def _answer(self) -> Typed:
        form = self.page.form(self.page.path)
        return answer(self.slug, self.told, form)


def answer(slug: str, told: Told, form: Form, *, prefix: str = "") -> Typed:
    """Return what one step's boxes are filled with: {box: what is typed or chosen}."""
    if slug in CHOICES:
        own = CHOICES.index(slug)  # Each choice from slots of its own: no two are the same.
        offered = [one for one in form.choices[f"{prefix}time"] if one]
        offered = [one for one in offered if int(one) % len(CHOICES) == own] or offered
        return {f"{prefix}time": random.choice(offered)}
    return {f"{prefix}{box}": value for box, value in _answers(told)[slug].items()}


def _answers(told: Told) -> dict[str, Typed]:
    """Return the answers of a visitor who comes alone and wants a text, by step."""
    prisoner = told.prisoner
    return {
        "prison": {"prison": told.prison},
        "prisoner-number": {"number": prisoner.number},
        "prisoner-name": _name(prisoner.first_names, prisoner.last_name),
        "prisoner-born": _born(prisoner.born),
        "lead-name": _name("Nia", "Visitor"),
        "lead-born": _born(BORN),
        "other-visitors": {"another": "no"},
        "support": {"needed": "no"},
        "reply": {"ways": ["text"]},
        "mobile": {"mobile": told.mobile},
    }


def _name(first: str, last: str) -> Typed:
    return {"name-first": first, "name-last": last}


def _born(day: date) -> Typed:
    return {"born-day": str(day.day), "born-month": str(day.month), "born-year": str(day.year)}
