"""Draining the outbox: claim in a short transaction, attempt with none open, settle in another.

Texts and letters take turns, so that a long queue of one keeps no other waiting. A message that
breaks our own code is counted and at last held with its reason; the others go on. Killed at any
point, the next drain carries on: the row says what is known.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from app import clock
from app.messages.attempts import Work, attempt
from app.messages.carriers import Carriers
from app.messages.claims import claim_due, something_due
from app.messages.faults import told
from app.messages.models import Channel, State
from app.messages.outcomes import Outcome, Rest
from app.messages.pace import USUAL_PACE, Pace
from app.messages.settling import settle_all
from app.messages.text_rounds import Step, TextRounds

__all__ = ["Carriers", "Drained", "drain", "told"]

LETTERS_TOGETHER = 5
# A letter takes about as long as a round of texts: while texts wait as well, they take turns.
LETTERS_BETWEEN_TEXTS = 1
LONGEST_PAUSE = 0.5  # seconds


@dataclass
class Drained:
    """How many messages ended in each state, and how many rest for another try."""

    ended: dict[State, int] = field(default_factory=dict)
    resting: int = 0

    def count(self, outcome: Outcome) -> None:
        """Count one outcome."""
        if isinstance(outcome, Rest):
            self.resting += 1
        else:
            self.ended[outcome.state] = self.ended.get(outcome.state, 0) + 1


def drain(
    services: Carriers,
    *,
    at: datetime | None = None,
    pace: Pace = USUAL_PACE,
    stopping: Callable[[], bool] = lambda: False,
) -> Drained:
    """Send every text and render every letter that is due, at the supplier's rate.

    `at` is when draining starts, now if not given; time then passes as it does. `stopping` is
    asked between rounds.
    """
    work, drained = Work(services, _clock_from(at), pace), Drained()
    with TextRounds(work, drained.count) as texts:
        while not stopping():
            step = texts.round()
            most = LETTERS_TOGETHER if step is Step.NOTHING else LETTERS_BETWEEN_TEXTS
            letters = _letter_round(work, drained, most=most)
            if step is Step.NOTHING and not letters:
                break
            if step is Step.WAITING and not letters:
                time.sleep(_until_allowed(services.sms.per_second, pace))
    return drained


def _until_allowed(per_second: int, pace: Pace) -> float:
    """Return how many seconds to wait for the rate: a few texts at once cost less than one by one."""
    return max(1 / per_second, min(pace.together / per_second, LONGEST_PAUSE))


def _clock_from(at: datetime | None) -> Callable[[], datetime]:
    if at is None:
        return clock.now
    start, begun = at, time.monotonic()
    return lambda: start + timedelta(seconds=time.monotonic() - begun)


def _letter_round(work: Work, drained: Drained, *, most: int) -> bool:
    """Render up to so many letters, each settled by itself; say whether any was due."""
    if not something_due(work.database, Channel.LETTER, work.now()):
        return False
    with work.database.unit_of_work() as session:
        claims = claim_due(session, Channel.LETTER, at=work.now(), limit=most, pace=work.pace)
    for claim in claims:
        for outcome in settle_all(work, [(claim, attempt(work, claim))]):
            drained.count(outcome)
    return True
