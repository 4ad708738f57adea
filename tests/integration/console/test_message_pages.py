"""Messages at the console: found, read in order, with cost and times; the stuck ones retried or given up."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest

from app.messages.inbound.models import InboundText, TextThread
from app.messages.models import Message, State
from app.services import Services
from tests.integration.console.console_client import ConsoleClient
from tests.integration.console.contacts_desk import (
    carry,
    entries,
    kept,
    only_task,
    said_to,
)
from tests.integration.console.walks import person_kept
from tests.integration.messages.conftest import MOBILE


def stuck(office: Services, key: UUID, at: datetime, state: State = State.HELD) -> None:
    with office.database.unit_of_work() as session:
        message = session.get_one(Message, key)
        message.state, message.last_error = state, "The text is too long."
        message.settled_at = at


def test_a_text_shows_its_parts_its_cost_its_times_and_who_took_it(
    amina: ConsoleClient, office: Services, at: datetime
) -> None:
    (text,) = said_to(office, kept(office, at, may_write=None), at)
    carry(office, at)
    told = amina.open(f"/messages/{text.id}").told
    assert "parts" in told and "p Sent through demo" in told
    assert "Prison visit: booked." in told and "07700 900123" in told
    assert "Made Wednesday 25 November 2026 at 10am" in told
    assert "English" in told


def test_a_letter_says_its_format_its_cost_and_when_it_should_arrive(
    amina: ConsoleClient, office: Services, at: datetime
) -> None:
    """It is ready on a Wednesday, posted on Thursday, and second class takes three to five days."""
    (letter,) = said_to(office, kept(office, at, may_text=None), at)
    carry(office, at)
    told = amina.open(f"/messages/{letter.id}").told
    assert "It should arrive between 1 December 2026 and 3 December 2026." in told
    assert "Standard print" in told and "Cost 73p" in told or "Cost 77p" in told
    amina.open(f"/messages/{letter.id}/letter")
    assert amina.answer is not None and amina.answer.data.startswith(b"%PDF")


def test_a_letter_that_came_back_is_still_shown_as_it_was_sent(
    amina: ConsoleClient, office: Services, at: datetime
) -> None:
    (letter,) = said_to(office, kept(office, at, may_text=None), at)
    carry(office, at)
    stuck(office, letter.id, at, State.FAILED)
    page = amina.open(f"/messages/{letter.id}")
    assert "The letter, exactly as it is sent" in page.told
    assert "It should arrive" not in page.told
    amina.open(f"/messages/{letter.id}/letter")
    assert amina.answer is not None and amina.answer.data.startswith(b"%PDF")


def test_a_letter_to_come_is_shown_as_it_will_be_sent(
    amina: ConsoleClient, office: Services, at: datetime
) -> None:
    later = at + timedelta(days=2)
    (letter,) = said_to(office, kept(office, at, may_text=None), at, due_at=later)
    assert "The letter, as it will be sent" in amina.open(f"/messages/{letter.id}").told
    amina.open(f"/messages/{letter.id}/letter")
    assert amina.answer is not None and amina.answer.data.startswith(b"%PDF")
    assert len(entries(office, "letter.viewed")) == 1


def test_a_letter_to_come_that_cannot_be_printed_says_why(
    amina: ConsoleClient, office: Services, at: datetime
) -> None:
    person = kept(office, at, may_text=None, first_names="\u05d3\u05d5\u05d3")
    (letter,) = said_to(office, person, at, due_at=at + timedelta(days=2))
    page = amina.open(f"/messages/{letter.id}/letter")
    assert page.path == f"/console/messages/{letter.id}"
    assert "has a character we cannot print" in page.told


def test_messages_are_found_by_person_and_by_how_they_stand(
    amina: ConsoleClient, office: Services, at: datetime
) -> None:
    (text,) = said_to(office, kept(office, at, may_write=None), at)
    page = amina.open("/messages?channel=text&state=queued&day=25+11+2026&kind=visit-booked")
    assert any(str(text.id) in link for link in page.links)
    for other in ("channel=letter", "state=sent", "day=24+11+2026", "reference=PV-0"):
        assert "No message fits." in amina.open(f"/messages?{other}").told
    with office.database.unit_of_work() as session:
        session.get_one(Message, text.id).due_at = at + timedelta(days=3)
    told = amina.open("/messages?day=25+11+2026").told
    assert "Due" not in told
    assert told.count("Made") == 2
    assert "25 November 2026" in told and "28 November 2026" not in told
    page = amina.open("/messages?day=yesterdayish")
    assert "Error: Messages" in page.text and 'id="day-error"' in page.text


def test_a_person_is_found_by_phone_without_an_address_that_holds_it(
    amina: ConsoleClient, bryn: ConsoleClient, office: Services
) -> None:
    person_kept(amina, phone="07700 900123")
    page = amina.fill(amina.open("/messages").form_to("/messages/find"), {"words": "07700900123"})
    assert "Nia Visitor" in page.told
    assert page.path == "/console/messages/find"
    link = next(link for link in page.links if "/messages/person/" in link)
    assert "Messages of Nia Visitor" in amina.open(link.removeprefix("/console")).told
    assert len(entries(office, "people.searched")) == 1
    page = amina.fill(amina.open("/messages").form_to("/messages/find"), {"words": "Nobody"})
    assert "Nobody fits." in page.told


def test_a_thread_has_texts_in_and_out_in_their_order(
    amina: ConsoleClient, office: Services, at: datetime
) -> None:
    person = kept(office, at, may_write=None)
    said_to(office, person, at)
    said_to(office, person, at + timedelta(hours=2), kind="visit-withdrawn")
    with office.database.unit_of_work() as session:
        thread = TextThread(id=uuid4(), number_token=b"t" * 16, number=MOBILE, last_at=at)
        session.add(thread)
        session.flush()
        got = {"supplier_id": "S1", "thread_id": thread.id, "body": "Which door is it?"}
        when = at + timedelta(hours=1)
        session.add(InboundText(**got, person_id=person, received_at=when, waits=True))
    told = amina.open(f"/messages/person/{person}").told
    order = ["Visit booked", "Which door is it?", "Request withdrawn"]
    assert [told.index(words) for words in order] == sorted(told.index(words) for words in order)
    assert "person.viewed" in {entry.action for entry in entries(office, "person.viewed")}


def test_more_than_a_page_of_messages_is_paged(
    amina: ConsoleClient, office: Services, at: datetime
) -> None:
    person = kept(office, at, may_write=None)
    for number in range(51):
        said_to(office, person, at + timedelta(minutes=number))
    page = amina.open("/messages?channel=text")
    assert "Older messages" in page.told and "Newer messages" not in page.told
    page = amina.open("/messages?channel=text&page=2")
    assert sum("/messages/" in link and "person" not in link for link in page.links) >= 1
    assert "Newer messages" in page.told and "Older messages" not in page.told
    page = amina.open(f"/messages/person/{person}")
    assert "Older messages" in page.told


@pytest.mark.parametrize("state", [State.HELD, State.FAILED])
def test_a_stuck_message_waits_with_its_reason_and_is_tried_again(
    amina: ConsoleClient, office: Services, at: datetime, state: State
) -> None:
    (text,) = said_to(office, kept(office, at, may_write=None), at)
    stuck(office, text.id, at, state)
    assert "Messages that did not leave 1" in amina.open("/").told
    page = amina.open("/messages/stuck")
    assert "The text is too long." in page.told
    amina.fill(page.form_to("/retry"), {})
    assert "None. Every message left" in amina.open("/messages/stuck").told


def test_a_message_that_is_given_up_opens_one_task_and_leaves_the_list(
    amina: ConsoleClient, office: Services, at: datetime
) -> None:
    (text,) = said_to(office, kept(office, at, may_write=None), at)
    stuck(office, text.id, at)
    form = amina.open("/messages/stuck").form_to("/give-up")
    assert "There is a task about it." in amina.fill(form, {}).told
    amina.fill(form, {})
    task = only_task(office)
    assert (task.kind, task.reason, task.message_id) == ("bad-message", "given-up", text.id)
    assert "None. Every message left" in amina.open("/messages/stuck").told


def test_a_held_text_that_is_given_up_goes_as_a_letter_where_it_may(
    amina: ConsoleClient, office: Services, at: datetime
) -> None:
    person = kept(office, at)
    text, letter = said_to(office, person, at)
    with office.database.unit_of_work() as session:
        session.delete(session.get_one(Message, letter.id))
    stuck(office, text.id, at)
    page = amina.fill(amina.open("/messages/stuck").form_to("/give-up"), {})
    assert "Sent another way instead" in page.told
    link = next(one for one in page.links if "/messages/" in one and str(text.id) not in one and "person" not in one)  # fmt: skip
    told = amina.open(link.removeprefix("/console")).told
    assert "Sent because this failed" in told


def test_what_failed_and_went_another_way_is_not_stuck(
    amina: ConsoleClient, office: Services, at: datetime
) -> None:
    text, _letter = said_to(office, kept(office, at), at)
    stuck(office, text.id, at, State.FAILED)
    assert "None. Every message left" in amina.open("/messages/stuck").told


def test_a_message_that_left_is_not_given_up(
    amina: ConsoleClient, office: Services, at: datetime
) -> None:
    (text,) = said_to(office, kept(office, at, may_write=None), at)
    carry(office, at)
    amina.open("/")
    page = amina.post(f"/messages/{text.id}/give-up", {})
    assert "has left" in page.told


def test_who_only_reads_messages_neither_retries_nor_gives_up(
    bryn: ConsoleClient, office: Services, at: datetime
) -> None:
    """A booking clerk sees why a message is stuck; whoever speaks with the person decides."""
    (text,) = said_to(office, kept(office, at, may_write=None), at)
    stuck(office, text.id, at)
    assert "did not leave" not in bryn.open("/").told
    page = bryn.open("/messages/stuck")
    assert "The text is too long." in page.told and "Try one again" not in page.told
    for path in ("/messages/stuck", f"/messages/{text.id}"):
        page = bryn.open(path)
        assert "Try again" not in page.told and "Give up" not in page.told
    for way in ("retry", "give-up"):
        bryn.open("/")
        bryn.post(f"/messages/{text.id}/{way}", {})
        assert bryn.status == 403
    with office.database.reading() as session:
        assert session.get_one(Message, text.id).state == State.HELD
