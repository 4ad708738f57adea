"""Printing some letters again, after a jam or a spoilt page, without a silent duplicate.

Pages are asked for as the printer counts them; whole letters are printed, so that nobody gets half
of one and no two people's pages mix. Each such letter counts a copy, and its trail says why. What
was stopped since, such as a letter to an address from which another came back, stays out.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, defer

from app.audit import Actor, record
from app.db import Database
from app.errors import NotAllowedNow, NotFound
from app.i18n import Words, _
from app.messages.batches import lock_batch
from app.messages.models import BatchState, LetterFile, Message, Reprint, State
from app.messages.print_files import letters_of
from letters import joined
from letters.geometry import PAGES_PER_SHEET


class Why(StrEnum):
    """Why letters are printed again."""

    JAM = "jam"
    SPOILT = "spoilt"
    LOST = "lost"


WHY_LABELS: dict[Why, Words] = {
    Why.JAM: _("The printer jammed"),
    Why.SPOILT: _("A page was spoilt"),
    Why.LOST: _("Letters were lost before posting"),
}


class NoSuchPages(NotAllowedNow):
    """The batch has no letter on these pages that may be posted."""


_GOES = (State.RENDERED, State.PRINTED)


def reprint(
    session: Session,
    batch_id: UUID,
    pages: tuple[int, int],
    why: Why,
    *,
    key: str,
    actor: Actor,
    at: datetime,
) -> Reprint:
    """Ask for the letters on some pages, first and last, to be printed again.

    The same key again gives the same reprint. Raises NoSuchBatch, NoSuchPages, or NotAllowedNow
    for a batch whose file is not whole.
    """
    if lock_batch(session, batch_id).state not in (BatchState.CLOSED, BatchState.PRINTED):
        raise NotAllowedNow(f"batch {batch_id} has no print file")
    known = select(Reprint).where(Reprint.key == key)
    if found := session.scalar(known):
        return found
    inside = _letters_on(session, batch_id, pages)
    wanted = Reprint(
        id=uuid4(),
        key=key,
        batch_id=batch_id,
        first_page=inside[0].first_page,
        last_page=inside[-1].last_page,
        letters=len(inside),
        reason=why.value,
        made_at=at,
        made_by=actor.id,
    )
    try:
        with session.begin_nested():
            session.add(wanted)
    except IntegrityError:
        return session.scalars(known).one()
    _count(session, wanted, [letter.message_id for letter in inside], actor=actor, at=at)
    return wanted


def _letters_on(session: Session, batch_id: UUID, pages: tuple[int, int]) -> list[LetterFile]:
    first, last = min(pages), max(pages)
    query = select(LetterFile).join(Message, Message.id == LetterFile.message_id)
    query = query.where(
        Message.state.in_(_GOES),
        LetterFile.batch_id == batch_id,
        # The empty back of a letter's last sheet is its own, as a printer that jams there counts it.
        LetterFile.first_page + LetterFile.sheets * PAGES_PER_SHEET > first,
        LetterFile.first_page <= last,
    )
    # Whole files stay closed: a long stretch of pages may hold hundreds of letters.
    query = query.options(defer(LetterFile.pdf)).order_by(LetterFile.place)
    found = list(session.scalars(query))
    if not found:
        raise NoSuchPages(f"batch {batch_id} has nothing on pages {first} to {last}")
    return found


def _count(
    session: Session, wanted: Reprint, message_ids: list[UUID], *, actor: Actor, at: datetime
) -> None:
    session.execute(
        update(LetterFile)
        .where(LetterFile.message_id.in_(message_ids))
        .values(copies=LetterFile.copies + 1)
        .execution_options(synchronize_session=False)
    )
    for message_id in message_ids:
        record(
            session,
            "letter.reprinted",
            actor=actor,
            at=at,
            subject_kind="message",
            subject_id=message_id,
            details={"reason": wanted.reason, "reprint": str(wanted.id)},
        )


def reprint_with_key(session: Session, key: str) -> Reprint | None:
    """Return the reprint that a form asked for already, if it did."""
    return session.scalar(select(Reprint).where(Reprint.key == key))


def already_again(session: Session, batch_id: UUID, pages: tuple[int, int]) -> int:
    """Return how many of the letters on some pages were printed again before; raise NoSuchPages."""
    return sum(letter.copies > 0 for letter in _letters_on(session, batch_id, pages))


def reprints_of(session: Session, batch_id: UUID) -> list[Reprint]:
    """Return the reprints of a batch, newest first."""
    query = select(Reprint).where(Reprint.batch_id == batch_id)
    return list(session.scalars(query.order_by(Reprint.made_at.desc())))


def stream_reprint(database: Database, reprint_id: UUID) -> Iterator[bytes]:
    """Yield the print file of a reprint; raise NotFound."""
    with database.reading() as session:
        wanted = session.get(Reprint, reprint_id)
        if wanted is None:
            raise NotFound(f"no reprint {reprint_id}")
        pages = wanted.first_page, wanted.last_page
        letters = _letters_on(session, wanted.batch_id, pages)
        ids = [letter.message_id for letter in letters]
    return joined(letters_of(database, ids))
