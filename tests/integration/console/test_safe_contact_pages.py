"""How somebody may safely be reached: said in plain words, changed on one page, never lost silently."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from app.audit import COMMAND
from app.identity.models import Device
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
        "post_to": "prison",
        "prison_place": "LEI",
    }
    page = amina.fill(page.main_form(), typed)
    assert "Nothing is saved yet." in page.told and "c/o Leeds Prison" in page.told
    assert rules(office, person).version == 0
    told = amina.fill(page.main_form(), {}).told
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


def test_a_place_from_which_post_came_back_is_said_and_freed_by_itself(
    amina: ConsoleClient, office: Services, at: datetime
) -> None:
    bad = {**ADDRESS, "collect_at": "LEI"}
    person = kept(office, at, {"bad_address": bad, "collect_at": "LEI"})
    page = amina.open(f"/people/{person}")
    assert "Nothing more is posted there." in page.told
    assert "Change the address" not in page.told
    amina.fill(page.form_to("/address-is-right"), {})
    assert rules(office, person).bad_address == ADDRESS


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


def test_a_court_says_that_its_address_was_never_checked(
    amina: ConsoleClient, office: Services, at: datetime
) -> None:
    person = kept(office, at)
    page = amina.open(f"/people/{person}/safe-contact")
    page = amina.fill(
        page.main_form(), {"post_to": "court", "court_place": "C001", "prison_place": "nonsense"}
    )
    assert "c/o Aberystwyth Justice Centre" in page.told and "Call the court first" in page.told
    amina.fill(page.main_form(), {})
    assert rules(office, person).collect_at == "C001"
    told = amina.open(f"/people/{person}").told
    assert "Care of Aberystwyth Justice Centre, Y Lanfa" in told


def test_another_place_than_the_one_that_was_read_out_is_shown_first(
    amina: ConsoleClient, office: Services, at: datetime
) -> None:
    person = kept(office, at)
    page = amina.open(f"/people/{person}/safe-contact")
    page = amina.fill(page.main_form(), {"post_to": "prison", "prison_place": "LEI"})
    page = amina.fill(page.main_form(), {"prison_place": "CFI"})
    assert "c/o Cardiff Prison" in page.told
    assert rules(office, person).collect_at is None


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"post_to": "court"}, "Choose a court or tribunal"),
        ({"post_to": "kiosk", "kiosk_place": "CFI"}, "Add their date of birth first"),
        (
            {"post_to": "kiosk", "kiosk_place": "CFI", "letter_format": "braille"},
            "A kiosk cannot give braille or audio",
        ),
    ],
)
def test_a_place_where_no_letter_could_be_collected_is_refused(
    amina: ConsoleClient, office: Services, at: datetime, typed: dict[str, Any], words: str
) -> None:
    person = kept(office, at)
    with office.database.unit_of_work() as session:
        if "letter_format" in typed:
            session.get_one(Person, person).born = date(1990, 9, 14)
        session.add(Device(name="H", venue_code="CFI", token_hash=b"1" * 32, enrolled_at=at))
    page = amina.open(f"/people/{person}/safe-contact")
    page = amina.fill(page.main_form(), typed)
    assert words in page.told
    assert rules(office, person).version == 0


def test_letters_can_be_read_at_a_kiosk(
    amina: ConsoleClient, office: Services, at: datetime
) -> None:
    person = kept(office, at)
    with office.database.unit_of_work() as session:
        session.get_one(Person, person).born = date(1990, 9, 14)
        session.add(Device(name="H", venue_code="CFI", token_hash=b"1" * 32, enrolled_at=at))
    page = amina.open(f"/people/{person}/safe-contact")
    assert 'value="LEI"' not in page.text.partition('id="kiosk_place"')[2].partition("</select>")[0]
    page = amina.fill(page.main_form(), {"post_to": "kiosk", "kiosk_place": "CFI"})
    assert "This letter is not posted." in page.told
    amina.fill(page.main_form(), {})
    assert rules(office, person).kiosk_at == "CFI"
    assert "Read at the kiosk in Cardiff Prison" in amina.open(f"/people/{person}").told


def test_a_place_that_we_no_longer_know_is_asked_anew_and_never_becomes_home_by_itself(
    amina: ConsoleClient, office: Services, at: datetime
) -> None:
    person = kept(office, at, {"collect_at": "GONE"})
    page = amina.open(f"/people/{person}/safe-contact")
    page = amina.fill(page.main_form(), {"may_call": "yes"})
    assert "Choose where their letters go" in page.told
    assert rules(office, person).collect_at == "GONE"
