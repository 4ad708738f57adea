"""Print batches: rendered letters wait in the tray, are closed into a batch, and printed.

A batch is closed by hand, or at the cut-off of 17:30 London time on working days, when it takes
the letters that were ready by then. Closing settles which letters are in and on which pages; the
print file itself is written afterwards by `print_files`. The manifest names no one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from itertools import islice
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from app.audit import WORKER, Actor, record
from app.clock import from_london, london
from app.db import vault_of
from app.errors import AlreadyDone, NotAllowedNow, NotFound
from app.messages.formats import PRINTED
from app.messages.last_look import look_again
from app.messages.letter_locks import lock_letters
from app.messages.models import (
    BatchPart,
    BatchState,
    LetterFile,
    Message,
    PrintBatch,
    State,
)
from app.messages.post import Rendered
from app.places import is_working_day
from letters.geometry import PAGES_PER_SHEET

# GOV.UK Notify's print supplier takes letters until 5.30pm (2026).
CUT_OFF = time(17, 30)
PLACED_TOGETHER = 500


class NothingToPrint(NotAllowedNow):
    """There is no letter in the tray."""


class NoSuchBatch(NotFound):
    """There is no print batch with this id."""


# Braille and sound are made elsewhere: the printer gets paper only.
_WAITING = (
    LetterFile.batch_id.is_(None),
    LetterFile.format.in_(PRINTED),
    Message.state == State.RENDERED,
)


def put_in_tray(session: Session, message_id: UUID, letter: Rendered, *, at: datetime) -> None:
    """Keep a rendered letter for the next batch; one that came back leaves its old batch."""
    address = "\n".join(letter.address).casefold()
    session.merge(
        LetterFile(
            message_id=message_id,
            batch_id=None,
            place=None,
            first_page=None,
            last_page=None,
            reference=letter.reference,
            pages=letter.pages,
            sheets=letter.sheets,
            postage=letter.postage,
            address_hash=vault_of(session).token("address", address).hex(),
            rendered_at=at,
            pdf=letter.data,
            format=letter.format,
            collect_at=letter.collect_at,
            to_sign=list(letter.to_sign) or None,
        )
    )


def letters_in_tray(session: Session) -> int:
    """Return how many letters wait for the next batch."""
    query = select(func.count()).select_from(LetterFile).join(Message)
    return session.scalar(query.where(*_WAITING)) or 0


def close_batch(
    session: Session, *, actor: Actor, at: datetime, ready_by: datetime | None = None
) -> PrintBatch:
    """Close the letters in the tray into a batch, fewest sheets first; raise NothingToPrint.

    `ready_by` leaves out letters rendered at that moment or later. No letter is opened here, so
    that closing ten thousand takes a moment. One that may no longer go as it was made stays out.
    """
    letters = _take_from_tray(session, at=at, ready_by=ready_by)
    if not letters:
        raise NothingToPrint("no letter is in the tray")
    batch = PrintBatch(
        id=uuid4(),
        letters=len(letters),
        pages=sum(letter.pages for letter in letters),
        sheets=sum(letter.sheets for letter in letters),
        closed_at=at,
        closed_by=actor.id,
    )
    session.add(batch)
    session.flush()
    places = _places(batch.id, letters)
    for some in iter(lambda: list(islice(places, PLACED_TOGETHER)), []):
        session.execute(update(LetterFile), some)
    _record(session, "batch.closed", batch, actor=actor, at=at)
    return batch


def _take_from_tray(session: Session, *, at: datetime, ready_by: datetime | None) -> list[Any]:
    """Lock the letters that wait and may go as they were made; return them in their order."""
    columns = (LetterFile.message_id, LetterFile.pages, LetterFile.sheets)
    query = select(*columns, LetterFile.postage, LetterFile.rendered_at)
    query = query.join(Message, Message.id == LetterFile.message_id).where(*_WAITING)
    if ready_by is not None:
        query = query.where(LetterFile.rendered_at < ready_by)
    locked = lock_letters(session, query)
    look_again(session, at=at, among={letter.message_id for letter in locked})
    # Some may have been cancelled while we waited for their locks, which the first look cannot see.
    waiting = set(session.scalars(select(LetterFile.message_id).join(Message).where(*_WAITING)))
    return sorted((letter for letter in locked if letter.message_id in waiting), key=_in_batch)


def _in_batch(letter: Any) -> tuple[Any, ...]:
    """Return what letters in a batch are sorted by."""
    return letter.postage, letter.sheets, letter.rendered_at, letter.message_id


def _places(batch_id: UUID, letters: Sequence[Any]) -> Iterator[dict[str, Any]]:
    """Yield where each letter goes. Every letter starts on the front of a sheet."""
    page = 1
    for place, letter in enumerate(letters, start=1):
        yield {
            "message_id": letter.message_id,
            "batch_id": batch_id,
            "place": place,
            "first_page": page,
            "last_page": page + letter.pages - 1,
        }
        page += letter.pages + letter.pages % PAGES_PER_SHEET


def last_cut_off(at: datetime) -> datetime:
    """Return the latest cut-off that has passed: 17:30 London time on a working day."""
    day = london(at).date()
    while not is_working_day(day) or from_london(day, CUT_OFF) > at:
        day -= timedelta(days=1)
    return from_london(day, CUT_OFF)


def close_due(session: Session, *, at: datetime) -> PrintBatch | None:
    """Close the batch of the last cut-off, if letters ready by then still wait."""
    try:
        return close_batch(session, actor=WORKER, at=at, ready_by=last_cut_off(at))
    except NothingToPrint:
        return None


def due_to_close(session: Session, *, at: datetime) -> bool:
    """Say whether letters wait that the last cut-off should have taken; takes no lock."""
    query = select(LetterFile.message_id).join(Message).where(*_WAITING)
    return (
        session.scalar(query.where(LetterFile.rendered_at < last_cut_off(at)).limit(1)) is not None
    )


def get_batch(session: Session, batch_id: UUID) -> PrintBatch:
    """Return one batch, or raise NoSuchBatch."""
    batch = session.get(PrintBatch, batch_id)
    if batch is None:
        raise NoSuchBatch(f"no batch {batch_id}")
    return batch


def list_batches(session: Session, *, limit: int = 50) -> Sequence[PrintBatch]:
    """Return the latest batches, newest first."""
    query = select(PrintBatch).order_by(PrintBatch.closed_at.desc(), PrintBatch.id)
    return session.scalars(query.limit(limit)).all()


def file_pages(batch: PrintBatch) -> int:
    """Return how many pages a print file has: every letter begins on the front of a sheet."""
    return batch.sheets * PAGES_PER_SHEET


def letter_file(session: Session, message_id: UUID) -> bytes:
    """Return one rendered letter, a PDF; raise NotFound while there is none."""
    found = session.get(LetterFile, message_id)
    if found is None:
        raise NotFound(f"message {message_id} has no letter")
    return found.pdf


def mark_printed(session: Session, batch_id: UUID, *, actor: Actor, at: datetime) -> PrintBatch:
    """Note that a batch was printed, and every letter in it.

    Raises NoSuchBatch, AlreadyDone, or NotAllowedNow while its file is not whole.
    """
    batch = lock_batch(session, batch_id)
    if batch.state == BatchState.PRINTED:
        raise AlreadyDone(f"batch {batch_id} is printed")
    if batch.state != BatchState.CLOSED:
        raise NotAllowedNow(f"batch {batch_id} is {batch.state}")
    batch.state, batch.printed_at, batch.printed_by = BatchState.PRINTED, at, actor.id
    inside = select(LetterFile.message_id).where(LetterFile.batch_id == batch_id)
    session.execute(
        update(Message)
        .where(Message.id.in_(inside), Message.state == State.RENDERED)
        .values(state=State.PRINTED, sent_at=at, settled_at=at)
        .execution_options(synchronize_session=False)
    )
    _record(session, "batch.printed", batch, actor=actor, at=at)
    return batch


def cancel_batch(session: Session, batch_id: UUID, *, actor: Actor, at: datetime) -> PrintBatch:
    """Take a batch back before it is printed: its letters wait in the tray again, its file goes.

    Raises NoSuchBatch, AlreadyDone, or NotAllowedNow once it is printed.
    """
    batch = lock_batch(session, batch_id)
    if batch.state == BatchState.CANCELLED:
        raise AlreadyDone(f"batch {batch_id} is cancelled")
    # While it is being sent, and when nobody knows whether it arrived, the row says where to.
    if batch.state == BatchState.PRINTED or batch.sent_at or batch.sent_to:
        raise NotAllowedNow(f"batch {batch_id} is with the printer")
    batch.state, batch.cancelled_at, batch.cancelled_by = BatchState.CANCELLED, at, actor.id
    batch.lease_token = batch.lease_until = None
    session.execute(
        update(LetterFile)
        .where(LetterFile.batch_id == batch_id)
        .values(batch_id=None, place=None, first_page=None, last_page=None)
    )
    session.execute(delete(BatchPart).where(BatchPart.batch_id == batch_id))
    _record(session, "batch.cancelled", batch, actor=actor, at=at)
    return batch


def lock_batch(session: Session, batch_id: UUID) -> PrintBatch:
    """Return one batch, and keep everybody else off it; raise NoSuchBatch."""
    batch = session.get(PrintBatch, batch_id, with_for_update=True, populate_existing=True)
    if batch is None:
        raise NoSuchBatch(f"no batch {batch_id}")
    return batch


def _record(
    session: Session, action: str, batch: PrintBatch, *, actor: Actor, at: datetime
) -> None:
    record(
        session,
        action,
        actor=actor,
        at=at,
        subject_kind="print-batch",
        subject_id=batch.id,
        details={"letters": batch.letters},
    )
