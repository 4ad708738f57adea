"""The demo's day centres: two invented ones that keep letters for people."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app.audit import COMMAND
from app.places.care_of import PlaceForPost, add_day_centre
from app.values.addresses import parse_address

DAY_CENTRES: dict[str, PlaceForPost] = {
    "DHARBWR": PlaceForPost(
        name="Harbour Lane Day Centre",
        name_cy="Canolfan Ddydd Lôn yr Harbwr",
        address=parse_address(line1="9 Harbour Lane", town="Cardiff", postcode="CF10 4ZZ"),
        opening="Monday to Friday, 9am to 4pm",
    ),
    "DMILLBK": PlaceForPost(
        name="Millbrook Day Centre",
        address=parse_address(line1="21 Millbrook Street", town="Leeds", postcode="LS9 8ZZ"),
        opening="Every day, 8am to 2pm",
    ),
}


def add_day_centres(session: Session, *, at: datetime) -> None:
    """Add the day centres that are missing."""
    for code, wish in DAY_CENTRES.items():
        add_day_centre(session, wish, actor=COMMAND, at=at, code=code)
