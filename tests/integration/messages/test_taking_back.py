"""Taking a batch back, and printing pages again: no letter twice, and none that was stopped."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import select

from app.audit import record
from app.errors import NotAllowedNow
from app.messages.batches import letters_in_tray
from app.messages.models import BatchState, LetterFile, Message, State
from app.messages.reprints import NoSuchPages, Why, reprint, stream_reprint
from app.messages.taking_back import DOWNLOADED, MayBePrinted, take_back
from tests.integration.messages.conftest import Carriers
from tests.integration.messages.test_batches import POST_ROOM, close, render


def test_a_batch_of_which_pages_were_printed_again_is_not_taken_back(
    carriers: Carriers, at: datetime
) -> None:
    render(carriers, at, "en")
    batch = close(carriers, at)
    with carriers.database.unit_of_work() as session:
        reprint(session, batch.id, (1, 1), Why.JAM, key="k", actor=POST_ROOM, at=at)
    with pytest.raises(NotAllowedNow), carriers.database.unit_of_work() as session:
        take_back(session, batch.id, nothing_printed=True, actor=POST_ROOM, at=at)
    with carriers.database.reading() as session:
        assert letters_in_tray(session) == 0


def test_a_batch_that_was_downloaded_is_taken_back_when_somebody_says_that_nothing_was_printed(
    carriers: Carriers, at: datetime
) -> None:
    render(carriers, at, "en")
    batch = close(carriers, at)
    with carriers.database.unit_of_work() as session:
        record(session, DOWNLOADED, actor=POST_ROOM, at=at, subject_kind="print-batch", subject_id=batch.id)  # fmt: skip
    with pytest.raises(MayBePrinted) as asked, carriers.database.unit_of_work() as session:
        take_back(session, batch.id, nothing_printed=False, actor=POST_ROOM, at=at)
    assert (asked.value.at, asked.value.by) == (at, POST_ROOM.id)
    with carriers.database.unit_of_work() as session:
        done = take_back(session, batch.id, nothing_printed=True, actor=POST_ROOM, at=at)
        assert done.state == BatchState.CANCELLED
        assert letters_in_tray(session) == 1


@pytest.mark.parametrize("stopped", [State.FAILED, State.CANCELLED])
def test_a_letter_that_was_stopped_is_not_printed_again(
    carriers: Carriers, at: datetime, stopped: State
) -> None:
    """After a letter came back from the address, say: the post room takes it out by hand."""
    render(carriers, at, "en", "en")
    batch = close(carriers, at)
    with carriers.database.unit_of_work() as session:
        query = select(LetterFile).where(LetterFile.batch_id == batch.id, LetterFile.place == 1)
        session.get_one(Message, session.scalars(query).one().message_id).state = stopped
    with carriers.database.unit_of_work() as session:
        made = reprint(session, batch.id, (1, 3), Why.JAM, key="k", actor=POST_ROOM, at=at)
        assert (made.letters, made.first_page) == (1, 3)
    assert b"".join(stream_reprint(carriers.database, made.id)).count(b"/Type/Pages/Parent") == 1
    with pytest.raises(NoSuchPages), carriers.database.unit_of_work() as session:
        reprint(session, batch.id, (1, 1), Why.JAM, key="l", actor=POST_ROOM, at=at)
