"""A service manager puts a helpline's hours right on the console, and nobody else may."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from app.appointments.hours import DayHours, hours_of
from app.audit import AuditEntry
from app.places import get_venue
from app.services import Services
from tests.integration.console.console_client import ConsoleClient

PAGE = "/helplines/CLA"


@pytest.fixture
def erin(console: Flask) -> ConsoleClient:
    """The service manager, signed in."""
    client = ConsoleClient(console)
    client.sign_in_as("erin")
    return client


def hours(office: Services) -> dict[int, DayHours]:
    with office.database.reading() as session:
        return hours_of(session, get_venue(session, "CLA"))


def test_hours_and_rules_are_put_right(erin: ConsoleClient, office: Services) -> None:
    page = erin.open("/helplines")
    assert "Monday to Friday: 9am to 8pm, calls at a time: 4" in page.told
    changed = {"mon-opens": "8:30am", "mon-closes": "10am", "mon-capacity": "6",
               "sat-opens": "", "sat-closes": "", "sat-capacity": "", "notice_minutes": "60"}  # fmt: skip
    page = erin.fill(erin.open(PAGE).main_form(), changed)
    assert "The helpline is saved." in page.told
    assert "Monday: 8:30am to 10am, calls at a time: 6" in page.told
    assert "Tuesday to Friday" in page.told and "Saturday" not in page.told
    kept = hours(office)
    assert kept[0] == DayHours("0830", "1000", 6) and 5 not in kept
    with office.database.reading() as session:
        assert get_venue(session, "CLA").notice_minutes == 60
        query = select(AuditEntry.action).where(AuditEntry.subject_kind == "venue")
        assert session.scalars(query).all() == ["venue.corrected", "venue.hours"]


def test_what_is_wrong_is_said_beside_its_box_and_nothing_is_kept(
    erin: ConsoleClient, office: Services
) -> None:
    before = hours(office)
    wrong = {"mon-opens": "8:10am", "tue-closes": "8am", "wed-opens": "", "thu-capacity": "",
             "fri-capacity": "0", "sat-closes": "noonish"}  # fmt: skip
    page = erin.fill(erin.open(PAGE).main_form(), wrong)
    beside = {f"{name}-error" for name in wrong}
    assert beside <= page.ids
    assert len([link for link in page.links if link.lstrip("#") in wrong]) == len(wrong)
    assert "Thursday: Enter how many calls can be made at a time." in page.told
    assert hours(office) == before
    assert ("mon-opens", "8:10am") in page.main_form().fields


def test_only_who_may_change_places_sees_the_page(
    amina: ConsoleClient, erin: ConsoleClient
) -> None:
    assert "/console/helplines" in erin.open("/").links
    assert "/console/helplines" not in amina.open("/").links
    amina.open(PAGE)
    assert amina.status == 403
    erin.open("/helplines/LEI")
    assert erin.status == 404


def test_a_desk_with_nothing_on_it_says_so(erin: ConsoleClient, amina: ConsoleClient) -> None:
    words = "Nothing waits for you here."
    assert words in erin.open("/").told
    assert words not in amina.open("/").told
