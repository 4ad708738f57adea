"""The desk of prison visits: what its steps look up, the slot it holds, and how it is sent."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.applications.desks import Gone
from app.applications.lifecycle import move
from app.applications.models import Application
from app.applications.plain_desk import PlainDesk
from app.applications.visits import booked, lock_replaced
from app.appointments import (
    SlotGone,
    State,
    appointment_of,
    confirm_hold,
    get_slot,
    hold,
    offered_times,
    release,
)
from app.audit import Actor
from app.clock import today
from app.errors import NotFound
from app.i18n import Words, _
from app.journeys.answers import Answers, Key
from app.journeys.catalogue.prison_visit.lookups import INSTANT, OfferedTime, Prison
from app.journeys.path import Path
from app.places import Venue, get_venue
from app.prisoners import Match, PrisonerRecord, check_prisoner

LIST_LASTS = timedelta(seconds=30)
PRISON: Key = ("prison", 0)
TIME_GONE = _("That time has just been taken. Choose another time.")

# Only what a page needs: whole venues, 127 of them, would cost more than the page around them.
OPEN_PRISONS = (
    select(
        Venue.code,
        Venue.name,
        Venue.name_cy,
        Venue.way,
        Venue.adult_age,
        Venue.max_adults,
        Venue.max_children,
        Venue.max_total,
    )
    .where(Venue.open)
    .order_by(Venue.name)
)


@dataclass
class OpenPrisons:
    """Every open prison, by name, looked up again after half a minute.

    The list is on many pages and seldom changes. Whatever is decided of one prison is read anew.
    """

    _until: datetime | None = None
    _prisons: tuple[Prison, ...] = ()

    def at(self, session: Session, at: datetime) -> tuple[Prison, ...]:
        """Return the prisons as they were at most 30 seconds before a moment."""
        if self._until is None or not at < self._until:
            self._prisons = tuple(_facts(row) for row in session.execute(OPEN_PRISONS))
            self._until = at + LIST_LASTS
        return self._prisons


@dataclass
class VisitLookups:
    """The outside world as the steps of a prison visit may see it, for one application."""

    session: Session
    record: PrisonerRecord
    application_id: UUID | None
    at: datetime
    open_prisons: OpenPrisons = field(default_factory=OpenPrisons)
    _times: dict[str, tuple[OfferedTime, ...]] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The London date."""
        return today(self.at)

    def prisons(self) -> tuple[Prison, ...]:
        """Return every open prison, by name."""
        return self.open_prisons.at(self.session, self.at)

    def prison(self, code: str) -> Prison | None:
        """Return one open prison, or None when there is none of that code."""
        try:
            venue = get_venue(self.session, code)
        except NotFound:
            return None
        return _facts(venue) if venue.open else None

    def times(self, code: str) -> tuple[OfferedTime, ...]:
        """Return the times on offer, and the one this application holds, in order.

        They are looked up once a request: what is checked and what is kept is what was offered.
        """
        if code and code not in self._times:
            self._times[code] = self._look_up_times(code)
        return self._times.get(code, ())

    def _look_up_times(self, code: str) -> tuple[OfferedTime, ...]:
        offered = {
            row.id: (row.starts_at, row.ends_at)
            for row in offered_times(self.session, code, at=self.at)
        }
        mine = appointment_of(self.session, self.application_id) if self.application_id else None
        if mine:
            kept = get_slot(self.session, mine.slot_id)
            if kept.venue_code == code:
                offered[kept.id] = (kept.starts_at, kept.ends_at)
        rows = sorted(offered.items(), key=lambda row: row[1])
        return tuple(OfferedTime(str(slot_id), *times) for slot_id, times in rows)

    def prisoner_matches(
        self, *, number: str, first: str, last: str, born: date, prison: str
    ) -> bool:
        """Say whether the prisoner record has this person at this prison."""
        match = check_prisoner(
            self.record, number=number, born=born, last_name=last, prison_code=prison
        )
        return match is Match.SAME


def _facts(venue: Any) -> Prison:
    return Prison(
        code=venue.code,
        name=venue.name,
        name_cy=venue.name_cy or "",
        way=str(venue.way),
        adult_age=venue.adult_age,
        max_adults=venue.max_adults,
        max_children=venue.max_children,
        max_total=venue.max_total,
    )


@dataclass(frozen=True)
class VisitDesk(PlainDesk):
    """The desk of prison visits. A hold lasts `hold_seconds`."""

    record: PrisonerRecord
    hold_seconds: int = 600
    open_prisons: OpenPrisons = field(default_factory=OpenPrisons, compare=False, repr=False)

    def lookups(self, session: Session, application: Application, *, at: datetime) -> VisitLookups:
        """Return what the steps may ask while the person answers."""
        return VisitLookups(session, self.record, application.id, at, self.open_prisons)

    def recorded(
        self,
        session: Session,
        application: Application,
        answers: Answers,
        *,
        saved: Collection[Key],
        at: datetime,
    ) -> None:
        """Hold the chosen time where booking is instant, and give up a hold no longer wanted."""
        wanted = answers.value("visit-time", "time")
        if wanted and ("visit-time", 0) in saved:
            _hold(session, application, int(wanted), at=at, seconds=self.hold_seconds)
        elif not wanted and (not saved or PRISON in saved):
            # Only another prison, or forgetting it all, takes a chosen time off the path.
            held = appointment_of(session, application.id)
            if held and held.state == State.HELD:
                release(session, held, at=at)

    @property
    def taken(self) -> Words:
        """What is said of a time that somebody else took meanwhile."""
        return TIME_GONE

    def sent(
        self,
        session: Session,
        application: Application,
        path: Path,
        *,
        actor: Actor,
        at: datetime,
    ) -> None:
        """Book at once where the prison lets us."""
        if path.answers.value("prison", "way") != INSTANT:
            return
        lock_replaced(session, application, int(path.answers.value("visit-time", "time")))
        try:
            appointment = confirm_hold(session, application.id, at=at)
        except SlotGone as gone:
            raise Gone("visit-time", "time", TIME_GONE) from gone
        move(session, application, "book", actor=actor, at=at)
        booked(session, application, appointment, actor=actor, at=at)


def _hold(
    session: Session, application: Application, slot_id: int, *, at: datetime, seconds: int
) -> None:
    try:
        hold(session, slot_id, application.id, at=at, seconds=seconds)
    except (SlotGone, NotFound) as gone:
        raise Gone("visit-time", "time", TIME_GONE) from gone
