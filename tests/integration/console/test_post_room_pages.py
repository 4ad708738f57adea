"""The post room at the console: batches from being made to printed, reprints, and braille by hand."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select, update

from app.messages.handing_over import NOT_SURE
from app.messages.models import LetterFile, Message, PrintBatch, Reprint, State
from app.messages.print_files import make_files
from app.people import Person
from app.services import Services
from tests.integration.console.console_client import ConsoleClient, Page
from tests.integration.console.contacts_desk import carry, entries, kept, said_to
from tests.integration.messages.conftest import ADDRESS


@pytest.fixture
def dev(console: Flask) -> ConsoleClient:
    """Somebody of the post room, signed in."""
    client = ConsoleClient(console)
    client.sign_in_as("dev")
    return client


def letters(office: Services, at: datetime, count: int = 2) -> list[UUID]:
    """Make this many letters that wait in the tray."""
    person = kept(office, at, may_text=None)
    made = [said_to(office, person, at)[0].id for _turn in range(count)]
    carry(office, at)
    return made


def closed(dev: ConsoleClient, office: Services, at: datetime, count: int = 2) -> Page:
    """Return the page of a batch whose file is whole."""
    letters(office, at, count)
    page = dev.fill(dev.open("/post-room").form_to("/close"), {})
    make_files(office.database, now=office.now)
    return dev.open(page.path.removeprefix("/console"))


def change(office: Services, **values: object) -> None:
    with office.database.unit_of_work() as session:
        session.execute(update(PrintBatch).values(**values))


def test_a_batch_shows_how_far_it_is_and_has_no_file_till_it_is_whole(
    dev: ConsoleClient, office: Services, at: datetime
) -> None:
    letters(office, at)
    page = dev.fill(dev.open("/post-room").form_to("/close"), {})
    assert "The print file is being made: 0 of 2 letters." in page.told
    assert "data-look-again" in page.text
    assert not [link for link in page.links if link.endswith("letters.pdf")]
    make_files(office.database, now=office.now)
    page = dev.open(page.path.removeprefix("/console"))
    assert "Ready to print" in page.told and "data-look-again" not in page.text
    assert "Second class, letters: 2 They should arrive between 1 December 2026" in page.told
    for link in [link for link in page.links if "/post-room/" in link]:
        dev.open(link.removeprefix("/console"))
        assert dev.status == 200


def test_letters_that_may_not_go_as_they_are_are_made_anew_also_where_no_other_waits(
    dev: ConsoleClient, office: Services, at: datetime
) -> None:
    letters(office, at, 1)
    form = dev.open("/post-room").form_to("/close")
    with office.database.unit_of_work() as session:
        for person in session.scalars(select(Person)):
            person.address = {**ADDRESS, "line1": "9 Safe Road"}
            person.updated_at = at + timedelta(hours=1)
    assert "No letter is waiting." in dev.fill(form, {}).told
    carry(office, at)
    dev.fill(form, {})
    with office.database.reading() as session:
        (batch,) = session.scalars(select(PrintBatch))
        (letter,) = session.scalars(select(Message))
    assert (batch.letters, "9 Safe Road" in letter.to) == (1, True)


def test_a_batch_is_marked_as_printed_once(
    dev: ConsoleClient, office: Services, at: datetime
) -> None:
    form = closed(dev, office, at).form_to("/printed")
    assert "The letters are marked as printed." in dev.fill(form, {}).told
    assert "They were marked as printed before." in dev.fill(form, {}).told
    assert "Dev Mistry" in dev.page.told
    assert "/take-back" not in dev.page.text


def test_a_batch_is_taken_back_before_it_is_printed(
    dev: ConsoleClient, office: Services, at: datetime
) -> None:
    page = closed(dev, office, at)
    take_back, printed = page.form_to("/take-back"), page.form_to("/printed")
    page = dev.fill(take_back, {})
    assert "Cancelled" in page.told and "Print pages again" not in page.told
    assert "That cannot be done with this batch any more." in dev.fill(printed, {}).told
    assert "Letters waiting 2" in dev.open("/post-room").told


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"first": "1", "last": "2"}, "Choose why they are printed again"),
        ({"first": "", "last": "2", "why": "jam"}, "Enter the first page"),
        ({"first": "1", "last": "", "why": "jam"}, "Enter the last page"),
        ({"first": "x", "last": "2", "why": "jam"}, "Enter a whole number"),
        ({"first": "2", "last": "1", "why": "jam"}, "The last page must not come before the first"),
        ({"first": "90", "last": "95", "why": "jam"}, "No letter of this batch is on these pages"),
        ({"first": "1", "last": "2", "why": "whim"}, "That choice is not on the list"),
    ],
)
def test_pages_that_make_no_sense_are_refused_beside_the_field(
    dev: ConsoleClient, office: Services, at: datetime, typed: dict[str, str], words: str
) -> None:
    page = dev.fill(closed(dev, office, at).form_to("/reprint"), typed)
    assert words in page.told
    assert dev.status == 422
    assert ("first", typed["first"]) in page.form_to("/reprint").fields


def test_pages_are_printed_again_once_and_a_further_copy_asks_first(
    dev: ConsoleClient, office: Services, at: datetime
) -> None:
    form = closed(dev, office, at).form_to("/reprint")
    typed = {"first": "1", "last": "1", "why": "jam"}
    assert "Letters of this batch with more than one copy: 1." in dev.fill(form, typed).told
    dev.fill(form, typed)
    again = dev.page.form_to("/reprint")
    page = dev.fill(again, typed)
    assert "Letters on these pages that were printed again before: 1." in page.told
    with office.database.reading() as session:
        assert len(session.scalars(select(Reprint)).all()) == 1
    page = dev.fill(page.form_to("/reprint"), {}, press=("anyway", "1-1"))
    with office.database.reading() as session:
        made = session.scalars(select(Reprint)).all()
        copies = session.scalars(select(LetterFile.copies).order_by(LetterFile.place)).all()
    assert (len(made), list(copies)) == (2, [2, 0])
    dev.open(f"/post-room/reprints/{made[0].id}/letters.pdf")
    assert dev.answer is not None and dev.answer.data.startswith(b"%PDF")
    assert len(entries(office, "reprint.downloaded")) == 1


def test_a_yes_to_one_more_copy_holds_for_the_pages_that_were_asked_about(
    dev: ConsoleClient, office: Services, at: datetime
) -> None:
    form = closed(dev, office, at).form_to("/reprint")
    dev.fill(form, {"first": "1", "last": "4", "why": "jam"})
    page = dev.fill(dev.page.form_to("/reprint"), {"first": "1", "last": "1", "why": "jam"})
    assert "Letters on these pages that were printed again before: 1." in page.told
    page = dev.fill(page.form_to("/reprint"), {"last": "4"}, press=("anyway", "1-1"))
    assert "Letters on these pages that were printed again before: 2." in page.told
    with office.database.reading() as session:
        assert len(session.scalars(select(Reprint)).all()) == 1


def test_a_doubtful_printer_is_looked_at_before_the_batch_is_sent_again(
    dev: ConsoleClient, office: Services, at: datetime
) -> None:
    path = closed(dev, office, at).path.removeprefix("/console")
    change(office, sent_to="printer", error=NOT_SURE.source)
    page = dev.open(path)
    assert "Look at the printer" in page.told and "If no paper came out" in page.told
    assert "/take-back" not in page.text
    form = page.form_to("/send-again")
    assert "The batch is sent to the printer again." in dev.fill(form, {}).told
    change(office, sent_to="printer", sent_at=at)
    assert "That cannot be done with this batch any more." in dev.fill(form, {}).told
    assert "With the printer" in dev.page.told


def test_braille_stands_in_a_list_of_its_own_until_it_is_posted(
    dev: ConsoleClient, office: Services, at: datetime
) -> None:
    first, _second = letters(office, at)
    with office.database.unit_of_work() as session:
        session.execute(
            update(LetterFile).where(LetterFile.message_id == first).values(format="braille")
        )
    page = dev.open("/post-room")
    assert "Letters waiting 1" in page.told and "Braille and audio to make 1" in page.told
    page = dev.open("/post-room/other-formats")
    assert "Braille" in page.told and "Sian Example 1 Sample Street" in page.told
    dev.open(f"/post-room/other-formats/{first}")
    assert dev.answer is not None and ".brf" in dev.answer.headers["Content-Disposition"]
    form = page.form_to("/made")
    assert "The letter is marked as posted." in dev.fill(form, {}).told
    assert "It was marked as posted before." in dev.fill(form, {}).told
    with office.database.reading() as session:
        assert session.get_one(Message, first).state == State.PRINTED


def test_a_printed_letter_is_not_in_the_list_of_braille(
    dev: ConsoleClient, office: Services, at: datetime
) -> None:
    first, _second = letters(office, at)
    dev.open(f"/post-room/other-formats/{first}")
    assert dev.status == 404
    dev.open("/post-room")
    page = dev.post(f"/post-room/other-formats/{first}/made", {})
    assert "This letter was taken back meanwhile." in page.told


def test_an_agent_does_not_open_the_post_room(
    amina: ConsoleClient, office: Services, at: datetime
) -> None:
    for path in ("/post-room", "/post-room/other-formats"):
        amina.open(path)
        assert amina.status == 403


def test_a_batch_that_was_downloaded_asks_before_it_is_cancelled(
    dev: ConsoleClient, office: Services, at: datetime
) -> None:
    page = closed(dev, office, at)
    cancel = page.form_to("/take-back")
    dev.open(next(link for link in page.links if link.endswith("letters.pdf")).removeprefix("/console"))  # fmt: skip
    page = dev.fill(cancel, {})
    assert dev.status == 422
    assert "The letters were downloaded:" in page.told and "Dev Mistry." in page.told
    assert "Letters waiting 0" in dev.open("/post-room").told
    dev.fill(page.form_to("/take-back"), {}, press=("nothing-printed", "yes"))
    assert "Letters waiting 2" in dev.open("/post-room").told


def test_a_batch_of_which_pages_were_printed_again_cannot_be_cancelled(
    dev: ConsoleClient, office: Services, at: datetime
) -> None:
    page = closed(dev, office, at)
    cancel = page.form_to("/take-back")
    page = dev.fill(page.form_to("/reprint"), {"first": "1", "last": "1", "why": "jam"})
    assert "/take-back" not in page.text
    assert "That cannot be done with this batch any more." in dev.fill(cancel, {}).told
