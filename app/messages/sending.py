"""Draining the outbox: claim in a short transaction, attempt with none open, settle in another.

Texts and letters have a lane each, so that no text waits until a letter is made. A message that
breaks our own code is counted and at last held with its reason; the others go on. Killed at any
point, the next drain carries on: the row says what is known.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from app import clock
from app.messages.attempts import Work, attempt
from app.messages.carriers import Carriers
from app.messages.claims import Claim, claim_due, something_due
from app.messages.faults import told
from app.messages.models import Channel, State
from app.messages.outcomes import Outcome, Rest
from app.messages.pace import USUAL_PACE, Pace
from app.messages.settling import settle_all
from app.messages.text_rounds import Step, TextRounds

__all__ = ["Carriers", "Drained", "drain", "told"]

LETTERS_TOGETHER = 5
# A letter in sound or braille may take so many of a text's leases: two languages, a minute each.
LETTER_LEASES = 4
LONGEST_PAUSE = 0.5  # seconds


Stopping = Callable[[], bool]


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
    lanes: Collection[Channel] = tuple(Channel),
    at: datetime | None = None,
    pace: Pace = USUAL_PACE,
    stopping: Stopping = lambda: False,
) -> Drained:
    """Send every text and make every letter that is due, one lane after the other, until none is.

    `lanes` are all, or one of them. `at` is when draining starts, now if not given; time then
    passes as it does. `stopping` is asked between rounds of texts, and between letters.
    """
    work, drained = Work(services, _clock_from(at), pace), Drained()
    while any(_LANES[lane](work, drained, stopping) for lane in lanes):
        pass
    return drained


def _clock_from(at: datetime | None) -> Callable[[], datetime]:
    if at is None:
        return clock.now
    start, begun = at, time.monotonic()
    return lambda: start + timedelta(seconds=time.monotonic() - begun)


def _send_texts(work: Work, drained: Drained, stopping: Stopping) -> bool:
    """Send texts until none is due; say whether any was."""
    found = False
    with TextRounds(work, drained.count) as texts:
        while not stopping() and (step := texts.round()) is not Step.NOTHING:
            found = True
            if step is Step.WAITING:
                time.sleep(_until_allowed(work))
    return found


def _until_allowed(work: Work) -> float:
    """Return how many seconds to wait for the rate: a few texts at once cost less than one by one."""
    per_second = work.services.sms.per_second
    return max(1 / per_second, min(work.pace.together / per_second, LONGEST_PAUSE))


def _make_letters(work: Work, drained: Drained, stopping: Stopping) -> bool:
    """Make letters until none is due; say whether any was."""
    found = False
    while not stopping() and something_due(work.database, Channel.LETTER, work.now()):
        found = True
        for claim in (claims := _claim_letters(work)):
            due_now = claim is claims[0] or not (stopping() or _runs_low(work, claim))
            outcome = attempt(work, claim) if due_now else _not_begun(claim)
            for ended in settle_all(work, [(claim, outcome)]):
                drained.count(ended)
    return found


def _claim_letters(work: Work) -> list[Claim]:
    longer = replace(work.pace, lease=work.pace.lease * LETTER_LEASES)
    with work.database.unit_of_work() as session:
        return claim_due(
            session, Channel.LETTER, at=work.now(), limit=LETTERS_TOGETHER, pace=longer
        )


def _runs_low(work: Work, claim: Claim) -> bool:
    """Say whether letters before this one took so long that its lease might end while it is made."""
    return work.now() > claim.until - timedelta(seconds=work.pace.lease * (LETTER_LEASES - 1))


def _not_begun(claim: Claim) -> Rest:
    """Return what becomes of a letter whose turn did not come: there is nothing to tell staff."""
    return Rest(timedelta(0), error="", doubtful=claim.doubtful, tried=False)


_LANES: dict[Channel, Callable[[Work, Drained, Stopping], bool]] = {
    Channel.TEXT: _send_texts,
    Channel.LETTER: _make_letters,
}
