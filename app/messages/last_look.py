"""A last look at letters before they leave: wishes, address and format may have changed meanwhile.

A letter may wait in the tray for days. One whose person was changed since it was made goes back to
the outbox, where it is stopped or made anew by the rules that hold now. It looks at those few only,
so that it costs nothing on a batch of ten thousand. One that cannot be looked at goes back too: there
it is counted, and held with its reason, while the batch closes without it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

import structlog
from sqlalchemy import Row, Select, or_, select, update
from sqlalchemy.orm import Session

from app.messages.faults import told
from app.messages.letter_locks import lock_letters
from app.messages.models import Channel, LetterFile, Message, State
from app.messages.outbox import QUEUED, UNREAD
from app.messages.wishes import reach, safe_for
from app.people import ContactRules, Person, get_person

log = structlog.get_logger()


def look_again(session: Session, *, at: datetime, among: Collection[UUID] | None = None) -> int:
    """Take out of the tray what may no longer go as it was made; return how many letters.

    `among` are letters that the caller has locked: no others are looked at then.
    """
    stale = [one.message_id for one in _changed(session, among) if not _may_go(session, one)]
    if stale:
        send_anew(session, stale, at=at)
    return len(stale)


def _changed(session: Session, among: Collection[UUID] | None) -> list[Row[UUID, str, datetime]]:
    """Return the letters to look at, locked, so that a batch that is being closed is kept off them."""
    if among is None:
        return list(lock_letters(session, _changed_since()))
    found = session.execute(_changed_since())
    return [one for one in found if one.message_id in among]


def send_anew(session: Session, letter_ids: Sequence[UUID], *, at: datetime) -> None:
    """Put letters back into the outbox, which sends them as the rules say now; none is opened.

    One that somebody read in this moment stays read.
    """
    session.execute(
        update(Message)
        .where(Message.id.in_(letter_ids), Message.state.in_(UNREAD))
        .values(
            state=State.QUEUED, settled_at=None, last_error=None, next_attempt_at=at, attempts=0
        )
    )
    session.info[QUEUED] = True


def _may_go(session: Session, made: Row[UUID, str, datetime]) -> bool:
    try:
        return _still_right(session, made)
    except Exception as fault:  # whatever is wrong with this one: the others must go on
        log.error("letter.not-looked-at", message_id=str(made.message_id), **told(fault))
        return False


def _changed_since() -> Select[UUID, str, datetime]:
    """Return the letters that wait, and whose person, rules or place may have changed since."""
    return (
        select(LetterFile.message_id, LetterFile.format, LetterFile.rendered_at)
        .join(Message, Message.id == LetterFile.message_id)
        .join(Person, Person.id == Message.person_id)
        .outerjoin(ContactRules, ContactRules.person_id == Message.person_id)
        .where(
            LetterFile.batch_id.is_(None),
            Message.state == State.RENDERED,
            or_(
                Person.may_write.is_not(True),
                Person.updated_at >= LetterFile.rendered_at,
                ContactRules.updated_at >= LetterFile.rendered_at,
                # The place may have closed or moved.
                ContactRules.collect_at.is_not(None),
            ),
        )
    )


def _still_right(session: Session, made: Row[UUID, str, datetime]) -> bool:
    """Say whether a letter would be made for the same envelope, in the same format, today.

    A format that could not be made is not asked for again before the rules change.
    """
    message = session.get_one(Message, made.message_id, populate_existing=True)
    person = get_person(session, message.person_id)
    safe = safe_for(session, person)
    if reach(person, Channel.LETTER, safe).to != message.to:
        return False
    since = safe.rules.updated_at
    return bool(
        since is None or since <= made.rendered_at or safe.rules.letter_format == made.format
    )
