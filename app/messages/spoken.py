"""Values of holes as they are said in each language: days, times from and to, telephone numbers."""

from __future__ import annotations

from datetime import date, datetime

from app.messages.wording import Holes, Spoken
from app.values.date_words import show_date, show_day, show_times


def spoken_day(day: str) -> Spoken:
    """Say an ISO date: "5 December 2026"."""
    said = date.fromisoformat(day)
    return Spoken(lambda language: unbroken(show_day(said, language)))


def spoken_span(times: Holes) -> Spoken:
    """Say from `starts_at` to `ends_at`: "Saturday 5 December 2026, 2:15pm to 4:15pm"."""
    start = datetime.fromisoformat(times["starts_at"])
    end = datetime.fromisoformat(times["ends_at"])
    return Spoken(lambda lang: f"{show_date(start, lang)}, {show_times(start, end, lang)}")


def unbroken(text: str) -> str:
    """Return a number or date that no line break parts: over two lines it is read wrong.

    Texts make its spaces plain again.
    """
    return text.replace(" ", "\u00a0")
