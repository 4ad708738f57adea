"""A text fails for good in a house that really runs; the letter that goes instead is on the timeline."""

from __future__ import annotations

import re
from dataclasses import replace
from uuid import UUID

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from app.applications.models import Application
from app.messages.models import Channel, Message, State
from app.messages.reports import settle_report
from app.services import Services
from demo.navigators import ConsoleNavigator, OutsideNavigator
from demo.waiting import wait_for
from tests.browser.bookings import short_request
from tests.browser.conftest import DESKTOP
from tests.browser.looking import faults_of
from tests.browser.test_calls import take_call

pytestmark = pytest.mark.browser


def sent_text(records: Services, reference: str) -> UUID | None:
    """Return the text about an application, once it is with the supplier."""
    with records.database.reading() as session:
        query = select(Message.id).join(Application, Application.id == Message.application_id)
        gone = Message.state.in_((State.SENT, State.DELIVERED))
        return session.scalar(
            query.where(Application.reference == reference, Message.channel == Channel.TEXT, gone)
        )


def test_a_text_that_is_not_delivered_becomes_a_letter_that_staff_can_see(
    console: ConsoleNavigator, outside: OutsideNavigator, records: Services
) -> None:
    booking = short_request("Fay", "Fallback")
    take_call(console, booking)
    console.key(replace(booking, home=None))
    console.send()
    reference, application = console.reference, console.path
    outside.wait_for(reference, texts=1, letters=0)
    console.press("a[href*='/console/people/']:has-text('Fallback') >> nth=0")
    console.agree("letter")
    wait_for("a text that left", lambda: sent_text(records, reference) is not None)
    text = sent_text(records, reference)
    assert text is not None
    with records.database.unit_of_work() as session:
        settle_report(session, text, "undelivered", at=records.now(), error_code="30005")
    outside.wait_for(reference, texts=1, letters=1)
    console.go(application)
    timeline = console.page.locator(".app-timeline")
    expect(timeline).to_contain_text("failed: a letter is sent instead")
    expect(timeline).to_contain_text(re.compile(r"This phone number is not in use\. Cost: \d+p"))
    expect(console.page.locator(".app-message").first).to_be_visible()
    assert faults_of(console.page, (DESKTOP,)) == []
