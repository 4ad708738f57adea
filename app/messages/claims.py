"""Claims: who may work on a message now, for how long, and how the work is settled.

A claim is a lease with a token, taken by a conditional update in a short transaction, so that the
row says "attempting" before any supplier hears of it. A settlement counts only while the token
still matches. Only plain columns are touched here: a row whose sealed fields do not open can still
be claimed, counted and held, and blocks nobody.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, CursorResult, and_, case, func, or_, select, update
from sqlalchemy.orm import Session

from app.messages.models import WAITING, Channel, Message, State
from app.messages.pace import USUAL_PACE, Pace
from app.messages.troubles import STOPPED_OFTEN


@dataclass(frozen=True)
class Claim:
    """One message that is ours until the lease ends.

    `attempt` counts from 1. `doubtful`: an earlier attempt may have reached the supplier. `line`
    names the supplier to hand a text to.
    """

    message_id: UUID
    attempt: int
    faults: int
    doubtful: bool
    token: UUID
    until: datetime
    line: str = ""


def is_due(channel: Channel, at: datetime) -> ColumnElement[bool]:
    """Return the condition for messages that may be claimed now."""
    free = or_(Message.lease_until.is_(None), Message.lease_until <= at)
    waiting = Message.state.in_(WAITING)
    return and_(Message.channel == channel, waiting, Message.next_attempt_at <= at, free)


def claim_due(
    session: Session,
    channel: Channel,
    *,
    at: datetime,
    limit: int,
    pace: Pace = USUAL_PACE,
    line: str = "",
) -> list[Claim]:
    """Claim up to `limit` due messages, the longest waiting first; others' claims are skipped.

    The row says which supplier it is with from now on, but for a doubtful text: that stays with
    whoever may have it until they were asked.
    """
    query = select(Message.id).where(is_due(channel, at)).order_by(Message.next_attempt_at)
    ids = list(session.scalars(query.limit(limit).with_for_update(skip_locked=True)))
    if not ids:
        return []
    _hold_the_stopped(session, ids, at=at, pace=pace)
    lapsed = Message.lease_token.is_not(None)
    token, until = uuid4(), at + timedelta(seconds=pace.lease)
    unsure = or_(Message.doubtful, lapsed)
    claimed = session.execute(
        update(Message)
        .where(Message.id.in_(ids), Message.state.in_(WAITING))
        .values(
            state=State.ATTEMPTING,
            attempts=Message.attempts + 1,
            doubtful=unsure,
            supplier=case((unsure, Message.supplier), else_=line or None),
            faults=Message.faults + case((lapsed, 1), else_=0),
            attempted_at=func.coalesce(Message.attempted_at, at),
            lease_token=token,
            lease_until=until,
        )
        .returning(Message.id, Message.attempts, Message.faults, Message.doubtful)
        .execution_options(synchronize_session=False)
    )
    return [Claim(*row, token=token, until=until, line=line) for row in claimed]


def _hold_the_stopped(session: Session, ids: list[UUID], *, at: datetime, pace: Pace) -> None:
    """Hold what stopped us again and again, so that it cannot do so for ever."""
    session.execute(
        update(Message)
        .where(Message.id.in_(ids), Message.lease_token.is_not(None), Message.faults >= pace.stops)
        .values(
            state=State.HELD,
            doubtful=True,
            lease_token=None,
            lease_until=None,
            settled_at=at,
            last_error=STOPPED_OFTEN.source,
        )
        .execution_options(synchronize_session=False)
    )


def settle(
    session: Session,
    claim: Claim,
    state: State,
    *,
    at: datetime,
    supplier_id: str | None = None,
    error: str | None = None,
    doubtful: bool = False,
    parts: int | None = None,
    cost: int | None = None,
) -> bool:
    """End a claim in its final state; return False when the claim is no longer ours.

    A delivery report that came first is not undone: the state moves forward only.
    """
    unreported = Message.state == State.ATTEMPTING
    values: dict[str, object] = {
        "state": case((unreported, state), else_=Message.state),
        "last_error": case((unreported, error), else_=Message.last_error),
        "settled_at": case((unreported, at), else_=Message.settled_at),
        "doubtful": doubtful,
        "parts": parts,
        "cost": cost,
    }
    if supplier_id is not None:
        values |= {"supplier_id": supplier_id, "sent_at": func.coalesce(Message.sent_at, at)}
    return _update_ours(session, claim, values)


def put_back(
    session: Session,
    claim: Claim,
    *,
    next_attempt_at: datetime,
    error: str,
    doubtful: bool,
    fault: bool = False,
    tried: bool = True,
) -> bool:
    """End a claim to try again later; return False when the claim is no longer ours.

    What was not `tried` is not counted among the attempts.
    """
    untried = int(not tried)
    return _update_ours(
        session,
        claim,
        {
            "next_attempt_at": next_attempt_at,
            "last_error": case(
                (Message.state == State.ATTEMPTING, error), else_=Message.last_error
            ),
            "doubtful": doubtful,
            "faults": Message.faults + int(fault),
            "attempts": case((Message.attempts > 0, Message.attempts - untried), else_=0),
        },
    )


def _update_ours(session: Session, claim: Claim, values: dict[str, object]) -> bool:
    result = session.execute(
        update(Message)
        .where(Message.id == claim.message_id, Message.lease_token == claim.token)
        .values(**values, lease_token=None, lease_until=None)
        .execution_options(synchronize_session=False)
    )
    return isinstance(result, CursorResult) and result.rowcount == 1
