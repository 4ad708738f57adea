"""What every page of the kiosk shows around its own words: progress, languages, the kept time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.appointments import State, appointment_of
from app.i18n import LANGUAGES
from app.journeys.definition import Journey
from app.journeys.path import Place
from app.web.drawing import Params
from app.web.runner import Running
from kiosk import access

DAYS_AT_ONCE = 5


@dataclass(frozen=True)
class Progress:
    """Where the person is: step `number` of `count`, and its section's title."""

    number: int
    count: int
    title: Any


def progress_of(journey: Journey, place: Place) -> Progress:
    """Return the progress at one place; the count stays the same from the first page on."""
    number = journey.sections.index(place.section) + 1
    return Progress(number, len(journey.sections), place.section.title)


def kept_until(session: Session, running: Running, *, at: datetime) -> datetime | None:
    """Return until when a time is held for the person, or None."""
    if not running.path.answers.has("visit-time"):
        return None
    held = appointment_of(session, running.application.id)
    if held is None or held.state != State.HELD or held.held_until is None or held.held_until <= at:
        return None
    return held.held_until


def surroundings() -> dict[str, Any]:
    """Return what the outer template asks of every page."""
    return {"person_is_here": access.known().person is not None, "languages": LANGUAGES}


def weeks_of(params: Params) -> list[Params]:
    """Gather the days of a times question into stretches that fold away.

    The stretch with the chosen time is open, or else the first.
    """
    days = params["days"]
    weeks = [days[start : start + DAYS_AT_ONCE] for start in range(0, len(days), DAYS_AT_ONCE)]
    stretches = [
        {"days": week, "first": week[0]["name"], "last": week[-1]["name"], "open": _chosen(week)}
        for week in weeks
    ]
    if stretches and not any(stretch["open"] for stretch in stretches):
        stretches[0]["open"] = True
    return stretches


def _chosen(days: list[Params]) -> bool:
    return any(item["checked"] for day in days for item in day["items"])
