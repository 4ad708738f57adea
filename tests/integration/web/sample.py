"""A small face that asks every step of the prison visit, for testing what all faces share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from flask import Flask, abort, request, session
from jinja2 import DictLoader
from werkzeug.test import Client

from app.errors import Forbidden, NotFound, VersionConflict
from app.identity.permissions import Permission
from app.journeys.answers import Answers
from app.journeys.asking import Asked
from app.journeys.catalogue.prison_visit.journey import PRISON_VISIT
from app.journeys.catalogue.prison_visit.lookups import OfferedTime, Prison
from app.journeys.definition import Group
from app.journeys.path import Path, Place
from app.settings import Settings
from app.web.drawing import CONSOLE, KIOSK, Look
from app.web.face import Manner, finish_face, make_face
from app.web.guard import Mark, needs, public
from app.web.journey_pages import Sheet, first_view, page_of
from app.web.runner import Running, check
from app.web.widgets import error_list, warning_items, widgets_of

LOOKS = {"kiosk": KIOSK, "console": CONSOLE}
PAGE = """{% extends "web/base.html" %}
{% from "web/questions.html" import question, error_summary, warnings as show_warnings %}
{% from "web/button.html" import submit %}
{% block title %}{{ title }}{% endblock %}
{% block header_end %}<span>{{ agent_name }}</span>{% endblock %}
{% block main %}
{{ error_summary(errors) }}
{% if headed %}<h1>{{ title }}</h1>{% endif %}
<form method="post" action="/application/{{ reference }}/step" novalidate>
{% include "web/hidden.html" %}
{{ show_warnings(warnings) }}
{% for widget in widgets %}{{ question(widget) }}{% endfor %}
{{ submit(_("Continue")) }}
</form>
{% endblock %}"""


@dataclass
class Lookups:
    """The outside world of a prison visit, small and always the same."""

    today: date = date(2026, 11, 25)
    asked_for_prisons: list[bool] = field(default_factory=list)

    def prisons(self) -> list[Prison]:
        self.asked_for_prisons.append(True)
        names = ("Brixton", "Cardiff", "O’Neill & <Sons>")
        return [Prison(f"P{n}", name, "", "request", 18, 3, 3, 4) for n, name in enumerate(names)]

    def prison(self, code: str) -> Prison | None:
        return next((p for p in self.prisons() if p.code == code), None)

    def times(self, code: str) -> list[OfferedTime]:
        first = datetime(2026, 12, 1, 14, tzinfo=UTC)
        starts = [first + timedelta(days=d, hours=h) for d in range(3) for h in (0, 2)]
        return [OfferedTime(str(n), at, at + timedelta(hours=1)) for n, at in enumerate(starts)]

    def prisoner_matches(self, **_details: Any) -> bool:
        return False


def every_place() -> list[Place]:
    """Return a place for every step of the journey."""
    places = []
    for section in PRISON_VISIT.sections:
        for part in section.parts:
            if isinstance(part, Group):
                places += [Place(section, step, 2, part, 2) for step in part.steps]
                places.append(Place(section, part.asking, 0, part))
            else:
                places.append(Place(section, part))
    return places


def running_at(*places: Place, answers: Answers | None = None, lookups: Any = None) -> Running:
    """Return an application that stands before these places."""
    path = Path(places, answers or Answers())
    return Running(SimpleNamespace(reference="PV-TEST"), PRISON_VISIT, path, lookups or Lookups())  # type: ignore[arg-type]


def make_sample(settings: Settings, look: Look = KIOSK, mounted_at: str = "/") -> Flask:
    """Return the face. A token given as ?let=in passes the guard."""
    parts = SimpleNamespace(
        settings=settings, database=None, desks={}, now=lambda: datetime.now(UTC)
    )
    manner = Manner(
        mounted_at=mounted_at,
        home="start",
        language=lambda: request.args.get("lang", "en"),
        enforce=_enforce,
    )
    app = make_face("sample", parts, manner)
    app.jinja_loader.loaders.append(DictLoader({"page.html": PAGE}))  # type: ignore[union-attr]
    app.add_url_rule("/", "start", start)
    app.add_url_rule("/closed", "closed", closed)
    app.add_url_rule("/raise/<what>", "fail", fail)
    app.add_url_rule("/forget", "forget", forget, methods=["POST"])
    app.add_url_rule("/step/<slug>", "step", _step(look), methods=["GET", "POST"])
    return finish_face(app)


def sheet_of(look: Look, **holes: object) -> Sheet:
    """Return the sheet of one question, with these texts of a person in its holes."""

    def context(asked: Sequence[Asked]) -> dict[str, Any]:
        return {
            "title": asked[0].place.step.title.filled(number=asked[0].place.item),
            "headed": not look.heading,
            "widgets": [widget for one in asked for widget in widgets_of(one, look)],
            "errors": error_list(asked),
            "warnings": warning_items(asked),
        }

    person = {"version": 7, "reference": "PV-4K7Q-9M2X", "agent_name": 'Ann "<b>" & Co'}
    return Sheet(template="page.html", context=context, same=look, holes={**person, **holes})


def token_of(client: Client, path: str = "/step/mobile") -> str:
    """Return a good form token, as a browser would hold it."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get(path).text)
    assert found
    return found[1]


def _enforce(_mark: Mark) -> None:
    if request.args.get("let") != "in":
        raise Forbidden("nobody signed in")


@public
def start() -> str:
    return "start"


@needs(Permission.DESK_VIEW)
def closed() -> str:
    return "inside"


ERRORS: dict[str, Exception] = {
    "missing": NotFound("no person Carys Secret"),
    "forbidden": Forbidden("Carys Secret"),
    "conflict": VersionConflict("Carys Secret"),
    "bug": RuntimeError("Carys Secret, 07700 900123"),
}


@public
def fail(what: str) -> str:
    if what in ERRORS:
        raise ERRORS[what]
    return abort(int(what))


@public
def forget() -> str:
    session.clear()
    return "forgotten"


def _step(look: Look) -> Any:
    @public
    def step(slug: str) -> str:
        place = next(place for place in every_place() if place.slug == slug)
        running = running_at(place)
        sheet = sheet_of(look)
        if request.method == "GET":
            return first_view(running, [place], sheet)
        asked = running.ask(place, request.form)
        check(asked, request.form)
        return page_of([asked], sheet)

    return step
