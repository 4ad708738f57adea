"""The post room checks in what comes back: by code, once, with clear words, and can take it back."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from app.applications.models import Application
from app.audit import COMMAND, AuditEntry
from app.messages.batches import close_batch, mark_printed
from app.messages.kinds import wording_of
from app.messages.letter_codes import letter_code
from app.messages.models import Message, State
from app.messages.outbox import queue_message
from app.messages.print_files import make_files
from app.messages.returned_models import PostIn, ReturnedLetter
from app.messages.sending import drain
from app.people import Person, rules_of
from app.services import Services
from app.tasks import Task, TaskKind
from tests.integration.console.console_client import ConsoleClient, Page

REFERENCE = "PV-DCDW-WQYW"
ADDRESS = {
    "line1": "1 Sample Street",
    "line2": "",
    "town": "Anytown",
    "county": "",
    "postcode": "CF10 1AA",
}


@pytest.fixture
def dev(console: Flask) -> ConsoleClient:
    """The post room, signed in."""
    client = ConsoleClient(console)
    client.sign_in_as("dev")
    return client


def new_application(at: datetime) -> Application:
    return Application(
        id=uuid4(),
        reference=REFERENCE,
        journey="prison-visit",
        journey_version=1,
        channel="telephone",
        language="en",
        start_key=str(uuid4()),
        created_at=at,
        updated_at=at,
    )


def new_person(at: datetime) -> Person:
    return Person(
        id=uuid4(),
        reference="PE-1",
        first_names="Sian Mair",
        last_name="Example",
        phone="07700 900123",
        address=ADDRESS,
        may_text=False,
        may_write=True,
        created_at=at,
        updated_at=at,
    )


def printed(office: Services, at: datetime, kind: str) -> Message:
    """Print one letter about a request, to somebody who gets letters only."""
    with office.database.unit_of_work() as session:
        application, person = new_application(at), new_person(at)
        session.add_all([application, person])
        session.flush()
        (message,) = queue_message(
            session,
            kind=kind,
            person=person,
            application_id=application.id,
            reference=REFERENCE,
            holes=wording_of("visit-requested").sample,
            key="test",
            at=at,
        )
    drain(office, at=at)
    with office.database.unit_of_work() as session:
        batch = close_batch(session, actor=COMMAND, at=at)
    make_files(office.database, now=lambda: at)
    with office.database.unit_of_work() as session:
        mark_printed(session, batch.id, actor=COMMAND, at=at)
    return message


@pytest.fixture
def letter(office: Services, at: datetime) -> Message:
    """A printed letter about a request, with a reply slip: pages 1, 2 (blank) and 3."""
    return printed(office, at, "visit-requested")


def scan(client: ConsoleClient, typed: str) -> Page:
    client.open("/check-in")
    return client.post("/check-in", {"code": typed})


def code_of(letter: Message, page: int) -> str:
    return f"{REFERENCE}/{letter_code(letter.id)}/{page}"


def rows(office: Services, table: type[Task] | type[ReturnedLetter] | type[PostIn]) -> list[object]:
    with office.database.reading() as session:
        return list(session.scalars(select(table)))


def test_a_scan_says_what_it_is_and_names_nobody(
    dev: ConsoleClient, office: Services, letter: Message
) -> None:
    page = scan(dev, f"]d1{code_of(letter, 1)}")
    assert dev.status == 200
    assert "Request received" in page.told
    assert "S. M. E., CF10 1AA" in page.told
    assert "Example" not in page.told and "Sample Street" not in page.told
    assert "autofocus" in page.text
    with office.database.reading() as session:
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "letter.checked"))
        assert entry.one().subject_id == letter.id


@pytest.mark.parametrize(
    "typed", ["pv dcdw wqyw", "PV-DCDW-WQYW", "  pvdcdwwqyw\r\n", "]Q1PV-DCDW-WQYW"]
)
def test_a_typed_reference_does_the_same(dev: ConsoleClient, letter: Message, typed: str) -> None:
    assert scan(dev, typed).path == f"/console/check-in/{letter.id}"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("5012345678900", "This is not one of our codes."),
        ("<b>]d1</b>", "This is not one of our codes."),
        ("x" * 5000, "This is not one of our codes."),
        ("PV-DCDW-WQYQ", "This is not one of our codes."),
        ("ZZ-79Y7-67XD", "We have nothing with this reference."),
    ],
)
def test_wrong_and_foreign_codes_get_clear_words(
    dev: ConsoleClient, letter: Message, typed: str, words: str
) -> None:
    page = scan(dev, typed)
    assert page.path == "/console/check-in"
    assert words in page.told
    assert "<title>Error: " in page.text


def test_a_code_of_no_letter_and_an_empty_box(dev: ConsoleClient, letter: Message) -> None:
    other = "2222" if letter_code(letter.id) != "2222" else "3333"
    assert "made no letter with this code" in scan(dev, f"{REFERENCE}/{other}/1").told
    assert "problem" not in scan(dev, "   ").told


def test_a_letter_that_came_back_opens_a_task_once(
    dev: ConsoleClient, office: Services, letter: Message
) -> None:
    page = scan(dev, code_of(letter, 1))
    page = dev.fill(page.form_to("/came-back"), {}, press=("why", "gone-away"))
    assert page.path == "/console/check-in"
    assert "The letter came back: Gone away. A task is open. No more post goes there." in page.told
    assert "Came back: Gone away" in page.told
    page = scan(dev, code_of(letter, 1))
    assert "It came back on Wednesday 25 November 2026" in page.told
    again = dev.post(f"/check-in/{letter.id}/came-back", {"why": "refused"})
    assert "This letter came back before: Gone away" in again.told
    assert len(rows(office, ReturnedLetter)) == len(rows(office, Task)) == 1
    with office.database.reading() as session:
        assert rules_of(session, letter.person_id).bad_address == ADDRESS
        assert session.get_one(Message, letter.id).state == State.FAILED


def test_what_was_checked_in_by_mistake_is_taken_back(
    dev: ConsoleClient, office: Services, letter: Message
) -> None:
    scan(dev, code_of(letter, 1))
    page = dev.post(f"/check-in/{letter.id}/came-back", {"why": "gone-away"})
    dev.fill(page.form_to("/undo"), {}, press=page.form_to("/undo").buttons[0])
    assert "It is undone." in dev.page.told
    assert "Undone" in dev.page.told
    with office.database.reading() as session:
        assert session.get_one(Message, letter.id).state == State.PRINTED
        assert session.scalars(select(Task)).one().outcome == "not-needed"


def test_nobody_takes_back_what_another_checked_in(
    dev: ConsoleClient, office: Services, letter: Message, at: datetime
) -> None:
    scan(dev, code_of(letter, 1))
    dev.post(f"/check-in/{letter.id}/came-back", {"why": "gone-away"})
    with office.database.unit_of_work() as session:
        returned = session.scalars(select(ReturnedLetter)).one()
        returned.by = str(uuid4())
    dev.post("/check-in/undo", {"id": str(returned.id)})
    assert dev.status == 404
    assert "Came back" not in dev.open("/check-in").told


def test_an_unknown_reason_changes_nothing(
    dev: ConsoleClient, office: Services, letter: Message
) -> None:
    scan(dev, code_of(letter, 1))
    page = dev.post(f"/check-in/{letter.id}/came-back", {"why": "eaten"})
    assert page.path == f"/console/check-in/{letter.id}"
    assert rows(office, ReturnedLetter) == []


def test_the_ticks_of_a_slip_become_tasks_once(
    dev: ConsoleClient, office: Services, letter: Message, at: datetime
) -> None:
    page = scan(dev, code_of(letter, 3))
    assert "A1 I cannot come." in page.told
    page = dev.fill(page.form_to("/slip"), {"tick": ["A2", "A3"]})
    assert "The reply slip is in." in page.told
    tasks = {task.reason: task for task in rows(office, Task)}
    assert {slug: task.kind for slug, task in tasks.items()} == {
        "slip-another-time": TaskKind.SLIP,
        "slip-call-me": TaskKind.CALL_BACK,
    }
    assert tasks["slip-another-time"].due_at == at + timedelta(hours=8)
    (post,) = rows(office, PostIn)
    assert (post.answers, post.page) == (
        {"visit": ["another-time", "call-me"], "wishes": []},
        3,
    )
    assert "The slip is in since" in page.told
    dev.post(f"/check-in/{letter.id}/slip", {"tick": "A1"})
    assert "This is in already" in dev.page.told
    assert len(rows(office, Task)) == 2
    page = dev.open("/check-in")
    dev.fill(page.form_to("/undo"), {}, press=page.form_to("/undo").buttons[0])
    assert {task.outcome for task in rows(office, Task)} == {"not-needed"}


def test_a_slip_without_a_tick_is_read_by_somebody(
    dev: ConsoleClient, office: Services, letter: Message
) -> None:
    page = scan(dev, code_of(letter, 3))
    dev.fill(page.form_to("/slip"), {})
    (task,) = rows(office, Task)
    assert (task.kind, task.reason) == (TaskKind.SLIP, "slip-nothing-ticked")


def test_a_letter_that_is_not_printed_cannot_be_checked_in(
    dev: ConsoleClient, office: Services, letter: Message
) -> None:
    with office.database.unit_of_work() as session:
        session.get_one(Message, letter.id).state = State.CANCELLED
    assert "was not printed yet" in scan(dev, REFERENCE).told
    for act in ("came-back", "slip", "page"):
        dev.post(f"/check-in/{letter.id}/{act}", {"why": "refused", "page": "1"})
        assert 400 <= dev.status < 500
    assert rows(office, ReturnedLetter) == rows(office, PostIn) == []


def test_only_the_post_room_checks_in(amina: ConsoleClient, letter: Message) -> None:
    amina.open("/check-in")
    assert amina.status == 403
    amina.open(f"/check-in/{letter.id}")
    assert amina.status == 403


def test_the_page_speaks_welsh_without_losing_the_code(dev: ConsoleClient, letter: Message) -> None:
    dev.open("/language/cy?back=/console/check-in")
    page = scan(dev, code_of(letter, 1))
    assert page.language == "cy" and REFERENCE not in page.path
