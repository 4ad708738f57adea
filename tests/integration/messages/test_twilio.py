"""Twilio's own HTTP, in every mood: each answer is sorted into what may be done next."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from app.messages.sms import TwilioSms
from app.messages.supplier import Refused, TryLater, Unclear, Undelivered
from app.messages.troubles import supplier_words
from tests.fakes import twilio_server as fake
from tests.fakes.twilio_server import ACCOUNT, TOKEN, Answer, FakeTwilio

TO = "+447700900123"
BODY = "Prison visit: booked."
PATIENCE = 10.0  # seconds, for a machine that is busy
SOON = 0.3  # seconds, where no answer comes


@pytest.fixture
def twilio() -> Iterator[FakeTwilio]:
    with FakeTwilio() as running:
        yield running


def adapter(
    url: str, *, sender: str = "Alongside", token: str = TOKEN, timeout: float = PATIENCE
) -> TwilioSms:
    return TwilioSms(
        account=ACCOUNT,
        token=token,
        sender=sender,
        public_url="https://alongside.example",
        per_second=10,
        api=url,
        timeout=timeout,
    )


def send(twilio: FakeTwilio, message_id: UUID | None = None, *, timeout: float = PATIENCE) -> str:
    return (
        adapter(twilio.url, timeout=timeout)
        .send(to=TO, body=BODY, message_id=message_id or uuid4(), valid_for=600)
        .supplier_id
    )


def test_a_text_is_taken_with_our_id_in_the_callback(twilio: FakeTwilio) -> None:
    message_id = uuid4()
    sid = send(twilio, message_id)
    (taken,) = twilio.taken
    assert (taken["sid"], taken["to"], taken["body"], taken["from"]) == (sid, TO, BODY, "Alongside")
    assert taken["status_callback"] == f"https://alongside.example/api/callbacks/texts/{message_id}"


def test_a_messaging_service_sends_in_its_own_name(twilio: FakeTwilio) -> None:
    service = "MG" + "0" * 32
    adapter(twilio.url, sender=service).send(to=TO, body=BODY, message_id=uuid4(), valid_for=600)
    assert twilio.taken[0]["messaging_service_sid"] == service
    assert twilio.taken[0]["from"] is None


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (21211, "This is not a phone number that can get texts."),
        (21610, "The person sent STOP, so no texts go to this number."),
        (21614, "This number is not a mobile, so it cannot get texts."),
        (21635, "This number is a landline, so it cannot get texts."),
        (21265, "This is not a phone number that can get texts."),
        (21266, "This is not a phone number that can get texts."),
        (21999, "The text service refused the text."),
    ],
)
def test_a_plain_no_is_final_and_says_why(twilio: FakeTwilio, code: int, said: str) -> None:
    twilio.plan.append(fake.refused(code))
    with pytest.raises(Refused) as refused:
        send(twilio)
    assert refused.value.code == str(code)
    assert str(refused.value.words) == said


def test_too_many_requests_waits_as_told(twilio: FakeTwilio) -> None:
    twilio.plan.extend([fake.too_many(17), fake.too_many()])
    with pytest.raises(TryLater) as told:
        send(twilio)
    assert told.value.after == 17
    with pytest.raises(TryLater) as untold:
        send(twilio)
    assert untold.value.after is None


@pytest.mark.parametrize(
    "answer",
    [
        fake.HANG,
        fake.TAKEN_THEN_HANG,
        fake.RESET,
        fake.TAKEN_THEN_RESET,
        fake.SERVER_ERROR,
        fake.TAKEN_THEN_ERROR,
        fake.HTML,
        fake.HALF,
        fake.EMPTY,
        Answer(taken=True, body=b"{}"),
        Answer(taken=True, body=b"[1]"),
        Answer(status=408, code=20408),
    ],
)
def test_whatever_is_neither_yes_nor_no_is_unclear(twilio: FakeTwilio, answer: Answer) -> None:
    twilio.plan.append(answer)
    with pytest.raises(Unclear):
        send(twilio, timeout=SOON if answer.hang else PATIENCE)


def test_a_wrong_key_is_our_fault_and_waits(twilio: FakeTwilio) -> None:
    with pytest.raises(TryLater):
        adapter(twilio.url, token="wrong").send(to=TO, body=BODY, message_id=uuid4(), valid_for=600)
    assert twilio.taken == []


@pytest.mark.parametrize("code", [21601, 21606, 21608, 21212, 21659, 21703])
def test_a_wrong_sender_is_our_fault_and_waits(twilio: FakeTwilio, code: int) -> None:
    twilio.plan.append(fake.refused(code))
    with pytest.raises(TryLater) as later:
        send(twilio)
    assert str(later.value) == "The text service is not set up to send this text."


@pytest.mark.parametrize("code", [21408, 21610])
def test_what_is_known_of_a_number_is_final_whichever_status_says_so(
    twilio: FakeTwilio, code: int
) -> None:
    twilio.plan.append(Answer(status=403, code=code))
    with pytest.raises(Refused):
        send(twilio)


def test_a_wait_until_a_date_is_kept(twilio: FakeTwilio) -> None:
    until = format_datetime(datetime.now(UTC) + timedelta(seconds=90), usegmt=True)
    twilio.plan.append(Answer(status=429, code=20429, headers={"Retry-After": until}))
    with pytest.raises(TryLater) as told:
        send(twilio)
    assert told.value.after is not None
    assert 60 < told.value.after <= 90


def test_a_connection_never_made_is_tried_later() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
    with pytest.raises(TryLater):
        adapter(url).send(to=TO, body=BODY, message_id=uuid4(), valid_for=600)


def own_certificate(folder: Path) -> str:
    """Make a certificate that only its maker vouches for, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    plain = (Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "own.pem").write_bytes(made.public_bytes(Encoding.PEM) + key.private_bytes(*plain))
    return str(folder / "own.pem")


def test_a_supplier_that_cannot_show_who_it_is_took_nothing(tmp_path: Path) -> None:
    """A certificate that nobody vouches for, or that ran out, ends the call before a word is said."""
    with FakeTwilio() as impostor:
        impostor.speak_tls(own_certificate(tmp_path))
        sms = adapter(impostor.url.replace("http:", "https:"))
        with pytest.raises(TryLater):
            sms.send(to=TO, body=BODY, message_id=uuid4(), valid_for=600)
        assert impostor.posts == 0


def test_a_look_up_finds_what_a_broken_answer_hid(twilio: FakeTwilio) -> None:
    twilio.plan.append(fake.TAKEN_THEN_RESET)
    since = datetime.now(UTC)
    with pytest.raises(Unclear):
        send(twilio)
    sms = adapter(twilio.url)
    found = sms.find_sent(to=TO, body=BODY, since=since, message_id=uuid4())
    assert found == twilio.taken[0]["sid"]
    assert sms.find_sent(to=TO, body="Another", since=since, message_id=uuid4()) is None
    later = datetime(2999, 1, 1, tzinfo=UTC)
    assert sms.find_sent(to=TO, body=BODY, since=later, message_id=uuid4()) is None


@pytest.mark.parametrize("status", ["failed", "undelivered", "canceled"])
def test_a_look_up_says_so_where_the_text_failed_already(twilio: FakeTwilio, status: str) -> None:
    sid = send(twilio)
    twilio.taken[0] |= {"status": status, "error_code": 30006}
    sms, since = adapter(twilio.url), datetime.now(UTC)
    with pytest.raises(Undelivered) as told:
        sms.find_sent(to=TO, body=BODY, since=since, message_id=uuid4())
    assert (told.value.supplier_id, told.value.words) == (sid, supplier_words("30006"))
    assert sms.find_sent(to=TO, body=BODY, since=since, message_id=uuid4(), but_not=[sid]) is None


@pytest.mark.parametrize("answer", [fake.HANG, fake.SERVER_ERROR, Answer(status=400, code=1)])
def test_a_look_up_without_an_answer_is_not_a_no(twilio: FakeTwilio, answer: Answer) -> None:
    twilio.listing.append(answer)
    sms = adapter(twilio.url, timeout=SOON if answer.hang else PATIENCE)
    with pytest.raises(Unclear):
        sms.find_sent(to=TO, body=BODY, since=datetime.now(UTC), message_id=uuid4())


def test_a_look_up_goes_back_through_as_many_texts_as_there_were(twilio: FakeTwilio) -> None:
    """A text that 450 others to the same number came after is on the third page, and is found."""
    sid = send(twilio)
    first = twilio.taken[0]
    for number in range(450):
        twilio.taken.append({**first, "sid": f"SM{number + 10:032x}", "body": "another text"})
    found = adapter(twilio.url).find_sent(
        to=TO, body=BODY, since=datetime.now(UTC), message_id=uuid4()
    )
    assert found == sid


def test_a_look_up_stops_at_texts_that_are_too_old(twilio: FakeTwilio) -> None:
    sid = send(twilio)
    later = datetime.now(UTC) + timedelta(hours=2)
    searched = adapter(twilio.url)
    assert searched.find_sent(to=TO, body=BODY, since=later, message_id=uuid4()) is None
    soon = later - timedelta(hours=1, minutes=1)
    assert searched.find_sent(to=TO, body=BODY, since=soon, message_id=uuid4()) == sid
