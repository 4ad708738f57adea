"""Settling attempts: what is known goes into the rows, a round of attempts in one durable commit.

When the common commit breaks, as what follows from one message may, each is settled by itself, so
that one takes no others with it; the one that breaks again is counted as a fault of ours. One whose
id at the supplier is another's, found first, is in doubt again.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import structlog
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.audit import WORKER, record
from app.messages.at_kiosk import tell_that_it_waits
from app.messages.attempts import Work, after_fault
from app.messages.batches import put_in_tray
from app.messages.claims import TURN, Claim, Taken, put_back, settle, settle_taken
from app.messages.fallback import call_after_no, fall_back, keep_stop
from app.messages.faults import told
from app.messages.lines import note_attempts
from app.messages.models import Message, State
from app.messages.outcomes import Ended, Outcome, Rest
from app.messages.pace import Pace
from app.messages.troubles import NO_WORDING
from app.messages.waking import wake_if_stopped

Attempted = tuple[Claim, Outcome]
ANOTHERS = "the supplier's id is that of another text"
log = structlog.get_logger()


def settle_all(work: Work, attempted: Sequence[Attempted]) -> list[Outcome]:
    """Settle these attempts, together where that goes; return how each ended after all.

    Raises what the database raises when it takes nothing at all: the leases then lapse, and the
    supplier is asked about each.
    """
    if len(attempted) < 2:
        return [_settle_alone(work, *one) for one in attempted]
    try:
        _settle_together(work, attempted)
    except Exception as fault:  # one of them broke: each is settled by itself
        log.warning("messages.settled-apart", **told(fault))
        return _settle_apart(work, attempted)
    return [outcome for _claim, outcome in attempted]


def _settle_together(work: Work, attempted: Sequence[Attempted]) -> None:
    with work.database.unit_of_work() as session:
        at = work.now()
        _measure(session, [outcome for _claim, outcome in attempted], at=at)
        taken = [done for one in attempted if (done := _taken(*one))]
        if not settle_taken(session, taken, at=at):
            for one in taken:
                _doubt(session, one.claim, work.pace, at=at)
        # Rests first: what follows from an end, such as a STOP, must find what rests from now on.
        for claim, outcome in sorted(attempted, key=lambda one: isinstance(one[1], Ended)):
            if _taken(claim, outcome) is None:
                _settle(session, claim, outcome, work.pace, at=at)


def _settle_apart(work: Work, attempted: Sequence[Attempted]) -> list[Outcome]:
    """Settle each by itself, the last too when the first cannot be; then raise what went wrong."""
    outcomes: list[Outcome] = []
    broken: list[Exception] = []
    for claim, outcome in attempted:
        try:
            outcomes.append(_settle_alone(work, claim, outcome))
        except Exception as fault:
            broken.append(fault)
    if broken:
        raise broken[0]
    return outcomes


def _settle_alone(work: Work, claim: Claim, outcome: Outcome) -> Outcome:
    """Settle one attempt; where what follows from it breaks, count a fault of ours instead."""
    try:
        _settle_or_see_why(work, claim, outcome)
    except Exception as fault:  # what follows from the outcome broke: the others must go on
        log.error("message.settling-fault", message_id=str(claim.message_id), **told(fault))
        outcome = after_fault(claim, fault, work.pace)
        _settle_one(work, claim, outcome)
    return outcome


def _settle_or_see_why(work: Work, claim: Claim, outcome: Outcome) -> None:
    """Settle one; where another took the same id in that instant, once more, as that is seen now."""
    try:
        _settle_one(work, claim, outcome)
    except IntegrityError:
        _settle_one(work, claim, outcome)


def _settle_one(work: Work, claim: Claim, outcome: Outcome) -> None:
    with work.database.unit_of_work() as session:
        _measure(session, [outcome], at=work.now())
        _settle(session, claim, outcome, work.pace, at=work.now())


def _doubt(session: Session, claim: Claim, pace: Pace, *, at: datetime) -> None:
    """Put a text back in doubt whose id another has, if it is still ours."""
    due = at + pace.look_up_wait()
    put_back(session, claim, next_attempt_at=due, error=ANOTHERS, doubtful=True)


def _taken(claim: Claim, outcome: Outcome) -> Taken | None:
    """Return what to keep of a text that the supplier took: nothing else follows from that."""
    if not isinstance(outcome, Ended) or outcome.state is not State.SENT:
        return None
    if outcome.supplier_id is None or outcome.error or outcome.doubtful:
        return None
    return Taken(claim, outcome.supplier_id, outcome.parts, outcome.cost)


def _settle(session: Session, claim: Claim, outcome: Outcome, pace: Pace, *, at: datetime) -> None:
    if isinstance(outcome, Rest):
        put_back(
            session,
            claim,
            next_attempt_at=at + outcome.wait,
            error=outcome.error,
            doubtful=outcome.doubtful,
            fault=outcome.fault,
            tried=outcome.tried,
        )
        # One without words would be looked at again, and again: nobody here can call it off.
        if outcome.wait > TURN and outcome.error != NO_WORDING.source:
            wake_if_stopped(session, claim.message_id, at=at)
        return
    ours = settle(
        session,
        claim,
        outcome.state,
        at=at,
        supplier_id=outcome.supplier_id,
        error=outcome.error,
        doubtful=outcome.doubtful,
        parts=outcome.parts,
        cost=outcome.cost,
    )
    if ours:
        _follow_up(session, claim, outcome, at=at)
    elif outcome.supplier_id is not None:
        _doubt(session, claim, pace, at=at)


def _follow_up(session: Session, claim: Claim, ended: Ended, *, at: datetime) -> None:
    """Do what follows from an end: the next channel, the tray, or a call."""
    if ended.state is State.FAILED:
        keep_stop(session, claim.message_id, ended.error, at=at)
        fall_back(session, claim.message_id, at=at)
    if ended.letter is not None:
        put_in_tray(session, claim.message_id, ended.letter, at=at)
    if ended.state is State.AT_KIOSK:
        tell_that_it_waits(session, claim.message_id, at=at)
    if ended.state is State.CANCELLED and _is_cancelled(session, claim):
        record(
            session,
            "message.not-sent",
            actor=WORKER,
            at=at,
            subject_kind="message",
            subject_id=claim.message_id,
            details={"reason": "wish-changed"},
        )
        call_after_no(session, claim.message_id, at=at)


def _is_cancelled(session: Session, claim: Claim) -> bool:
    """Say whether a text is cancelled now: a report may have said meanwhile that it arrived."""
    query = select(Message.state).where(Message.id == claim.message_id)
    return session.scalar(query) == State.CANCELLED


def _measure(session: Session, outcomes: Sequence[Outcome], *, at: datetime) -> None:
    """Count how each supplier did; say in the log when it is left alone from now on."""
    for name in sorted({outcome.asked for outcome in outcomes} - {""}):
        asked = [outcome for outcome in outcomes if outcome.asked == name]
        failed = sum(isinstance(outcome, Rest) and outcome.failed for outcome in asked)
        if note_attempts(session, name, tried=len(asked), failed=failed, at=at):
            log.warning("supplier.resting", supplier=name)
