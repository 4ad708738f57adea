"""How somebody may safely be reached: said in plain words, changed on one page, never lost silently."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from app.audit import COMMAND
from app.people import Person, rules_of, set_rules
from app.services import Services
from tests.integration.console.console_client import ConsoleClient
from tests.integration.console.contacts_desk import entries, kept
from tests.integration.messages.conftest import ADDRESS

HOURS = {"from": "09:00", "to": "17:30", "days": [0, 1]}


def rules(office: Services, person: Any) -> Any:
    with office.database.reading() as session:
        return rules_of(session, person)


def test_what_was_not_asked_is_shown_as_not_asked(
    amina: ConsoleClient, office: Services, at: datetime
) -> None:
    person = kept(office, at)
    told = amina.open(f"/people/{person}").told
    assert "We may text Yes" in told
    for words in ("We may call Not asked", "We may leave a message on the machine Not asked"):
        assert words in told
    assert "Letters are made as Standard print" in told
    assert "Phone number confirmed Not yet" in told


def test_the_page_keeps_every_rule_and_the_trail_names_them(
    amina: ConsoleClient, office: Services, at: datetime
) -> None:
    person = kept(office, at)
    page = amina.open(f"/people/{person}/safe-contact")
    typed = {
        "may_call": "yes",
        "may_voicemail": "no",
        "shared_phone": "yes",
        "times": "only",
        "opens": "9am",
        "closes": "5:30pm",
        "days": ["0", "1"],
        "letter_format": "large-18",
        "collect_at": "LEI",
    }
    told = amina.fill(page.main_form(), typed).told
    assert "How we may reach them is saved." in told
    assert "We may call Yes" in told and "We may leave a message on the machine No" in told
    assert "We may say who is calling Not asked" in told
    assert "9am to 5:30pm, Monday, Tuesday" in told
    assert "Large print, 18 point" in told and "Leeds" in told
    stored = rules(office, person)
    assert (stored.hours, stored.may_name, stored.collect_at) == (HOURS, None, "LEI")
    (entry,) = entries(office, "contact-rules.changed")
    assert set(entry.details["changed"]) >= {"may_call", "hours", "collect_at"}
    assert entry.actor_kind == "agent"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"opens": "5pm", "closes": "9am", "days": ["0"]}, "The end must be after the start."),
        ({"opens": "9am", "closes": "5pm"}, "Choose at least one day"),
        ({"closes": "5pm", "days": ["0"]}, "Enter the time from which"),
        ({"opens": "noonish", "closes": "5pm", "days": ["0"]}, "Enter a time, like 2:15pm"),
    ],
)
def test_hours_that_make_no_sense_are_refused_beside_the_field(
    amina: ConsoleClient, office: Services, at: datetime, typed: dict[str, Any], words: str
) -> None:
    person = kept(office, at)
    page = amina.open(f"/people/{person}/safe-contact")
    page = amina.fill(page.main_form(), {"times": "only", "may_call": "yes", **typed})
    assert words in page.told
    assert ("may_call", "yes") in page.main_form().fields
    assert rules(office, person).version == 0


def test_hours_are_not_asked_of_somebody_who_may_be_reached_at_any_time(
    amina: ConsoleClient, office: Services, at: datetime
) -> None:
    person = kept(office, at, {"hours": HOURS})
    page = amina.open(f"/people/{person}/safe-contact")
    amina.fill(page.main_form(), {"times": "any", "opens": "nonsense"})
    assert rules(office, person).hours is None


def test_who_saves_second_is_shown_both(
    amina: ConsoleClient, office: Services, at: datetime
) -> None:
    person = kept(office, at)
    form = amina.open(f"/people/{person}/safe-contact").main_form()
    with office.database.unit_of_work() as session:
        set_rules(session, person, {"may_call": False}, actor=COMMAND, at=at)
    page = amina.fill(form, {"may_call": "yes"})
    assert "Someone else saved a change while you were typing." in page.told
    assert amina.status == 409
    assert rules(office, person).may_call is False
    amina.fill(page.main_form(), {})
    assert rules(office, person).may_call is True


def test_an_address_from_which_post_came_back_is_said_until_somebody_asked(
    amina: ConsoleClient, office: Services, at: datetime
) -> None:
    person = kept(office, at, {"bad_address": ADDRESS})
    page = amina.open(f"/people/{person}")
    assert "Nothing more is posted there." in page.told
    page = amina.fill(page.form_to("/address-is-right"), {})
    assert "Letters may go to this address again." in page.told
    assert rules(office, person).bad_address is None


def test_a_new_address_keeps_what_is_known_of_the_old_one(
    amina: ConsoleClient, office: Services, at: datetime
) -> None:
    person = kept(office, at, {"bad_address": ADDRESS})
    with office.database.unit_of_work() as session:
        session.get_one(Person, person).address = {**ADDRESS, "line1": "2 Other Road"}
    told = amina.open(f"/people/{person}").told
    assert "A letter came back from an earlier address: 1 Sample Street" in told
    assert rules(office, person).bad_address == ADDRESS


def test_a_clerk_sees_the_rules_and_may_not_change_them(
    bryn: ConsoleClient, office: Services, at: datetime
) -> None:
    person = kept(office, at, {"may_call": True})
    assert "We may call Yes" in bryn.open(f"/people/{person}").told
    bryn.open(f"/people/{person}/safe-contact")
    assert bryn.status == 403
