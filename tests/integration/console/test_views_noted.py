"""Whatever shows an agent somebody's details leaves one entry in the trail, on every page that does."""

from __future__ import annotations

from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from app.applications.models import Application
from app.audit import AuditEntry
from app.people import Person
from app.services import Services
from tests.integration.console.console_client import ConsoleClient
from tests.integration.console.walks import key_visit, person_kept


@pytest.fixture
def carys(console: Flask) -> ConsoleClient:
    """A team leader, who has nothing to do with amina's calls."""
    client = ConsoleClient(console)
    client.sign_in_as("carys")
    return client


def views(services: Services, action: str) -> list[AuditEntry]:
    with services.database.reading() as session:
        return list(session.scalars(select(AuditEntry).where(AuditEntry.action == action)))


def only(services: Services, table: type[Application] | type[Person]) -> UUID:
    with services.database.reading() as session:
        return session.scalars(select(table.id)).one()


@pytest.mark.parametrize("page", ["sections/prisoner", "sections/visitors", "check"])
def test_somebody_elses_draft_is_not_read_unseen(
    amina: ConsoleClient, carys: ConsoleClient, office: Services, page: str
) -> None:
    key_visit(amina, office)
    draft = only(office, Application)
    assert views(office, "application.viewed") == []
    carys.open(f"/applications/{draft}/{page}")
    assert carys.status == 200
    assert [entry.subject_id for entry in views(office, "application.viewed")] == [draft]


def test_opening_a_persons_details_to_change_them_is_a_view(
    amina: ConsoleClient, carys: ConsoleClient, office: Services
) -> None:
    person_kept(amina, phone="07700 900123")
    person = only(office, Person)
    before = len(views(office, "person.viewed"))
    page = carys.open(f"/people/{person}/change")
    assert "07700" in page.text
    assert len(views(office, "person.viewed")) == before + 1


def test_the_worklist_notes_whose_names_it_showed(
    amina: ConsoleClient, bryn: ConsoleClient, office: Services
) -> None:
    check = key_visit(amina, office)
    amina.fill(check.main_form(), {"agreed": "yes"})
    bryn.open("/requests")
    (entry,) = views(office, "people.listed")
    assert entry.details == {"shown": [str(only(office, Person))]}
    bryn.open("/requests?place=CFI")
    assert len(views(office, "people.listed")) == 1


def test_a_yes_is_to_the_number_that_was_read_out(
    amina: ConsoleClient, carys: ConsoleClient, office: Services
) -> None:
    asked = person_kept(amina, phone="07700 900123").form_to("/wishes")
    person_id = only(office, Person)
    form = carys.open(f"/people/{person_id}/change").main_form()
    carys.fill(form, {"phone": "07700 900777"})
    page = amina.fill(asked, {}, press=("given", "yes"))
    assert amina.status == 409
    assert "Someone else changed this" in page.told
    with office.database.reading() as session:
        assert session.get_one(Person, person_id).may_text is None


def test_no_page_is_titled_with_a_name(amina: ConsoleClient) -> None:
    page = person_kept(amina, last="Unmistakable")
    title = page.text.split("<title>")[1].split("</title>")[0]
    assert "Unmistakable" not in title
    assert "PE-" in title
