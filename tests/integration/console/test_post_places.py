"""Courts and day centres at the console: found, put right, added, and refused where they cannot be posted to."""

from __future__ import annotations

from datetime import datetime

import pytest
from flask import Flask

from app.audit import COMMAND
from app.identity.devices import enrol, issue_code, list_devices
from app.places import get_venue
from app.places.care_of import care_of_places, is_unchecked
from app.services import Services
from tests.integration.console.console_client import ConsoleClient


@pytest.fixture
def erin(console: Flask) -> ConsoleClient:
    """A service owner, signed in."""
    client = ConsoleClient(console)
    client.sign_in_as("erin")
    return client


HOME = {"address-line1": "9 Pier Road", "address-town": "Cardiff", "address-postcode": "CF10 4ZZ"}


def test_a_court_that_is_saved_as_it_stands_counts_as_checked(
    erin: ConsoleClient, office: Services
) -> None:
    assert "There are 195 more." in erin.open("/places-for-post").told
    page = erin.open("/places-for-post?words=aberystwyth")
    assert "Not checked" in page.told and "Aldershot" not in page.told
    page = erin.open("/places-for-post/C001")
    assert "Nobody here has checked this address." in page.told
    erin.fill(page.main_form(), {})
    with office.database.reading() as session:
        court = get_venue(session, "C001")
        assert (is_unchecked(court), court.address["line1"]) == (False, "Y Lanfa")
    erin.open("/places-for-post/LEI")
    assert erin.status == 404


def test_a_day_centre_is_added_and_closed(erin: ConsoleClient, office: Services) -> None:
    page = erin.open("/places-for-post/add")
    page = erin.fill(page.main_form(), {"name": "Harbour Day Centre", "address-line1": "("})
    assert "This line cannot start with (" in page.told
    page = erin.fill(page.main_form(), {**HOME, "opening": "Daily"})
    assert "The day centre is added." in page.told and "Daily" in page.told
    with office.database.reading() as session:
        (added,) = [one for one in care_of_places(session) if one.kind == "day-centre"]
    page = erin.open(f"/places-for-post/{added.code}")
    told = erin.fill(page.main_form(), {"open": "no"}).told
    assert "Takes no post." in told


def test_only_a_service_owner_changes_places(amina: ConsoleClient, office: Services) -> None:
    for path in ("/places-for-post", "/places-for-post/add", "/places-for-post/C001"):
        amina.open(path)
        assert amina.status == 403


def test_a_kiosk_gets_a_printer(erin: ConsoleClient, office: Services, at: datetime) -> None:

    with office.database.unit_of_work() as session:
        code = issue_code(session, venue_code="CFI", name="Hall", actor=COMMAND, at=at)
        enrol(session, code=code, at=at)
    page = erin.open("/kiosks")
    page = erin.fill(page.form_to("/printer"), {"prints": "yes"})
    assert "Letters can be printed there." in page.told
    with office.database.reading() as session:
        assert [device.prints for device in list_devices(session)] == [True]
