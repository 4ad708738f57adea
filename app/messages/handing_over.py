"""Handing closed batches to the print route, once each, under a lease.

What was handed to a printer and never confirmed is left for people: paper may have come out. Any
other failure, also of our own code, is shown with its reason and tried again, less and less often.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import structlog
from sqlalchemy import ColumnElement, CursorResult, and_, or_, select, update
from sqlalchemy.orm import Session

from app.audit import WORKER, Actor, record
from app.db import Database
from app.errors import NotAllowedNow
from app.i18n import _
from app.messages.batches import get_batch
from app.messages.faults import told
from app.messages.manifest import manifest, manifest_csv, manifest_json
from app.messages.models import BatchState, PrintBatch
from app.messages.print_files import stream_file
from app.messages.print_routes import Files, PrintRoute, RouteFailed, RouteUnclear

LEASE = timedelta(minutes=15)
# A failed hand-over is tried again after a quarter of the time that the batch has waited by then.
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=2), timedelta(hours=1)
SHARE = 4
NOT_SURE = _("It is not known if the printer took this batch. Look at the printer first.")
OUR_FAULT = _("Our own system failed while it sent this batch ({what}).")

log = structlog.get_logger()
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
    """Take one batch; the row says where it is being sent before anything is.

    Nothing is locked or written while there is nothing to do.
    """
    with database.reading() as session:
        if session.scalar(select(PrintBatch.id).where(_to_do(route, at)).limit(1)) is None:
            return None
    with database.unit_of_work() as session:
        if not route.repeatable:
            _doubt(session, at)
        query = select(PrintBatch).where(_to_send(route, at)).order_by(PrintBatch.closed_at)
        batch = session.scalar(query.limit(1).with_for_update(skip_locked=True))
        if batch is None:
            return None
        token = uuid4()
        batch.sent_to, batch.lease_token, batch.lease_until = route.name[:120], token, at + LEASE
        return batch.id, token


def _unsent(at: datetime) -> ColumnElement[bool]:
    free = or_(PrintBatch.lease_until.is_(None), PrintBatch.lease_until <= at)
    return and_(PrintBatch.state == BatchState.CLOSED, PrintBatch.sent_at.is_(None), free)


def _to_send(route: PrintRoute, at: datetime) -> ColumnElement[bool]:
    return _unsent(at) if route.repeatable else and_(_unsent(at), PrintBatch.sent_to.is_(None))


def _to_doubt(at: datetime) -> ColumnElement[bool]:
    """Return the condition for what was handed over, never confirmed, and does not say so yet."""
    silent = PrintBatch.error.is_distinct_from(NOT_SURE.source)
    return and_(_unsent(at), PrintBatch.sent_to.is_not(None), silent)


def _to_do(route: PrintRoute, at: datetime) -> ColumnElement[bool]:
    return _unsent(at) if route.repeatable else or_(_to_send(route, at), _to_doubt(at))


def _doubt(session: Session, at: datetime) -> None:
    """Say of what was handed to a printer, and never confirmed, that a person must look."""
    session.execute(
        update(PrintBatch)
        .where(_to_doubt(at))
        .values(error=NOT_SURE.source)
        .execution_options(synchronize_session=False)
    )


def _send(database: Database, route: PrintRoute, batch_id: UUID, token: UUID, *, now: Now) -> bool:
    """Send one batch; say whether it went. What breaks stops no other batch."""
    failure: Exception | None = None
    try:
        route.send(_files(database, batch_id))
    except Exception as fault:  # whatever a route or our own code raises: the others must go on
        failure = fault
        log.warning("batch.not-sent", batch_id=str(batch_id), **told(fault))
    with database.unit_of_work() as session:
        values = _failed(session, batch_id, route, failure, at=now()) if failure else _sent(now())
        ours = _settle(session, batch_id, token, values)
        if ours and not failure:
            _note(session, "batch.sent", batch_id, actor=WORKER, at=now(), to=route.name)
    return not failure


def _files(database: Database, batch_id: UUID) -> Files:
    """Return the files of a batch; raise RouteFailed, now or while they are read, if they break."""
    with _ready():
        with database.reading() as session:
            name = file_name(batch_id, get_batch(session, batch_id).closed_at)
            rows = manifest(session, batch_id)
        manifests = {"csv": manifest_csv(rows), "json": manifest_json(rows)}
        return Files(name, _read(stream_file(database, batch_id)), manifests)


def _read(pieces: Iterator[bytes]) -> Iterator[bytes]:
    with _ready():
        yield from pieces


@contextmanager
def _ready() -> Iterator[None]:
    """Turn what breaks before a route has its files into a failure: nothing was printed yet."""
    try:
        yield
    except Exception as fault:  # a spoilt file of one batch must not stop the others
        raise RouteFailed(_our_fault(fault)) from fault


def _our_fault(fault: Exception) -> str:
    return str(OUR_FAULT.filled(what=type(fault).__name__))


def _sent(at: datetime) -> dict[str, object]:
    return {"sent_at": at, "error": None, "lease_until": None}


def _failed(
    session: Session, batch_id: UUID, route: PrintRoute, failure: Exception, *, at: datetime
) -> dict[str, object]:
    """Return what to keep of a failure: it is tried again where surely nothing was printed."""
    surely = isinstance(failure, RouteFailed) and not isinstance(failure, RouteUnclear)
    if not (route.repeatable or surely):
        return {"error": NOT_SURE.source, "lease_until": None}
    why = str(failure) if isinstance(failure, RouteFailed) else _our_fault(failure)
    wait = (at - get_batch(session, batch_id).closed_at) / SHARE
    again = at + min(max(wait, FIRST_WAIT), LONGEST_WAIT)
    return {"error": why[:300], "lease_until": again, "sent_to": None}


def _settle(session: Session, batch_id: UUID, token: UUID, values: dict[str, object]) -> bool:
    """Keep what came of a hand-over, if the batch is still ours; say whether it is."""
    result = session.execute(
        update(PrintBatch)
        .where(PrintBatch.id == batch_id, PrintBatch.lease_token == token)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    return isinstance(result, CursorResult) and result.rowcount == 1


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
