"""The lines that texts go out on: one supplier, and a spare that takes over on measured failure.

Every attempt is counted for its supplier, and counts fade by half each minute. When at least five
attempts are counted and half of them failed, the supplier rests for a minute and the spare is used;
then it gets another chance. A text that may have reached one supplier is never handed to the other
before the first has said that it has not got it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.messages.inserting import insert_once
from app.messages.models import TextSupplier
from app.messages.supplier import SmsSupplier

HALF_LIFE = 60.0  # seconds
LEAST_TRIED = 5.0
MOST_FAILED = 0.5
REST = timedelta(seconds=60)


@dataclass(frozen=True)
class Lines:
    """The supplier that is used, and the spare, if there is one."""

    first: SmsSupplier
    spare: SmsSupplier | None = None

    def named(self, name: str | None) -> SmsSupplier:
        """Return the supplier of a name; the first for none, or for one that is gone."""
        return self.spare if self.spare and self.spare.name == name else self.first

    def choose(self, session: Session, *, at: datetime) -> SmsSupplier:
        """Return the supplier to use now: the spare while the first rests and the spare does not."""
        if self.spare is None or not is_resting(session, self.first.name, at=at):
            return self.first
        return self.first if is_resting(session, self.spare.name, at=at) else self.spare


def is_resting(session: Session, name: str, *, at: datetime) -> bool:
    """Say whether a supplier failed so often that it is left alone for now."""
    until = session.scalar(select(TextSupplier.resting_until).where(TextSupplier.name == name))
    return until is not None and at < until


def note_attempt(session: Session, name: str, *, failed: bool, at: datetime) -> bool:
    """Count one attempt at a supplier; return True when it was this one that made it rest."""
    query = select(TextSupplier).where(TextSupplier.name == name).with_for_update()
    if session.scalar(query) is None:
        blank = {"name": name, "tried": 0.0, "failed": 0.0, "as_of": at, "resting_until": None}
        insert_once(session, TextSupplier, blank)
    row = session.scalars(query.execution_options(populate_existing=True)).one()
    kept = 0.5 ** (max(0.0, (at - row.as_of).total_seconds()) / HALF_LIFE)
    row.tried, row.failed = row.tried * kept + 1, row.failed * kept + failed
    row.as_of = max(at, row.as_of)
    awake = row.resting_until is None or row.resting_until <= at
    if awake and row.tried >= LEAST_TRIED and row.failed >= MOST_FAILED * row.tried:
        # Another chance begins with nothing counted, or one old failure would end it at once.
        row.resting_until, row.tried, row.failed = at + REST, 0.0, 0.0
        return True
    return False
