"""What the shipped files say of each helpline that calls people back, with its provenance.

Pure: files in, plain values out. A row of hours is cut into slots of equal length; what is left
over at its end is no slot.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from app.data import read_rows
from app.places.models import HELPLINE, NO_SEATS, Way
from app.places.weekly import WEEKDAYS, PlaceFacts, Weekly

HELPLINES_FILE = "helplines.csv"
HOURS_FILE = "helpline_hours.csv"

# Nobody visits a helpline: it has no address.
_NOWHERE = dict.fromkeys(("line1", "line2", "town", "county", "postcode"), "")

Row = dict[str, str]


def read_helplines() -> list[PlaceFacts]:
    """Return the facts of every helpline, in the order of helplines.csv."""
    hours = read_rows(HOURS_FILE)
    return [
        PlaceFacts(_venue(row), frozenset(_sessions(row["code"], hours)))
        for row in read_rows(HELPLINES_FILE)
    ]


def _venue(row: Row) -> dict[str, Any]:
    said = f"{HELPLINES_FILE}: {row['source']} ({row['confidence']})"
    return {
        "code": row["code"],
        "kind": HELPLINE,
        "name": row["name"],
        "name_cy": row["name_cy"] or None,
        "address": dict(_NOWHERE),
        "country": "England and Wales",
        "way": Way.INSTANT,
        "window_days": int(row["window_days"]),
        "notice_minutes": int(row["notice_minutes"]),
        "keeps_bank_holidays": row["bank_holidays"] == "closed",
        "provenance": {"place": said, "notice": said, "sessions": HOURS_FILE},
        **NO_SEATS,
    }


def _sessions(code: str, hours: list[Row]) -> Iterator[Weekly]:
    for row in hours:
        if row["code"] != code:
            continue
        for starts, ends in cut(row["from"], row["to"], minutes=int(row["minutes"])):
            for day in row["days"].split():
                yield Weekly(
                    weekday=WEEKDAYS.index(day),
                    starts=starts,
                    ends=ends,
                    capacity=int(row["capacity"]),
                    valid_from=_day(row["valid_from"]),
                    valid_to=_day(row["valid_to"]),
                )


def cut(first: str, last: str, *, minutes: int) -> Iterator[tuple[str, str]]:
    """Yield the slots of so many minutes from one clock time ("0900") to another."""
    length = timedelta(minutes=minutes)
    starts, end = (datetime.strptime(text, "%H%M") for text in (first, last))
    while starts + length <= end:
        yield starts.strftime("%H%M"), (starts + length).strftime("%H%M")
        starts += length


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
