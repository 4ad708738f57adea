"""The agent's side of the main job, in a real browser: a call, the answer, and what goes wrong."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import expect
from sqlalchemy import func, select, update

from app.applications.models import Application
from app.identity.models import SignIn
from app.services import Services
from demo.booking import Booking
from demo.navigators import ConsoleNavigator, OutsideNavigator
from demo.navigators.boxes import press
from tests.browser.bookings import ENGLISH_CALLER, named, short_request

pytestmark = pytest.mark.browser


def take_call(
    agent: ConsoleNavigator,
    booking: Booking,
    *,
    language: str = "en",
    service: str = "prison-visit",
) -> None:
    """Go from the sign-in page to the first section of an application for a new person."""
    assert booking.home
    agent.sign_in("amina")
    if agent.page.locator("a.app-contact__end").count():
        agent.end_contact()
    agent.start_contact("telephone")
    agent.add_person(booking.lead, language=language, mobile=booking.mobile, home=booking.home)
    agent.talk_to_them()
    agent.agree("text")
    agent.agree("letter")
    agent.start_application(service)


def sent(records: Services) -> int:
    with records.database.reading() as session:
        query = select(func.count()).where(Application.submitted_at.is_not(None))
        return session.scalar(query) or 0


def test_a_caller_is_told_by_text_and_by_letter_in_their_language(
    console: ConsoleNavigator, outside: OutsideNavigator
) -> None:
    take_call(console, named(ENGLISH_CALLER, "Mair", "Caller"), language="cy")
    console.key(ENGLISH_CALLER)
    console.send()
    reference = console.reference
    assert console.status == "Requested"
    console.end_contact()
    outside.wait_for(reference, texts=1, letters=1)
    assert "mae eich cais gennym" in outside.texts(reference)[0]
    console.sign_out()
    console.sign_in("bryn")
    console.open_request(reference)
    console.confirm(1)
    assert console.status == "Booked"
    outside.wait_for(reference, texts=2, letters=2)
    assert "wedi'i drefnu" in outside.texts(reference)[0]
    newest = outside.letters(reference)[0]
    assert newest.title == "Your prison visit is booked"
    assert outside.open_letter(newest).startswith(b"%PDF")


def test_a_double_click_on_send_makes_one(console: ConsoleNavigator, records: Services) -> None:
    booking = short_request("Dora", "Double")
    take_call(console, booking)
    console.key(booking)
    before = sent(records)
    console.page.locator("label[for=agreed]").click()
    console.page.locator("form:has(#agreed) button[type=submit]").dblclick()
    expect(console.page.locator(".app-identity .app-tag")).to_have_text("Requested")
    assert sent(records) == before + 1
    console.page.go_back()
    console.go(console.path)
    assert console.page.locator("#agreed").count() == 0


def test_two_tabs_on_one_section_show_both_texts(console: ConsoleNavigator) -> None:
    take_call(console, short_request("Tudor", "Twotabs"))
    first = console.page
    second = first.context.new_page()
    second.goto(first.url)
    first.fill("[name=prisoner-number-number]", "A1234BC")
    second.fill("[name=prisoner-number-number]", "X1521JH")
    console.save()
    expect(first.locator("[name=prisoner-number-number]")).to_have_value("A1234BC")
    press(second, second.locator(".app-save button"))
    expect(second.locator("h1")).to_have_text("Two people changed this")
    expect(second.locator("main")).to_contain_text("A1234BC")
    expect(second.locator("main")).to_contain_text("X1521JH")
    press(second, second.locator("main form button[type=submit]"))
    expect(second.locator("[name=prisoner-number-number]")).to_have_value("X1521JH")
    second.reload()
    expect(second.locator("[name=prisoner-number-number]")).to_have_value("X1521JH")


def test_what_was_typed_comes_back_after_the_sign_in_ran_out(
    console: ConsoleNavigator, records: Services
) -> None:
    take_call(console, short_request("Erin", "Expired"))
    section = console.path
    console.page.fill("[name=prisoner-number-number]", "A1234BC")
    console.page.fill("[name=prisoner-name-name-last]", 'Ash­worth <b>&"')
    with records.database.unit_of_work() as session:
        long_ago = records.now() - timedelta(days=2)
        session.execute(update(SignIn).where(SignIn.ended_at.is_(None)).values(seen_at=long_ago))
    console.save()
    assert console.path.startswith("/console/sign-in")
    console.press("button[name=username][value=amina]")
    assert console.path.partition("#")[0] == section.partition("#")[0]
    expect(console.page.locator(".govuk-notification-banner")).to_contain_text("signed out")
    expect(console.page.locator("[name=prisoner-number-number]")).to_have_value("A1234BC")
    assert "worth" in console.page.input_value("[name=prisoner-name-name-last]")
    console.save()
    console.go(section)
    expect(console.page.locator("[name=prisoner-number-number]")).to_have_value("A1234BC")


def test_an_answer_can_be_changed_from_the_check_page(console: ConsoleNavigator) -> None:
    booking = short_request("Cara", "Change")
    take_call(console, booking)
    console.key(booking)
    console.press("a[href*='/sections/visitors#lead-name']")
    console.page.fill("[name=lead-name-name-first]", "Carys")
    console.save()
    assert console.path.partition("#")[0].endswith("/check")
    expect(console.page.locator("main")).to_contain_text("Carys Change")


def test_questions_and_the_verdict_follow_what_is_being_typed(console: ConsoleNavigator) -> None:
    take_call(console, short_request("Vera", "Verdict"), service="legal-aid")
    page = console.page
    panel = page.locator(".app-standing")
    expect(panel).to_have_count(0)
    page.check("[name=problem-problem][value=debt]")
    page.check("[name=home-at-risk-so][value=yes]")
    expect(panel).to_contain_text("We cannot tell yet")
    page.check("[name=problem-problem][value=housing]")
    expect(page.locator("[name=home-at-risk-so]").first).to_be_hidden()
    console.save()
    page.fill("[name=born-born-year]", "1990")
    console.save()
    page.check("[name=partner-has][value=yes]")
    expect(page.locator("[name=dispute-dispute]").first).to_be_attached()
    page.locator("[name=dependants-children]").fill("2")
    page.locator("[name=dependants-older]").fill("0")
    page.keyboard.press("Tab")
    expect(page.locator("[value=child-benefit]")).to_be_attached()
    expect(page.locator("[name=dependants-children]")).to_have_value("2")
    page.reload()
    expect(page.locator("[name=dependants-children]")).to_have_value("")
