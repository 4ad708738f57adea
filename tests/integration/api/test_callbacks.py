"""Delivery reports over HTTP: signed ones move a text forward, and nothing else moves it."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient
from twilio.request_validator import RequestValidator

from app.audit import COMMAND
from app.backend import create_app
from app.consent import agree
from app.messages.models import Message, State
from app.messages.outbox import queue_message
from app.people import PersonDetails, create_person
from app.services import Services

TOKEN = "t" * 32
PUBLIC = "https://alongside.example"
HOLES = {
    "prison": "Leeds Prison",
    "helpline": "0808 157 0100",
    "sender": "Alongside",
    "starts_at": "2026-12-05T14:00:00+00:00",
    "ends_at": "2026-12-05T16:00:00+00:00",
    "visitors": ["Nia Visitor"],
}


@pytest.fixture
def live(services: Services) -> Services:
    settings = replace(
        services.settings, sms_supplier="twilio", twilio_token=TOKEN, public_url=PUBLIC
    )
    return replace(services, settings=settings)


@pytest.fixture
def text(live: Services) -> UUID:
    now = live.now()
    with live.database.unit_of_work() as session:
        details = PersonDetails(first_names="Nia", last_name="Visitor", phone="+447700900123")
        person = create_person(session, details, actor=COMMAND, at=now)
        agree(session, person, channel="text", given=True, actor=COMMAND, at=now)
        (message,) = queue_message(session, kind="visit-booked", person=person, application_id=None, reference="PV-2222-2222", holes=HOLES, key="k", at=now)  # fmt: skip
        message.state, message.attempts, message.supplier_id = State.SENT, 1, "SM1"
        return message.id


@pytest.fixture
def client(live: Services) -> FlaskClient:
    return create_app(live).test_client()


def report(client: FlaskClient, message_id: UUID, *, forge: bool = False, **fields: str) -> int:
    path = f"/api/callbacks/texts/{message_id}"
    signature = RequestValidator(TOKEN).compute_signature(PUBLIC + path, fields)
    if forge:
        fields["MessageStatus"] = "failed"
    answer = client.post(path, data=fields, headers={"X-Twilio-Signature": signature})
    return answer.status_code


def state(live: Services, message_id: UUID) -> str:
    with live.database.reading() as session:
        return session.get_one(Message, message_id).state


def test_a_signed_report_settles_the_text_and_never_moves_it_back(live, client, text) -> None:
    assert report(client, text, MessageStatus="delivered", MessageSid="SM1") == 204
    assert state(live, text) == State.DELIVERED
    assert report(client, text, MessageStatus="sent", MessageSid="SM1") == 204
    assert report(client, text, MessageStatus="delivered", MessageSid="SM1") == 204
    assert state(live, text) == State.DELIVERED


def test_a_changed_report_is_refused(live, client, text) -> None:
    assert report(client, text, forge=True, MessageStatus="delivered", MessageSid="SM1") == 403
    assert client.post(f"/api/callbacks/texts/{text}", data={"MessageStatus": "failed"}).status_code == 403  # fmt: skip
    assert state(live, text) == State.SENT


def test_a_report_of_an_unknown_text_is_taken_quietly(live, client) -> None:
    assert report(client, uuid4(), MessageStatus="delivered") == 204


def test_without_twilio_there_is_nothing_here(services: Services) -> None:
    demo = create_app(services).test_client()
    assert demo.post(f"/api/callbacks/texts/{uuid4()}").status_code == 404
