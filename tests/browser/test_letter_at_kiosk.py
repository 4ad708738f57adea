"""A letter is collected at a real kiosk: found, read in large type and printed, with nothing wrong on any page."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.audit import AuditEntry
from app.demo.message_stories import AT_A_KIOSK
from app.identity.models import Device
from app.messages.models import LetterFile
from app.services import Services
from demo.navigators import KioskNavigator
from demo.navigators.boxes import press
from tests.browser.conftest import LANDSCAPE, PORTRAIT
from tests.browser.looking import faults_of

pytestmark = pytest.mark.browser


def test_a_letter_is_collected_and_printed(kiosk: KioskNavigator, records: Services) -> None:
    page, found = kiosk.page, []
    with records.database.unit_of_work() as session:
        query = select(LetterFile.reference).where(LetterFile.collect_at.is_not(None))
        reference = session.scalars(query).one()
        for device in session.scalars(select(Device)):
            device.prints = True

    def look() -> None:
        found.extend(faults_of(page, (PORTRAIT, LANDSCAPE)))

    kiosk.go()
    look()
    kiosk.press("button[formaction][value=en]")
    look()
    born = AT_A_KIOSK.person.born
    assert born is not None
    page.fill("#reference", reference.lower().replace("-", " "))
    for box in ("day", "month", "year"):
        page.fill(f"#born-{box}", str(getattr(born, box)))
    press(page, page.get_by_role("button", name="Find my letter"))
    press(page, page.get_by_role("button", name="Read it now"))
    look()
    assert f"Dear {AT_A_KIOSK.person.first_names}" in page.inner_text("article")
    # A bare function would be called at once.
    page.evaluate("() => { window.print = () => document.body.classList.add('printed') }")
    page.get_by_role("button", name="Print it").click()
    page.wait_for_selector("body.printed")
    with records.database.reading() as session:
        query = select(AuditEntry).where(AuditEntry.action.startswith("letter."))
        mine = [one for one in session.scalars(query) if "kiosk_session" in one.details]
        told = [one.action for one in sorted(mine, key=lambda one: one.at)]
        assert told == ["letter.collected", "letter.printed-at-kiosk"]
    page.get_by_role("button", name="Finish and clear the screen").click()
    page.wait_for_url("**/kiosk/")
    assert found == []
