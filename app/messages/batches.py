"""Print batches: rendered letters wait in the tray, are joined into one print file, and printed.

A batch is closed by hand, or at the cut-off of 17:30 London time on working days, when it takes
the letters that were ready by then. Its manifest names no one.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from io import BytesIO
from uuid import UUID, uuid4

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.audit import WORKER, Actor, record
from app.clock import from_london, london
from app.db import vault_of
from app.errors import AlreadyDone, NotAllowedNow, NotFound
from app.messages.models import BatchFile, BatchState, LetterFile, Message, PrintBatch, State
from app.messages.post import Rendered
from app.places import is_working_day
from letters import PageSpan, PrintFile

# GOV.UK Notify's print supplier takes letters until 5.30pm (2026).
CUT_OFF = time(17, 30)


class NothingToPrint(NotAllowedNow):
    """There is no letter in the tray."""


class NoSuchBatch(NotFound):
    """There is no print batch with this id."""


_WAITING = (LetterFile.batch_id.is_(None), Message.state == State.RENDERED)


def put_in_tray(session: Session, message_id: UUID, letter: Rendered, *, at: datetime) -> None:
    """Keep a rendered letter for the next batch."""
    address = "\n".join(letter.address).casefold()
    session.merge(
        LetterFile(
            message_id=message_id,
            reference=letter.reference,
            pages=letter.pages,
            sheets=letter.sheets,
            postage=letter.postage,
            address_hash=vault_of(session).token("address", address).hex(),
            rendered_at=at,
            pdf=letter.pdf,
        )
    )


def letters_in_tray(session: Session) -> int:
    """Return how many letters wait for the next batch."""
    query = select(func.count()).select_from(LetterFile).join(Message)
    return session.scalar(query.where(*_WAITING)) or 0


def close_batch(
    session: Session, *, actor: Actor, at: datetime, ready_by: datetime | None = None
) -> PrintBatch:
    """Join the letters in the tray, fewest sheets first, into one print file; raise NothingToPrint.

    `ready_by` leaves out letters rendered at that moment or later.
    """
    query = select(LetterFile).join(Message).where(*_WAITING)
    if ready_by is not None:
        query = query.where(LetterFile.rendered_at < ready_by)
    order = (LetterFile.postage, LetterFile.sheets, LetterFile.rendered_at, LetterFile.message_id)
    letters = session.scalars(query.order_by(*order).with_for_update()).all()
    if not letters:
        raise NothingToPrint("no letter is in the tray")
    pdf, spans = _joined(letters)
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
    session.add(BatchFile(batch_id=batch.id, pdf=pdf))
    for place, (letter, span) in enumerate(zip(letters, spans, strict=True), start=1):
        letter.batch_id, letter.place = batch.id, place
        letter.first_page, letter.last_page = span.first, span.last
    _record(session, "batch.closed", batch, actor=actor, at=at)
    return batch


def _joined(letters: Sequence[LetterFile]) -> tuple[bytes, list[PageSpan]]:
    out = BytesIO()
    with PrintFile(out) as print_file:
        spans = [print_file.add(letter.pdf) for letter in letters]
    return out.getvalue(), spans


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


def batch_file(session: Session, batch_id: UUID) -> bytes:
    """Return the print file of a batch, a PDF; raise NoSuchBatch."""
    found = session.get(BatchFile, batch_id)
    if found is None:
        raise NoSuchBatch(f"no batch {batch_id}")
    return found.pdf


def letter_file(session: Session, message_id: UUID) -> bytes:
    """Return one rendered letter, a PDF; raise NotFound while there is none."""
    found = session.get(LetterFile, message_id)
    if found is None:
        raise NotFound(f"message {message_id} has no letter")
    return found.pdf


def mark_printed(session: Session, batch_id: UUID, *, actor: Actor, at: datetime) -> PrintBatch:
    """Note that a batch was printed, and every letter in it; raise NoSuchBatch or AlreadyDone."""
    batch = session.get(PrintBatch, batch_id, with_for_update=True)
    if batch is None:
        raise NoSuchBatch(f"no batch {batch_id}")
    if batch.state == BatchState.PRINTED:
        raise AlreadyDone(f"batch {batch_id} is printed")
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
