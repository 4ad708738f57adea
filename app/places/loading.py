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

from app.places.facts import PrisonFacts, read_prisons
from app.places.models import SessionTime, Venue


@dataclass(frozen=True)
class Loaded:
    """How many prisons were added, brought up to date, and left because they are corrected."""

    added: int
    refreshed: int
    kept: int


def load_prisons(session: Session, *, at: datetime) -> Loaded:
    """Bring all 127 prisons and their weekly session times into the database."""
    venues = {venue.code: venue for venue in session.scalars(select(Venue))}
    prisons = read_prisons()
    added, loading = 0, []
    for prison in prisons:
        venue = venues.get(prison.venue["code"])
        if venue is None:
            session.add(Venue(**prison.venue, loaded_at=at))
            added += 1
        elif venue.corrected:
            continue
        else:
            _refresh(venue, prison, at=at)
        loading.append(prison)
    # The venues must be there before the times that refer to them.
    session.flush()
    _match_all_times(session, loading)
    return Loaded(added, len(loading) - added, len(prisons) - len(loading))


def _refresh(venue: Venue, prison: PrisonFacts, *, at: datetime) -> None:
    for name, value in prison.venue.items():
        setattr(venue, name, value)
    venue.loaded_at = at


def _match_all_times(session: Session, prisons: list[PrisonFacts]) -> None:
    known: dict[str, list[SessionTime]] = defaultdict(list)
    for time in session.scalars(select(SessionTime)):
        known[time.venue_code].append(time)
    for prison in prisons:
        _match_times(session, prison, known[prison.venue["code"]])
    session.flush()


def _match_times(session: Session, prison: PrisonFacts, known: list[SessionTime]) -> None:
    """Add the sessions that are missing and drop those that the files no longer have."""
    missing = set(prison.sessions)
    for time in known:
        weekly = (time.weekday, time.starts, time.ends)
        if weekly in missing:
            missing.remove(weekly)
        else:
            session.delete(time)
    for weekday, starts, ends in sorted(missing):
        session.add(
            SessionTime(venue_code=prison.venue["code"], weekday=weekday, starts=starts, ends=ends)
        )
