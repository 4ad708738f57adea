"""A time that an application holds while it is answered, at whatever place offers the times.

Shared by every service with appointments. A desk makes one `HeldTime` for the step with the
question "time", and calls `keep` when answers were saved and `confirm` when the application is
sent; `TimeLookups` is what that step may ask. Locks are taken as app.appointments.desk says: the
application's own appointment, then slots. Where a booking also gives back another application's
slot, lock that one and both slots before `confirm`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.applications.desks import Gone
from app.applications.models import Application
from app.appointments import (
    HOLD_SECONDS,
    Appointment,
    Slot,
    SlotGone,
    State,
    appointment_of,
    confirm_hold,
    get_slot,
    hold,
    offered_times,
    release,
)
from app.appointments.offering import OfferedRow
from app.clock import today
from app.errors import NotFound
from app.journeys.answers import Answers, Key
from app.journeys.catalogue.timing import OfferedTime
from app.journeys.questions.choices import TIME_GONE as TIME_GONE
from app.places import NoSuchVenue

QUESTION = "time"


@dataclass(kw_only=True)
class TimeLookups:
    """The day, and the times on offer at a place, as the steps of one application may see them."""

    session: Session
    application_id: UUID | None
    at: datetime
    _times: dict[str, tuple[OfferedTime, ...]] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The London date."""
        return today(self.at)

    def times(self, code: str) -> tuple[OfferedTime, ...]:
        """Return the times on offer at a venue, and the one this application holds, in order.

        They are looked up once a request: what is checked and what is kept is what was offered.
        """
        if code and code not in self._times:
            self._times[code] = self._look_up_times(code)
        return self._times.get(code, ())

    def _on_offer(self, code: str) -> Sequence[OfferedRow]:
        """Return what a place offers; nothing for one that was not loaded into this database."""
        try:
            return offered_times(self.session, code, at=self.at)
        except NoSuchVenue:
            return ()

    def _look_up_times(self, code: str) -> tuple[OfferedTime, ...]:
        offered = {row.id: (row.starts_at, row.ends_at) for row in self._on_offer(code)}
        mine = taken_slot(self.session, self.application_id) if self.application_id else None
        if mine and mine.venue_code == code:
            offered[mine.id] = (mine.starts_at, mine.ends_at)
        rows = sorted(offered.items(), key=lambda row: row[1])
        return tuple(OfferedTime(str(slot_id), *times) for slot_id, times in rows)


def taken_slot(session: Session, application_id: UUID) -> Slot | None:
    """Return the slot that an application holds or has booked, if any."""
    appointment = appointment_of(session, application_id)
    return get_slot(session, appointment.slot_id) if appointment else None


@dataclass(frozen=True)
class HeldTime:
    """The time chosen at one step, kept for `seconds` until the application is sent.

    `freed_by` are the steps whose answers may take `step` off the path; without any, every save
    looks whether the time is still wanted, which costs a query.
    """

    step: str
    seconds: int = HOLD_SECONDS
    freed_by: frozenset[str] = frozenset()

    def keep(
        self,
        session: Session,
        application: Application,
        answers: Answers,
        *,
        saved: Collection[Key],
        at: datetime,
    ) -> None:
        """Hold the time that was just chosen, or give up a hold no longer wanted; raises Gone.

        Call it from `Desk.recorded`. With nothing saved, all was forgotten.
        """
        wanted = answers.value(self.step, QUESTION)
        if wanted and (self.step, 0) in saved:
            self._hold(session, application, int(wanted), at=at)
        elif not wanted and self._may_be_freed(saved):
            held = appointment_of(session, application.id)
            if held and held.state == State.HELD:
                release(session, held, at=at)

    def confirm(self, session: Session, application: Application, *, at: datetime) -> Appointment:
        """Book the time that is held, also one that lapsed while there is room; raises Gone."""
        try:
            return confirm_hold(session, application.id, at=at)
        except SlotGone as gone:
            raise Gone(self.step, QUESTION, TIME_GONE) from gone

    def _may_be_freed(self, saved: Collection[Key]) -> bool:
        if not saved or not self.freed_by:
            return True
        return any(step in self.freed_by for step, _item in saved)

    def _hold(
        self, session: Session, application: Application, slot_id: int, *, at: datetime
    ) -> None:
        try:
            hold(session, slot_id, application.id, at=at, seconds=self.seconds)
        except (SlotGone, NotFound) as gone:
            raise Gone(self.step, QUESTION, TIME_GONE) from gone
