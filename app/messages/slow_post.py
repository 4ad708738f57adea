"""A letter that is the only word to a person, and comes after what it is about: somebody calls as well.

Only where they allow calls. What a person was told on the spot, at the kiosk or on the telephone,
needs no call.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from app.audit import WORKER
from app.messages.in_time import call_due, post_in_time, useful_until
from app.messages.models import Channel, Message
from app.messages.wishes import safe_for
from app.people import get_person
from app.tasks import NewTask, TaskKind, open_task

POST_TOO_SLOW = "post-too-slow"


def call_where_post_is_slow(session: Session, queued: Sequence[Message], *, at: datetime) -> None:
    """Have somebody call where all that was queued about a decision is a letter that comes too late."""
    if not queued or any(one.channel != Channel.LETTER for one in queued):
        return
    letter = queued[0]
    until = useful_until(letter)
    if until is None or until <= at or post_in_time(letter, at=at):
        return
    person = get_person(session, letter.person_id)
    rules = safe_for(session, person).rules
    due = call_due(letter, rules, at=at)
    if rules.may_call is not True or not person.phone or due is None:
        return
    wish = NewTask(
        key=f"slow-post:{letter.id}",
        kind=TaskKind.CALL_BACK,
        reason=POST_TOO_SLOW,
        due_at=due,
        person_id=person.id,
        application_id=letter.application_id,
        message_id=letter.id,
        details={"kind": letter.kind},
    )
    open_task(session, wish, actor=WORKER, at=at)
