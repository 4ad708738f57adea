"""The page of an application says why a message did not go, what went instead, and when it arrives."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from app.audit import COMMAND
from app.messages.models import Channel, LetterFile, Message
from app.messages.print_files import make_files
from app.messages.reports import settle_report
from app.messages.returned import come_back
from app.people import Person, set_rules
from app.services import Services
from app.tasks import Task, take_task
from tests.integration.console.console_client import ConsoleClient
from tests.integration.console.contacts_desk import carry
from tests.integration.console.walks import key_visit
from tests.integration.messages.conftest import ADDRESS


@pytest.fixture
def asked(amina: ConsoleClient, office: Services) -> UUID:
    """The id of a request that was sent; its applicant wants texts and said no to letters."""
    page = amina.fill(key_visit(amina, office).main_form(), {"agreed": "yes"})
    return UUID(page.path.rpartition("/")[2])


def change(office: Services, at: datetime, rules: dict[str, Any], **person: Any) -> None:
    """Change the one person there is."""
    with office.database.unit_of_work() as session:
        known = session.scalars(select(Person)).one()
        for name, value in person.items():
            setattr(known, name, value)
        set_rules(session, known.id, rules, actor=COMMAND, at=at)


def only(office: Services, channel: Channel) -> UUID:
    with office.database.reading() as session:
        return session.scalars(select(Message.id).where(Message.channel == channel)).one()


def fail(office: Services, at: datetime) -> None:
    with office.database.unit_of_work() as session:
        settle_report(session, only(office, Channel.TEXT), "undelivered", at=at, error_code="30005")


def arrive(office: Services, at: datetime) -> None:
    """Let the supplier say, late, that the text was delivered."""
    with office.database.unit_of_work() as session:
        assert settle_report(session, only(office, Channel.TEXT), "delivered", at=at)


def test_a_channel_they_said_no_to_is_named_with_the_message(
    amina: ConsoleClient, asked: UUID
) -> None:
    told = amina.open(f"/applications/{asked}").told
    assert "Letter: Request received not sent: they said no" in told


def test_a_text_that_fails_becomes_a_letter_with_its_reason_and_cost(
    amina: ConsoleClient, office: Services, at: datetime, asked: UUID
) -> None:
    change(office, at, {}, may_write=True, address=ADDRESS)
    carry(office, at)
    fail(office, at)
    told = amina.open(f"/applications/{asked}").told
    assert "This phone number is not in use. Cost: about 73p" in told
    carry(office, at)
    told = amina.open(f"/applications/{asked}").told
    assert "Text message: Request received failed: a letter is sent instead" in told
    assert "This phone number is not in use. Cost: 77p" in told
    assert "Sent because another way failed: Text message" in told
    assert "Sent another way instead: Letter" in told
    assert "It should arrive between 1 December 2026 and 3 December 2026." in told


def test_what_a_letter_in_its_place_would_have_cost_is_not_told_where_it_was_called_off(
    amina: ConsoleClient, office: Services, at: datetime, asked: UUID
) -> None:
    change(office, at, {}, may_write=True, address=ADDRESS)
    carry(office, at)
    fail(office, at)
    arrive(office, at)
    told = amina.open(f"/applications/{asked}").told
    assert "failed: a letter is sent instead" in told
    assert "Cost:" not in told


def test_where_no_letter_may_go_the_task_and_its_end_are_told(
    amina: ConsoleClient, office: Services, at: datetime, asked: UUID
) -> None:
    change(office, at, {"may_call": True})
    carry(office, at)
    fail(office, at)
    told = amina.open(f"/applications/{asked}").told
    assert "failed: somebody of ours calls them" in told
    assert "Task for staff: Call somebody back" in told
    page = amina.open("/tasks")
    link = next(link for link in page.links if "/tasks/" in link)
    page = amina.open(link.removeprefix("/console"))
    amina.fill(page.main_form(), {"outcome": "done", "note": "Told them."})
    told = amina.open(f"/applications/{asked}").told
    assert "Done, by Amina Yusuf" in told
    assert "Told them." not in told


def test_a_text_that_arrives_after_all_takes_its_letter_back_and_says_so(
    amina: ConsoleClient, office: Services, at: datetime, asked: UUID
) -> None:
    change(office, at, {}, may_write=True, address=ADDRESS)
    carry(office, at)
    fail(office, at)
    arrive(office, at)
    told = amina.open(f"/applications/{asked}").told
    assert "Text message: Request received was delivered after all" in told
    assert "The letter in its place is not sent." in told
    assert "failed: a letter is sent instead" in told
    assert "Sent another way instead" not in told


def test_a_task_that_a_late_delivery_made_needless_is_ended_by_the_system(
    amina: ConsoleClient, office: Services, at: datetime, asked: UUID
) -> None:
    change(office, at, {"may_call": True})
    carry(office, at)
    fail(office, at)
    arrive(office, at)
    told = amina.open(f"/applications/{asked}").told
    assert "The task in its place is not needed any more." in told
    assert "Task for staff: Call somebody back Not needed any more, by the system" in told
    assert not [link for link in amina.open("/tasks").links if "/tasks/" in link]


def test_what_it_was_too_late_to_take_back_is_told(
    amina: ConsoleClient, office: Services, at: datetime, asked: UUID
) -> None:
    change(office, at, {"may_call": True})
    carry(office, at)
    fail(office, at)
    with office.database.unit_of_work() as session:
        task = session.scalars(select(Task)).one()
        take_task(session, task.id, actor=COMMAND, at=at)
    arrive(office, at)
    told = amina.open(f"/applications/{asked}").told
    assert "was delivered after all" in told
    assert "Somebody was at work on the task in its place already." in told


def test_a_text_that_waits_for_their_hours_says_until_when(
    amina: ConsoleClient, office: Services, at: datetime, asked: UUID
) -> None:
    change(office, at, {"hours": {"from": "14:00", "to": "16:00", "days": [2]}})
    carry(office, at)
    told = amina.open(f"/applications/{asked}").told
    assert "It waits for the hours at which they may be reached." in told
    assert "It leaves on Wednesday 25 November 2026 at 2pm." in told


def test_a_letter_that_is_printed_again_and_comes_back_is_told(
    amina: ConsoleClient, office: Services, at: datetime, asked: UUID, dev: ConsoleClient
) -> None:
    change(office, at, {}, may_write=True, address=ADDRESS)
    carry(office, at)
    fail(office, at)
    carry(office, at)
    page = dev.fill(dev.open("/post-room").form_to("/close"), {})
    make_files(office.database, now=office.now)
    page = dev.open(page.path.removeprefix("/console"))
    dev.fill(page.form_to("/reprint"), {"first": "1", "last": "1", "why": "spoilt"})
    with office.database.unit_of_work() as session:
        letter = session.scalars(select(LetterFile.message_id)).one()
        come_back(session, letter, "gone-away", actor=COMMAND, at=at)
    told = amina.open(f"/applications/{asked}").told
    assert "Letter: Request received Printed again: A page was spoilt, by Dev Mistry" in told
    assert "Letter: Request received came back: Gone away by an operator" in told
    assert "Task for staff: A letter came back" in told


@pytest.fixture
def dev(console: Any) -> ConsoleClient:
    """Somebody of the post room, signed in."""
    client = ConsoleClient(console)
    client.sign_in_as("dev")
    return client
