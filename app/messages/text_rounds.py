"""Rounds of texts: claimed in one durable commit, sent on threads, settled in one more.

No call that hangs holds up the others: what is back is settled when all are back, or after a short
wait, and new texts are claimed into the places that are free. Killed between, a process leaves as
many texts in doubt as there are places; each is looked up at its supplier before it goes again.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from enum import Enum, auto
from types import TracebackType
from typing import Self

from sqlalchemy.orm import Session

from app.messages.attempts import Work, attempt
from app.messages.claims import Claim, claim_due, something_due
from app.messages.models import Channel
from app.messages.opening import open_many
from app.messages.outcomes import Outcome
from app.messages.rate import give_back, take_tokens
from app.messages.settling import settle_all


class Step(Enum):
    """What one round came to: nothing was due, or the rate allowed none, or something was done."""

    NOTHING = auto()
    WAITING = auto()
    DONE = auto()


class TextRounds:
    """The texts of one drain. Leaving the block waits for what is with a supplier."""

    def __init__(self, work: Work, count: Callable[[Outcome], None]) -> None:
        self._work = work
        self._count = count
        self._pool = ThreadPoolExecutor(work.pace.together)
        self._away: dict[Future[Outcome], Claim] = {}
        self._more_due = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _type: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        try:
            while self._away:
                self._land()
        finally:
            self._pool.shutdown()

    def round(self) -> Step:
        """Send as many texts as there is room for, and settle what is back."""
        due = self._fill()
        if self._away:
            self._land()
            return Step.DONE
        return Step.WAITING if due else Step.NOTHING

    def _fill(self) -> bool:
        """Claim texts into the free places and hand them to threads; say whether any was due."""
        room = self._work.pace.together - len(self._away)
        if not room or not (self._more_due or self._is_due()):
            return False
        with self._work.database.unit_of_work() as session:
            claims = _claim(session, self._work, room)
        # A full round has more behind it, most likely: that is not worth a look of its own.
        self._more_due = len(claims) == room
        opened = open_many(self._work.database, [claim.message_id for claim in claims])
        for claim in claims:
            future = self._pool.submit(attempt, self._work, claim, opened.get(claim.message_id))
            self._away[future] = claim
        return True

    def _is_due(self) -> bool:
        return something_due(self._work.database, Channel.TEXT, self._work.now())

    def _land(self) -> None:
        """Settle together what is back: as soon as all is, or else after a short wait."""
        done, _away = wait(self._away, timeout=self._work.pace.settle_after)
        back = [(self._away.pop(future), future) for future in done]
        stopped = next((end for _claim, one in back if (end := one.exception())), None)
        landed = [(claim, one.result()) for claim, one in back if one.exception() is None]
        for outcome in settle_all(self._work, landed):
            self._count(outcome)
        if stopped is not None:
            raise stopped


def _claim(session: Session, work: Work, room: int) -> list[Claim]:
    at, sms = work.now(), work.lines.choose(session, at=work.now())
    given = take_tokens(session, sms.name, per_second=sms.per_second, wanted=room, at=at)
    if not given:
        return []
    claims = claim_due(session, Channel.TEXT, at=at, limit=given, pace=work.pace, line=sms.name)
    give_back(session, sms.name, given - len(claims))
    return claims
