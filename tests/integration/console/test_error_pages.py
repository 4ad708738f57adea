"""Whoever is signed in and meets an error keeps the navigation and a way to sign out."""

from __future__ import annotations

import pytest
from flask import Flask

from app.identity.permissions import Permission
from app.web.guard import needs
from tests.integration.console.console_client import ROOT, ConsoleClient, Page


def has_navigation(page: Page) -> bool:
    leaves = any(form.action.endswith("/sign-out") for form in page.forms)
    return leaves and "/console/people" in page.links and "/console/inbox" in page.links


@pytest.mark.parametrize(
    ("path", "status"),
    [("/nope", 404), ("/prisons", 403), ("/people/nobody", 404), ("/contacts", 405)],
)
def test_an_agent_who_is_lost_keeps_the_navigation(
    amina: ConsoleClient, path: str, status: int
) -> None:
    page = amina.open(path)
    assert amina.status == status
    assert has_navigation(page) and "Amina Yusuf" in page.told
    assert "/console/prisons" not in page.links


def test_a_form_that_is_too_old_keeps_the_navigation(amina: ConsoleClient) -> None:
    page = amina.post("/contacts", {"csrf_token": "old", "channel": "telephone"})
    assert amina.status == 400
    assert has_navigation(page)


def test_a_fault_of_ours_keeps_the_navigation(console: Flask, amina: ConsoleClient) -> None:
    def fail() -> str:
        raise RuntimeError("of ours")

    console.view_functions["tasks.listed"] = needs(Permission.TASK_WORK)(fail)
    console.config["PROPAGATE_EXCEPTIONS"] = False
    answer = amina.http.get("/tasks", base_url=ROOT)
    page = Page(answer.text, "/console/tasks")
    assert answer.status_code == 500
    assert has_navigation(page) and "of ours" not in page.told


def test_nobody_signed_in_sees_no_navigation(console: Flask) -> None:
    stranger = ConsoleClient(console)
    page = stranger.open("/nope")
    assert stranger.status == 404
    assert "Sign out" not in page.told and "/console/people" not in page.links
