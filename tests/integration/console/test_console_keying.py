"""From a ringing telephone to a sent request: contact, person, sections, check, application page."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from app.applications.models import Application
from app.appointments import Slot
from app.contacts import Contact
from app.journeys.life import Status
from app.people import Person
from app.services import Services
from tests.integration.console.console_client import ConsoleClient, Page
from tests.integration.console.walks import (
    answer,
    begin,
    count,
    key_visit,
    person_kept,
    prisoner,
)
from tests.integration.messages.conftest import queue, read


def test_starting_a_contact_twice_makes_one(amina: ConsoleClient, office: Services) -> None:
    form = amina.open("/").form_to("/contacts")
    for _press in range(2):
        amina.fill(form, {"channel": "telephone"})
    page = amina.open("/")
    assert "Started at 10am" in page.told
    assert count(office, Contact) == 1


def test_ending_a_contact_needs_an_outcome_and_happens_once(amina: ConsoleClient) -> None:
    amina.fill(amina.open("/").form_to("/contacts"), {"channel": "telephone"})
    end = next(link for link in amina.page.links if link.endswith("/end"))
    page = amina.open(end.removeprefix("/console"))
    page = amina.fill(page.main_form(), {"note": "Called about Leeds"})
    assert "Choose how the contact ended" in page.told
    assert "Called about Leeds" in page.text
    page = amina.fill(page.main_form(), {"outcome": "information-given"})
    assert "The contact has ended." in page.told
    assert "This contact has ended: Information given." in amina.open(end.removeprefix("/console")).told  # fmt: skip


def test_a_mistyped_surname_and_a_postcode_find_the_person(amina: ConsoleClient) -> None:
    person_kept(amina, first="Siân", last="Featherstone", postcode="LS1 4AP")
    page = amina.open("/people")
    page = amina.fill(page.main_form(), {"last_name": "Fetherston", "postcode": "ls14ap"})
    assert "Siân Featherstone" in page.told
    assert "Same postcode" in page.told
    page = amina.post("/people/find", {"words": "sian featherstone"})
    assert "Siân Featherstone" in page.told


def test_a_likely_double_is_shown_before_a_second_record_is_made(
    amina: ConsoleClient, office: Services, clock
) -> None:
    person_kept(amina, first="Nia", last="Owens", born=(1, 5, 1990))
    clock.forward(minutes=5)
    form = amina.open("/people/new").main_form()
    typed = {"name-first": "Nia", "name-last": "Owens", "born-day": "1 5 1990"}
    page = amina.fill(form, typed)
    assert "This person may be here already." in page.told
    assert count(office, Person) == 1
    page = amina.fill(page.main_form(), {}, press=("anyway", "yes"))
    assert "The person is kept." in page.told
    assert count(office, Person) == 2


def test_pressing_save_twice_keeps_one_person(amina: ConsoleClient, office: Services) -> None:
    form = amina.open("/people/new").main_form()
    for _press in range(2):
        page = amina.fill(form, {"name-first": "Nia", "name-last": "Owens", "born-day": "1 5 1990"})
        assert "Nia Owens" in page.told
    assert count(office, Person) == 1


def test_two_agents_changing_one_person_see_both_texts(amina: ConsoleClient, console: Any) -> None:
    person_kept(amina, first="Nia", last="Owens")
    change = amina.page.path.removeprefix("/console") + "/change"
    carys = ConsoleClient(console)
    carys.sign_in_as("carys")
    first, second = amina.open(change).main_form(), carys.open(change).main_form()
    amina.fill(first, {"email": "nia@example.org"})
    page = carys.fill(second, {"email": "owens@example.org"})
    assert carys.status == 409
    assert "nia@example.org" in page.told
    assert "owens@example.org" in page.told
    page = carys.fill(page.main_form(), {})
    assert "owens@example.org" in page.told


def test_a_wish_is_noted_in_the_words_that_were_read_out(amina: ConsoleClient) -> None:
    page = person_kept(amina, first="Nia", last="Owens", phone="07700 900123")
    assert "Not asked" in page.told
    assert "You may send text messages about my requests to 07700 900123." in page.told
    page = amina.fill(page.form_to("/wishes"), {}, press=("given", "yes"))
    assert "The answer is kept." in page.told


def test_after_a_no_a_text_that_waits_is_looked_at_at_once(
    amina: ConsoleClient, office: Services
) -> None:
    page = person_kept(amina, phone="07700 900123")
    page = amina.fill(page.form_to("/wishes"), {}, press=("given", "yes"))
    now = office.now()
    with office.database.unit_of_work() as session:
        person = session.scalars(select(Person)).one()
        (text,) = queue(session, person, now)
        text.next_attempt_at = now + timedelta(hours=2)
    amina.fill(page.form_to("/wishes"), {}, press=("given", "no"))
    assert read(office.database, text.id).next_attempt_at < now + timedelta(hours=1)


def test_a_request_from_hello_to_its_reference(amina: ConsoleClient, office: Services) -> None:
    page = key_visit(amina, office)
    assert "Check and send" in page.told
    assert "The prisoner’s number is" in page.told
    assert "We will text 0 7 7 0 0, 9 0 0, 1 2 3." in page.told
    page = amina.fill(page.main_form(), {})
    assert "Read the declaration out." in page.told
    form = page.main_form()
    page = amina.fill(form, {"agreed": "yes"})
    assert "The application is sent." in page.told
    assert "Requested" in page.told
    again = amina.fill(form, {"agreed": "yes"})
    assert again.path == page.path
    assert count(office, Application) == 1


def test_starting_an_application_twice_makes_one(amina: ConsoleClient, office: Services) -> None:
    form = begin(amina)
    for _press in range(2):
        page = amina.fill(form, {})
        assert "The prisoner" in page.told
    assert count(office, Application) == 1


def test_what_is_right_is_saved_and_what_is_wrong_comes_back(
    amina: ConsoleClient, office: Services
) -> None:
    page = amina.fill(begin(amina), {})
    page = amina.fill(
        page.main_form(),
        {
            "prison-prison": "LEI",
            "prisoner-number-number": "nonsense",
            "prisoner-name-name-last": "X",
        },
    )
    assert amina.status == 422
    fields = page.main_form().fields
    assert ("prison-prison", "LEI") in fields
    assert ("prisoner-number-number", "nonsense") in fields
    assert ("prisoner-name-name-last", "X") in fields
    section = page.path.removeprefix("/console")
    fields = amina.open(section).main_form().fields
    assert ("prison-prison", "LEI") in fields
    assert ("prisoner-number-number", "") in fields


def test_adding_a_visitor_keeps_what_was_typed_and_removing_takes_them_away(
    amina: ConsoleClient, office: Services
) -> None:
    page = amina.fill(begin(amina), {})
    page = answer(amina, page, prisoner(office))
    assert "The visitors" in page.told
    page = amina.fill(
        page.main_form(), {"lead-name-name-first": "Changed"}, press=("do", "add:other-visitors")
    )
    fields = dict(page.main_form().fields)
    assert fields["lead-name-name-first"] == "Changed"
    assert "visitor-name-1-name-first" in fields
    page = amina.fill(
        page.main_form(),
        {"visitor-name-1-name-first": "Cai", "visitor-name-1-name-last": "Owens",
         "visitor-born-1-born-day": "1 6 2015"},
        press=("do", "add:other-visitors"),
    )  # fmt: skip
    assert dict(page.main_form().fields)["visitor-name-1-name-first"] == "Cai"
    assert "visitor-name-2-name-first" in dict(page.main_form().fields)
    page = amina.fill(page.main_form(), {}, press=("do", "remove:other-visitors:2"))
    page = amina.fill(page.main_form(), {}, press=("do", "remove:other-visitors:1"))
    assert not any("visitor-name" in name for name, _value in page.main_form().fields)


def test_a_blank_new_visitor_goes_with_no_other_without_a_word(
    amina: ConsoleClient, office: Services
) -> None:
    page = amina.fill(begin(amina), {})
    page = answer(amina, page, prisoner(office))
    page = amina.fill(page.main_form(), {}, press=("do", "add:other-visitors"))
    assert "visitor-name-1-name-first" in dict(page.main_form().fields)
    page = amina.fill(page.main_form(), {"other-visitors-another": "no"})
    assert amina.status == 200
    assert not any("visitor-name" in name for name, _value in page.main_form().fields)


def test_a_warning_is_ticked_and_saved(amina: ConsoleClient, office: Services) -> None:
    page = amina.fill(begin(amina), {})
    page = answer(amina, page, prisoner(office))
    page = amina.fill(
        page.main_form(), {"lead-born-born-day": "1 5 1920", "lead-born-born-month": "",
                           "lead-born-born-year": "", "other-visitors-another": "no"}
    )  # fmt: skip
    assert "106 years old. Is that right?" in page.told
    page = amina.fill(page.main_form(), {"accepted": "lead-born:very-old"})
    assert "The time" in page.told
    assert "very-old" not in page.text


def test_two_tabs_on_one_section_show_both_texts(amina: ConsoleClient, office: Services) -> None:
    page = amina.fill(begin(amina), {})
    section = page.path.removeprefix("/console")
    first, second = page.main_form(), amina.open(section).main_form()
    amina.fill(first, {"prison-prison": "LEI"})
    page = amina.fill(second, {"prison-prison": "CFI"})
    assert amina.status == 409
    assert "Leeds Prison" in page.told
    assert "Cardiff Prison" in page.told
    page = amina.fill(page.form_to(section), {})
    assert ("prison-prison", "CFI") in amina.open(section).main_form().fields


def test_a_time_taken_meanwhile_is_said_beside_it_and_the_rest_is_kept(
    amina: ConsoleClient, office: Services
) -> None:
    page = amina.fill(begin(amina), {})
    page = answer(amina, page, prisoner(office, "CFI"))
    page = answer(amina, page, {"other-visitors-another": "no"})
    with office.database.unit_of_work() as session:
        slots = session.scalars(select(Slot).where(Slot.venue_code == "CFI"))
        chosen = [slot for slot in slots if str(slot.id) in page.text][0]
    form = page.main_form()
    with office.database.unit_of_work() as session:
        slot = session.get_one(Slot, chosen.id)
        slot.taken = slot.capacity
    page = amina.fill(form, {"visit-time-time": str(chosen.id)})
    assert amina.status == 422
    assert "That time has just been taken" in page.told


def test_a_sent_application_cannot_be_keyed_again(amina: ConsoleClient, office: Services) -> None:
    page = key_visit(amina, office)
    check = page.path
    amina.fill(page.main_form(), {"agreed": "yes"})
    sent = amina.page.path
    assert amina.open(check.removeprefix("/console")).path == sent
    assert amina.open(sent.removeprefix("/console") + "/sections/needs").path == sent
    amina.post(
        sent + "/sections/needs", {"asked": "support", "support-needed": "yes", "version": 1}
    )
    with office.database.reading() as session:
        assert session.scalar(select(func.count()).where(Application.status == Status.REQUESTED)) == 1  # fmt: skip


def test_a_section_typed_after_the_sign_in_ran_out_is_not_lost(amina: ConsoleClient, clock) -> None:
    page = amina.fill(begin(amina), {})
    clock.forward(hours=1)
    amina.fill(page.main_form(), {"prison-prison": "LEI", "prisoner-number-number": "A12"})
    page = amina.post("/sign-in/demo", {"username": "amina"})
    assert "We kept what you typed. Check it and save." in page.told
    fields = page.main_form().fields
    assert ("prison-prison", "LEI") in fields
    assert ("prisoner-number-number", "A12") in fields
    page = amina.fill(page.main_form(), {"prisoner-number-number": ""})
    assert ("prison-prison", "LEI") in page.main_form().fields


HORRORS = [
    "x" * 10_000,
    "\x00\x01\x1b[2J",
    "\u202eevil\u202c\u200f",
    "👩‍👩‍👧" * 50,
    "<script>alert(1)</script>",
    "\"'`;--",
    "{{7*7}}{name}%s",
    "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
]


@pytest.mark.parametrize("horror", HORRORS, ids=range(len(HORRORS)))
def test_bad_input_is_a_message_and_never_an_error(
    amina: ConsoleClient, office: Services, horror: str
) -> None:
    for path in ("/people/new", "/people"):
        form = amina.open(path).main_form()
        visible = {n: horror for n, _v in form.fields if n not in ("csrf_token", "version")}
        check(amina.fill(form, visible), horror)
    check(amina.post("/people/find", {"words": horror}), horror)
    amina.post("/contacts", {"channel": horror, "start_key": horror, "person": horror})
    page = amina.fill(begin(amina), {})
    form = page.main_form()
    keep = ("csrf_token", "asked", "version")
    check(amina.fill(form, {n: horror for n, _v in form.fields if n not in keep}), horror)
    for name in ("do", "version", "asked", "accepted"):
        check(amina.fill(form, {name: horror}), horror)


def check(page: Page, horror: str) -> None:
    """The page came, and nothing that was typed became markup."""
    assert "<script>alert" not in page.text
    assert "\x00" not in page.text


@pytest.mark.parametrize(
    "path",
    ["/people/nope", "/people/00000000-0000-0000-0000-000000000000", "/applications/nope",
     "/applications/x/check", "/nowhere", "/messages/nope/letter.pdf", "/contacts/nope/end"],
)  # fmt: skip
def test_an_unknown_address_is_a_page_that_says_so(amina: ConsoleClient, path: str) -> None:
    page = amina.open(path)
    assert amina.status == 404
    assert "Page not found" in page.told
