"""A number that an agent reads back on the call is confirmed; without the tick a text asks first."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from agent_console import create_app
from app.audit import AuditEntry
from app.people import ContactRules
from app.services import Services
from tests.integration.console.console_client import ConsoleClient
from tests.integration.console.walks import key_visit


@pytest.fixture
def office(services: Services) -> Services:
    """An office in which numbers are confirmed."""
    return replace(services, settings=replace(services.settings, confirm_numbers=True))


def confirmed(office: Services) -> list[str | None]:
    with office.database.reading() as session:
        return list(session.scalars(select(ContactRules.confirmed_phone)))


def how(office: Services) -> list[str]:
    with office.database.reading() as session:
        query = select(AuditEntry.details).where(AuditEntry.action == "number.confirmed")
        return [details["how"] for details in session.scalars(query)]


def test_a_ticked_number_is_confirmed_and_the_trail_says_how(
    amina: ConsoleClient, office: Services
) -> None:
    page = key_visit(amina, office)
    assert "Is your mobile number 0 7 7 0 0, 9 0 0, 1 2 3?" in page.told
    amina.fill(page.main_form(), {"agreed": "yes", "number-read": "yes"})
    assert confirmed(office) == ["+447700900123"]
    assert how(office) == ["read-back"]


def test_without_the_tick_nothing_is_confirmed(amina: ConsoleClient, office: Services) -> None:
    amina.fill(key_visit(amina, office).main_form(), {"agreed": "yes"})
    assert confirmed(office) == []
    assert how(office) == []


def test_the_tick_is_kept_when_something_else_is_missing(
    amina: ConsoleClient, office: Services
) -> None:
    page = amina.fill(key_visit(amina, office).main_form(), {"number-read": "yes"})
    assert amina.status == 422
    assert ("number-read", "yes") in page.main_form().fields
    assert confirmed(office) == []


def test_where_numbers_are_not_confirmed_nobody_is_asked(services: Services) -> None:
    client = ConsoleClient(create_app(services))
    client.sign_in_as("amina")
    assert "number-read" not in key_visit(client, services).text
