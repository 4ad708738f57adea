"""Signed pages at the console: which are awaited, which are in and who typed them, and when all are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
from sqlalchemy import select

from app.applications.models import Application
from app.messages.kinds import also
from app.messages.models import Message
from app.messages.returned_models import PostIn
from app.services import Services
from tests.integration.console.console_client import ConsoleClient
from tests.integration.console.test_check_in import code_of, dev, letter, printed, scan
from tests.integration.messages.signed_form import KIND, SIGNED_FORM

__all__ = ["dev", "letter"]
HERE = "In Dev Mistry, Wednesday 25 November 2026"


@pytest.fixture
def form(office: Services, at: datetime) -> Iterator[Message]:
    """A printed form of four pages; pages 1 and 3 have a place to sign."""
    with also([SIGNED_FORM]):
        made = printed(office, at, KIND)
        with office.database.unit_of_work() as session:
            session.get_one(Application, made.application_id).status = "requested"
        yield made


def kept(office: Services) -> list[int | None]:
    with office.database.reading() as session:
        return list(session.scalars(select(PostIn.page).order_by(PostIn.page)))


def test_only_pages_to_sign_are_asked_for_and_they_are_kept_one_by_one(
    dev: ConsoleClient, office: Services, form: Message
) -> None:
    page = scan(dev, code_of(form, 3))
    assert "Page 1 Awaited" in page.told and "Page 3 Awaited" in page.told
    assert "Page 2" not in page.told and "Page 4" not in page.told
    page = dev.fill(page.form_to("/page"), {}, press=("page", "3"))
    assert "Page 3 is in. Still missing: 1." in page.told
    assert f"Page 3 {HERE}" in page.told and "Page 1 Awaited" in page.told
    dev.post(f"/check-in/{form.id}/page", {"page": "3"})
    assert "This is in already" in dev.page.told
    for wrong in ("0", "5", "99", "x"):
        page = dev.post(f"/check-in/{form.id}/page", {"page": wrong})
        assert "no such box or page" in page.told
    page = dev.fill(page.form_to("/page"), {}, press=("page", "1"))
    assert "Page 1 is in. All the pages to sign are here." in page.told
    assert "All the pages to sign are in." in page.told and "Awaited" not in page.told
    assert kept(office) == [1, 3]


def test_a_page_that_somebody_signed_all_the_same_is_kept(
    dev: ConsoleClient, office: Services, letter: Message
) -> None:
    page = scan(dev, code_of(letter, 1))
    assert "Nothing in this letter is to be signed." in page.told
    assert "Awaited" not in page.told
    page = dev.fill(page.form_to("/page"), {}, press=("page", "1"))
    assert "Page 1 is in. Checked" not in page.told and "Page 1 is in." in page.told
    assert f"Page 1 {HERE}" in page.told
    assert kept(office) == [1]


def test_a_slip_asks_for_no_signed_page(dev: ConsoleClient, letter: Message) -> None:
    assert "Signed pages" not in scan(dev, code_of(letter, 3)).told
    assert "Signed pages" not in scan(dev, "PV-DCDW-WQYW").told


def test_the_request_says_which_pages_are_awaited_and_when_all_are_in(
    dev: ConsoleClient, amina: ConsoleClient, form: Message
) -> None:
    told = amina.open(f"/applications/{form.application_id}").told
    assert "On the letter “Form to sign” Page 1 Awaited Page 3 Awaited" in told
    for number in ("1", "3"):
        dev.post(f"/check-in/{form.id}/page", {"page": number})
    told = amina.open(f"/applications/{form.application_id}").told
    assert f"Page 3 {HERE}" in told
    assert "All the pages to sign are in since Wednesday 25 November 2026" in told
    assert "signed page 3 came in by Dev Mistry" in told
    page = dev.open("/check-in")
    dev.fill(page.form_to("/undo"), {}, press=page.form_to("/undo").buttons[0])
    told = amina.open(f"/applications/{form.application_id}").told
    assert told.count("Awaited") == 1 and "All the pages to sign are in" not in told
