"""Handing closed batches to the print route, once each, under a lease.

What was handed to a printer and never confirmed is left for people: paper may have come out.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.orm import Session

from app.audit import WORKER, Actor, record
from app.db import Database
from app.errors import NotAllowedNow
from app.i18n import _
from app.messages.batches import get_batch
from app.messages.manifest import manifest, manifest_csv, manifest_json
from app.messages.models import BatchState, PrintBatch
from app.messages.print_files import stream_file
from app.messages.print_routes import Files, PrintRoute, RouteFailed

LEASE = timedelta(minutes=15)
TRY_AGAIN = timedelta(minutes=2)
NOT_SURE = _("It is not known if the printer took this batch. Look at the printer first.")

Now = Callable[[], datetime]


def hand_over(database: Database, route: PrintRoute, *, now: Now) -> int:
    """Send every whole batch that was not sent; return how many went."""
    sent = 0
    while claimed := _claim(database, route, at=now()):
        sent += _send(database, route, *claimed, now=now)
    return sent


def file_name(batch_id: UUID, closed_at: datetime) -> str:
    """Return what the files of a batch are called; it names no one."""
    return f"letters-{closed_at:%Y%m%d-%H%M}-{batch_id.hex[:8]}"


def send_again(session: Session, batch_id: UUID, *, actor: Actor, at: datetime) -> None:
    """Let a batch be sent that the printer may not have taken; a person looked first.

    Raises NoSuchBatch, or NotAllowedNow for a batch that was sent or is not whole.
    """
    get_batch(session, batch_id)
    batch = session.get_one(PrintBatch, batch_id, with_for_update=True, populate_existing=True)
    if batch.sent_at is not None or batch.state != BatchState.CLOSED:
        raise NotAllowedNow(f"batch {batch_id} was sent, or is {batch.state}")
    if batch.lease_until is not None and batch.lease_until > at:
        raise NotAllowedNow(f"batch {batch_id} is being sent")
    batch.sent_to = batch.error = batch.lease_token = batch.lease_until = None
    _note(session, "batch.sent-again", batch_id, actor=actor, at=at, to="")


def _claim(database: Database, route: PrintRoute, *, at: datetime) -> tuple[UUID, UUID] | None:
    """Take one batch; the row says where it is being sent before anything is."""
    free = or_(PrintBatch.lease_until.is_(None), PrintBatch.lease_until <= at)
    unsent = (PrintBatch.state == BatchState.CLOSED, PrintBatch.sent_at.is_(None), free)
    with database.unit_of_work() as session:
        query = select(PrintBatch).where(*unsent)
        if not route.repeatable:
            _doubt(session, unsent)
            query = query.where(PrintBatch.sent_to.is_(None))
        query = query.order_by(PrintBatch.closed_at).limit(1)
        batch = session.scalar(query.with_for_update(skip_locked=True))
        if batch is None:
            return None
        token = uuid4()
        batch.sent_to, batch.lease_token, batch.lease_until = route.name[:120], token, at + LEASE
        return batch.id, token


def _doubt(session: Session, unsent: tuple[ColumnElement[bool], ...]) -> None:
    """Say of what was handed to a printer, and never confirmed, that a person must look."""
    session.execute(
        update(PrintBatch)
        .where(*unsent, PrintBatch.sent_to.is_not(None))
        .values(error=NOT_SURE.source)
        .execution_options(synchronize_session=False)
    )


def _send(database: Database, route: PrintRoute, batch_id: UUID, token: UUID, *, now: Now) -> bool:
    with database.reading() as session:
        batch = get_batch(session, batch_id)
        rows = manifest(session, batch_id)
        name = file_name(batch_id, batch.closed_at)
    manifests = {"csv": manifest_csv(rows), "json": manifest_json(rows)}
    error = ""
    try:
        route.send(Files(name, stream_file(database, batch_id), manifests))
    except RouteFailed as failed:
        error = str(failed)
    with database.unit_of_work() as session:
        _settle(session, batch_id, token, error, at=now())
        if not error:
            _note(session, "batch.sent", batch_id, actor=WORKER, at=now(), to=route.name)
    return not error


def _settle(session: Session, batch_id: UUID, token: UUID, error: str, *, at: datetime) -> None:
    """A failed attempt surely printed nothing, as the tool said so, and is made again later."""
    values: dict[str, object] = {"sent_at": at, "error": None, "lease_until": None}
    if error:
        values = {"error": error[:300], "lease_until": at + TRY_AGAIN, "sent_to": None}
    session.execute(
        update(PrintBatch)
        .where(PrintBatch.id == batch_id, PrintBatch.lease_token == token)
        .values(**values)
        .execution_options(synchronize_session=False)
    )


def _note(
    session: Session, action: str, batch_id: UUID, *, actor: Actor, at: datetime, to: str
) -> None:
    record(
        session,
        action,
        actor=actor,
        at=at,
        subject_kind="print-batch",
        subject_id=batch_id,
        details={"to": to},
    )
