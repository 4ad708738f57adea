"""The demo phone and print tray show what would have been sent, and only in the demo."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from app.db import Database
from app.messages.inbound.models import InboundText, TextThread
from app.messages.inbound.threads import list_threads
from app.messages.models import DemoText
from app.services import Services
from app.web.front import create_app
from tests.integration.in_the_way import in_the_way


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


def test_a_text_from_the_phone_is_taken_in_like_any_other(with_text: Services) -> None:
    client = create_app(with_text).test_client()
    page = client.get("/demo/phone").text
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    typed = {"csrf_token": token, "sender": "+447700900123", "body": "Can I bring a dog?"}
    assert client.post("/demo/phone/reply", data=typed).status_code == 302
    assert client.post("/demo/phone/reply", data={**typed, "body": " "}).status_code == 302
    assert client.post("/demo/phone/reply", data={**typed, "csrf_token": ""}).status_code == 400
    with with_text.database.reading() as session:
        (thread,) = list_threads(session)
        assert (thread.number, thread.unread) == ("+447700900123", 1)


def test_the_phone_that_texted_stays_chosen_for_what_it_texts_next(with_text: Services) -> None:
    with with_text.database.unit_of_work() as session:
        later = with_text.now() + timedelta(minutes=1)
        newer = DemoText(message_id=uuid4(), to="+447700900456", body="Booked", sent_at=later)
        session.add(newer)
    client = create_app(with_text).test_client()
    page = client.get("/demo/phone").text
    assert "selected" not in page
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    typed = {"csrf_token": token, "sender": "+447700900123", "body": "CANCEL"}
    after = client.post("/demo/phone/reply", data=typed, follow_redirects=True).text
    assert '<option value="+447700900123" selected>' in after
    assert after.count("selected") == 1
    assert "selected" not in client.get("/demo/phone?sender=%22%3E%3Cb%3E").text


def test_a_text_from_the_phone_whose_work_met_a_deadlock_is_there_once(
    with_text: Services, database: Database
) -> None:
    client = create_app(with_text).test_client()
    token = client.get("/demo/phone").text.split('name="csrf_token" value="')[1].split('"')[0]
    typed = {"csrf_token": token, "sender": "+447700900123", "body": "Can I bring a dog?"}
    with in_the_way(with_text.database, database, table=TextThread.__tablename__) as lost:
        assert client.post("/demo/phone/reply", data=typed).status_code == 302
    assert len(lost) == 1
    with with_text.database.reading() as session:
        assert len(session.scalars(select(InboundText)).all()) == 1


def test_an_empty_tray_says_so_and_an_unknown_letter_is_not_found(services: Services) -> None:
    client = create_app(services).test_client()
    assert "No letters yet" in client.get("/demo/post").text
    assert client.get(f"/demo/post/{uuid4()}.pdf").status_code == 404


@pytest.mark.parametrize("path", ["/demo/phone", "/demo/post", "/demo/phone/reply"])
def test_production_has_no_demo_pages(services: Services, path: str) -> None:
    live = replace(services, settings=replace(services.settings, profile="production"))
    assert create_app(live).test_client().get(path).status_code == 404
