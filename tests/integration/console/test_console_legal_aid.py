"""Legal aid on the console: what is wrong or odd is said beside its field, and nothing is lost."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from flask import Flask

from app.applications.lifecycle import get_application
from app.journeys.catalogue import find_journey
from app.journeys.path import Place
from app.means.cautions import CAUTIONS
from app.services import Services
from app.web.runner import ACCEPTED
from tests.conftest import Clock
from tests.integration.console.console_client import ConsoleClient, Page
from tests.integration.console.walking_agent import ASKS, walk_at_console
from tests.integration.legal_aid_odd import (
    ALONE,
    CASES,
    FAMILY,
    Odd,
    Told,
    amounts,
    yes_or_no,
)
from tests.walker.face_sheets import Fields, fields_in, shows
from tests.walker.typing import good_typing, posted_form
from tests.walker.walking import Walk
from tests.walker.worlds import telling

SERVICE = "legal-aid"
SAT = datetime(2026, 4, 5, 10, 0, tzinfo=UTC)  # The day before the amounts change.


def told(client: ConsoleClient, services: Services, story: Told) -> Walk:
    """Begin, and tell this story as far as it goes."""
    walk, _sheet = walk_at_console(client, services, find_journey(SERVICE), 1)
    walk.setting = telling(walk.setting, story)
    return walk


def come_to(walk: Walk, slug: str) -> Place:
    """Key sections until a place is on the screen and open."""
    for _screen in range(30):
        with walk.sheet.opened() as opened:
            path = opened.running.path
            gap = path.first_unanswered()
            assert gap is not None, f"{slug} was not asked"
            for place in path.in_section(gap.section):
                if place.slug == slug and not path.answered(place):
                    return place
        walk.one_post()
    raise AssertionError(f"{slug} was not reached")


def screen(walk: Walk, place: Place, typed: dict) -> Fields:
    """Return what is keyed on a screen: at one place this, and before it the story."""
    fields: Fields = {}
    with walk.sheet.opened() as opened:
        running = opened.running
        for one in running.path.in_section(place.section):
            asked = running.ask(one, prefix=one.slug)
            if one.slug == place.slug:
                return fields | fields_in(asked, posted_form(asked.form, typed))
            if not running.path.answered(one):
                good = good_typing(asked.form, walk.setting, at=asked, chance=walk.chance)
                fields |= fields_in(asked, posted_form(asked.form, good))
    return fields


def key_what_is_before(client: ConsoleClient, walk: Walk, place: Place) -> None:
    """Save the questions above a place, also those that such a save brings; it stays blank."""
    for _save in range(5):
        with walk.sheet.opened() as opened:
            gap = opened.running.path.first_unanswered()
        if gap is None or gap.slug == place.slug:
            return
        form = open_screen(client, walk, place).main_form()
        client.fill(form, screen(walk, place, {}))


def open_screen(client: ConsoleClient, walk: Walk, place: Place) -> Page:
    """Open the screen of a place."""
    path = f"/applications/{walk.sheet.application_id}/sections/{place.section.slug}"
    return client.open(path)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_is_odd_or_wrong_is_said_beside_its_field_and_kept(
    amina: ConsoleClient, office: Services, case: Odd
) -> None:
    walk = told(amina, office, case.told)
    place = come_to(walk, case.slug)
    key_what_is_before(amina, walk, place)
    before = walk.sheet.answers()
    fields = screen(walk, place, case.typed)
    page = amina.fill(open_screen(amina, walk, place).main_form(), fields)
    assert amina.status == 422
    assert shows(page.text, case.words)
    # The verdict beside it goes on counting what was typed; properties count once all are told.
    if case.code and not case.item:
        assert shows(page.text, str(CAUTIONS[case.code].words))
    odd = f"accepted-{place.slug}-{case.code}"
    beside = odd if case.code else f"{place.slug}-{case.question}(-[a-z]+)?-error"
    assert any(re.fullmatch(beside, name) for name in page.ids)
    held = [value for _name, value in page.main_form().fields]
    assert all(text in held for text in case.texts)
    now = walk.sheet.answers()
    assert not now.has(*place.key)
    assert all(now.at(*key) == values for key, values in before)
    right = {} if case.code else screen(walk, place, case.right)
    page = amina.fill(page.main_form(), {**right, ACCEPTED: ASKS.findall(page.text)})
    assert walk.sheet.answers().has(*place.key), page.told
    walk.to_the_end()
    assert walk.sheet.send()


def test_a_question_that_an_odd_answer_brings_keeps_what_was_typed(
    amina: ConsoleClient, office: Services
) -> None:
    """The page shows it while the answer is typed, so it can be answered in the same save."""
    walk = told(amina, office, ALONE)
    place = come_to(walk, "savings")
    key_what_is_before(amina, walk, place)
    typed = screen(walk, place, {**ALONE["savings"], "savings": {"": "11,000,000"}})
    brought = {"asked": ["savings", "scheme-payments"], "scheme-payments-schemes": ["none"]}
    page = amina.fill(open_screen(amina, walk, place).main_form(), {**typed, **brought})
    assert amina.status == 422
    assert ("scheme-payments-schemes", "none") in page.main_form().fields
    amina.fill(page.main_form(), {ACCEPTED: ASKS.findall(page.text)})
    assert walk.sheet.answers().value("scheme-payments", "schemes") == ["none"]


def test_a_partner_on_the_other_side_is_asked_nothing_about(
    amina: ConsoleClient, office: Services
) -> None:
    story = {**FAMILY, "partner": yes_or_no(has=True), "dispute": yes_or_no(dispute=True)}
    walk = told(amina, office, story)
    walk.to_the_end()
    assert not [
        step for (step, _item), _said in walk.sheet.answers() if step.startswith("partner-")
    ]
    assert walk.sheet.send()


def test_the_day_of_sending_counts_and_nothing_is_lost(
    console: Flask, office: Services, clock: Clock
) -> None:
    """On 5 April too much is left each month; by the amounts of 6 April it is not."""
    clock.at = SAT
    agent = ConsoleClient(console)
    agent.sign_in_as("amina")
    earned = amounts("earnings", pounds="1,159.86", every="month")
    none = amounts("self_employment", "national_insurance")
    story = {**FAMILY, "earnings": {**earned, **none}, "send-result": yes_or_no(written=False)}
    walk = told(agent, office, story)
    walk.to_the_end()
    before = walk.sheet.answers()
    assert not before.has("call")
    clock.forward(days=1)
    agent.sign_in_as("amina")
    assert not walk.sheet.send()
    assert "The day has changed" in agent.page.told
    assert walk.sheet.answers() == before
    with walk.sheet.opened() as opened:
        walk.say_anew(opened, opened.running.place("born"))
    walk.to_the_end()
    assert walk.sheet.send()
    after = walk.sheet.answers()
    assert all(after.at(*key) == values for key, values in before if key[0] != "born")
    with office.database.reading() as session:
        result = get_application(session, walk.sheet.application_id).result
    assert result is not None
    assert (result["verdict"], result["day"]) == ("yes", "2026-04-06")


def test_a_day_before_18_is_asked_the_short_questions(
    amina: ConsoleClient, office: Services
) -> None:
    born = {"born": {"born": {"day": "26", "month": "11", "year": "2008"}}}
    walk = told(amina, office, {**ALONE, **born})
    come_to(walk, "young-money")
