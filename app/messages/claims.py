"""Claims: who may work on a message now, for how long, and how the work is settled.

A claim is a lease with a token, taken by a conditional update in a short transaction, so that the
row says "attempting" before any supplier hears of it. A settlement counts only while the token
still matches. Only plain columns are touched here: a row whose sealed fields do not open can still
be claimed, counted and held, and blocks nobody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, CursorResult, case, func, update
from sqlalchemy.orm import Session

from app.db import Database
from app.messages.claim_statements import (
    ANY_DUE,
    CLAIM,
    FREE,
    SETTLE_TAKEN,
    is_due,
    is_nobody_elses,
)
from app.messages.models import Channel, Message, State
from app.messages.pace import USUAL_PACE, Pace
from app.messages.troubles import STOPPED_OFTEN

# A text waits for an older one about the same request that is tried within this time.
TURN = timedelta(minutes=1)

__all__ = [
    "TURN",
    "Claim",
    "Taken",
    "claim_due",
    "is_due",
    "put_back",
    "settle",
    "settle_taken",
    "something_due",
]


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


@dataclass(frozen=True)
class Taken:
    """A text that the supplier took: its id there, and the parts and cost of it."""

    claim: Claim
    supplier_id: str
    parts: int | None
    cost: int | None


def something_due(database: Database, channel: Channel, at: datetime) -> bool:
    """Say whether any message of a channel may be claimed now; nothing is locked for that."""
    with database.reading() as session:
        found = session.execute(ANY_DUE, _due(channel, at))
        return found.first() is not None


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
    due = session.execute(FREE, {**_due(channel, at), "most": limit})
    free = [(row.id, row.lease_token) for row in due]
    if not free:
        return []
    ids = [message_id for message_id, _token in free]
    if any(lapsed for _message_id, lapsed in free):
        _hold_the_stopped(session, ids, at=at, pace=pace)
    token, until = uuid4(), at + timedelta(seconds=pace.lease)
    values = {"ids": ids, "now": at, "token": token, "until": until, "line": line or None}
    claimed = session.execute(CLAIM, values)
    return [
        Claim(row.id, row.attempts, row.faults, row.doubtful, token, until, line) for row in claimed
    ]


def _due(channel: Channel, at: datetime) -> dict[str, object]:
    return {"its_channel": channel.value, "now": at, "soon": at + TURN}


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

    One with an id that another message has is left as it is, and the caller puts it back in doubt.
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
        return _update_ours(session, claim, values, is_nobody_elses(supplier_id))
    return _update_ours(session, claim, values)


def settle_taken(session: Session, taken: Sequence[Taken], *, at: datetime) -> bool:
    """End claims whose texts the supplier took, in one statement; as `settle` does for one.

    A claim that is no longer ours is passed over, and so is one with an id that another has:
    return False then.
    """
    if not taken:
        return True
    rows = [
        {
            "its_id": one.claim.message_id,
            "its_token": one.claim.token,
            "now": at,
            "sid": one.supplier_id,
            "its_parts": one.parts,
            "its_cost": one.cost,
        }
        for one in taken
    ]
    settled = session.execute(SETTLE_TAKEN, rows)
    return isinstance(settled, CursorResult) and settled.rowcount == len(rows)


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


def _update_ours(
    session: Session, claim: Claim, values: dict[str, object], *only: ColumnElement[bool]
) -> bool:
    result = session.execute(
        update(Message)
        .where(Message.id == claim.message_id, Message.lease_token == claim.token, *only)
        .values(**values, lease_token=None, lease_until=None)
        .execution_options(synchronize_session=False)
    )
    return isinstance(result, CursorResult) and result.rowcount == 1
