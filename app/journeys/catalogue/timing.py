"""Questions about a time that a place offers: the choices, what is kept, and how it is shown.

Shared by every service with appointments. The question is called "time"; the start and end of the
chosen slot are kept beside it, so that a list or a letter need not look the slot up again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from app.i18n import Words, _, current_language
from app.journeys.answers import Values
from app.journeys.questions import Choice
from app.values.date_words import show_date, show_times


@dataclass(frozen=True)
class OfferedTime:
    """A slot with room: `id` is stored as text, times are aware."""

    id: str
    starts_at: datetime
    ends_at: datetime


def time_choices(times: Iterable[OfferedTime], *, without: Collection[Any] = ()) -> list[Choice]:
    """Return the choices of a page of times, under their days, less those of some ids."""
    language = current_language()
    return [_choice(time, language) for time in times if time.id not in without]


@lru_cache(2000)
def _choice(time: OfferedTime, language: str) -> Choice:
    """Return one choice; a page shows dozens, some of them under three questions."""
    return Choice(
        time.id,
        show_times(time.starts_at, time.ends_at, language),
        under=show_date(time.starts_at, language),
    )


def kept_time(times: Sequence[OfferedTime], chosen: str | None) -> Values:
    """Return the start and end of the chosen slot, to keep with the answer; nothing for no slot."""
    for time in times:
        if time.id == chosen:
            return {"starts_at": time.starts_at.isoformat(), "ends_at": time.ends_at.isoformat()}
    return {}


def shown_time(values: Values, language: str) -> str:
    """Return "Saturday 5 December 2026, 2pm to 4pm", or "" when no time was chosen."""
    if not values.get("starts_at"):
        return ""
    starts, ends = (datetime.fromisoformat(values[name]) for name in ("starts_at", "ends_at"))
    return f"{show_date(starts, language)}, {show_times(starts, ends, language)}"


def show_choice(label: Words) -> Any:
    """Return a `shown` that gives the date and times of a choice."""

    def shown(values: Values) -> Iterable[tuple[str, Words, str | Words]]:
        yield "time", label, shown_time(values, current_language()) or _("None")

    return shown
