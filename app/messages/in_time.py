"""Whether another way still tells a person in time: by post, or by a call within their hours."""

from __future__ import annotations

from datetime import datetime

from app.clock import london
from app.messages.delivery import arrives_between
from app.messages.models import Message
from app.messages.outbox import CALL_WITHIN
from app.people import ContactRules

POSTAGE = "second"


def useful_until(message: Message) -> datetime | None:
    """Return the time that a message is about, or after which it is useless; None for neither."""
    if message.expires_at is not None:
        return message.expires_at
    starts = message.body.get("starts_at")
    return datetime.fromisoformat(starts) if starts else None


def post_in_time(message: Message, *, at: datetime) -> bool:
    """Say whether a letter that is made now should be there the day before it is needed."""
    until = useful_until(message)
    return until is None or arrives_between(at, POSTAGE)[1] < london(until).date()


def call_due(message: Message, rules: ContactRules, *, at: datetime) -> datetime | None:
    """Return by when to call about a message; None where the person's hours begin too late."""
    due, until = rules.next_open(at + CALL_WITHIN), message.expires_at
    if until is None or due < until:
        return due
    soonest = rules.next_open(at)
    return soonest if soonest < until else None
