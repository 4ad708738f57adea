"""The start page and the health checks."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from app import backend
from app.db import Database
from app.services import Services
from app.vault import Vault
from app.web import front


def test_the_start_page_leads_to_both_faces_and_to_the_demos(services: Services) -> None:
    page = front.create_app(services).test_client().get("/").text
    for way in ("/console/", "/kiosk/", "/demo/phone", "/demo/post"):
        assert f'href="{way}"' in page


def test_production_offers_no_demo(services: Services) -> None:
    settings = replace(services.settings, profile="production")
    page = front.create_app(replace(services, settings=settings)).test_client().get("/").text
    assert "/demo/" not in page and 'href="/kiosk/"' in page


def test_health_says_live_and_ready(services: Services) -> None:
    client = backend.create_app(services).test_client()
    assert client.get("/health/live").json == {"status": "live"}
    assert client.get("/health/ready").json == {"status": "ready"}


def test_health_waits_for_a_database_that_does_not_answer(settings: Any, vault: Vault) -> None:
    database = Database("sqlite:////nowhere/at/all.db", vault=vault)
    parts = SimpleNamespace(settings=settings, database=database, desks={})
    client = backend.create_app(parts).test_client()  # type: ignore[arg-type]
    assert client.get("/health/live").status_code == 200
    assert client.get("/health/ready").status_code == 503


def test_an_unknown_address_of_the_backend_is_told_as_json(
    services: Services, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = backend.create_app(services).test_client().get("/api/people/PE-SECRET")
    assert (answer.status_code, answer.json) == (404, {"error": "not found"})
    assert answer.headers["Cache-Control"] == "no-store"
    written = capsys.readouterr()
    assert '"status": 404' in written.out
    assert "SECRET" not in written.out + written.err
