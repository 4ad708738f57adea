"""What is ticked on a slip stands where staff look: the check-in page, the request, the timeline."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, select

from app.applications.models import Application
from app.audit import COMMAND
from app.messages.models import Message
from app.services import Services
from app.tasks import Task, TaskOutcome, finish_task
from tests.integration.console.console_client import ConsoleClient
from tests.integration.console.test_check_in import code_of, letter, scan

__all__ = ["letter"]
ASKED = "What do you want to tell us?"
CANNOT = "I cannot come. I want to take my request back."
TYPED = "Typed by Dev Mistry, Wednesday 25 November 2026"


@pytest.fixture
def dev(console: Flask) -> ConsoleClient:
    """The post room, signed in."""
    client = ConsoleClient(console)
    client.sign_in_as("dev")
    return client


@pytest.fixture(autouse=True)
def request_page(office: Services, letter: Message) -> str:
    """The address of the request that the letter is about, as a clerk decides it."""
    with office.database.unit_of_work() as session:
        session.get_one(Application, letter.application_id).status = "requested"
    return f"/requests/{letter.application_id}"


def keep(dev: ConsoleClient, letter: Message, *ticks: str) -> None:
    page = scan(dev, code_of(letter, 3))
    dev.fill(page.form_to("/slip"), {"tick": list(ticks)})


def undo(dev: ConsoleClient) -> None:
    page = dev.open("/check-in")
    dev.fill(page.form_to("/undo"), {}, press=page.form_to("/undo").buttons[0])


def finish(office: Services, outcome: TaskOutcome, at: datetime) -> None:
    with office.database.unit_of_work() as session:
        for task in session.scalars(select(Task)):
            finish_task(session, task.id, outcome, actor=COMMAND, at=at)


def test_the_check_in_page_says_what_was_ticked_by_whom_and_that_it_is_undone(
    dev: ConsoleClient, letter: Message
) -> None:
    keep(dev, letter, "A1", "B1")
    page = scan(dev, code_of(letter, 3))
    assert f"{ASKED} {CANNOT} A task is open" in page.told
    assert "Write to me in large print. Changed" in page.told
    assert TYPED in page.told
    undo(dev)
    page = scan(dev, code_of(letter, 3))
    assert CANNOT in page.told and "Undone by Dev Mistry, Wednesday 25 November" in page.told
    assert "Write to me in large print. Put back" in page.told
    assert page.form_to("/slip")


def test_the_request_and_its_timeline_say_what_was_ticked(
    dev: ConsoleClient, amina: ConsoleClient, letter: Message
) -> None:
    keep(dev, letter, "A1", "A3")
    page = amina.open(f"/applications/{letter.application_id}")
    assert "On the letter “Request received”" in page.told
    assert f"{ASKED} {CANNOT} A task is open" in page.told
    assert TYPED in page.told
    said = f"Letter: Request received: the reply slip came in by Dev Mistry: {CANNOT} · Please call me."
    assert page.told.count(said) == 1
    undo(dev)
    page = amina.open(f"/applications/{letter.application_id}")
    assert "the reply slip did not come in after all by Dev Mistry" in page.told
    assert "Undone by Dev Mistry" in page.told
    assert "Nobody has dealt with it yet" not in page.told


def test_a_reader_of_welsh_reads_the_ticks_in_welsh(
    dev: ConsoleClient, amina: ConsoleClient, letter: Message
) -> None:
    keep(dev, letter, "A3")
    amina.open("/language/cy?back=/console/")
    page = amina.open(f"/applications/{letter.application_id}")
    assert "Please call me." not in page.told
    assert page.told.count("Ffoniwch fi") >= 2


def test_who_decides_sees_the_ticks_that_wait_for_somebody(
    dev: ConsoleClient,
    bryn: ConsoleClient,
    office: Services,
    letter: Message,
    request_page: str,
    at: datetime,
) -> None:
    assert "reply slip" not in bryn.open(request_page).told
    keep(dev, letter, "A1", "B1")
    told = bryn.open(request_page).told
    assert bryn.page.path == f"/console{request_page}"
    assert f"Nobody has dealt with it yet. {ASKED} {CANNOT} A task is open" in told
    assert "Write to me in large print." not in told
    finish(office, TaskOutcome.DONE, at + timedelta(hours=1))
    assert CANNOT not in bryn.open(request_page).told


@pytest.mark.parametrize(
    ("outcome", "waits"), [(TaskOutcome.NOT_REACHED, True), (TaskOutcome.NOT_NEEDED, False)]
)
def test_a_tick_waits_on_where_its_task_reached_nobody(
    dev: ConsoleClient,
    amina: ConsoleClient,
    office: Services,
    letter: Message,
    at: datetime,
    outcome: TaskOutcome,
    waits: bool,
) -> None:
    keep(dev, letter, "A3")
    finish(office, outcome, at)
    told = amina.open(f"/applications/{letter.application_id}").told
    assert ("Nobody has dealt with it yet" in told) is waits


def test_an_undone_slip_and_a_tick_that_changed_something_wait_for_nobody(
    dev: ConsoleClient, bryn: ConsoleClient, letter: Message, request_page: str
) -> None:
    keep(dev, letter, "B2")
    assert "Nobody has dealt" not in bryn.open(request_page).told
    undo(dev)
    keep(dev, letter, "A2")
    undo(dev)
    assert "Nobody has dealt" not in bryn.open(request_page).told


def test_a_thread_shows_the_slip_that_came_in(
    dev: ConsoleClient, amina: ConsoleClient, letter: Message
) -> None:
    keep(dev, letter, "A1", "B1")
    for whose in (f"application/{letter.application_id}", f"person/{letter.person_id}"):
        told = amina.open(f"/messages/{whose}").told
        assert "The reply slip is in." in told
        assert f"{ASKED} {CANNOT} A task is open" in told
        assert TYPED in told


def test_a_slip_with_nothing_ticked_says_so(
    dev: ConsoleClient, amina: ConsoleClient, letter: Message, office: Any
) -> None:
    keep(dev, letter)
    told = amina.open(f"/applications/{letter.application_id}").told
    assert "by Dev Mistry: Nothing is ticked." in told
    assert "Nothing is ticked. A task is open" in told


def test_the_tasks_of_all_ticks_are_looked_up_at_once(
    dev: ConsoleClient, amina: ConsoleClient, office: Services, letter: Message
) -> None:
    keep(dev, letter, "A1", "A3")
    undo(dev)
    keep(dev, letter, "A1", "A2", "A3")
    asked: list[str] = []
    note: Any = lambda *told: asked.append(told[2])  # noqa: E731
    event.listen(office.database.engine, "before_cursor_execute", note)
    told = amina.open(f"/applications/{letter.application_id}").told
    event.remove(office.database.engine, "before_cursor_execute", note)
    assert told.count("A task is open") >= 3
    assert sum("WHERE tasks.key" in one.replace('"', "") for one in asked) == 1
