"""Every route of every app says who may open it, and the console lets nobody in unannounced."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from werkzeug.routing import IntegerConverter, Rule, UUIDConverter

import agent_console
import kiosk
from app import backend
from app.identity.permissions import Permission
from app.jobs import NoJobs
from app.schema import upgrade
from app.services import Services, make_services
from app.settings import read_settings
from app.web import front
from app.web.guard import PERMISSION, PUBLIC, mark_of

KINDS = {
    "console": {PUBLIC, PERMISSION, "signed-in"},
    "kiosk": {PUBLIC, "device", "person"},
    "backend": {PUBLIC},
    "front": {PUBLIC},
}
SHUT = {302, 303, 401, 403, 404}


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """The wired parts on an empty embedded database, as the demo has them."""
    folder: Path = tmp_path_factory.mktemp("routes")
    settings = read_settings({"ALONGSIDE_PROFILE": "demo", "ALONGSIDE_VAR": str(folder)})
    made = make_services(
        replace(settings, database_url=f"sqlite:///{folder / 'routes.db'}"), jobs=NoJobs()
    )
    upgrade(made.database)
    yield made
    made.database.dispose()


@pytest.fixture(scope="module")
def apps(services: Services) -> dict[str, Flask]:
    made = [face.create_app(services) for face in (agent_console, kiosk, backend, front)]
    return {app.name: app for app in made}


def address(app: Flask, rule: Rule) -> str:
    """Return an address that the rule takes: nobody's number, nobody's name."""
    values: dict[str, Any] = {}
    for name, converter in rule._converters.items():
        known = {UUIDConverter: UUID(int=1), IntegerConverter: 1}
        values[name] = known.get(type(converter), "x")
    return app.url_map.bind("localhost").build(rule.endpoint, values, method=_method(rule))


def _method(rule: Rule) -> str:
    return "GET" if "GET" in (rule.methods or ()) else "POST"


def closed_rules(app: Flask) -> list[Rule]:
    """Return the routes that are not for everybody."""
    rules = list(app.url_map.iter_rules())
    return [rule for rule in rules if mark_of(app.view_functions[rule.endpoint]).kind != PUBLIC]  # type: ignore[union-attr]


@pytest.mark.parametrize("face", KINDS)
def test_every_route_says_who_may_open_it(apps: dict[str, Flask], face: str) -> None:
    app = apps[face]
    marks = {
        rule.rule: mark_of(app.view_functions[rule.endpoint]) for rule in app.url_map.iter_rules()
    }
    assert marks
    assert [path for path, mark in marks.items() if mark is None] == []
    assert {mark.kind for mark in marks.values() if mark} <= KINDS[face]
    named = [mark.value for mark in marks.values() if mark and mark.kind == PERMISSION]
    assert all(isinstance(permission, Permission) for permission in named)


def test_the_console_shows_nothing_before_sign_in(apps: dict[str, Flask]) -> None:
    app = apps["console"]
    client = app.test_client()
    answers = {
        rule.rule: client.open(address(app, rule), method=_method(rule)).status_code
        for rule in closed_rules(app)
    }
    assert len(answers) > 10
    shown = {path: status for path, status in answers.items() if status not in SHUT | {400}}
    assert shown == {}


def test_no_get_of_the_console_is_anything_but_shut(apps: dict[str, Flask]) -> None:
    app = apps["console"]
    client = app.test_client()
    statuses = {
        rule.rule: client.get(address(app, rule)).status_code
        for rule in closed_rules(app)
        if "GET" in (rule.methods or ())
    }
    assert {path: status for path, status in statuses.items() if status not in SHUT} == {}


def test_a_machine_that_is_not_enrolled_sees_no_kiosk(apps: dict[str, Flask]) -> None:
    app = apps["kiosk"]
    client = app.test_client()
    statuses = {
        rule.rule: client.get(address(app, rule)).status_code
        for rule in closed_rules(app)
        if "GET" in (rule.methods or ())
    }
    assert {path: status for path, status in statuses.items() if status not in SHUT} == {}


@pytest.mark.parametrize("face", KINDS)
def test_no_open_page_breaks(apps: dict[str, Flask], face: str) -> None:
    app = apps[face]
    closed = {rule.rule for rule in closed_rules(app)}
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())]
    client = app.test_client()
    statuses = {
        rule.rule: client.get(address(app, rule)).status_code
        for rule in rules
        if rule.rule not in closed
    }
    assert {path: status for path, status in statuses.items() if status >= 500} == {}
