"""What pages of the kiosk show around their own words: the languages, the kept time, the weeks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.appointments import State, appointment_of
from app.i18n import LANGUAGES
from app.web.drawing import Params
from app.web.runner import Running
from kiosk import access

# A stretch of days that is open at once: a working week, or fewer days where each has many times.
MOST_DAYS, MOST_TIMES = 5, 30


def kept_until(session: Session, running: Running, *, at: datetime) -> datetime | None:
    """Return until when a time is held for the person, or None.

    Only a step whose choices change often can have led to one: the others cost no look-up.
    """
    answers = running.path.answers
    chosen = (p.step.changes_often and answers.has(*p.key) for p in running.path.places)
    if not any(chosen):
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

    The stretch with the chosen time is open, or else the first. What is under no day, such as
    "none of these times", stands by itself and is never folded away.
    """
    stretches = [
        {"days": week, "first": week[0]["name"], "last": week[-1]["name"], "open": _chosen(week)}
        for week in _weeks(params["days"])
    ]
    if stretches and not any(stretch["open"] for stretch in stretches):
        stretches[0]["open"] = True
    return [{**each, "open": each["open"] or not each["first"]} for each in stretches]


def _weeks(days: list[Params]) -> Iterator[list[Params]]:
    week: list[Params] = []
    for day in days:
        times = sum(len(one["items"]) for one in [*week, day])
        if week and (len(week) == MOST_DAYS or times > MOST_TIMES or not day["name"]):
            yield week
            week = []
        week.append(day)
    if week:
        yield week


def _chosen(days: list[Params]) -> bool:
    return any(item["checked"] for day in days for item in day["items"])
