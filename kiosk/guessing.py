"""Stops people from finding out by trying who is held in a prison.

Each prisoner whose details do not match leaves an audit entry with this machine as its subject. The
entries of the last hour are counted: so many by one person, or by everybody at one machine, and
the questions stop.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audit import AuditEntry, record
from app.journeys.asking import Asked
from kiosk import access

ACTION = "prisoner.not-matched"
CODE = "prisoner-unknown"
WITHIN = timedelta(hours=1)
MOST_BY_PERSON = 5
MOST_AT_DEVICE = 15
# The step at which the details are compared with the record.
ASKS = "prisoner-born"


def note_guess(session: Session, asked: Iterable[Asked], *, at: datetime) -> None:
    """Leave an entry if the prisoner record does not hold what was answered."""
    if any(finding.code == CODE for one in asked for finding in one.found):
        record(
            session,
            ACTION,
            actor=access.actor(),
            at=at,
            subject_kind="device",
            subject_id=access.device().id,
            details={"kiosk_session": str(access.person().id)},
        )


def too_many_guesses(session: Session, *, at: datetime) -> bool:
    """Say whether this person, or this machine, has tried often enough."""
    mine, everybodys = _tries(session, at=at)
    return mine >= MOST_BY_PERSON or everybodys >= MOST_AT_DEVICE


def own_guesses_used_up(session: Session, *, at: datetime) -> bool:
    """Say whether this person has tried often enough, whatever others did at this machine."""
    mine, _everybodys = _tries(session, at=at)
    return mine >= MOST_BY_PERSON


def _tries(session: Session, *, at: datetime) -> tuple[int, int]:
    """Return how many wrong tries of late were this person's, and how many the machine's."""
    query = select(AuditEntry.details).where(
        AuditEntry.subject_id == access.device().id,
        AuditEntry.action == ACTION,
        AuditEntry.at > at - WITHIN,
    )
    tries = list(session.scalars(query))
    mine = str(access.person().id)
    return sum(details["kiosk_session"] == mine for details in tries), len(tries)
