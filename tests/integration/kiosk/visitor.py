"""Somebody at a kiosk, through Flask's test client: every page is checked as it is fetched."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from typing import Any

from flask import Flask
from sqlalchemy import select
from werkzeug.exceptions import NotFound
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.test import Client, TestResponse

from app.applications.models import Application
from app.audit import COMMAND
from app.identity.devices import issue_code
from app.services import Services

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
KNOWN = "known"
MOUNT = "/kiosk"
VISIT = "prison-visit"

Form = Mapping[str, Any]

# From the demo register.
PRISONERS: dict[str, dict[str, Any]] = {
    "CFI": {
        "number": "v9400 jg",
        "first": "Yusuf",
        "last": "Abdirahman",
        "born": ("23", "8", "1993"),
    },
    "LEI": {
        "number": "A1234BC",
        "first": "Daniel",
        "last": "Ashworth",
        "born": ("12", "3", "1988"),
    },
}


class Visitor:
    """One browser. `page` is the text of the last page, `place` its path."""

    def __init__(self, app: Flask, services: Services) -> None:
        self.services = services
        # Mounted as in the product, since the cookies belong to its path.
        self.client = Client(DispatcherMiddleware(NotFound(), {MOUNT: app}))
        self.page = ""
        self.place = ""
        self.status = 0

    def open(self, path: str) -> Visitor:
        """Open a page as a link would."""
        return self._keep(self.client.get(MOUNT + path, follow_redirects=True))

    def press(self, path: str, form: Form | None = None, *, token: str = KNOWN) -> Visitor:
        """Send a form with the token of the last page."""
        found = TOKEN.search(self.page)
        known = unescape(found.group(1)) if found else ""
        data = {"csrf_token": known if token == KNOWN else token, **(form or {})}
        answer = self.client.post(MOUNT + path, data=data, follow_redirects=True)
        return self._keep(answer)

    def _keep(self, answer: TestResponse) -> Visitor:
        self.answer = answer
        self.status = answer.status_code
        self.page = answer.get_data(as_text=True)
        self.place = answer.request.path.removeprefix(MOUNT)
        if answer.mimetype == "text/html":
            self._check_page()
        return self

    def _check_page(self) -> None:
        assert self.status < 500, self.page
        assert self.page.count("<h1") == 1, self.page
        assert re.search(r'<html lang="(en|cy)"', self.page)
        assert not re.search(r"<script(?![^>]* src=)", self.page)
        assert " style=" not in self.page
        assert self.answer.headers["Cache-Control"] == "no-store"

    @property
    def text(self) -> str:
        """The words of the page."""
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", self.page)).split())

    def enrol(self) -> Visitor:
        """Make this browser a kiosk at Cardiff."""
        with self.services.database.unit_of_work() as session:
            code = issue_code(
                session, venue_code="CFI", name="Hall", actor=COMMAND, at=self.services.now()
            )
        self.open("/enrol")
        return self.press("/enrol", {"code": code})

    def begin(self, language: str = "en", service: str = VISIT) -> Visitor:
        """Choose a language and a service, and come to the first question."""
        self.open("/")
        self.press("/start", {"language": language})
        self.open(f"/before/{service}")
        return self.press(f"/before/{service}")

    def says(self, slug: str, **answers: Any) -> Visitor:
        """Answer the question that is on the screen."""
        form = {name.replace("__", "-"): value for name, value in answers.items()}
        return self.press(f"/book/{slug}", form)

    def first_time(self) -> str:
        """Return the value of the first time that is on the screen."""
        found = re.search(r'name="time" type="radio" value="(\d+)"', self.page)
        assert found, self.text
        return found.group(1)

    def answer_all(
        self, *, prison: str = "CFI", prisoner: Mapping[str, str] | None = None
    ) -> Visitor:
        """Answer every question, for one visitor, by text; end on the check page."""
        who = prisoner or PRISONERS[prison]
        day, month, year = who["born"]
        self.says("prison", prison=prison)
        self.says("prisoner-number", number=who["number"])
        self.says("prisoner-name", name__first=who["first"], name__last=who["last"])
        self.says("prisoner-born", born__day=day, born__month=month, born__year=year)
        self.says("lead-name", name__first="Nia", name__last="Visitor")
        self.says("lead-born", born__day="1", born__month="5", born__year="1990")
        self.says("other-visitors", another="no")
        if prison == "CFI":
            self.says("visit-time", time=self.first_time())
        else:
            self.says("first-choice", time=self.first_time())
            self.says("second-choice", time="")
        self.says("support", needed="no")
        self.says("reply", ways="text")
        return self.says("mobile", mobile="07700 900123")

    def applications(self) -> list[Application]:
        """Return every application there is."""
        with self.services.database.reading() as session:
            return list(session.scalars(select(Application).order_by(Application.created_at)))
