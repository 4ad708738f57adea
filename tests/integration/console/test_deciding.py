"""Whatever a desk lets staff do is drawn, asked, refused and carried out without a page of its own."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from flask import Flask

from agent_console import create_app
from app.applications.lifecycle import get_application
from app.services import Services
from tests.integration.console.console_client import ConsoleClient
from tests.integration.console.odd_desk import OddDesk
from tests.integration.console.walks import key_visit


@pytest.fixture
def office(services: Services) -> Services:
    """An office whose visits are decided by an odd desk."""
    odd = OddDesk(services.prisoners)
    return replace(services, desks={**services.desks, "prison-visit": odd})


@pytest.fixture
def console(office: Services) -> Flask:
    return create_app(office)


@pytest.fixture
def key(amina: ConsoleClient, office: Services) -> str:
    """The id of a request that was sent."""
    page = amina.fill(key_visit(amina, office).main_form(), {"agreed": "yes"})
    return page.path.rpartition("/")[2]


def status(office: Services, key: str) -> str:
    with office.database.reading() as session:
        return get_application(session, UUID(key)).status


def test_the_page_of_decisions_has_the_forms_the_facts_and_the_verdict(
    bryn: ConsoleClient, key: str
) -> None:
    page = bryn.open(f"/requests/{key}")
    assert [form.action.rpartition("/")[2] for form in page.forms if "/do/" in form.action] == ["hat", "nod"]  # fmt: skip
    assert "Stop it all" in page.told
    assert "Never offered" not in page.told
    assert "Help them" not in page.told
    assert "Size Seven" in page.told
    assert page.told.count("The hat is odd.") == 1
    assert "No hat is due" in page.told
    assert "£123.45" in page.told
    assert "−£0.45" in page.told
    assert "4 more" in page.told


def test_an_error_stands_beside_its_question_and_what_was_typed_stays(
    bryn: ConsoleClient, office: Services, key: str
) -> None:
    form = bryn.open(f"/requests/{key}").form_to("/do/hat")
    page = bryn.fill(form, {"hat-words": "It is warm"})
    assert bryn.status == 422
    assert "Choose a hat" in page.told
    assert ("hat-words", "It is warm") in page.form_to("/do/hat").fields
    page = bryn.fill(form, {"hat-hat": "straw", "hat-words": "no"})
    assert "Say more than no." in page.told
    assert status(office, key) == "requested"


def test_a_choice_that_is_gone_is_said_beside_it_and_nothing_is_done(
    bryn: ConsoleClient, office: Services, key: str
) -> None:
    form = bryn.open(f"/requests/{key}").form_to("/do/hat")
    page = bryn.fill(form, {"hat-hat": "straw", "hat-words": "For summer"})
    assert bryn.status == 422
    assert "The straw hat is gone." in page.told
    assert ("hat-words", "For summer") in page.form_to("/do/hat").fields
    assert status(office, key) == "requested"


def test_who_comes_second_is_told_how_it_stands(
    bryn: ConsoleClient, office: Services, key: str
) -> None:
    hat, nod = (bryn.open(f"/requests/{key}").form_to(f"/do/{slug}") for slug in ("hat", "nod"))
    assert "Did hat." in bryn.fill(hat, {"hat-hat": "felt"}).told
    page = bryn.fill(nod, {})
    assert "This was decided already. It is now: Withdrawn. Nothing was changed." in page.told
    assert "There is nothing to decide. It is now: Withdrawn." in bryn.open(f"/requests/{key}").told
    assert status(office, key) == "withdrawn"


def test_what_warns_asks_first_on_a_page_of_its_own(
    bryn: ConsoleClient, office: Services, key: str
) -> None:
    page = bryn.open(f"/applications/{key}/do/stop")
    assert "This cannot be undone." in page.told
    assert status(office, key) == "requested"
    assert "Did stop." in bryn.fill(page.main_form(), {}).told
    assert status(office, key) == "withdrawn"


@pytest.mark.parametrize(
    ("path", "answer"), [("do/hat", 403), ("do/nothing", 404), ("do/help", 200)]
)
def test_an_action_asks_for_its_own_permission(
    amina: ConsoleClient, key: str, path: str, answer: int
) -> None:
    page = amina.open(f"/applications/{key}")
    assert "Help them" in page.told
    assert "Nod" not in page.told
    amina.open(f"/applications/{key}/{path}")
    assert amina.status == answer


def test_who_decides_nothing_is_led_to_the_ordinary_page(amina: ConsoleClient, key: str) -> None:
    assert amina.open(f"/requests/{key}").path == f"/console/applications/{key}"
    assert "Size Seven" not in amina.page.told
