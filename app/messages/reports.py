"""Delivery reports: what the supplier says became of a text, whenever and however often it says it.

Repeated and reordered reports change nothing that is settled: a state moves forward only. A text
that counted as failed, and is reported as delivered after that, has arrived: that is forward too.
A report comes to an address with our own id in it, so it knows whose an id of the supplier's is better
than a look-up by number and words.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import cast
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Table,
    and_,
    bindparam,
    case,
    func,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.db import Database
from app.messages.claim_statements import is_nobody_elses
from app.messages.earlier_tries import is_kept
from app.messages.fallback import fall_back_or_tell, keep_late_stop, keep_stop_if_it_goes
from app.messages.late_delivery import (
    LOST,
    deliver_late,
    give_back_id,
    remember_failure,
    stays_delivered,
)
from app.messages.models import Channel, Message, State, TextTry
from app.messages.supplier import is_id
from app.messages.troubles import NOT_DELIVERED, OPTED_OUT, STOPPED, supplier_words

# What an earlier try that a report is about has come to so far.
FAILED_THEN, ARRIVED = "failed", "arrived"
# Twilio's message statuses (2026). The others say only that it is on its way.
_MEANING = {
    "sent": State.SENT,
    "delivered": State.DELIVERED,
    "read": State.DELIVERED,
    "undelivered": State.FAILED,
    "failed": State.FAILED,
}


# Put together once, for there are three or four reports of each text.
_HERE = cast(Table, Message.__table__).c
_TRY = cast(Table, TextTry.__table__).c
_SID = bindparam("sid", type_=_TRY.supplier_id.type)
_EARLIER = select(case((_TRY.arrived_at.is_(None), FAILED_THEN), else_=ARRIVED)).where(
    _TRY.supplier_id == _SID, _TRY.message_id == _HERE.id
)
_STANDING = select(
    _HERE.state, _HERE.doubtful, _HERE.supplier_id, _EARLIER.scalar_subquery().label("earlier")
).where(_HERE.id == bindparam("its_id"), _HERE.channel == Channel.TEXT.value)


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
    if _makes_no_sense(supplier_id):
        return False
    if not _may_be_news(database, message_id, supplier_status, supplier_id, error_code):
        return False

    def settle() -> bool:
        with database.unit_of_work() as session:
            return settle_report(
                session,
                message_id,
                supplier_status,
                at=at,
                supplier_id=supplier_id,
                error_code=error_code,
            )

    try:
        return settle()
    except IntegrityError:  # a look-up took its id for another text in this instant: seen now
        return settle()


def _may_be_news(
    database: Database,
    message_id: UUID,
    supplier_status: str,
    supplier_id: str | None,
    error_code: str | None,
) -> bool:
    """Say whether a text stands where a report may move it; an attempt is noted before it is made."""
    state = _MEANING.get(supplier_status)
    if state is None:
        return False
    with database.reading() as session:
        found = session.execute(_STANDING, {"its_id": message_id, "sid": supplier_id}).first()
    if found is None or found.state in _before(state):
        return found is not None
    if state is State.DELIVERED:
        return found.state in (*LOST, State.QUEUED) or found.earlier == FAILED_THEN
    if error_code == STOPPED and (found.state, found.supplier_id) == (State.DELIVERED, supplier_id):
        return state is State.FAILED
    unheard = found.earlier is None and supplier_id not in (None, found.supplier_id)
    doubted = found.state in LOST and found.doubtful
    return state is State.FAILED and unheard and (doubted or found.state == State.QUEUED)


def _makes_no_sense(supplier_id: str | None) -> bool:
    """Say whether what came as an id can be none, such as one that no database would take."""
    return supplier_id is not None and not is_id(supplier_id)


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
    if state is None or _makes_no_sense(supplier_id):
        return False
    about = (Message.state.in_(_before(state)), _same_try(supplier_id))
    error = _why(state, error_code)
    changed = _move(session, message_id, about, state, supplier_id, at=at, error=error)
    if changed and state is State.FAILED:
        _after_failure(session, message_id, error, at=at)
    if changed or state is State.SENT:
        return changed
    if state is State.DELIVERED:
        return deliver_late(session, message_id, supplier_id, at=at)
    if error == OPTED_OUT.source and _is_delivered_as(session, message_id, supplier_id):
        return keep_late_stop(session, message_id, at=at)
    remember_failure(session, message_id, supplier_id)
    return False


def _after_failure(session: Session, message_id: UUID, error: str | None, *, at: datetime) -> None:
    """Use another way, unless an earlier try arrived: then a STOP alone is kept."""
    if stays_delivered(session, message_id):
        keep_stop_if_it_goes(session, message_id, error, at=at)
    else:
        fall_back_or_tell(session, message_id, at=at)


def _is_delivered_as(session: Session, message_id: UUID, supplier_id: str | None) -> bool:
    """Say whether a text is delivered, by another try than its last, which has this id.

    It is locked, so that of two reports of one STOP the second finds it kept.
    """
    this = (Message.id == message_id, Message.channel == Channel.TEXT)
    its = (Message.state == State.DELIVERED, Message.supplier_id == supplier_id)
    query = select(Message.id).where(*this, *its)
    return session.scalar(query.with_for_update()) is not None


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
    moved = session.scalars(
        update(Message)
        .where(Message.id == message_id, Message.channel == Channel.TEXT, *about)
        .values(
            state=state,
            settled_at=at,
            last_error=error,
            supplier_id=_its_id(supplier_id),
            sent_at=func.coalesce(Message.sent_at, at),
        )
        .returning(func.coalesce(Message.supplier_id, ""))
        .execution_options(synchronize_session=False)
    ).all()
    if moved and supplier_id is not None and moved != [supplier_id]:
        give_back_id(session, message_id, supplier_id, at=at)
    return bool(moved)


def _its_id(supplier_id: str | None) -> ColumnElement[str | None]:
    """Return the id to keep: that of the report, unless another text has it for now."""
    if supplier_id is None:
        return Message.supplier_id.expression
    known = (Message.supplier_id == supplier_id, supplier_id)
    return case(known, (is_nobody_elses(supplier_id), supplier_id), else_=Message.supplier_id)


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
    unknown = and_(Message.supplier_id.is_(None), ~is_kept(supplier_id))
    other = and_(Message.supplier_id != supplier_id, ~is_kept(supplier_id))
    this = Message.supplier_id == supplier_id
    return or_(unknown, case((Message.state == State.ATTEMPTING, other), else_=this))
