"""Reports that make no sense: refused when nobody signed them, taken quietly when somebody did."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient
from twilio.request_validator import RequestValidator

from app.messages.models import Message, State
from app.services import Services
from tests.integration.api.test_callbacks import PUBLIC, TOKEN, client, live, report, state, text

__all__ = ["client", "live", "text"]

FORM = "application/x-www-form-urlencoded"
BODIES = {
    "nothing": (b"", FORM),
    "not a form": (b'{"MessageStatus": "failed"}', "application/json"),
    "half a form": (b"MessageStatus=fail%", FORM),
    "not text": (b"\xff\xfe\x00=\x80", FORM),
    "long": (b"MessageStatus=" + b"x" * 200_000, FORM),
    "many": (b"&".join(b"a%d=1" % number for number in range(3_000)), FORM),
    "a broken upload": (
        b"--x\r\nContent-Disposition: form-data",
        "multipart/form-data; boundary=x",
    ),
    "no boundary": (b"--x--", "multipart/form-data"),
}
ODD = [
    {},
    {"MessageStatus": ""},
    {"MessageStatus": "DELIVERED"},
    {"MessageStatus": "delivered\n"},
    {"MessageStatus": "failed'; drop table messages"},
    {"MessageStatus": "failed", "MessageSid": "S" * 10_000},
    {"MessageStatus": "failed", "MessageSid": "SM-of-another", "ErrorCode": "30003"},
    {"MessageStatus": "failed", "MessageSid": "SM\x00", "ErrorCode": "1"},
]


@pytest.mark.parametrize("name", BODIES)
@pytest.mark.parametrize("signature", ["", "AAAA", "\xff\xfe", "x" * 5_000])
def test_what_nobody_signed_is_refused_whatever_it_is(
    live: Services, client: FlaskClient, text: UUID, name: str, signature: str
) -> None:
    body, kind = BODIES[name]
    headers = {"X-Twilio-Signature": signature}
    path = f"/api/callbacks/texts/{text}"
    answer = client.post(path, data=body, content_type=kind, headers=headers)
    assert answer.status_code in (400, 403, 413)
    assert state(live, text) == State.SENT


@pytest.mark.parametrize("fields", ODD, ids=range(len(ODD)))
def test_a_signed_report_that_makes_no_sense_changes_nothing(
    live: Services, client: FlaskClient, text: UUID, fields: dict[str, str]
) -> None:
    assert report(client, text, **fields) == 204
    assert state(live, text) == State.SENT


@pytest.mark.parametrize("sid", ["S" * 10_000, "SM\x00"])
def test_a_signed_report_with_a_senseless_id_settles_no_open_attempt(
    live: Services, client: FlaskClient, text: UUID, sid: str
) -> None:
    """While an attempt is open, any id is new to us: one that cannot be an id is not kept."""
    with live.database.unit_of_work() as session:
        message = session.get_one(Message, text)
        message.state, message.supplier_id = State.ATTEMPTING, None
    assert report(client, text, MessageStatus="sent", MessageSid=sid) == 204
    with live.database.reading() as session:
        assert session.get_one(Message, text).supplier_id is None


def test_another_address_or_way_is_no_report(client: FlaskClient) -> None:
    signer = RequestValidator(TOKEN)
    for path in ("/api/callbacks/texts/1", "/api/callbacks/texts/x%00", "/api/callbacks/texts/"):
        signed = signer.compute_signature(PUBLIC + path, {})
        answer = client.post(path, headers={"X-Twilio-Signature": signed})
        assert answer.status_code in (308, 403, 404)
    assert client.get(f"/api/callbacks/texts/{uuid4()}").status_code == 405
