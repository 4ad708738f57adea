"""Stops people from exploring a record by guessing: who is held where, or whose letter waits here.

A journey marks the step that is compared with such a record as `guarded`. Each answer that its
check refuses there leaves an audit entry with this machine as its subject. The entries of the last
hour are counted: so many by one person, or by everybody at one machine, and the questions stop.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audit import AuditEntry, record
from app.journeys.asking import Asked
from kiosk import access

ACTION = "kiosk.guess-refused"
WITHIN = timedelta(hours=1)
MOST_BY_PERSON = 5
MOST_AT_DEVICE = 15


def note_wrong(session: Session, code: str, *, at: datetime) -> None:
    """Leave an entry for one wrong try of whoever is at the screen."""
    record(
        session,
        ACTION,
        actor=access.actor(),
        at=at,
        subject_kind="device",
        subject_id=access.device().id,
        details={"kiosk_session": str(access.person().id), "code": code},
    )


def note_guess(session: Session, asked: Iterable[Asked], *, at: datetime) -> None:
    """Leave an entry for each guarded step whose check refused what was answered."""
    for one in asked:
        refused = [finding.code for finding in one.found if not finding.warning]
        if one.place.step.guarded and refused:
            note_wrong(session, refused[0], at=at)


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
