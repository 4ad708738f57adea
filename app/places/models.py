"""The records of a place: the venue, the weekly times of its sessions and the days it is closed.

A venue is a prison that people visit, a helpline that calls them back, or a court or day centre in
whose care post can be sent.

They are facts of the world, shipped in app/data and corrected by a service owner. A correction to
a venue, or to its session times, sets the venue's `corrected`, so that loading leaves it alone.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, false
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base
from app.i18n import WELSH
from app.places.working_days import is_holiday

DEFAULT_TABLES = 20

PRISON = "prison"
HELPLINE = "helpline"
COURT = "court"
DAY_CENTRE = "day-centre"

# Nobody visits these through us: no seats for adults or children.
NO_SEATS = {"adult_age": 0, "max_adults": 0, "max_children": 0, "max_total": 0, "lead_days": 0}


class Way(StrEnum):
    """How a place takes bookings.

    By request: up to three choices, answered by a clerk. Instant: one slot, held and booked.
    By hand: we note the wish by telephone or post and the place itself finds the time.
    """

    REQUEST = "request"
    INSTANT = "instant"
    BY_HAND = "by-hand"


class Venue(Base):
    """A prison, with its visiting rules, a helpline, with its rules for calling back, or a place for post.

    Whoever is `adult_age` or older takes an adult's seat; one visitor must be 18 or over
    everywhere; a helpline has no seats and holds nought there. `lead_days` are working days;
    `works_weekends` makes weekends count among them. Where `notice_minutes` is set, a time is
    offered until so long before its start, and `lead_days` do not count. `keeps_bank_holidays`
    closes the place on every bank holiday, also on one that is announced later.
    `opening` is what people are told of a day centre's hours. `provenance` says, for each group of columns, the file or the default that it came from.
    """

    __tablename__ = "venues"

    code: Mapped[str] = mapped_column(String(8), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), default=PRISON)
    name: Mapped[str] = mapped_column(String(120))
    name_cy: Mapped[str | None] = mapped_column(String(120))
    address: Mapped[dict[str, str]] = mapped_column(JSON)
    address_cy: Mapped[str | None] = mapped_column(String(200))
    phone: Mapped[str | None] = mapped_column(String(40))
    email: Mapped[str | None] = mapped_column(String(120))
    country: Mapped[str] = mapped_column(String(20))
    opening: Mapped[str | None] = mapped_column(String(200))
    open: Mapped[bool] = mapped_column(default=True)
    way: Mapped[str] = mapped_column(String(10), default=Way.BY_HAND)
    adult_age: Mapped[int]
    max_adults: Mapped[int]
    max_children: Mapped[int]
    max_total: Mapped[int]
    window_days: Mapped[int]
    lead_days: Mapped[int]
    works_weekends: Mapped[bool] = mapped_column(default=False)
    notice_minutes: Mapped[int | None]
    keeps_bank_holidays: Mapped[bool] = mapped_column(default=False, server_default=false())
    corrected: Mapped[bool] = mapped_column(default=False)
    provenance: Mapped[dict[str, Any]] = mapped_column(JSON)
    loaded_at: Mapped[datetime]

    def is_shut_on(self, day: date) -> bool:
        """Say whether the place keeps this day as a holiday."""
        return self.keeps_bank_holidays and is_holiday(day)

    def name_in(self, language: str) -> str:
        """Return the place's name in a language; English stands in where none is held."""
        return self.name_cy if language == WELSH and self.name_cy else self.name

    def address_lines(self, language: str) -> list[str]:
        """Return the lines of the postal address, its postcode last, without the name."""
        if language == WELSH and self.address_cy:
            lines = [*self.address_cy.split(", "), self.address["postcode"]]
        else:
            parts = ("line1", "line2", "town", "county", "postcode")
            lines = [self.address[part] for part in parts]
        return [line for line in lines if line]


class SessionTime(Base):
    """A session held every week: `weekday` 0 is Monday, times are London's ("0915").

    `capacity` counts tables: one visit takes one; at a helpline, one call. Where the dates are set, both are included.
    """

    __tablename__ = "session_times"

    id: Mapped[int] = mapped_column(primary_key=True)
    venue_code: Mapped[str] = mapped_column(ForeignKey("venues.code"), index=True)
    weekday: Mapped[int]
    starts: Mapped[str] = mapped_column(String(4))
    ends: Mapped[str] = mapped_column(String(4))
    capacity: Mapped[int] = mapped_column(default=DEFAULT_TABLES)
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]

    def held_on(self, day: date) -> bool:
        """Say whether this session takes place on a date, closed days aside."""
        return (
            day.weekday() == self.weekday
            and (self.valid_from is None or self.valid_from <= day)
            and (self.valid_to is None or day <= self.valid_to)
        )


class ClosedDay(Base):
    """A London date on which a venue holds no session, and why."""

    __tablename__ = "closed_days"

    venue_code: Mapped[str] = mapped_column(ForeignKey("venues.code"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    reason: Mapped[str] = mapped_column(String(120), default="")
