"""The booking desk: hold a place, book it, give it back; never more places than a slot has.

A place is taken by one conditional UPDATE that counts up only while there is room, so two
processes cannot both take the last one. Rows are locked in one order (the application's own
appointment, then slots by rising id; other people's lapsed holds only if nobody has them
locked), so that waiting never becomes a deadlock. SQLite has one writer and needs no locks.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import Select, Uuid, bindparam, select, update
from sqlalchemy.orm import Session

from app.appointments.models import Appointment, Slot, State
from app.appointments.offering import insert_missing
from app.errors import NotAllowedNow, NotFound

HOLD_SECONDS = 600
# Made once: every save looks for a hold. The type is named because the table that the column
# refers to may not be known yet.
_LIVE = select(Appointment).where(
    Appointment.application_id == bindparam("of_application", type_=Uuid()),
    Appointment.state != State.RELEASED,
)
LARGEST_ID = 2**31 - 1


class SlotGone(NotAllowedNow):
    """The slot is full, or has begun. Nothing was taken; an earlier hold is still there."""


class AlreadyBooked(NotAllowedNow):
    """The application has a booked appointment at another time; that must be released first."""


class NoSuchSlot(NotFound):
    """No slot has this id."""


def get_slot(session: Session, slot_id: int) -> Slot:
    """Return one slot, or raise NoSuchSlot."""
    slot = session.get(Slot, slot_id) if 0 < slot_id <= LARGEST_ID else None
    if slot is None:
        raise NoSuchSlot(f"no slot has the id {slot_id}")
    return slot


def appointment_of(session: Session, application_id: UUID) -> Appointment | None:
    """Return the application's held or booked appointment; a lapsed hold not yet swept is one."""
    return session.scalar(_LIVE, {"of_application": application_id})


def lock_slots(session: Session, *slot_ids: int) -> None:
    """Lock slots in the one order, before a place is taken in one and given back in another."""
    query = select(Slot.id).where(Slot.id.in_(slot_ids)).order_by(Slot.id)
    session.execute(query.with_for_update(key_share=True))


def hold(
    session: Session,
    slot_id: int,
    application_id: UUID,
    *,
    at: datetime,
    seconds: int = HOLD_SECONDS,
) -> Appointment:
    """Keep one place for an application for some seconds (facts B2: ten minutes).

    Repeated for the same slot it starts the time again and takes no second place; for another
    slot it moves. Raises SlotGone, AlreadyBooked or NoSuchSlot.
    """
    until = at + timedelta(seconds=seconds)
    return _give(session, slot_id, application_id, at=at, held_until=until)


def book(session: Session, slot_id: int, application_id: UUID, *, at: datetime) -> Appointment:
    """Book one place, turning a hold into it or moving one; repeated, it changes nothing.

    Raises SlotGone, AlreadyBooked or NoSuchSlot.
    """
    return _give(session, slot_id, application_id, at=at, held_until=None)


def confirm_hold(session: Session, application_id: UUID, *, at: datetime) -> Appointment:
    """Book what the application holds; a hold that lapsed is taken again while there is room.

    Raises SlotGone when the place was sold on, or when nothing was held.
    """
    live = _lock(session, _live(application_id))
    if live is not None:
        return _settle(session, live, held_until=None)
    lapsed = _lapsed_hold(session, application_id)
    if lapsed is None:
        raise SlotGone("the application holds nothing")
    return book(session, lapsed.slot_id, application_id, at=at)


def rebook(session: Session, slot_id: int, application_id: UUID, *, at: datetime) -> Appointment:
    """Book a place in another slot and give a booked one back; with none yet, book it.

    Unlike `book` it moves a booking too: for a promise that we made and move together with the
    person, such as a call. Raises SlotGone or NoSuchSlot, and then the older place is still kept.
    """
    get_slot(session, slot_id)
    live = _lock(session, _live(application_id))
    if live is not None and live.slot_id != slot_id:
        _change_place(session, live, slot_id, at=at)
    return book(session, slot_id, application_id, at=at)


def release(session: Session, appointment: Appointment, *, at: datetime) -> bool:
    """Give the place back, once however often it is called; say whether this call did it."""
    known = _lock(session, select(Appointment).where(Appointment.id == appointment.id))
    if known is None or known.state == State.RELEASED:
        return False
    known.state, known.released_at = State.RELEASED, at
    session.flush()
    _give_back(session, known.slot_id, 1)
    return True


def sweep_lapsed(session: Session, *, at: datetime) -> int:
    """Release every hold whose time is over; return how many. Safe to run anywhere, any time.

    The slots are locked first: whoever wants a place there waits, and is not told that it is gone.
    """
    slots = sorted(set(session.scalars(_lapsed_by(at).with_only_columns(Appointment.slot_id))))
    lock_slots(session, *slots)
    return _sweep(session, _lapsed_by(at).where(Appointment.slot_id.in_(slots)), at=at)


def _give(
    session: Session,
    slot_id: int,
    application_id: UUID,
    *,
    at: datetime,
    held_until: datetime | None,
) -> Appointment:
    get_slot(session, slot_id)
    live = _lock(session, _live(application_id))
    if live is None:
        return _give_first(session, slot_id, application_id, at=at, held_until=held_until)
    if live.slot_id != slot_id:
        _move(session, live, slot_id, at=at)
    return _settle(session, live, held_until=held_until)


def _give_first(
    session: Session,
    slot_id: int,
    application_id: UUID,
    *,
    at: datetime,
    held_until: datetime | None,
) -> Appointment:
    """Write the appointment first, so that other tabs wait with no slot locked, then the place."""
    made = _insert(session, slot_id, application_id, at=at, held_until=held_until)
    if made is None:
        # Another tab was quicker, and what it took is seen now.
        return _give(session, slot_id, application_id, at=at, held_until=held_until)
    try:
        _take(session, slot_id, at=at, claim=made.id)
    except SlotGone:
        session.delete(made)
        session.flush()
        raise
    return made


def _settle(session: Session, live: Appointment, *, held_until: datetime | None) -> Appointment:
    """Refresh a hold, or book it where there is no time limit. A booking stays a booking."""
    if live.state == State.HELD:
        live.state = State.BOOKED if held_until is None else State.HELD
        live.held_until = held_until
        session.flush()
    return live


def _move(session: Session, live: Appointment, slot_id: int, *, at: datetime) -> None:
    """Move a hold to another slot; a booking stays where it is."""
    if live.state == State.BOOKED:
        raise AlreadyBooked("the application is booked at another time")
    _change_place(session, live, slot_id, at=at)


def _change_place(session: Session, live: Appointment, slot_id: int, *, at: datetime) -> None:
    """Take a place in another slot and give the older one back."""
    lock_slots(session, live.slot_id, slot_id)
    _take(session, slot_id, at=at, claim=live.id)
    _give_back(session, live.slot_id, 1)
    live.slot_id = slot_id
    session.flush()


def _take(session: Session, slot_id: int, *, at: datetime, claim: UUID) -> None:
    """Count a place for one claim; where the slot looks full, sweep its lapsed holds, try again."""
    if _took(session, slot_id, at=at):
        return
    # Waiting here lets the losers of a race see the places that the winner's sweep set free.
    locked = select(Slot.id).where(Slot.id == slot_id).with_for_update(key_share=True)
    session.execute(locked)
    others = Appointment.slot_id == slot_id, Appointment.id != claim
    _sweep(session, _lapsed_by(at).where(*others), at=at)
    if not _took(session, slot_id, at=at):
        raise SlotGone("the slot is full or has begun")


def _lapsed_by(at: datetime) -> Select[Appointment]:
    return select(Appointment).where(Appointment.state == State.HELD, Appointment.held_until <= at)


def _sweep(session: Session, lapsed: Select[Appointment], *, at: datetime) -> int:
    """Release these holds, passing over those that somebody else is working on."""
    query = lapsed.with_for_update(skip_locked=True)
    found = session.scalars(query.execution_options(populate_existing=True)).all()
    for appointment in found:
        appointment.state, appointment.released_at = State.RELEASED, at
    session.flush()
    for slot_id, places in sorted(Counter(each.slot_id for each in found).items()):
        _give_back(session, slot_id, places)
    return len(found)


def _took(session: Session, slot_id: int, *, at: datetime) -> bool:
    taken = session.scalar(
        update(Slot)
        .where(Slot.id == slot_id, Slot.taken < Slot.capacity, Slot.starts_at > at)
        .values(taken=Slot.taken + 1)
        .returning(Slot.id)
        .execution_options(synchronize_session=False)
    )
    _read_count_again(session, slot_id)
    return taken is not None


def _give_back(session: Session, slot_id: int, places: int) -> None:
    session.execute(
        update(Slot)
        .where(Slot.id == slot_id)
        .values(taken=Slot.taken - places)
        .execution_options(synchronize_session=False)
    )
    _read_count_again(session, slot_id)


def _read_count_again(session: Session, slot_id: int) -> None:
    slot = session.identity_map.get(session.identity_key(Slot, slot_id))
    if slot is not None:
        session.expire(slot, ["taken"])


def _insert(
    session: Session,
    slot_id: int,
    application_id: UUID,
    *,
    at: datetime,
    held_until: datetime | None,
) -> Appointment | None:
    """Write the appointment; None when the application has a live one that we could not see."""
    values = {
        "id": uuid4(),
        "slot_id": slot_id,
        "application_id": application_id,
        "state": State.BOOKED if held_until is None else State.HELD,
        "held_until": held_until,
        "made_at": at,
    }
    session.execute(insert_missing(session, Appointment).values(**values))
    return session.get(Appointment, values["id"])


def _live(application_id: UUID) -> Select[Appointment]:
    return select(Appointment).where(
        Appointment.application_id == application_id, Appointment.state != State.RELEASED
    )


def _lock(session: Session, query: Select[Appointment]) -> Appointment | None:
    return session.scalar(query.with_for_update().execution_options(populate_existing=True))


def _lapsed_hold(session: Session, application_id: UUID) -> Appointment | None:
    """Return the application's newest appointment if it is a hold that ran out of time."""
    newest = session.scalar(
        select(Appointment)
        .where(Appointment.application_id == application_id)
        .order_by(Appointment.made_at.desc())
        .limit(1)
    )
    if newest is None or newest.held_until is None or newest.released_at is None:
        return None
    return newest if newest.released_at >= newest.held_until else None
