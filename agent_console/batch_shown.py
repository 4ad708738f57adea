"""A print batch as the post room sees it: where it stands in plain words, and when its letters arrive."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.i18n import Words, _, current_language
from app.messages.batches import file_pages
from app.messages.delivery import arrives_between, ready_in_batch
from app.messages.handing_over import NOT_SURE
from app.messages.models import BatchState, LetterFile, PrintBatch
from app.values.date_words import show_day

STATES: dict[str, tuple[Words, str]] = {
    BatchState.MAKING: (_("Being made"), "govuk-tag--yellow"),
    BatchState.CLOSED: (_("Ready to print"), "govuk-tag--blue"),
    BatchState.PRINTED: (_("Printed"), "govuk-tag--green"),
    BatchState.CANCELLED: (_("Cancelled"), "govuk-tag--grey"),
}
_DOUBTFUL = (_("Look at the printer"), "govuk-tag--red")
_FAILED = (_("Not sent yet"), "govuk-tag--orange")
_SENT = (_("With the printer"), "govuk-tag--turquoise")


@dataclass(frozen=True)
class BatchShown:
    """One batch. `arrives` holds each class of postage, how many letters, and when they arrive."""

    batch: PrintBatch
    state: Words
    colour: str
    doubtful: bool
    error: Words | None
    arrives: tuple[tuple[str, int, Words], ...]
    copied: int

    @property
    def file_pages(self) -> int:
        """Return how many pages the print file has."""
        return file_pages(self.batch)

    @property
    def has_file(self) -> bool:
        """Say whether the print file is whole."""
        return self.batch.state in (BatchState.CLOSED, BatchState.PRINTED)

    @property
    def to_print(self) -> bool:
        """Say whether it waits for somebody to say that it is printed."""
        return self.batch.state == BatchState.CLOSED

    @property
    def can_be_taken_back(self) -> bool:
        """Say whether nothing of it can be on paper by our doing."""
        open_still = self.batch.state in (BatchState.MAKING, BatchState.CLOSED)
        return open_still and not self.batch.sent_at and not self.batch.sent_to


def batches_shown(session: Session, batches: Iterable[PrintBatch]) -> list[BatchShown]:
    """Return batches as they are shown, in the same order."""
    listed = list(batches)
    postage = _postage(session, [one.id for one in listed])
    return [_shown(one, postage.get(one.id, [])) for one in listed]


def batch_shown(session: Session, batch: PrintBatch) -> BatchShown:
    """Return one batch as it is shown."""
    return batches_shown(session, [batch])[0]


def _postage(session: Session, ids: list[UUID]) -> dict[UUID | None, list[tuple[str, int, int]]]:
    """Return for each batch its classes of postage: letters, and letters printed again."""
    again = func.count(LetterFile.copies).filter(LetterFile.copies > 0)
    query = (
        select(LetterFile.batch_id, LetterFile.postage, func.count(), again)
        .where(LetterFile.batch_id.in_(ids))
        .group_by(LetterFile.batch_id, LetterFile.postage)
        .order_by(LetterFile.postage)
    )
    found: dict[UUID | None, list[tuple[str, int, int]]] = {}
    for batch_id, postage, letters, copied in session.execute(query):
        found.setdefault(batch_id, []).append((postage, letters, copied))
    return found


def _shown(batch: PrintBatch, postage: list[tuple[str, int, int]]) -> BatchShown:
    ready = ready_in_batch(batch.closed_at, batch.closed_by)
    doubtful = batch.state == BatchState.CLOSED and batch.error == NOT_SURE.source
    state, colour = _state(batch, doubtful=doubtful)
    return BatchShown(
        batch=batch,
        state=state,
        colour=colour,
        doubtful=doubtful,
        error=Words(batch.error) if batch.error else None,
        arrives=tuple((name, letters, _arrival(ready, name)) for name, letters, _n in postage),
        copied=sum(copied for _name, _letters, copied in postage),
    )


def _arrival(ready: datetime, postage: str) -> Words:
    first, last = (show_day(day, current_language()) for day in arrives_between(ready, postage))
    return _("They should arrive between {first} and {last}.").filled(first=first, last=last)


def _state(batch: PrintBatch, *, doubtful: bool) -> tuple[Words, str]:
    if batch.state != BatchState.CLOSED:
        return STATES[batch.state]
    if doubtful:
        return _DOUBTFUL
    if batch.sent_at is not None:
        return _SENT
    return _FAILED if batch.error else STATES[BatchState.CLOSED]
