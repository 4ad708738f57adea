"""How fast the outbox works and how long it waits: leases, backoff with jitter, and patience.

The figures are ours. A lease must outlast a look-up and a send at their longest.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Pace:
    """All in seconds, but the counts.

    `lease`: how long a claim is ours. `first_wait` and `longest_wait`: the backoff's start and cap.
    `look_up_after`: how long an unclear attempt rests before the supplier is asked about it.
    `faults` and `stops`: after how many failures of our own code, or sudden stops, a message is
    held. `together`: how many texts are with the supplier at once. `settle_after`: how long a round
    waits for its last answer before it settles what it has. A supplier that is well answers within
    it; a text that was taken is in doubt for so much longer if we are killed.
    """

    lease: float = 60
    first_wait: float = 5
    longest_wait: float = 30 * 60
    look_up_after: float = 20
    faults: int = 3
    stops: int = 20
    together: int = 8
    settle_after: float = 0.25

    def wait(self, attempt: int) -> timedelta:
        """Return the wait after an attempt, counted from 1: exponential, with full jitter."""
        most = min(self.longest_wait, self.first_wait * 2.0 ** min(attempt - 1, 30))
        return timedelta(seconds=random.uniform(0, most))  # noqa: S311  (no secret)

    def look_up_wait(self) -> timedelta:
        """Return how long to rest before asking what became of an unclear attempt."""
        return timedelta(seconds=self.look_up_after * random.uniform(1, 2))  # noqa: S311


USUAL_PACE = Pace()
