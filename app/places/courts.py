"""What the shipped file says of each court and tribunal: places in whose care post can be sent.

Pure: the file in, plain values out. Nobody books a time at a court here, so it has no sessions and
no seats. Its address is as old as the file: a service owner says when it was checked.
"""

from __future__ import annotations

from typing import Any

from app.data import read_rows
from app.places.models import COURT, NO_SEATS, Way
from app.places.weekly import PlaceFacts

COURTS_FILE = "courts.csv"
AS_AT = "March 2021, with later corrections; check before a letter is printed"


def read_courts() -> list[PlaceFacts]:
    """Return the facts of every court, in the order of courts.csv."""
    return [PlaceFacts(_venue(row), frozenset()) for row in read_rows(COURTS_FILE)]


def _venue(row: dict[str, str]) -> dict[str, Any]:
    address = {part: row[part] for part in ("line1", "line2", "town", "postcode")}
    return {
        "code": row["code"],
        "kind": COURT,
        "name": row["name"],
        "name_cy": row["name_cy"] or None,
        "address": {**address, "county": ""},
        "country": row["country"],
        "way": Way.BY_HAND,
        "window_days": 0,
        "provenance": {"place": f"{COURTS_FILE}: {AS_AT}"},
        **NO_SEATS,
    }
