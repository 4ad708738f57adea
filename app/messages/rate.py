"""The rate of a sender: a token bucket in one row, so that all workers share one limit."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.messages.inserting import insert_once
from app.messages.models import SendingRate


def take_tokens(session: Session, name: str, *, per_second: int, wanted: int, at: datetime) -> int:
    """Take up to `wanted` tokens and return how many were given; a second's worth is the most."""
    if _bucket(session, name) is None:
        insert_once(session, SendingRate, {"name": name, "tokens": per_second, "filled_at": at})
    bucket = session.get_one(SendingRate, name, with_for_update=True)
    passed = max(0.0, (at - bucket.filled_at).total_seconds())
    tokens = min(float(per_second), bucket.tokens + passed * per_second)
    given = min(wanted, int(tokens))
    bucket.tokens = tokens - given
    bucket.filled_at = max(at, bucket.filled_at)
    return given


def give_back(session: Session, name: str, tokens: int) -> None:
    """Return tokens that were not used after all."""
    bucket = _bucket(session, name)
    if bucket is not None and tokens:
        bucket.tokens += tokens


def _bucket(session: Session, name: str) -> SendingRate | None:
    query = select(SendingRate).where(SendingRate.name == name).with_for_update()
    return session.scalars(query).one_or_none()
