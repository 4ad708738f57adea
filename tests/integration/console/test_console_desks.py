"""The clerk, the post room and the service manager at their work, and who may open what."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from app.applications.lifecycle import load_answers
from app.applications.models import Application
from app.appointments import Slot
from app.identity.devices import enrol
from app.identity.models import Agent
from app.messages.models import Message
from app.places import get_venue
from app.services import Services
from tests.integration.console.console_client import ConsoleClient
from tests.integration.console.walks import key_visit


def sent(client: ConsoleClient, office: Services, prison: str = "LEI") -> str:
    """Key and send a visit; return its id."""
    page = key_visit(client, office, prison)
    page = client.fill(page.main_form(), {"agreed": "yes"})
    return page.path.rpartition("/")[2]


def first_time(office: Services, key: str) -> dict[str, str]:
    """Choose the first of the times that were asked for."""
    with office.database.reading() as session:
        chosen = load_answers(session, UUID(key)).value("first-choice", "time")
    return {"confirm-slot": chosen}


def status(office: Services, key: str) -> str:
    with office.database.reading() as session:
        return {str(a.id): a.status for a in session.scalars(select(Application))}[key]


def test_a_clerk_confirms_one_of_the_choices(
    amina: ConsoleClient, bryn: ConsoleClient, office: Services
) -> None:
    key = sent(amina, office)
    assert "Waiting: 1." in bryn.open("/requests").told
    assert "Waiting: 1." in bryn.open("/requests?place=LEI").told
    page = bryn.open(f"/requests/{key}")
    assert "The details agree with the prisoner record." in page.told
    assert "Places left: 20" in page.told
    form = page.form_to("/do/confirm")
    assert "Choose a time" in bryn.fill(form, {}).told
    page = bryn.fill(form, first_time(office, key))
    assert "The visit is booked." in page.told
    page = bryn.fill(form, first_time(office, key))
    assert "This was decided already. It is now: Booked." in page.told
    assert status(office, key) == "booked"


def test_the_second_of_two_clerks_is_told_how_it_stands(
    amina: ConsoleClient, bryn: ConsoleClient, office: Services
) -> None:
    key = sent(amina, office)
    page = bryn.open(f"/requests/{key}")
    yes, no = page.form_to("/do/confirm"), page.form_to("/do/reject")
    page = bryn.fill(no, {"reject-reason": "prisoner-moved"})
    assert "The request is rejected." in page.told
    page = bryn.fill(yes, first_time(office, key))
    assert "It is now: Rejected. Nothing was changed." in page.told
    assert status(office, key) == "rejected"


def test_a_full_time_is_said_and_nothing_is_decided(
    amina: ConsoleClient, bryn: ConsoleClient, office: Services
) -> None:
    key = sent(amina, office)
    form = bryn.open(f"/requests/{key}").form_to("/do/confirm")
    with office.database.unit_of_work() as session:
        for slot in session.scalars(select(Slot)):
            slot.taken = slot.capacity
    page = bryn.fill(form, first_time(office, key))
    assert "That time is full now" in page.told
    assert status(office, key) == "requested"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({}, "Choose a reason"),
        ({"reject-reason": "whim"}, "That choice is not on the list"),
        ({"reject-reason": "other"}, "Say what the reason is."),
        ({"reject-reason": "prisoner-banned", "reject-until-day": "99"}, "There is a problem"),
    ],
)
def test_a_rejection_needs_a_listed_reason(
    amina: ConsoleClient, bryn: ConsoleClient, office: Services, typed: Any, words: str
) -> None:
    key = sent(amina, office)
    page = bryn.open(f"/requests/{key}")
    page = bryn.fill(page.form_to("/do/reject"), typed)
    assert words in page.told
    assert status(office, key) == "requested"


def test_a_rejection_typed_too_late_comes_back(
    amina: ConsoleClient, bryn: ConsoleClient, office: Services, clock: Any
) -> None:
    key = sent(amina, office)
    form = bryn.open(f"/requests/{key}").form_to("/do/reject")
    clock.forward(hours=1)
    bryn.fill(form, {"reject-reason": "other", "reject-words": "The wing is closed."})
    page = bryn.post("/sign-in/demo", {"username": "bryn"})
    assert "We kept what you typed." in page.told
    assert ("reject-words", "The wing is closed.") in page.form_to("/do/reject").fields
    assert status(office, key) == "requested"


def test_a_time_agreed_by_hand_is_booked(
    amina: ConsoleClient, bryn: ConsoleClient, office: Services
) -> None:
    with office.database.unit_of_work() as session:
        get_venue(session, "LEI").way = "by-hand"
    key = sent(amina, office)
    page = bryn.open(f"/requests/{key}")
    typed = {"agree-day-day": "12 12 2026", "agree-starts": "2pm", "agree-ends": "1pm"}
    page = bryn.fill(page.form_to("/do/agree"), typed)
    assert "The end must be after the start." in page.told
    page = bryn.fill(page.form_to("/do/agree"), {"agree-ends": "16:15"})
    assert "The visit is booked." in page.told
    assert "Saturday 12 December 2026, 2pm to 4:15pm" in page.told


def test_a_clerk_cancels_and_the_agent_sees_why(
    amina: ConsoleClient, bryn: ConsoleClient, office: Services
) -> None:
    key = sent(amina, office, "CFI")
    page = bryn.open(f"/applications/{key}/do/cancel")
    page = bryn.fill(page.main_form(), {"cancel-reason": "capacity"})
    assert "The visit is cancelled." in page.told
    assert "There is less room than planned" in amina.open(f"/applications/{key}").told


def test_an_agent_changes_a_booked_visit(amina: ConsoleClient, office: Services) -> None:
    key = sent(amina, office, "CFI")
    page = amina.open(f"/applications/{key}")
    form = page.form_to("/do/change")
    page = amina.fill(form, {})
    assert "When do you want to visit?" in page.told
    first = page.path
    assert amina.fill(form, {}).path == first


def test_an_agent_withdraws_a_request_once(amina: ConsoleClient, office: Services) -> None:
    key = sent(amina, office)
    form = amina.open(f"/applications/{key}/do/withdraw-for-visitor").main_form()
    assert "The request is withdrawn." in amina.fill(form, {}).told
    assert "It is now: Withdrawn" in amina.fill(form, {}).told


def test_an_agent_cancels_a_visit_for_the_visitor(amina: ConsoleClient, office: Services) -> None:
    key = sent(amina, office, "CFI")
    form = amina.open(f"/applications/{key}/do/cancel-for-visitor").main_form()
    assert "The visit is cancelled." in amina.fill(form, {}).told
    assert status(office, key) == "cancelled"


def test_messages_are_shown_exactly_as_sent(
    amina: ConsoleClient, bryn: ConsoleClient, office: Services
) -> None:
    key = sent(amina, office)
    page = amina.open(f"/applications/{key}")
    assert "Text message: Request received" in page.told
    with office.database.reading() as session:
        message = session.scalars(select(Message)).first()
    page = bryn.open(f"/messages/{message.id}")
    assert "07700 900123" in page.told
    assert "Waiting to leave" in bryn.open("/messages").told
    assert "No message fits." in bryn.open("/messages?reference=PV-0000-0000&state=%00").told


PAGES = {
    "/": {"amina", "bryn", "carys", "dev", "erin"},
    "/people": {"amina", "bryn", "carys"},
    "/people/new": {"amina", "carys"},
    "/requests": {"bryn", "carys"},
    "/messages": {"amina", "bryn", "carys"},
    "/post-room": {"dev"},
    "/prisons": {"erin"},
    "/kiosks": {"carys", "erin"},
    "/agents": {"erin"},
}


@pytest.mark.parametrize("username", ["amina", "bryn", "carys", "dev", "erin"])
def test_each_role_opens_its_own_pages_and_sees_only_their_links(
    console: Flask, username: str
) -> None:
    client = ConsoleClient(console)
    desk = client.sign_in_as(username)
    for path, who in PAGES.items():
        page = client.open(path)
        assert (client.status == 200) is (username in who), path
        if path not in ("/", "/people/new"):
            assert (f"/console{path}" in desk.links) is (username in who), path
        if username not in who:
            assert "You cannot see this page" in page.told


def test_a_prison_is_corrected_and_stays_so(console: Flask, office: Services) -> None:
    erin = ConsoleClient(console)
    erin.sign_in_as("erin")
    form = erin.open("/prisons/LEI").main_form()
    page = erin.fill(form, {"max_adults": "9999"})
    assert "The number must be 20 or less" in page.told
    page = erin.fill(form, {"max_adults": "2", "way": "instant"})
    assert "The prison is saved." in page.told
    with office.database.reading() as session:
        venue = get_venue(session, "LEI")
        assert (venue.max_adults, venue.way, venue.corrected) == (2, "instant", True)


def test_a_code_from_the_console_enrols_a_kiosk(console: Flask, office: Services) -> None:
    carys = ConsoleClient(console)
    carys.sign_in_as("carys")
    form = carys.open("/kiosks").main_form()
    page = carys.fill(form, {"name": "By the door", "venue": "LEI"})
    code = page.text.split('govuk-panel__title">')[1][:9]
    with office.database.unit_of_work() as session:
        attempt = enrol(session, code=code, at=office.now())
    assert attempt.outcome()[0].name == "By the door"
    page = carys.open("/kiosks")
    page = carys.fill(page.form_to("/retire"), {})
    assert "The kiosk is no longer trusted." in page.told


def test_an_agent_is_made_and_let_go(console: Flask, office: Services) -> None:
    erin = ConsoleClient(console)
    erin.sign_in_as("erin")
    form = erin.open("/agents/new").main_form()
    typed = {"name": "Ffion Lloyd", "username": "ffion", "password": "short", "roles": ["agent"]}
    page = erin.fill(form, typed)
    assert "There is a problem" in page.told
    page = erin.fill(form, {**typed, "password": "copper-heron-window-9"})
    assert "otpauth://" in page.told
    with office.database.reading() as session:
        agent = session.scalars(select(Agent).where(Agent.username == "ffion")).one()
    page = erin.open("/agents")
    page = erin.fill(page.form_to(f"{agent.id}/deactivate"), {})
    assert "The agent is let go." in page.told


def test_the_console_speaks_welsh(amina: ConsoleClient) -> None:
    page = amina.open("/language/cy?back=/console/people")
    assert (page.language, page.path) == ("cy", "/console/people")
    assert amina.open("/language/xx?back=//elsewhere.example").path == "/console/"
