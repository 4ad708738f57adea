"""Date words: months and weekdays as people write them, and dates and times as we show them.

English follows the GOV.UK style (5 December 2026, 2:15pm to 4:15pm, midday). Welsh keeps am and
pm, as courts and departments do, with the mutations that "i" and "am" cause. Language is a code,
"en" or "cy"; times come in aware and are shown as a London clock reads.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from difflib import get_close_matches

from app.clock import london
from app.i18n import WELSH

_MONTHS = {
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    "cy": [
        "Ionawr",
        "Chwefror",
        "Mawrth",
        "Ebrill",
        "Mai",
        "Mehefin",
        "Gorffennaf",
        "Awst",
        "Medi",
        "Hydref",
        "Tachwedd",
        "Rhagfyr",
    ],
    # As they change after "o", the Welsh for "of".
    "cy-after-o": [
        "Ionawr",
        "Chwefror",
        "Fawrth",
        "Ebrill",
        "Fai",
        "Fehefin",
        "Orffennaf",
        "Awst",
        "Fedi",
        "Hydref",
        "Dachwedd",
        "Ragfyr",
    ],
}
_DAYS = {
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    "cy": ["Llun", "Mawrth", "Mercher", "Iau", "Gwener", "Sadwrn", "Sul"],
}
_NUMBER_OF = {
    name.casefold(): number
    for months in _MONTHS.values()
    for number, name in enumerate(months, start=1)
} | {"sept": 9}
_SHORTEST = 3
# Mawrth alone is left out: without "dydd" before it, it is March and not Tuesday.
_WEEKDAY = re.compile(
    r"\b(?:d+ydd\s+(?:llun|mawrth|mercher|iau|gwener|sadwrn|sul)"
    r"|(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
    r"|llun|mercher|iau|gwener|sadwrn|sul)\b[\s,.]*"
)


def month_number(text: str) -> int:
    """Return 1 to 12 for a month's name or its start, with a slip of spelling; 0 if there is none.

    The text is expected in small letters.
    """
    if len(text) < _SHORTEST or not text.isalpha():
        return 0
    started = {number for name, number in _NUMBER_OF.items() if name.startswith(text)}
    if not started:
        near = get_close_matches(text[:20], _NUMBER_OF, n=3, cutoff=0.8)
        started = {_NUMBER_OF[name] for name in near[:1]}
    return started.pop() if len(started) == 1 else 0


def without_weekday(text: str) -> str:
    """Return a date in small letters without the name of its weekday."""
    return _WEEKDAY.sub(" ", text, count=1).strip()


def show_date(day: date, language: str) -> str:
    """Return "Saturday 5 December 2026" or "dydd Sadwrn 5 Rhagfyr 2026"."""
    if isinstance(day, datetime):
        day = london(_aware(day)).date()
    weekday = _DAYS[_known(language)][day.weekday()]
    if language == WELSH:
        weekday = f"dydd {weekday}"
    return f"{weekday} {show_day(day, language)}"


def show_day(day: date, language: str) -> str:
    """Return the date without its weekday: "5 December 2026" or "5 Rhagfyr 2026"."""
    return f"{day.day} {_MONTHS[_known(language)][day.month - 1]} {day.year}"


def show_time(at: datetime, language: str) -> str:
    """Return the London time: "2:15pm", "2pm", "midday", "midnight" (canol dydd, hanner nos)."""
    clock = london(_aware(at))
    if (clock.hour, clock.minute) == (12, 0):
        return "canol dydd" if language == WELSH else "midday"
    if (clock.hour, clock.minute) == (0, 0):
        return "hanner nos" if language == WELSH else "midnight"
    minutes = f":{clock.minute:02}" if clock.minute else ""
    return f"{clock.hour % 12 or 12}{minutes}{'am' if clock.hour < 12 else 'pm'}"


def show_times(start: datetime, end: datetime, language: str) -> str:
    """Return "2:15pm to 4:15pm" or "2:15pm i 4:15pm"."""
    if language == WELSH:
        return f"{show_time(start, language)} i {_softened(show_time(end, language))}"
    return f"{show_time(start, language)} to {show_time(end, language)}"


def show_moment(at: datetime, language: str) -> str:
    """Return "Saturday 5 December 2026 at 2:15pm" or "dydd Sadwrn 5 Rhagfyr 2026 am 2:15pm"."""
    if language == WELSH:
        return f"{show_date(at, language)} am {_softened(show_time(at, language))}"
    return f"{show_date(at, language)} at {show_time(at, language)}"


def _softened(time: str) -> str:
    """Return the words as they change after "i" and "am"."""
    return "ganol dydd" if time == "canol dydd" else time


def _known(language: str) -> str:
    return language if language in _DAYS else "en"


def _aware(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("a time must be aware to be shown")
    return at
