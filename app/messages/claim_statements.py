"""The statements that every round of messages makes, put together once and not anew each time.

Only plain columns are touched: a row whose sealed fields do not open can still be claimed.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    Table,
    and_,
    bindparam,
    case,
    exists,
    func,
    or_,
    select,
    update,
)

from app.messages.models import WAITING, Channel, Message, State

_MESSAGES = cast(Table, Message.__table__)
_HERE = _MESSAGES.c
_NOW = bindparam("now", type_=_HERE.next_attempt_at.type)


def is_due(
    channel: Channel | ColumnElement[str], at: datetime | ColumnElement[Any]
) -> ColumnElement[bool]:
    """Return the condition for messages that may be claimed now."""
    free = or_(_HERE.lease_until.is_(None), _HERE.lease_until <= at)
    waiting = _HERE.state.in_(WAITING)
    return and_(_HERE.channel == channel, waiting, _HERE.next_attempt_at <= at, free)


_OLDER = _MESSAGES.alias("older").c


def _is_in_turn() -> ColumnElement[bool]:
    """Return the condition for texts with no older one about the same request just before them.

    "It is not booked yet" must not come after "it is booked". One that rests for longer than `soon`
    holds nobody up.
    """
    before = select(_OLDER.id).where(
        _OLDER.application_id == _HERE.application_id,
        _OLDER.created_at < _HERE.created_at,
        # Wrapped, so that the index of what is due is not used here: it would read a whole backlog.
        func.coalesce(_OLDER.channel, "") == Channel.TEXT.value,
        _OLDER.state.in_(WAITING),
        _OLDER.due_at <= _NOW,
        _OLDER.next_attempt_at <= bindparam("soon", type_=_HERE.next_attempt_at.type),
    )
    return or_(_HERE.channel != Channel.TEXT.value, ~exists(before))


_DUE = and_(is_due(bindparam("its_channel", type_=_HERE.channel.type), _NOW), _is_in_turn())
ANY_DUE = select(_HERE.id).where(_DUE).limit(1)
FREE = (
    select(_HERE.id, _HERE.lease_token)
    .where(_DUE)
    .order_by(_HERE.next_attempt_at)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_LAPSED = _HERE.lease_token.is_not(None)
_UNSURE = or_(_HERE.doubtful, _LAPSED)
CLAIM = (
    update(_MESSAGES)
    .where(_HERE.id.in_(bindparam("ids", expanding=True)), _HERE.state.in_(WAITING))
    .values(
        state=State.ATTEMPTING.value,
        attempts=_HERE.attempts + 1,
        doubtful=_UNSURE,
        supplier=case((_UNSURE, _HERE.supplier), else_=bindparam("line")),
        faults=_HERE.faults + case((_LAPSED, 1), else_=0),
        attempted_at=func.coalesce(_HERE.attempted_at, _NOW),
        lease_token=bindparam("token"),
        lease_until=bindparam("until"),
    )
    .returning(_HERE.id, _HERE.attempts, _HERE.faults, _HERE.doubtful)
)
_UNREPORTED = _HERE.state == State.ATTEMPTING
_OTHER = _MESSAGES.alias("other").c


def is_nobody_elses(supplier_id: str | ColumnElement[str]) -> ColumnElement[bool]:
    """Return the condition that no other message has this id of the supplier's.

    Two texts with the same words to one number, both in doubt, may find the same one there. The
    second is in doubt again: it is looked up anew, and finds its own or none. Where two settle in
    the same instant the unique index says so.
    """
    held = (_OTHER.supplier_id == supplier_id, _OTHER.id != _HERE.id)
    return ~exists(select(_OTHER.id).where(*held))


SETTLE_TAKEN = (
    update(_MESSAGES)
    .where(
        _HERE.id == bindparam("its_id"),
        _HERE.lease_token == bindparam("its_token"),
        is_nobody_elses(bindparam("sid")),
    )
    .values(
        state=case((_UNREPORTED, State.SENT.value), else_=_HERE.state),
        last_error=case((_UNREPORTED, None), else_=_HERE.last_error),
        settled_at=case((_UNREPORTED, _NOW), else_=_HERE.settled_at),
        doubtful=False,
        supplier_id=bindparam("sid"),
        sent_at=func.coalesce(_HERE.sent_at, _NOW),
        parts=bindparam("its_parts"),
        cost=bindparam("its_cost"),
        lease_token=None,
        lease_until=None,
    )
)
