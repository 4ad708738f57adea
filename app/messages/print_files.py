"""Writing the print file of a closed batch, piece by piece, and reading it in the same way.

Only a few letters are in memory at once, however long the batch is. A worker takes the batch under
a lease and says how far it is; killed at any point, the next one begins the file again, and nobody
can have downloaded a file that is not whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import structlog
from sqlalchemy import CursorResult, Select, delete, or_, select, update
from sqlalchemy.orm import Session

from app.audit import WORKER, Actor, record
from app.db import Database
from app.errors import NotAllowedNow
from app.messages.batches import get_batch
from app.messages.models import BatchPart, BatchState, LetterFile, PrintBatch
from app.messages.sending import told
from app.messages.troubles import FILE_FAULT
from letters import joined

log = structlog.get_logger()
PIECE = 1 << 20  # bytes
TOGETHER = 20
LEASE = timedelta(minutes=2)

Now = Callable[[], datetime]


class Lost(NotAllowedNow):
    """The batch was cancelled, or another worker took it over."""


def make_files(
    database: Database, *, now: Now, stopping: Callable[[], bool] = lambda: False
) -> int:
    """Write the file of every batch that waits for one; return how many were finished."""
    made = 0
    while not stopping() and (claimed := _claim(database, at=now())):
        try:
            _make(database, *claimed, now=now)
        except Lost:
            continue
        except Exception as fault:  # a letter broke our own code: the other batches must go on
            log.error("batch.fault", batch_id=str(claimed[0]), **told(fault))
            _note_fault(database, *claimed, fault)
            continue
        made += 1
    return made


def _note_fault(database: Database, batch_id: UUID, token: UUID, fault: Exception) -> None:
    """Say at the batch why its file is not made. It is begun again when the lease ends."""
    words = FILE_FAULT.filled(what=type(fault).__name__)
    with suppress(Lost), database.unit_of_work() as session:
        _still_ours(session, batch_id, token, {"error": str(words)})


def something_to_make(session: Session, *, at: datetime) -> bool:
    """Say whether a batch waits for its file and nobody writes it."""
    return session.scalar(_waiting(at).limit(1)) is not None


def stream_file(database: Database, batch_id: UUID) -> Iterator[bytes]:
    """Yield the print file of a batch; raise NoSuchBatch, or NotAllowedNow while it is not whole."""
    with database.reading() as session:
        batch = get_batch(session, batch_id)
        if batch.state not in (BatchState.CLOSED, BatchState.PRINTED):
            raise NotAllowedNow(f"batch {batch_id} is {batch.state}")
        query = select(BatchPart.number).where(BatchPart.batch_id == batch_id)
        numbers = session.scalars(query.order_by(BatchPart.number)).all()
    if numbers:
        return _pieces(database, batch_id, numbers)
    # A batch that was printed before files were kept in pieces.
    return joined(letters_of(database, _ids_of(database, batch_id)))


def _ids_of(database: Database, batch_id: UUID) -> Sequence[UUID]:
    with database.reading() as session:
        query = select(LetterFile.message_id).where(LetterFile.batch_id == batch_id)
        return session.scalars(query.order_by(LetterFile.place)).all()


def _pieces(database: Database, batch_id: UUID, numbers: Sequence[int]) -> Iterator[bytes]:
    for number in numbers:
        with database.reading() as session:
            piece = session.get_one(BatchPart, (batch_id, number)).data
        yield piece


def letters_of(database: Database, message_ids: Sequence[UUID]) -> Iterator[bytes]:
    """Yield these letters in order, a few at a time from the database."""
    for start in range(0, len(message_ids), TOGETHER):
        some = message_ids[start : start + TOGETHER]
        with database.reading() as session:
            query = select(LetterFile.message_id, LetterFile.pdf)
            found = dict(session.execute(query.where(LetterFile.message_id.in_(some))).all())
        yield from (found[message_id] for message_id in some)


def _waiting(at: datetime) -> Select[UUID]:
    free = or_(PrintBatch.lease_until.is_(None), PrintBatch.lease_until <= at)
    query = select(PrintBatch.id).where(PrintBatch.state == BatchState.MAKING, free)
    return query.order_by(PrintBatch.closed_at)


def _claim(database: Database, *, at: datetime) -> tuple[UUID, UUID] | None:
    """Take one batch and begin its file anew; return its id and the token of our lease."""
    with database.unit_of_work() as session:
        batch_id = session.scalar(_waiting(at).limit(1).with_for_update(skip_locked=True))
        if batch_id is None:
            return None
        token = uuid4()
        session.execute(delete(BatchPart).where(BatchPart.batch_id == batch_id))
        session.execute(
            update(PrintBatch)
            .where(PrintBatch.id == batch_id)
            .values(lease_token=token, lease_until=at + LEASE, done=0)
        )
    return batch_id, token


def _make(database: Database, batch_id: UUID, token: UUID, *, now: Now) -> None:
    ids = _ids_of(database, batch_id)
    number = 0
    for number, (piece, done) in enumerate(_regrouped(joined(letters_of(database, ids)))):
        with database.unit_of_work() as session:
            session.add(BatchPart(batch_id=batch_id, number=number, data=piece))
            values = {"done": min(done, len(ids)), "lease_until": now() + LEASE}
            _still_ours(session, batch_id, token, values)
    with database.unit_of_work() as session:
        values = {"state": BatchState.CLOSED, "made_at": now(), "done": len(ids), "error": None}
        _still_ours(session, batch_id, token, {**values, "lease_token": None, "lease_until": None})
        _note(session, batch_id, actor=WORKER, at=now(), pieces=number + 1)


def _regrouped(pieces: Iterable[bytes]) -> Iterator[tuple[bytes, int]]:
    """Yield pieces of about a megabyte, each with how many letters are whole by then."""
    held: list[bytes] = []
    size = done = 0
    for done, piece in enumerate(pieces, start=1):
        held.append(piece)
        size += len(piece)
        if size >= PIECE:
            yield b"".join(held), done
            held.clear()
            size = 0
    yield b"".join(held), done


def _still_ours(session: Session, batch_id: UUID, token: UUID, values: dict[str, object]) -> None:
    result = session.execute(
        update(PrintBatch)
        .where(PrintBatch.id == batch_id, PrintBatch.lease_token == token)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    if not isinstance(result, CursorResult) or result.rowcount != 1:
        raise Lost(f"batch {batch_id} is not ours any more")


def _note(session: Session, batch_id: UUID, *, actor: Actor, at: datetime, pieces: int) -> None:
    record(
        session,
        "batch.made",
        actor=actor,
        at=at,
        subject_kind="print-batch",
        subject_id=batch_id,
        details={"pieces": pieces},
    )
