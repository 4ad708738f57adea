"""Tasks at the console: listed by what is due, taken, called about safely, finished once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from app.services import Services
from app.tasks import TaskKind
from tests.integration.console.console_client import ConsoleClient
from tests.integration.console.contacts_desk import entries, kept, only_task, to_do


@pytest.fixture
def carys(console: Flask) -> ConsoleClient:
    """A team leader, signed in."""
    client = ConsoleClient(console)
    client.sign_in_as("carys")
    return client


def test_the_soonest_due_comes_first_and_late_ones_are_marked(
    amina: ConsoleClient, office: Services, at: datetime
) -> None:
    to_do(office, at, "later", due_at=at + timedelta(days=1), kind=TaskKind.BAD_MESSAGE)
    to_do(office, at, "late", due_at=at - timedelta(hours=1), person_id=kept(office, at))
    told = amina.open("/tasks").told
    assert told.index("Call somebody back A message failed") < told.index(
        "A message could not be sent A message failed"
    )
    assert "Late" in told and "Sian Example" in told and "07700" not in told
    assert "Sian" not in amina.open("/tasks?kind=bad-message").told
    assert "Tasks 2" in amina.open("/").told
    assert amina.open("/tasks?kind=nonsense&page=x").path == "/console/tasks"


def test_a_task_is_taken_and_finished_with_a_note(
    amina: ConsoleClient, office: Services, at: datetime
) -> None:
    key = to_do(office, at, person_id=kept(office, at, {"may_call": True}))
    page = amina.open(f"/tasks/{key}")
    assert "07700 900123" in page.told
    assert [entry.subject_id for entry in entries(office, "task.viewed")] == [key]
    page = amina.fill(page.form_to("/take"), {})
    assert "The task is yours." in page.told
    page = amina.fill(page.main_form(), {})
    assert "Choose how it ended" in page.told
    page = amina.fill(page.main_form(), {"outcome": "not-reached", "note": "Rang out."})
    assert "The task is finished." in page.told
    assert "The person could not be reached" in amina.open(f"/tasks/{key}").told
    assert "Rang out." in amina.page.told and "07700" not in amina.page.told
    assert only_task(office).outcome == "not-reached"


def test_a_note_typed_too_late_comes_back(
    amina: ConsoleClient, office: Services, at: datetime, clock: Any
) -> None:
    key = to_do(office, at)
    form = amina.open(f"/tasks/{key}").main_form()
    clock.forward(hours=1)
    amina.fill(form, {"outcome": "done", "note": "Told their sister."})
    page = amina.post("/sign-in/demo", {"username": "amina"})
    assert "We kept what you typed." in page.told
    assert ("note", "Told their sister.") in page.main_form().fields
    assert only_task(office).done_at is None


def test_who_comes_second_is_told_who_did_it(
    amina: ConsoleClient, carys: ConsoleClient, office: Services, at: datetime
) -> None:
    key = to_do(office, at)
    form = carys.open(f"/tasks/{key}")
    take, finish = form.form_to("/take"), form.main_form()
    amina.fill(amina.open(f"/tasks/{key}").form_to("/take"), {})
    page = carys.fill(take, {})
    assert "Amina Yusuf took this meanwhile. Nothing was changed." in page.told
    page = carys.fill(finish, {"outcome": "done"})
    assert "Amina Yusuf took this meanwhile." in page.told
    amina.fill(amina.open(f"/tasks/{key}").main_form(), {"outcome": "done"})
    page = carys.fill(finish, {"outcome": "not-needed"})
    assert "Amina Yusuf did this meanwhile." in page.told
    assert only_task(office).outcome == "done"


def test_a_team_leader_puts_back_what_another_has_and_an_agent_may_not(
    amina: ConsoleClient, carys: ConsoleClient, office: Services, at: datetime
) -> None:
    key = to_do(office, at)
    carys.fill(carys.open(f"/tasks/{key}").form_to("/take"), {})
    page = amina.open(f"/tasks/{key}")
    assert "Carys Pugh has this task" in page.told
    amina.post(f"/tasks/{key}/put-back", {})
    assert amina.status == 403
    page = carys.fill(carys.open(f"/tasks/{key}").form_to("/put-back"), {})
    assert "The task is put back." in page.told
    assert only_task(office).taken_by is None


@pytest.mark.parametrize(
    ("rules", "said", "unsaid"),
    [
        ({}, "They were not asked if we may call.", "07700"),
        ({"may_call": False}, "They said no to calls.", "07700"),
        ({"may_call": True}, "Do not leave a message on the machine.", "You may say who"),
        ({"may_call": True, "may_name": True}, "You may say who is calling.", "Do not say who"),
        ({"may_call": True, "may_name": False}, "Do not say who is calling until", "this is"),
        (
            {"may_call": True, "may_voicemail": True},
            "You may leave a message on the machine. Do not say who is calling.",
            "Do not leave",
        ),
        ({"may_call": True, "shared_phone": True}, "Others use this phone.", "Do not call"),
    ],
)
def test_the_script_says_only_what_is_safe(
    amina: ConsoleClient,
    office: Services,
    at: datetime,
    rules: dict[str, Any],
    said: str,
    unsaid: str,
) -> None:
    key = to_do(office, at, person_id=kept(office, at, rules))
    told = amina.open(f"/tasks/{key}").told
    assert said in told
    assert unsaid not in told


def test_outside_the_hours_the_page_says_from_when_to_call(
    amina: ConsoleClient, office: Services, at: datetime
) -> None:
    hours = {"from": "14:00", "to": "16:00", "days": [0, 1, 2, 3, 4]}
    key = to_do(office, at, person_id=kept(office, at, {"may_call": True, "hours": hours}))
    told = amina.open(f"/tasks/{key}").told
    assert "Do not call now. Call from Wednesday 25 November 2026 at 2pm." in told


def test_a_call_that_the_person_asked_for_needs_no_other_yes(
    amina: ConsoleClient, office: Services, at: datetime
) -> None:
    key = to_do(office, at, person_id=kept(office, at), reason="slip-call-me")
    assert "07700 900123" in amina.open(f"/tasks/{key}").told


def test_a_task_from_a_slip_says_what_was_ticked(
    amina: ConsoleClient, office: Services, at: datetime
) -> None:
    key = to_do(
        office, at, kind=TaskKind.SLIP, reason="slip-no-help", details={"words": "I want no help."}
    )
    assert "On a reply slip: I want no help." in amina.open(f"/tasks/{key}").told


@pytest.mark.parametrize("username", ["bryn", "dev", "erin"])
def test_who_does_not_speak_with_people_sees_no_tasks(console: Flask, username: str) -> None:
    client = ConsoleClient(console)
    client.sign_in_as(username)
    client.open("/tasks")
    assert client.status == 403
