"""Correcting what we hold of a place; from then on loading the shipped facts leaves it alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.audit import Actor, record
from app.errors import NotAllowedNow
from app.places.models import Venue

CORRECTABLE = frozenset(
    {"open", "way", "adult_age", "max_adults", "max_children", "max_total", "window_days",
     "lead_days", "works_weekends", "notice_minutes", "keeps_bank_holidays"}
)  # fmt: skip


def correct_venue(
    session: Session, venue: Venue, values: Mapping[str, Any], *, actor: Actor, at: datetime
) -> list[str]:
    """Change some columns of a venue and return the names of those that differ.

    Raises NotAllowedNow for a column that is not for correcting.
    """
    if unknown := values.keys() - CORRECTABLE:
        raise NotAllowedNow(f"not for correcting: {', '.join(sorted(unknown))}")
    changed = sorted(name for name, value in values.items() if getattr(venue, name) != value)
    for name in changed:
        setattr(venue, name, values[name])
    if changed:
        venue.corrected = True
        record(
            session,
            "venue.corrected",
            actor=actor,
            at=at,
            subject_kind="venue",
            details={"venue_code": venue.code, "changed": changed},
        )
    return changed
