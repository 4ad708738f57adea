"""Delivery reports: what the supplier says became of a text, whenever and however often it says it.

Repeated and reordered reports change nothing that is settled: a state moves forward only. A text
that counted as failed, and is reported as delivered after that, has arrived: that is forward too.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import cast
from uuid import UUID

from sqlalchemy import ColumnElement, Table, bindparam, case, func, or_, select, true, update
from sqlalchemy.orm import Session

from app.db import Database
from app.messages.fallback import fall_back_or_tell
from app.messages.late_delivery import arrived_after_all
from app.messages.models import Channel, Message, State
from app.messages.supplier import is_id
from app.messages.troubles import NOT_DELIVERED, supplier_words

# Twilio's message statuses (2026). The others say only that it is on its way.
_MEANING = {
    "sent": State.SENT,
    "delivered": State.DELIVERED,
    "read": State.DELIVERED,
    "undelivered": State.FAILED,
    "failed": State.FAILED,
}


_LOST = (State.FAILED, State.HELD)
# Put together once, for there are three or four reports of each text.
_HERE = cast(Table, Message.__table__).c
_STATE = select(_HERE.state).where(
    _HERE.id == bindparam("its_id"), _HERE.channel == Channel.TEXT.value
)


def take_report(
    database: Database,
    message_id: UUID,
    supplier_status: str,
    *,
    at: datetime,
    supplier_id: str | None = None,
    error_code: str | None = None,
) -> bool:
    """Take in one report in a unit of work of its own, and say whether it changed the message.

    Most reports say what is known or is of no matter: for those nothing is locked and nothing
    written, and for an intermediate status the database is not asked.
    """
    if not _may_be_news(database, message_id, supplier_status):
        return False
    with database.unit_of_work() as session:
        return settle_report(
            session,
            message_id,
            supplier_status,
            at=at,
            supplier_id=supplier_id,
            error_code=error_code,
        )


def _may_be_news(database: Database, message_id: UUID, supplier_status: str) -> bool:
    """Say whether a text stands where a report may move it; an attempt is noted before it is made."""
    state = _MEANING.get(supplier_status)
    if state is None:
        return False
    with database.reading() as session:
        found = session.scalar(_STATE, {"its_id": message_id})
    return found in _before(state) or (state is State.DELIVERED and found in _LOST)


def settle_report(
    session: Session,
    message_id: UUID,
    supplier_status: str,
    *,
    at: datetime,
    supplier_id: str | None = None,
    error_code: str | None = None,
) -> bool:
    """Take in one report and say whether it changed the message.

    A report for an unknown message, for one that was never tried, about an earlier try that the
    supplier knows by another id, or with what can be no id, changes nothing.
    """
    state = _MEANING.get(supplier_status)
    if state is None or (supplier_id is not None and not is_id(supplier_id)):
        return False
    about = (Message.state.in_(_before(state)), _same_try(supplier_id))
    error = _why(state, error_code)
    changed = _move(session, message_id, about, state, supplier_id, at=at, error=error)
    if changed and state is State.FAILED:
        fall_back_or_tell(session, message_id, at=at)
    if changed or state is not State.DELIVERED:
        return changed
    late = _move(session, message_id, _given_up(supplier_id), state, supplier_id, at=at)
    if late:
        arrived_after_all(session, message_id, at=at)
    return late


def _move(
    session: Session,
    message_id: UUID,
    about: Iterable[ColumnElement[bool]],
    state: State,
    supplier_id: str | None,
    *,
    at: datetime,
    error: str | None = None,
) -> bool:
    """Let a text be in a state from now on, if the report is about it as it stands."""
    changed = session.scalars(
        update(Message)
        .where(Message.id == message_id, Message.channel == Channel.TEXT, *about)
        .values(
            state=state,
            settled_at=at,
            last_error=error,
            supplier_id=func.coalesce(supplier_id, Message.supplier_id),
            sent_at=func.coalesce(Message.sent_at, at),
        )
        .returning(Message.id)
        .execution_options(synchronize_session=False)
    )
    return bool(changed.all())


def _given_up(supplier_id: str | None) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions for a text that counts as lost, and that the report may be about.

    One whose last try had no clear answer is known by no id, or by that of an earlier try.
    """
    same = or_(Message.doubtful, Message.supplier_id.is_(None), Message.supplier_id == supplier_id)
    lost = Message.state.in_(_LOST)
    return lost, Message.attempts > 0, true() if supplier_id is None else same


def _why(state: State, error_code: str | None) -> str | None:
    """Return the words for staff of a failure, in English; None for anything better."""
    if state is not State.FAILED:
        return None
    return (supplier_words(error_code) if error_code else NOT_DELIVERED).source


def _before(state: State) -> tuple[State, ...]:
    """Return the states that a report may move from."""
    return (State.ATTEMPTING,) if state is State.SENT else (State.ATTEMPTING, State.SENT)


def _same_try(supplier_id: str | None) -> ColumnElement[bool]:
    """Return the condition that the report is about the try under way.

    While an attempt is open the row holds no supplier id, or that of an earlier try. Once sent it
    holds this try's id, unless the supplier's reports came without one.
    """
    if supplier_id is None:
        return true()
    other = or_(Message.supplier_id.is_(None), Message.supplier_id != supplier_id)
    this = or_(Message.supplier_id.is_(None), Message.supplier_id == supplier_id)
    return case((Message.state == State.ATTEMPTING, other), else_=this)
