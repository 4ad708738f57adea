"""The rate of a sender: a token bucket in one row, so that all workers share one limit."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from sqlalchemy import Table, bindparam, select, update
from sqlalchemy.orm import Session

from app.messages.inserting import insert_once
from app.messages.models import SendingRate

_RATES = cast(Table, SendingRate.__table__)
_OURS = _RATES.c.name == bindparam("sender")
_BUCKET = select(_RATES.c.tokens, _RATES.c.filled_at).where(_OURS).with_for_update()
_FILL = update(_RATES).where(_OURS).values(tokens=bindparam("left"), filled_at=bindparam("at"))
_GIVE_BACK = update(_RATES).where(_OURS).values(tokens=_RATES.c.tokens + bindparam("unused"))


def take_tokens(session: Session, name: str, *, per_second: int, wanted: int, at: datetime) -> int:
    """Take up to `wanted` tokens and return how many were given; a second's worth is the most."""
    bucket = session.execute(_BUCKET, {"sender": name}).first()
    if bucket is None:
        insert_once(session, SendingRate, {"name": name, "tokens": per_second, "filled_at": at})
        bucket = session.execute(_BUCKET, {"sender": name}).one()
    passed = max(0.0, (at - bucket.filled_at).total_seconds())
    tokens = min(float(per_second), bucket.tokens + passed * per_second)
    given = min(wanted, int(tokens))
    if given:
        filled_at = max(at, bucket.filled_at)
        session.execute(_FILL, {"sender": name, "left": tokens - given, "at": filled_at})
    return given


def give_back(session: Session, name: str, tokens: int) -> None:
    """Return tokens that were not used after all."""
    if tokens:
        session.execute(_GIVE_BACK, {"sender": name, "unused": tokens})
