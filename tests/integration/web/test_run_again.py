"""A request that dies of others at the same moment is run again, and nobody sees an error page."""

from __future__ import annotations

import json
import sqlite3
from io import BytesIO
from typing import Any

import pytest
from flask import Flask, request
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from agent_console import create_app
from app.audit import COMMAND, AuditEntry
from app.contacts import Contact
from app.db import Database
from app.identity.agents import create_agent
from app.identity.permissions import Permission, Role
from app.services import Services
from app.web.guard import needs
from app.web.request_log import keep_request_log
from app.web.run_again import RunsAgain
from tests.conftest import Clock
from tests.integration.console.conftest import PASSWORD, QUICK
from tests.integration.console.console_client import ROOT, ConsoleClient, Form, Page
from tests.integration.in_the_way import in_the_way

CONTACTS = Contact.__tablename__
NOTE = "They will call back on Friday."


@pytest.fixture
def console(open_house: Services) -> Flask:
    with open_house.database.unit_of_work() as session:
        create_agent(
            session,
            username="amina",
            name="Amina Yusuf",
            password=PASSWORD,
            roles=[Role.AGENT],
            actor=COMMAND,
            at=open_house.now(),
            hasher=QUICK,
        )
    made = create_app(open_house)
    made.config["PROPAGATE_EXCEPTIONS"] = False
    return made


@pytest.fixture
def amina(console: Flask) -> ConsoleClient:
    """An agent in a contact, who is about to end it."""
    client = ConsoleClient(console)
    client.sign_in_as("amina")
    client.post("/contacts", {"channel": "telephone", "start_key": "k1"})
    return client


@pytest.fixture
def contact(amina: ConsoleClient, open_house: Services) -> Contact:
    with open_house.database.reading() as session:
        return session.scalars(select(Contact)).one()


def log_of(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    """Return the lines that were logged since the last look."""
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def end(agent: ConsoleClient, form: Form) -> str:
    """Send how the contact ended, and return what the page that follows says."""
    return agent.fill(form, {"outcome": "advice-given", "note": NOTE}).told


def end_in_vain(agent: ConsoleClient, form: Form) -> str:
    """Send the same, and return what the page of the failure says."""
    fields = {**dict(form.fields), "outcome": "advice-given", "note": NOTE}
    path = form.action.removeprefix("/console")
    answer = agent.http.post(path, data=fields, base_url=ROOT)
    assert answer.status_code == 500
    return Page(answer.text, form.action).told


def ended(services: Services, contact: Contact) -> tuple[str | None, int]:
    """Return the note that was kept, and how often the trail says that the contact ended."""
    query = select(func.count()).where(AuditEntry.action == "contact.ended")
    with services.database.reading() as session:
        return session.get_one(Contact, contact.id).note, session.scalar(query) or 0


def test_a_page_is_saved_although_others_were_in_its_way(
    amina: ConsoleClient,
    contact: Contact,
    open_house: Services,
    stocked: Database,
    capsys: pytest.CaptureFixture[str],
) -> None:
    form = amina.open(f"/contacts/{contact.id}/end").main_form()
    log_of(capsys)
    with in_the_way(open_house.database, stocked, table=CONTACTS) as lost:
        page = end(amina, form)
    assert len(lost) == 1
    assert page.count("The contact has ended.") == 1
    assert ended(open_house, contact) == (NOTE, 1)
    again, posted, _then = log_of(capsys)
    assert (again["event"], again["endpoint"], again["run"]) == ("again", "contacts.end", 1)
    assert again["error"] == lost[0] and "contacts" not in again["error"]
    assert (posted["event"], posted["id"], posted["status"]) == ("request", again["id"], 302)


def test_a_sign_in_that_was_touched_first_does_not_keep_it_from_running_again(
    amina: ConsoleClient, contact: Contact, open_house: Services, stocked: Database, clock: Clock
) -> None:
    form = amina.open(f"/contacts/{contact.id}/end").main_form()
    clock.forward(minutes=2)
    with in_the_way(open_house.database, stocked, table=CONTACTS, times=2) as lost:
        end(amina, form)
    assert len(lost) == 2
    assert ended(open_house, contact) == (NOTE, 1)


def test_after_the_last_run_the_person_is_told_and_nothing_is_said_to_be_saved(
    console: Flask,
    amina: ConsoleClient,
    contact: Contact,
    open_house: Services,
    stocked: Database,
    capsys: pytest.CaptureFixture[str],
) -> None:
    form = amina.open(f"/contacts/{contact.id}/end").main_form()
    log_of(capsys)
    with in_the_way(open_house.database, stocked, table=CONTACTS, times=9) as lost:
        told = end_in_vain(amina, form)
    assert len(lost) == 3
    assert "Sorry, there is a problem" in told and "The contact has ended." not in told
    assert ended(open_house, contact) == (None, 0)
    assert [line["event"] for line in log_of(capsys)] == ["again", "again", "failure", "request"]
    assert "The contact has ended." not in amina.open("/").told


def test_a_request_of_which_something_stands_is_not_run_again(
    console: Flask, amina: ConsoleClient, contact: Contact, open_house: Services, stocked: Database
) -> None:
    form = amina.open(f"/contacts/{contact.id}/end").main_form()
    view, runs, database = console.view_functions["contacts.end"], [], open_house.database

    def stands_and_then_dies(contact_id: str) -> Any:
        with database.unit_of_work() as work:
            work.get_one(Contact, contact.id).start_key = "another"
        with in_the_way(database, stocked, table=CONTACTS) as lost:
            runs.append(lost)
            return view(contact_id=contact_id)

    console.view_functions["contacts.end"] = needs(Permission.CONTACT_START)(stands_and_then_dies)
    told = end_in_vain(amina, form)
    assert [len(lost) for lost in runs] == [1] and "Sorry, there is a problem" in told
    assert ended(open_house, contact) == (None, 0)


@pytest.mark.parametrize(
    ("sent", "runs"),
    [
        ({"data": {"name": "Amina"}}, 3),
        ({"json": {"name": "Amina"}}, 3),
        ({"data": {"file": (BytesIO(b"Amina"), "name.txt")}}, 1),
        ({"data": b"Amina", "content_type": "text/plain"}, 1),
    ],
    ids=["form", "json", "file", "stream"],
)
def test_what_was_read_and_is_used_up_is_not_read_again(sent: Any, runs: int) -> None:
    begun: list[str] = []
    bodies: list[bytes] = []
    app = RunsAgain("reading")
    keep_request_log(app)

    @app.post("/")
    def read() -> str:
        begun.append(request.mimetype)
        if request.mimetype == "text/plain":
            bodies.append(request.stream.read())
        elif request.files:
            bodies.append(request.files["file"].read())
        else:
            bodies.append((request.form.get("name") or request.get_json()["name"]).encode())
        locked = sqlite3.OperationalError("locked")
        locked.sqlite_errorcode = sqlite3.SQLITE_BUSY
        raise OperationalError("UPDATE", {}, locked)

    assert app.test_client().post("/", **sent).status_code == 500
    assert len(begun) == runs
    assert bodies == [b"Amina"] * runs
