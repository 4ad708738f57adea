"""The lines that texts go out on: one supplier, and a spare that takes over on measured failure.

Every attempt is counted for its supplier, and counts fade by half each minute. When at least five
attempts are counted and half of them failed, the supplier rests for a minute and the spare is used;
then it gets another chance. A text that may have reached one supplier is never handed to the other
before the first has said that it has not got it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import Table, bindparam, select, update
from sqlalchemy.orm import Session

from app.messages.inserting import insert_once
from app.messages.models import TextSupplier
from app.messages.supplier import SmsSupplier

HALF_LIFE = 60.0  # seconds
LEAST_TRIED = 5.0
MOST_FAILED = 0.5
REST = timedelta(seconds=60)
_SUPPLIERS = cast(Table, TextSupplier.__table__)
_OURS = _SUPPLIERS.c.name == bindparam("supplier")
_COUNTS = select(_SUPPLIERS).where(_OURS).with_for_update()
_COUNT = (
    update(_SUPPLIERS)
    .where(_OURS)
    .values(
        tried=bindparam("t"),
        failed=bindparam("f"),
        as_of=bindparam("at"),
        resting_until=bindparam("until"),
    )
)


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


def note_attempts(session: Session, name: str, *, tried: int, failed: int, at: datetime) -> bool:
    """Count attempts at a supplier, a round at a time; return True when they made it rest."""
    row = session.execute(_COUNTS, {"supplier": name}).first()
    if row is None:
        blank = {"name": name, "tried": 0.0, "failed": 0.0, "as_of": at, "resting_until": None}
        insert_once(session, TextSupplier, blank)
        row = session.execute(_COUNTS, {"supplier": name}).one()
    kept = 0.5 ** (max(0.0, (at - row.as_of).total_seconds()) / HALF_LIFE)
    counts = {"t": row.tried * kept + tried, "f": row.failed * kept + failed}
    until = row.resting_until
    awake = until is None or until <= at
    rests: bool = awake and counts["t"] >= LEAST_TRIED and counts["f"] >= MOST_FAILED * counts["t"]
    if rests:
        # Another chance begins with nothing counted, or one old failure would end it at once.
        counts, until = {"t": 0.0, "f": 0.0}, at + REST
    kept_at = max(at, row.as_of)
    session.execute(_COUNT, {"supplier": name, **counts, "at": kept_at, "until": until})
    return rests
