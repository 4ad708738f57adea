"""Signing in and out of the console, and what an expired sign-in does with a typed form."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from app.identity.models import Agent
from app.services import Services
from tests.codes import code_at
from tests.integration.console.conftest import PASSWORD
from tests.integration.console.console_client import ConsoleClient


def code_of(office: Services, username: str) -> str:
    with office.database.reading() as session:
        agent = session.scalars(select(Agent).where(Agent.username == username)).one()
        return code_at(agent.totp_secret, office.now())


def test_password_and_code_lead_to_the_desk(console: Flask, office: Services) -> None:
    client = ConsoleClient(console)
    page = client.open("/")
    assert "Sign in to the console" in page.told
    page = client.post("/sign-in", {"username": "amina", "password": PASSWORD})
    assert "Enter your code" in page.told
    page = client.post("/sign-in/code", {"code": code_of(office, "amina")})
    assert "Amina Yusuf" in page.told
    assert page.path == "/console/"
    client.fill(page.form_to("/sign-out"), {})
    assert "Sign in to the console" in client.open("/people").told


def test_a_wrong_password_and_a_wrong_code_are_refused_alike(console: Flask) -> None:
    client = ConsoleClient(console)
    client.open("/sign-in")
    for username in ("amina", "nobody", "\x00", "é" * 200, "<script>"):
        page = client.post("/sign-in", {"username": username, "password": "wrong-wrong-wrong"})
        assert "Check your username and password" in page.told
        assert "wrong-wrong-wrong" not in page.text
    page = client.post("/sign-in", {"username": "amina", "password": PASSWORD})
    page = client.post("/sign-in/code", {"code": "000000"})
    assert "Use the newest code" in page.told


def test_five_wrong_tries_lock_the_door_and_say_so(console: Flask) -> None:
    client = ConsoleClient(console)
    client.open("/sign-in")
    for _try in range(5):
        client.post("/sign-in", {"username": "amina", "password": "wrong-wrong-wrong"})
    page = client.post("/sign-in", {"username": "amina", "password": PASSWORD})
    assert "After 5 wrong tries, wait 15 minutes" in page.told


def test_one_click_sign_in_is_for_the_demo_only(office: Services) -> None:
    from dataclasses import replace

    from agent_console import create_app

    earnest = replace(office, settings=replace(office.settings, profile="production"))
    client = ConsoleClient(create_app(earnest))
    assert "Try it out" not in client.open("/sign-in").told
    client.post("/sign-in/demo", {"username": "amina"})
    assert client.status == 404


def test_a_page_asked_for_before_signing_in_opens_after_it(console: Flask) -> None:
    client = ConsoleClient(console)
    client.open("/people")
    page = client.post("/sign-in/demo", {"username": "amina"})
    assert page.path == "/console/people"


@pytest.mark.parametrize("seconds", [30 * 60 + 1, 10 * 60 * 60 + 1])
def test_a_form_posted_too_late_comes_back_unsaved(amina: ConsoleClient, clock, seconds: int) -> None:  # fmt: skip
    page = amina.open("/people/new")
    form = page.main_form()
    clock.forward(seconds=seconds)
    page = amina.fill(form, {"name-first": "Nia", "name-last": "O’Hara"})
    assert "Sign in to the console" in page.told
    assert "We kept what you typed" in page.told
    page = amina.post("/sign-in/demo", {"username": "amina"})
    assert page.path == "/console/people/new"
    assert "You were signed out. We kept what you typed. Check it and save." in page.told
    assert ("name-last", "O’Hara") in page.main_form().fields
    page = amina.fill(page.main_form(), {})
    assert "The person is kept." in page.told
    assert "Nia O’Hara" in page.told


def test_somebody_else_does_not_get_the_kept_form(amina: ConsoleClient, clock) -> None:
    form = amina.open("/people/new").main_form()
    clock.forward(hours=1)
    amina.fill(form, {"name-first": "Nia", "name-last": "Secret"})
    page = amina.post("/sign-in/demo", {"username": "carys"})
    page = amina.open("/people/new")
    assert "Secret" not in page.text


def test_a_tampered_token_is_a_page_and_saves_nothing(amina: ConsoleClient) -> None:
    amina.open("/people/new")
    page = amina.post("/people/new", {"csrf_token": "made-up", "name-first": "A", "name-last": "B"})
    assert amina.status == 400
    assert "This page was open for too long" in page.told


def test_a_forged_cookie_signs_nobody_in(console: Flask) -> None:
    client = ConsoleClient(console)
    client.http.set_cookie("alongside-console", "forged", path="/console")
    assert "Sign in to the console" in client.open("/").told


def test_a_first_password_is_kept_as_it_was_typed(console: Flask) -> None:
    erin = ConsoleClient(console)
    erin.sign_in_as("erin")
    spaced = " two  spaces   and an otter "
    form = erin.open("/agents/new").main_form()
    particulars = {"name": "Gwen Ellis", "username": "gwen", "roles": ["agent"]}
    erin.fill(form, {**particulars, "password": spaced})
    newcomer = ConsoleClient(console)
    newcomer.open("/sign-in")
    page = newcomer.post("/sign-in", {"username": "gwen", "password": spaced})
    assert "Enter your code" in page.told
