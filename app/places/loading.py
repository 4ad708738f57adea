"""Bringing the shipped facts into the database, as often as wanted.

A venue that is missing is added; one that nobody corrected is brought up to the files; one that a
service owner corrected is left as it is, with its session times.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.places.courts import read_courts
from app.places.facts import read_prisons
from app.places.helplines import read_helplines
from app.places.models import COURT, HELPLINE, PRISON, SessionTime, Venue
from app.places.weekly import PlaceFacts, Weekly


@dataclass(frozen=True)
class Loaded:
    """How many places were added, brought up to date, and left because they are corrected."""

    added: int
    refreshed: int
    kept: int


def load_places(session: Session, *, at: datetime) -> dict[str, Loaded]:
    """Bring every place that ships with the program into the database; counts by kind."""
    return {
        PRISON: load_prisons(session, at=at),
        HELPLINE: load_helplines(session, at=at),
        COURT: load_courts(session, at=at),
    }


def load_prisons(session: Session, *, at: datetime) -> Loaded:
    """Bring all 127 prisons and their weekly session times into the database."""
    return _load(session, [prison.place() for prison in read_prisons()], at=at)


def load_helplines(session: Session, *, at: datetime) -> Loaded:
    """Bring the helplines and the hours in which they call back into the database."""
    return _load(session, read_helplines(), at=at)


def load_courts(session: Session, *, at: datetime) -> Loaded:
    """Bring the courts in whose care post can be sent into the database."""
    return _load(session, read_courts(), at=at)


def _load(session: Session, places: list[PlaceFacts], *, at: datetime) -> Loaded:
    venues = {venue.code: venue for venue in session.scalars(select(Venue))}
    added, loading = 0, []
    for place in places:
        venue = venues.get(place.code)
        if venue is None:
            session.add(Venue(**place.venue, loaded_at=at))
            added += 1
        elif venue.corrected:
            continue
        else:
            _refresh(venue, place, at=at)
        loading.append(place)
    # The venues must be there before the times that refer to them.
    session.flush()
    _match_all_times(session, loading)
    return Loaded(added, len(loading) - added, len(places) - len(loading))


def _refresh(venue: Venue, place: PlaceFacts, *, at: datetime) -> None:
    for name, value in place.venue.items():
        setattr(venue, name, value)
    venue.loaded_at = at


def _match_all_times(session: Session, places: list[PlaceFacts]) -> None:
    known: dict[str, list[SessionTime]] = defaultdict(list)
    for time in session.scalars(select(SessionTime)):
        known[time.venue_code].append(time)
    for place in places:
        _match_times(session, place, known[place.code])
    session.flush()


def _match_times(session: Session, place: PlaceFacts, known: list[SessionTime]) -> None:
    """Add the sessions that are missing and drop those that the files no longer have."""
    missing = set(place.sessions)
    for time in known:
        weekly = Weekly(*(getattr(time, name) for name in Weekly._fields))
        if weekly in missing:
            missing.remove(weekly)
        else:
            session.delete(time)
    for weekly in sorted(missing, key=str):
        session.add(SessionTime(venue_code=place.code, **weekly._asdict()))
