"""The desk of prison visits: what its steps look up, the slot it holds, and how it is sent."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.applications.actions import Action
from app.applications.held_time import QUESTION, TIME_GONE, HeldTime, TimeLookups
from app.applications.lifecycle import move
from app.applications.models import Application
from app.applications.plain_desk import PlainDesk
from app.applications.standing import Ending, Fact
from app.applications.visit_actions import VISIT_ACTIONS
from app.applications.visit_facts import visit_ending, visit_facts
from app.applications.visit_reasons import reason_words
from app.applications.visits import end_replaced, lock_replaced
from app.appointments import HOLD_SECONDS
from app.audit import Actor
from app.errors import NotFound
from app.i18n import Words
from app.journeys.answers import Answers, Key
from app.journeys.catalogue.prison_visit.lookups import INSTANT, Prison
from app.journeys.path import Path
from app.places import PRISON, Venue, get_venue
from app.prisoners import Match, PrisonerRecord, check_prisoner

LIST_LASTS = timedelta(seconds=30)
TIME = "visit-time"

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
    .where(Venue.open, Venue.kind == PRISON)
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


@dataclass(kw_only=True)
class VisitLookups(TimeLookups):
    """The outside world as the steps of a prison visit may see it, for one application."""

    record: PrisonerRecord
    open_prisons: OpenPrisons = field(default_factory=OpenPrisons)
    _prison: dict[str, Prison | None] = field(default_factory=dict)

    def prisons(self) -> tuple[Prison, ...]:
        """Return every open prison, by name."""
        return self.open_prisons.at(self.session, self.at)

    def prison(self, code: str) -> Prison | None:
        """Return one open prison, or None when there is none of that code.

        It is looked up once a request, as its times are.
        """
        if code not in self._prison:
            self._prison[code] = self._look_up_prison(code)
        return self._prison[code]

    def _look_up_prison(self, code: str) -> Prison | None:
        try:
            venue = get_venue(self.session, code, kind=PRISON)
        except NotFound:
            return None
        return _facts(venue) if venue.open else None

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
    hold_seconds: int = HOLD_SECONDS
    open_prisons: OpenPrisons = field(default_factory=OpenPrisons, compare=False, repr=False)

    @property
    def time(self) -> HeldTime:
        """The time that an instant booking holds. Another prison takes it off the path."""
        return HeldTime(TIME, self.hold_seconds, freed_by=frozenset({"prison"}))

    def lookups(self, session: Session, application: Application, *, at: datetime) -> VisitLookups:
        """Return what the steps may ask while the person answers."""
        return VisitLookups(
            session=session,
            application_id=application.id,
            at=at,
            record=self.record,
            open_prisons=self.open_prisons,
        )

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
        self.time.keep(session, application, answers, saved=saved, at=at)

    @property
    def actions(self) -> Sequence[Action]:
        """What a prison's clerk, and whoever speaks with the visitor, can do with a visit."""
        return VISIT_ACTIONS

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
        lock_replaced(session, application, int(path.answers.value(TIME, QUESTION)))
        self.time.confirm(session, application, at=at)
        moved = move(session, application, "book", actor=actor, at=at)
        end_replaced(session, application, moved, actor=actor)

    def facts(
        self, session: Session, application: Application, answers: Answers, *, at: datetime
    ) -> Sequence[Fact]:
        """Return whether the prisoner's details agree with the record, and how the time stands."""
        return visit_facts(session, application, answers, self.record)

    def decision_words(self, application: Application) -> Words | None:
        """Return why a visit was rejected, cancelled or withdrawn."""
        return reason_words((application.decision or {}).get("reason", ""))

    def ending(
        self, session: Session, application: Application, answers: Answers, *, at: datetime
    ) -> Ending:
        """Say that the visit is booked, or by when the answer comes."""
        return visit_ending(session, application, answers, at=at)
