"""An adviser and an agent at the console with a question about legal aid, over the wire."""

from __future__ import annotations

import pytest
from flask import Flask

from app.audit import COMMAND
from app.identity.agents import create_agent
from app.identity.permissions import Role
from app.services import Services
from tests.integration.console.conftest import PASSWORD, QUICK
from tests.integration.console.console_client import ConsoleClient
from tests.integration.legal_aid_calls import found, half_hours, kinds, sent


@pytest.fixture
def adviser(console: Flask, office: Services) -> ConsoleClient:
    """A legal aid adviser, signed in."""
    with office.database.unit_of_work() as session:
        create_agent(
            session,
            username="femi",
            name="Femi Adeyinka",
            password=PASSWORD,
            roles=[Role.LEGAL_AID_ADVISER],
            actor=COMMAND,
            at=office.now(),
            hasher=QUICK,
        )
    client = ConsoleClient(console)
    client.sign_in_as("femi")
    return client


def test_the_adviser_sees_the_call_and_the_working_and_decides(
    adviser: ConsoleClient, office: Services
) -> None:
    first, second = half_hours(office)[:2]
    question = sent(office, call="we-call-other", time=first)
    page = adviser.open(f"/requests/{question}")
    assert adviser.status == 200
    for said in ("Call Dai Friend for the person", "Do not leave a message.", "What you own"):
        assert said in page.told
    act = f"/applications/{question}/do"
    adviser.fill(
        page.form_to(f"{act}/follow-up"),
        {"follow-up-outcome": "call-again", "follow-up-time": second.id},
    )
    assert found(office, question).due_at == second.starts_at
    page = adviser.open(f"/requests/{question}")
    adviser.fill(page.form_to(f"{act}/refer"), {"refer-who": "adviser-in-person"})
    assert found(office, question).status == "referred"
    page = adviser.open(f"/requests/{question}")
    refused = adviser.fill(page.form_to(f"{act}/close"), {"close-reason": "other"})
    assert "Say what the reason is." in refused.told
    adviser.fill(page.form_to(f"{act}/close"), {"close-reason": "advice-given"})
    assert found(office, question).status == "closed"
    assert kinds(office, question) == [
        "legal-aid-call-moved",
        "legal-aid-outcome",
        "legal-aid-referred",
    ]


def test_a_call_that_was_called_off_has_no_time_on_the_worklist(
    adviser: ConsoleClient, office: Services
) -> None:
    question = sent(office, call="we-call-you", time=half_hours(office)[0])
    assert "at midday" in adviser.open("/requests").told
    page = adviser.open(f"/applications/{question}/do/cancel-call")
    adviser.fill(page.main_form(), {})
    assert found(office, question).due_at == office.now()
    assert "at midday" not in adviser.open("/requests").told


def test_an_agent_moves_the_call_and_decides_nothing(
    amina: ConsoleClient, bryn: ConsoleClient, office: Services
) -> None:
    first, second = half_hours(office)[:2]
    question = sent(office, call="we-call-you", time=first)
    act = f"/applications/{question}/do"
    page = amina.open(f"{act}/move-call")
    assert amina.status == 200
    amina.fill(page.form_to(f"{act}/move-call"), {"move-call-time": second.id})
    assert found(office, question).due_at == second.starts_at
    for client, action in ((amina, "close"), (bryn, "close"), (bryn, "move-call")):
        client.open(f"{act}/{action}")
        assert client.status == 403
    assert found(office, question).status == "requested"
