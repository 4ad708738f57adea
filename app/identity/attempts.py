"""A try at a secret, whose wrong ones are remembered: the count must be kept although it failed.

So the verbs that check a secret do not raise inside the unit of work, which would undo the count.
They return an `Attempt`, and its `outcome()` is asked for after the unit of work.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from app.errors import AlongsideError

Gain = TypeVar("Gain")


@dataclass(frozen=True)
class Attempt(Generic[Gain]):
    """What came of one try: either a gain or a refusal.

    with database.unit_of_work() as session:
        attempt = check_code(session, agent, code=code, at=at)
    agent = attempt.outcome()
    """

    gain: Gain | None = None
    refusal: AlongsideError | None = None

    def outcome(self) -> Gain:
        """Return the gain, or raise the refusal. Call it outside the unit of work."""
        if self.refusal is not None:
            raise self.refusal
        if self.gain is None:
            raise ValueError("an attempt has a gain or a refusal")
        return self.gain


@dataclass(frozen=True)
class Limit:
    """So many wrong tries `within` a time shut the door, and it stays shut for a time."""

    wrong: int
    within: timedelta
    lasts: timedelta

    def recent(self, failures: Sequence[datetime], at: datetime) -> list[datetime]:
        """Return the failures that still count at this moment."""
        return [moment for moment in failures if at - moment < self.within]

    def shuts(self, failures: Sequence[datetime], at: datetime) -> bool:
        """Say whether these failures are too many at this moment."""
        return len(self.recent(failures, at)) >= self.wrong
