"""What the shipped files say of each prison, put together and with its provenance.

Pure: files in, plain values out. Where a prison has several entries in the session file (wings,
or convicted and remand) it stays one venue that holds every entry's sessions; the same time in
two entries is one session, because the file does not say whether the hall is shared and a table
must never be promised twice. The register's name is used, never an entry's.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from app.data import read_rows
from app.places.models import DEFAULT_TABLES, PRISON, Way
from app.places.weekly import WEEKDAYS, PlaceFacts, Weekly

# Facts B1: the older request service, prison-visits-2, as at 31 July 2026.
ADULT_AGE = 18
MAX_ADULTS = 3
MAX_TOTAL = 6
WINDOW_DAYS = 28
LEAD_WORKING_DAYS = 3

SESSIONS_FILE = "prison_visit_sessions.csv"
LIMITS_FILE = "prison_visitor_limits.csv"
WAYS_FILE = "visit_ways.csv"
DEFAULT = "default"

Row = dict[str, str]
WeeklyTime = tuple[int, str, str]


@dataclass(frozen=True)
class PrisonFacts:
    """The columns of one venue, and its weekly sessions as (weekday, starts, ends)."""

    venue: dict[str, Any]
    sessions: frozenset[WeeklyTime]

    def place(self) -> PlaceFacts:
        """Return them as they are loaded: every session has as many tables as we assume."""
        return PlaceFacts(self.venue, frozenset(Weekly(*time) for time in self.sessions))


def read_prisons() -> list[PrisonFacts]:
    """Return the facts of all 127 prisons, in the order of prisons.csv."""
    entries: dict[str, list[Row]] = defaultdict(list)
    for row in read_rows(SESSIONS_FILE):
        entries[row["code"]].append(row)
    limits = {row["code"]: row for row in read_rows(LIMITS_FILE)}
    ways = {row["code"]: row for row in read_rows(WAYS_FILE)}
    return [
        _prison(row, entries[row["code"]], limits.get(row["code"], {}), ways.get(row["code"]))
        for row in read_rows("prisons.csv")
    ]


def _prison(row: Row, entries: list[Row], limits: Row, chosen: Row | None) -> PrisonFacts:
    sessions = frozenset(time for entry in entries for time in _weekly_times(entry))
    groups = {
        "place": (_place(row), "prisons.csv"),
        "limits": (_limits(limits), LIMITS_FILE if limits else DEFAULT),
        "adult_age": _adult_age(limits, entries),
        "notice": (_notice(entries), SESSIONS_FILE if entries else DEFAULT),
        "way": _way(entries, chosen),
    }
    venue = {name: value for values, _ in groups.values() for name, value in values.items()}
    provenance = {group: source for group, (_, source) in groups.items()}
    if sessions:
        provenance |= {"sessions": SESSIONS_FILE, "tables": f"{DEFAULT} {DEFAULT_TABLES}"}
    return PrisonFacts({**venue, "provenance": provenance}, sessions)


def _weekly_times(entry: Row) -> list[WeeklyTime]:
    times = []
    for weekday, column in enumerate(WEEKDAYS):
        for session in entry[column].split():
            starts, ends = session.split("-")
            times.append((weekday, starts, ends))
    return times


def _place(row: Row) -> dict[str, Any]:
    return {
        "code": row["code"],
        "kind": PRISON,
        "name": public_name(row["short_name"], row["name"]),
        "name_cy": row["name_cy"] or None,
        "address": {part: row[part] for part in ("line1", "line2", "town", "county", "postcode")},
        "address_cy": row["address_cy"] or None,
        "phone": row["visits_phone"] or None,
        "email": row["visits_email"] or None,
        "country": row["country"],
        "open": row["marked_closed"] != "yes",
    }


def public_name(short_name: str, register_name: str) -> str:
    """Return a name that reads well in a sentence and sorts by place: "Leeds Prison".

    The register has "Leeds (HMP)", "Wetherby (HMYOI)" and, spelt out, "Parc Youth Custody (HMYOI)".
    """
    if "Custody" in short_name or "Centre" in short_name:
        return short_name
    if "(HMYOI)" in register_name:
        return f"{short_name} Young Offender Institution"
    return f"{short_name} Prison"


def _limits(limits: Row) -> dict[str, int]:
    """Return seats. Where no limit for children is known, all seats but one may be children's."""
    total = _whole(limits.get("max_total"), MAX_TOTAL)
    return {
        "max_total": total,
        "max_adults": min(_whole(limits.get("max_adults"), MAX_ADULTS), total),
        "max_children": min(_whole(limits.get("max_children"), total - 1), total - 1),
    }


def _adult_age(limits: Row, entries: list[Row]) -> tuple[dict[str, int], str]:
    known = [
        (limits.get("adult_from_age"), LIMITS_FILE),
        *((entry["adult_age"], SESSIONS_FILE) for entry in entries),
    ]
    for age, source in known:
        if age:
            return {"adult_age": int(age)}, source
    return {"adult_age": ADULT_AGE}, DEFAULT


def _notice(entries: list[Row]) -> dict[str, Any]:
    """Return the booking window in days and the notice in working days; the strictest entry's."""
    windows = [_whole(entry["booking_window_days"], WINDOW_DAYS) for entry in entries]
    leads = [_whole(entry["lead_working_days"], LEAD_WORKING_DAYS) for entry in entries]
    return {
        "window_days": min(windows, default=WINDOW_DAYS),
        "lead_days": max(leads, default=LEAD_WORKING_DAYS),
        "works_weekends": False,
    }


def _way(entries: list[Row], chosen: Row | None) -> tuple[dict[str, str], str]:
    if not entries:
        return {"way": Way.BY_HAND}, "no known sessions"
    if all(entry["takes_requests"] == "no" for entry in entries):
        return {"way": Way.BY_HAND}, f"{SESSIONS_FILE}: takes no requests"
    if chosen is None:
        return {"way": Way.REQUEST}, DEFAULT
    return {"way": Way(chosen["way"])}, f"{WAYS_FILE}: {chosen['source']}"


def _whole(text: str | None, otherwise: int) -> int:
    """Read a whole number; a blank or "no fixed limit" gives the other."""
    return int(text) if text and text.isdecimal() else otherwise
