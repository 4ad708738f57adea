"""Taking a batch back while nothing of it is on paper, as far as anybody can tell.

Whoever downloaded the file may have printed it, and nobody but a person can tell. So they are asked
once: a batch that was printed and then taken back would send every letter of it twice.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audit import Actor, AuditEntry, record
from app.errors import AlongsideError, NotAllowedNow
from app.messages.batches import cancel_batch, lock_batch
from app.messages.models import BatchState, PrintBatch
from app.messages.reprints import reprints_of

DOWNLOADED = "batch.downloaded"


class MayBePrinted(AlongsideError):
    """The print file was downloaded, so that somebody must say that nothing was printed."""

    def __init__(self, download: AuditEntry) -> None:
        super().__init__(f"batch {download.subject_id} was downloaded")
        self.at, self.by = download.at, download.actor_id


def note_download(session: Session, batch_id: UUID, *, actor: Actor, at: datetime) -> None:
    """Note that somebody has the print file; raise NoSuchBatch, or NotAllowedNow where there is none."""
    batch = lock_batch(session, batch_id)
    if batch.state not in (BatchState.CLOSED, BatchState.PRINTED):
        raise NotAllowedNow(f"batch {batch_id} is {batch.state}")
    record(session, DOWNLOADED, actor=actor, at=at, subject_kind="print-batch", subject_id=batch_id)  # fmt: skip


def take_back(
    session: Session, batch_id: UUID, *, nothing_printed: bool, actor: Actor, at: datetime
) -> PrintBatch:
    """Cancel a batch before it is printed; see `cancel_batch`.

    `nothing_printed`: a person says so. Raises MayBePrinted where nobody says so and the print file
    was downloaded, NotAllowedNow where pages were printed again, as the rest came out of the
    printer then, and what `cancel_batch` raises.
    """
    # Whoever prints pages again, or downloads the file, is before us or after us.
    lock_batch(session, batch_id)
    if reprints_of(session, batch_id):
        raise NotAllowedNow(f"batch {batch_id} was printed in part")
    if not nothing_printed and (download := _last_download(session, batch_id)):
        raise MayBePrinted(download)
    return cancel_batch(session, batch_id, actor=actor, at=at)


def _last_download(session: Session, batch_id: UUID) -> AuditEntry | None:
    query = select(AuditEntry).where(
        AuditEntry.subject_id == batch_id, AuditEntry.action == DOWNLOADED
    )
    return session.scalar(query.order_by(AuditEntry.at.desc(), AuditEntry.id.desc()).limit(1))
