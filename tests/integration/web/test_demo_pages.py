"""The demo phone and print tray show what would have been sent, and only in the demo."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest

from app.messages.models import DemoText
from app.services import Services
from app.web.front import create_app


@pytest.fixture
def with_text(services: Services) -> Services:
    with services.database.unit_of_work() as session:
        text = DemoText(message_id=uuid4(), to="+447700900123", body="Prison visit: <b>booked</b>", sent_at=services.now())  # fmt: skip
        session.add(text)
    return services


def test_the_phone_shows_each_text_as_plain_words(with_text: Services) -> None:
    page = create_app(with_text).test_client().get("/demo/phone")
    assert page.status_code == 200
    assert "07700 900123" in page.text
    assert "Prison visit: &lt;b&gt;booked" in page.text


def test_an_empty_tray_says_so_and_an_unknown_letter_is_not_found(services: Services) -> None:
    client = create_app(services).test_client()
    assert "No letters yet" in client.get("/demo/post").text
    assert client.get(f"/demo/post/{uuid4()}.pdf").status_code == 404


@pytest.mark.parametrize("path", ["/demo/phone", "/demo/post"])
def test_production_has_no_demo_pages(services: Services, path: str) -> None:
    live = replace(services, settings=replace(services.settings, profile="production"))
    assert create_app(live).test_client().get(path).status_code == 404
