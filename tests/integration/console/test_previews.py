"""While an agent types: follow-up questions and the verdict so far, and nothing saved."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask

from agent_console import create_app
from app.applications.models import Answer
from app.services import Services
from tests.integration.console.console_client import ConsoleClient, Page
from tests.integration.console.odd_desk import OddDesk
from tests.integration.console.walks import answer, begin, count, prisoner


@pytest.fixture
def office(services: Services) -> Services:
    """An office whose visits have a verdict."""
    return replace(services, desks={**services.desks, "prison-visit": OddDesk(services.prisoners)})


@pytest.fixture
def console(office: Services) -> Flask:
    return create_app(office)


def section(client: ConsoleClient, slug: str) -> Page:
    """Begin a visit and open one of its sections."""
    page = client.fill(begin(client), {})
    return client.open(page.path.removeprefix("/console").rpartition("/")[0] + f"/{slug}")


def preview(client: ConsoleClient, page: Page, typed: dict[str, str]) -> str:
    """Ask what a section would be with what is typed."""
    fields = [*((n, v) for n, v in page.main_form().fields if n not in typed), *typed.items()]
    data: dict[str, list[str]] = {}
    for name, value in fields:
        data.setdefault(name, []).append(value)
    path = page.path.removeprefix("/console") + "/preview"
    shown = client.http.post(path, data=data, base_url="http://localhost/console")
    assert shown.status_code == 200
    return shown.get_data(as_text=True)


def test_a_follow_up_question_and_the_verdict_come_before_saving(
    amina: ConsoleClient, office: Services
) -> None:
    page = section(amina, "needs")
    assert "support-details" not in page.text
    assert "app-standing" not in page.text
    before = count(office, Answer)
    shown = preview(amina, page, {"support-needed": "yes"})
    assert 'data-place="support-details"' in shown
    assert "A hat is due" in shown
    assert "support-details" not in preview(amina, page, {"support-needed": "no"})
    assert count(office, Answer) == before
    assert "A hat is due" not in amina.open(page.path.removeprefix("/console")).told


def test_half_an_answer_counts_for_nothing_yet(amina: ConsoleClient) -> None:
    page = section(amina, "needs")
    shown = preview(amina, page, {"support-needed": "perhaps"})
    assert "app-standing" not in shown
    assert "govuk-error-message" not in shown


def test_a_section_with_a_guarded_question_is_not_previewed(
    amina: ConsoleClient, office: Services
) -> None:
    page = amina.fill(begin(amina), {})
    assert "data-preview" not in page.text
    assert "data-preview" in answer(amina, page, prisoner(office)).text


def test_the_verdict_follows_a_save_without_scripts(amina: ConsoleClient) -> None:
    page = section(amina, "needs")
    page = answer(amina, page, {"support-needed": "yes"})
    assert "A hat is due" in page.told
    assert "What support is needed?" in page.told


def test_a_new_member_waits_for_its_button(amina: ConsoleClient) -> None:
    page = section(amina, "visitors")
    assert "visitor-name-1" not in preview(amina, page, {"other-visitors-another": "yes"})
