"""What nobody should send us, and somebody will: senseless answers, names and addresses."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from uuid import UUID, uuid4

import pytest
from pypdf import PdfReader
from sqlalchemy import select, text, update

from app.audit import Actor
from app.messages.batches import close_batch, get_batch
from app.messages.kinds import text_of
from app.messages.models import BatchState, LetterFile, Message, State
from app.messages.outbox import list_messages
from app.messages.print_files import LEASE, make_files
from app.messages.sending import drain
from app.messages.supplier import TryLater, Unclear
from app.messages.troubles import NO_WORDING
from app.values.sms_text import parts
from tests.fakes import twilio_server as fake
from tests.fakes.twilio_server import Answer, FakeTwilio
from tests.integration.messages.conftest import (
    ADDRESS,
    Carriers,
    ScriptedPhone,
    add_person,
    queue,
    read,
)
from tests.integration.messages.test_batches import render
from tests.integration.messages.test_twilio import BODY, TO, adapter, send
from tests.unit.letters.paper import text as words_on
from tests.unit.letters.test_other_scripts import said

POST_ROOM = Actor("agent", "post-room-1")
SENSELESS = [
    b"null",
    b"5",
    b'"queued"',
    b"[]",
    b'{"sid": null}',
    b'{"sid": ""}',
    b'{"sid": 5}',
    b'{"sid": ["SM1"]}',
    b'{"sid": {"SM1": 1}}',
    b'{"sid": "' + b"S" * 10_000 + b'"}',
    b'{"status": "queued"}',
    b"\xff\xfe{",
    b'{"sid": "SM1"',
    b"<!doctype html><p>Please sign in to the wireless network",
    b"[" * 5_000,
]
NO_LIST = [
    b"",
    b"null",
    b"[]",
    b"<html>Sign in</html>",
    b'{"messages": [{"sid"',
    b'{"messages": 5}',
    b'{"messages": null}',
    b'{"messages": "none"}',
    b"{}",
    b"\xff\xfe",
]
NAMES = {
    "long": ("Maximiliana " * 25, "Example"),
    "one word of 300 letters": ("W" * 300, "Example"),
    "Arabic": ("مريم", "العلي"),
    "Hebrew": ("מרים", "כהן"),
    "Chinese": ("小明", "李"),
    "face": ("😀", "Example"),
    "private": ("A\ue000", "Example"),
    "piled accents": ("Z" + "\u0301" * 80, "Example"),
    "upside down": ("Ann\u202eeiz", "Example"),
    "nothing to see": ("\u200b\u200f", "\u2060"),
}


@pytest.fixture
def twilio() -> Iterator[FakeTwilio]:
    with FakeTwilio() as running:
        yield running


@pytest.mark.parametrize("body", SENSELESS, ids=range(len(SENSELESS)))
def test_a_senseless_answer_is_neither_yes_nor_no(twilio: FakeTwilio, body: bytes) -> None:
    twilio.plan.append(Answer(taken=True, body=body))
    with pytest.raises(Unclear):
        send(twilio)


@pytest.mark.parametrize("body", NO_LIST, ids=range(len(NO_LIST)))
def test_a_senseless_answer_to_a_look_up_is_not_a_no(twilio: FakeTwilio, body: bytes) -> None:
    """A no would send the text again."""
    twilio.listing.append(Answer(status=200, body=body))
    with pytest.raises(Unclear):
        adapter(twilio.url).find_sent(to=TO, body=BODY, since=datetime.now(UTC), message_id=uuid4())


@pytest.mark.parametrize("gone", ["to", "body", "sid", "date_created"])
@pytest.mark.parametrize("instead", ["nothing", "null", "number"])
def test_a_look_up_of_odd_messages_never_breaks_us(
    twilio: FakeTwilio, gone: str, instead: str
) -> None:
    """What cannot be told apart from our text is not taken for it, unless all that counts is there."""
    with pytest.raises(Unclear):
        twilio.plan.append(fake.TAKEN_THEN_RESET)
        send(twilio)
    odd = dict(twilio.taken[0])
    del odd[gone]
    odd |= {"null": {gone: None}, "number": {gone: 5}}.get(instead, {})
    page = {"messages": [odd], "next_page_uri": None, "page": 0, "page_size": 50}
    twilio.listing.append(Answer(status=200, body=json.dumps(page).encode()))
    since = datetime.now(UTC) - timedelta(minutes=1)
    try:
        found = adapter(twilio.url).find_sent(to=TO, body=BODY, since=since, message_id=uuid4())
    except Unclear:
        return
    assert found is None or (gone == "date_created" and found == twilio.taken[0]["sid"])


@pytest.mark.parametrize("after", ["soon", "-5", "1e9", "9" * 400, "\u00b2", ""])
def test_a_senseless_wait_is_no_wait_or_a_bounded_one(twilio: FakeTwilio, after: str) -> None:
    headers = {"Retry-After": after.encode().decode("latin-1")}
    twilio.plan.append(Answer(status=429, code=20429, headers=headers))
    with pytest.raises(TryLater) as told:
        send(twilio)
    assert told.value.after is None or 0 <= told.value.after <= 3600


@pytest.mark.parametrize("body", SENSELESS[:4] + SENSELESS[-2:], ids=range(6))
def test_after_a_senseless_answer_the_text_is_found_and_not_sent_again(
    carriers: Carriers, twilio: FakeTwilio, body: bytes
) -> None:
    now = datetime.now(UTC)
    with carriers.database.unit_of_work() as session:
        (message,) = queue(session, add_person(session, now, may_write=None), now)
    twilio.plan.append(Answer(taken=True, body=body))
    wired = replace(carriers, sms=adapter(twilio.url))
    drain(wired, at=now)
    drain(wired, at=now + timedelta(hours=2))
    assert [one["body"] for one in twilio.taken] == [text_of(message)]
    assert read(carriers.database, message.id).supplier_id == twilio.taken[0]["sid"]


@pytest.mark.parametrize("name", NAMES)
def test_a_hard_name_is_printed_whole_or_refused_in_plain_words(
    carriers: Carriers, phone: ScriptedPhone, at: datetime, name: str
) -> None:
    first, last = NAMES[name]
    with carriers.database.unit_of_work() as session:
        usual = add_person(session, at, may_text=None)
        hard = add_person(session, at, first_names=first, last_name=last)
        (other,) = queue(session, usual, at)
        made = {message.channel: message.id for message in queue(session, hard, at)}
    drain(carriers, at=at)
    letter = read(carriers.database, made["letter"])
    assert read(carriers.database, other.id).state == State.RENDERED
    assert letter.state in (State.RENDERED, State.FAILED)
    if letter.state == State.FAILED:
        assert letter.last_error
        assert letter.last_error.endswith(".")
        assert "our own system" not in letter.last_error.lower()
    else:
        assert _no_box(_pdf(carriers, letter.id))
    sent = [body for message_id, _to, body in phone.taken if message_id == made["text"]]
    assert len(sent) == 1
    assert parts(sent[0]).parts <= 6


def test_an_arabic_name_stands_in_an_english_letter_as_it_is_read(
    carriers: Carriers, at: datetime
) -> None:
    with carriers.database.unit_of_work() as session:
        first, last = NAMES["Arabic"]
        person = add_person(session, at, may_text=None, first_names=first, last_name=last)
        (message,) = queue(session, person, at)
    drain(carriers, at=at)
    assert read(carriers.database, message.id).state == State.RENDERED
    pdf = _pdf(carriers, message.id)
    assert any("مريم العلي" in line for line in said(pdf))
    assert _no_box(pdf)


@pytest.mark.parametrize("face", ["小明", "😀", "\ue000", "\U000e0041\U0001f3f4x"])
def test_a_character_that_no_font_has_is_never_printed(
    carriers: Carriers, at: datetime, face: str
) -> None:
    with carriers.database.unit_of_work() as session:
        person = add_person(session, at, may_text=None, first_names=face)
        (message,) = queue(session, person, at)
    drain(carriers, at=at)
    stored = read(carriers.database, message.id)
    assert stored.state == State.FAILED
    assert stored.last_error == "A name or word in the letter has a character we cannot print."
    with carriers.database.reading() as session:
        assert session.get(LetterFile, message.id) is None


@pytest.mark.parametrize("box", ["line1", "line2", "county"])
def test_an_address_of_nine_lines_is_refused_before_it_is_printed(
    carriers: Carriers, at: datetime, box: str
) -> None:
    lines = "\n".join(f"Line {number}" for number in range(1, 7))
    address = {**ADDRESS, box: lines}
    with carriers.database.unit_of_work() as session:
        person = add_person(session, at, may_text=None, address=address)
        (message,) = queue(session, person, at)
        (other,) = queue(session, add_person(session, at, may_text=None), at)
    drain(carriers, at=at)
    stored = read(carriers.database, message.id)
    assert len(stored.to.splitlines()) >= 9
    assert stored.state == State.FAILED
    count = len(stored.to.splitlines())
    said = f"The address can have 7 lines, with the name. It has {count}. Ask for a shorter one."
    assert stored.last_error == said
    assert read(carriers.database, other.id).state == State.RENDERED


def test_many_kinds_of_poison_are_held_with_a_reason_and_the_rest_goes(
    carriers: Carriers, phone: ScriptedPhone, at: datetime
) -> None:
    with carriers.database.unit_of_work() as session:
        ids = [queue(session, add_person(session, at, may_write=None), at)[0].id for _ in range(40)]
        people = session.execute(select(Message.id, Message.person_id)).all()
        session.flush()
        of = {message: person for message, person in people}  # noqa: C416
        _set(session, ids[3], kind="no-such-kind")
        _set(session, ids[11], wording_version=99)
        _set(session, ids[19], body={})
        _set(session, ids[27], language="zz")
        _spoil(session, "messages", "body", ids[33])
        _spoil(session, "people", "first_names", of[ids[38]])
    moment = at
    for _turn in range(6):
        drain(carriers, at=moment)
        moment += timedelta(hours=6)
    with carriers.database.reading() as session:
        held = {one.id: one.last_error for one in list_messages(session, state=State.HELD)}
    went = {message_id for message_id, *_rest in phone.taken}
    assert went | held.keys() == set(ids)
    assert not went & held.keys()
    assert {ids[3], ids[11], ids[19], ids[33]} <= held.keys()
    unknown = {ids[3], ids[11]}
    assert {held[one] for one in unknown} == {NO_WORDING.source}
    others = [reason for one, reason in held.items() if one not in unknown]
    assert all(reason and "failed on this message" in reason for reason in others)


def test_a_spoilt_letter_keeps_no_other_batch_waiting_and_its_own_says_why(
    carriers: Carriers, at: datetime
) -> None:
    batches = []
    for spoilt in (True, False):
        first, *_others = render(carriers, at, "en", "en")
        with carriers.database.unit_of_work() as session:
            batches.append(close_batch(session, actor=POST_ROOM, at=at).id)
            if spoilt:
                _spoil(session, "letter_files", "pdf", first, key="message_id")
        at += timedelta(seconds=1)
    for turn in range(3):
        make_files(carriers.database, now=lambda turn=turn: at + turn * LEASE)
    with carriers.database.reading() as session:
        bad, good = (get_batch(session, batch_id) for batch_id in batches)
    assert good.state == BatchState.CLOSED
    assert bad.state == BatchState.MAKING
    assert bad.error == "Our own system failed while it made this print file (Unreadable)."


def _pdf(carriers: Carriers, message_id: UUID) -> bytes:
    with carriers.database.reading() as session:
        return session.get_one(LetterFile, message_id).pdf


def _no_box(pdf: bytes) -> bool:
    """Say whether no word that is read back from the paper has a sign for what a font lacks."""
    pages = len(PdfReader(BytesIO(pdf)).pages)
    return not any(
        sign in words_on(pdf, page) for page in range(pages) for sign in "\x00\ufffd\u25a1\ufffe"
    )


def _set(session: object, message_id: UUID, **values: object) -> None:
    session.execute(update(Message).where(Message.id == message_id).values(**values))  # type: ignore[attr-defined]


def _spoil(session: object, table: str, column: str, row: UUID, *, key: str = "id") -> None:
    sqlite = session.get_bind().dialect.name == "sqlite"  # type: ignore[attr-defined]
    session.execute(  # type: ignore[attr-defined]
        text(f"UPDATE {table} SET {column} = :spoilt WHERE {key} = :row"),  # noqa: S608
        {"spoilt": b"spoilt", "row": row.hex if sqlite else row},
    )
