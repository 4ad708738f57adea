"""Wrong dates of birth for a letter at a kiosk: counted for the person whose letter it is.

They are counted from all kiosks together, beside the guesses that each kiosk counts for itself, so
that nobody tries one date here and the next one there.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audit import WORKER, Actor, AuditEntry, record
from app.messages.outbox import CALL_WITHIN
from app.tasks import NewTask, TaskKind, open_task

MOST_WRONG = 5
WRONG_WITHIN = timedelta(days=1)
WRONG = "letter.wrong-birth-date"


def is_shut(session: Session, person_id: UUID, *, at: datetime) -> bool:
    """Say whether so many wrong dates were tried in the last day that the right one counts no more."""
    return _wrong_of_late(session, person_id, at=at) >= MOST_WRONG


def count_wrong(
    session: Session, person_id: UUID, venue_code: str, *, actor: Actor, at: datetime
) -> None:
    """Count a wrong date for a person; the last one that may be tried in a day opens a task."""
    if _wrong_of_late(session, person_id, at=at) + 1 >= MOST_WRONG:
        _tell_of_guesses(session, person_id, at=at)
    record(
        session,
        WRONG,
        actor=actor,
        at=at,
        subject_kind="person",
        subject_id=person_id,
        details={"venue_code": venue_code},
    )


def _wrong_of_late(session: Session, person_id: UUID, *, at: datetime) -> int:
    """Return how many wrong dates of birth were tried for a person in the last day."""
    query = select(AuditEntry.id).where(
        AuditEntry.subject_id == person_id,
        AuditEntry.action == WRONG,
        AuditEntry.at > at - WRONG_WITHIN,
    )
    return len(session.scalars(query.limit(MOST_WRONG)).all())


def _tell_of_guesses(session: Session, person_id: UUID, *, at: datetime) -> None:
    wish = NewTask(
        key=f"kiosk-guesses:{person_id}:{at:%Y%m%d}",
        kind=TaskKind.KIOSK_LETTER,
        reason="kiosk-guesses",
        due_at=at + CALL_WITHIN,
        person_id=person_id,
    )
    open_task(session, wish, actor=WORKER, at=at)
