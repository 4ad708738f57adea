"""Print batches: who is in, in which order, what the manifest says, and that nothing prints twice."""

from __future__ import annotations

import csv
import json
from datetime import datetime, timedelta
from io import BytesIO, StringIO
from uuid import UUID, uuid4

import pytest
from pypdf import PdfReader
from sqlalchemy import select, text

from app.audit import Actor, AuditEntry
from app.errors import AlreadyDone, NotAllowedNow, NotFound
from app.messages import print_files
from app.messages.batches import (
    NoSuchBatch,
    NothingToPrint,
    cancel_batch,
    close_batch,
    close_due,
    due_to_close,
    get_batch,
    letter_file,
    letters_in_tray,
    list_batches,
    mark_printed,
)
from app.messages.manifest import manifest, manifest_csv, manifest_json
from app.messages.models import BatchPart, BatchState, Message, PrintBatch, State
from app.messages.outbox import cancel_unsent
from app.messages.print_files import make_files, stream_file
from app.messages.reprints import NoSuchPages, Why, reprint, reprints_of, stream_reprint
from app.messages.sending import drain
from tests.integration.messages.conftest import Carriers, add_person, queue, read, states
from tests.integration.messages.test_outbox import add_application

POST_ROOM = Actor("agent", "post-room-1")


def render(carriers: Carriers, at: datetime, *languages: str) -> list[UUID]:
    """Put one letter for each language in the tray."""
    with carriers.database.unit_of_work() as session:
        made = []
        for number, language in enumerate(languages):
            person = add_person(session, at, may_text=None, language=language)
            (message,) = queue(session, person, at, reference=f"PV-{language}-{number}")
            made.append(message.id)
    drain(carriers, at=at)
    return made


def close(carriers: Carriers, at: datetime) -> PrintBatch:
    with carriers.database.unit_of_work() as session:
        batch = close_batch(session, actor=POST_ROOM, at=at)
    assert make_files(carriers.database, now=lambda: at) == 1
    with carriers.database.reading() as session:
        return get_batch(session, batch.id)


def test_a_batch_joins_the_tray_and_its_manifest_names_no_one(
    carriers: Carriers, at: datetime
) -> None:
    render(carriers, at, "cy", "en", "en")
    batch = close(carriers, at)
    assert (batch.letters, batch.pages, batch.sheets) == (3, 4, 3)
    with carriers.database.reading() as session:
        rows = manifest(session, batch.id)
        assert letters_in_tray(session) == 0
        assert [one.id for one in list_batches(session)] == [batch.id]
    assert [row.order for row in rows] == [1, 2, 3]
    assert {row.postage for row in rows} == {"second"}
    assert len({row.address_hash for row in rows}) == 1
    pages = PdfReader(BytesIO(b"".join(stream_file(carriers.database, batch.id)))).pages
    assert len(pages) == 6
    for row in rows:
        assert row.first_page % 2 == 1
        first = pages[row.first_page - 1].extract_text()
        assert row.reference in first
        assert row.last_page - row.first_page + 1 == row.pages
    shown = manifest_csv(rows) + manifest_json(rows)
    assert "Example" not in shown
    assert "Sample Street" not in shown
    assert [line["reference"] for line in csv.DictReader(StringIO(manifest_csv(rows)))] == [
        row.reference for row in rows
    ]
    assert json.loads(manifest_json(rows))[0]["order"] == 1


def test_the_print_file_is_sealed_in_the_database(carriers: Carriers, at: datetime) -> None:
    render(carriers, at, "en")
    close(carriers, at)
    with carriers.database.reading() as session:
        stored = bytes(session.execute(text("SELECT data FROM batch_parts")).scalar_one())
        letter = bytes(session.execute(text("SELECT pdf FROM letter_files")).scalar_one())
    assert b"%PDF" not in stored + letter


def test_a_letter_goes_into_one_batch_only(carriers: Carriers, at: datetime) -> None:
    render(carriers, at, "en")
    first = close(carriers, at)
    with pytest.raises(NothingToPrint):
        close(carriers, at)
    render(carriers, at, "en", "en")
    second = close(carriers, at)
    assert (first.letters, second.letters) == (1, 2)


def test_printed_is_noted_once_and_for_every_letter(carriers: Carriers, at: datetime) -> None:
    render(carriers, at, "en", "en")
    batch = close(carriers, at)
    assert states(carriers.database) == [State.RENDERED] * 2
    with carriers.database.unit_of_work() as session:
        mark_printed(session, batch.id, actor=POST_ROOM, at=at)
    assert states(carriers.database) == [State.PRINTED] * 2
    with pytest.raises(AlreadyDone), carriers.database.unit_of_work() as session:
        mark_printed(session, batch.id, actor=POST_ROOM, at=at)


def test_a_letter_taken_back_in_the_tray_is_not_printed(carriers: Carriers, at: datetime) -> None:
    with carriers.database.unit_of_work() as session:
        application = add_application(session, at)
        person = add_person(session, at, may_text=None)
        (made,) = queue(session, person, at, application_id=application.id)
    drain(carriers, at=at)
    with carriers.database.unit_of_work() as session:
        assert cancel_unsent(session, application.id, at=at) == 1
    assert read(carriers.database, made.id).state == State.CANCELLED
    with pytest.raises(NothingToPrint):
        close(carriers, at)


def test_a_letter_in_a_closed_batch_is_not_taken_back(carriers: Carriers, at: datetime) -> None:
    with carriers.database.unit_of_work() as session:
        application = add_application(session, at)
        person = add_person(session, at, may_text=None)
        queue(session, person, at, application_id=application.id)
    drain(carriers, at=at)
    close(carriers, at)
    with carriers.database.unit_of_work() as session:
        assert cancel_unsent(session, application.id, at=at) == 0


def test_the_cut_off_takes_what_was_ready_by_then(carriers: Carriers, at: datetime) -> None:
    cut_off = at.replace(hour=17, minute=30)
    render(carriers, at, "en")
    render(carriers, cut_off + timedelta(minutes=1), "en", "en")

    def closed(moment: datetime) -> int:
        with carriers.database.reading() as session:
            due = due_to_close(session, at=moment)
        with carriers.database.unit_of_work() as session:
            batch = close_due(session, at=moment)
        assert due == (batch is not None)
        return batch.letters if batch else 0

    assert closed(cut_off - timedelta(seconds=1)) == 0
    assert closed(cut_off + timedelta(minutes=2)) == 1
    assert closed(cut_off + timedelta(minutes=3)) == 0
    assert closed(cut_off + timedelta(days=1)) == 2


def test_what_is_not_there_is_named(carriers: Carriers, at: datetime, queued_text: Message) -> None:
    with carriers.database.unit_of_work() as session:
        with pytest.raises(NoSuchBatch):
            stream_file(carriers.database, uuid4())
        with pytest.raises(NoSuchBatch):
            manifest(session, uuid4())
        with pytest.raises(NoSuchBatch):
            mark_printed(session, uuid4(), actor=POST_ROOM, at=at)
        with pytest.raises(NotFound):
            letter_file(session, queued_text.id)


def test_a_batch_is_made_piece_by_piece_and_says_how_far_it_is(
    carriers: Carriers, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(print_files, "PIECE", 30_000)
    render(carriers, at, "en", "cy", "en", "en")
    with carriers.database.unit_of_work() as session:
        batch = close_batch(session, actor=POST_ROOM, at=at)
    assert (batch.state, batch.done) == (BatchState.MAKING, 0)
    with pytest.raises(NotAllowedNow):
        stream_file(carriers.database, batch.id)
    make_files(carriers.database, now=lambda: at)
    with carriers.database.reading() as session:
        made = get_batch(session, batch.id)
        pieces = session.execute(text("SELECT count(*) FROM batch_parts")).scalar_one()
    assert (made.state, made.done, made.made_at) == (BatchState.CLOSED, 4, at)
    assert pieces > 2
    assert len(PdfReader(BytesIO(b"".join(stream_file(carriers.database, batch.id)))).pages) == 8


def test_a_worker_that_died_is_followed_by_another(carriers: Carriers, at: datetime) -> None:
    render(carriers, at, "en", "en")
    with carriers.database.unit_of_work() as session:
        batch = close_batch(session, actor=POST_ROOM, at=at)
        batch.lease_token, batch.lease_until = uuid4(), at + print_files.LEASE
        session.add(BatchPart(batch_id=batch.id, number=0, data=b"half a file"))
    assert make_files(carriers.database, now=lambda: at) == 0
    later = at + print_files.LEASE
    assert make_files(carriers.database, now=lambda: later) == 1
    whole = b"".join(stream_file(carriers.database, batch.id))
    assert len(PdfReader(BytesIO(whole)).pages) == 4


def test_a_batch_is_taken_back_before_it_is_printed(carriers: Carriers, at: datetime) -> None:
    render(carriers, at, "en", "en")
    batch = close(carriers, at)
    with carriers.database.unit_of_work() as session:
        cancel_batch(session, batch.id, actor=POST_ROOM, at=at)
        assert letters_in_tray(session) == 2
    with pytest.raises(AlreadyDone), carriers.database.unit_of_work() as session:
        cancel_batch(session, batch.id, actor=POST_ROOM, at=at)
    with pytest.raises(NotAllowedNow):
        stream_file(carriers.database, batch.id)
    assert close(carriers, at).letters == 2


def test_a_printed_batch_is_not_taken_back(carriers: Carriers, at: datetime) -> None:
    render(carriers, at, "en")
    batch = close(carriers, at)
    with carriers.database.unit_of_work() as session:
        mark_printed(session, batch.id, actor=POST_ROOM, at=at)
    with pytest.raises(NotAllowedNow), carriers.database.unit_of_work() as session:
        cancel_batch(session, batch.id, actor=POST_ROOM, at=at)


def test_after_a_jam_whole_letters_are_printed_again_and_counted(
    carriers: Carriers, at: datetime
) -> None:
    """Three letters of one sheet each: pages 1, 3 and 5. The jam was on page 4, the back of 3."""
    render(carriers, at, "en", "en", "en")
    batch = close(carriers, at)
    for _again in range(2):
        with carriers.database.unit_of_work() as session:
            wanted = reprint(session, batch.id, (3, 5), Why.JAM, key="k1", actor=POST_ROOM, at=at)
    assert (wanted.first_page, wanted.last_page, wanted.letters) == (3, 5, 2)
    pages = PdfReader(BytesIO(b"".join(stream_reprint(carriers.database, wanted.id)))).pages
    assert len(pages) == 4
    with carriers.database.reading() as session:
        assert [row.copies for row in manifest(session, batch.id)] == [0, 1, 1]
        noted = session.scalars(select(AuditEntry).where(AuditEntry.action == "letter.reprinted"))
        assert [entry.details["reason"] for entry in noted] == ["jam", "jam"]
        assert len(reprints_of(session, batch.id)) == 1


def test_the_empty_back_of_a_sheet_belongs_to_its_letter(carriers: Carriers, at: datetime) -> None:
    render(carriers, at, "en", "en")
    batch = close(carriers, at)
    with carriers.database.unit_of_work() as session:
        wanted = reprint(session, batch.id, (2, 2), Why.JAM, key="k2", actor=POST_ROOM, at=at)
        assert (wanted.first_page, wanted.last_page, wanted.letters) == (1, 1, 1)


def test_pages_that_hold_no_letter_are_not_printed_again(carriers: Carriers, at: datetime) -> None:
    render(carriers, at, "en")
    batch = close(carriers, at)
    with pytest.raises(NoSuchPages), carriers.database.unit_of_work() as session:
        reprint(session, batch.id, (3, 3), Why.JAM, key="k2", actor=POST_ROOM, at=at)
