"""What somebody wants to book, and the answers that each question of the journey gets from it.

Names, numbers and dates are invented; the prisoners are in the demo register.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Nth:
    """The choice at a place of the list as it is offered, 0 for the first."""

    index: int


Value = str | Nth | tuple[str, ...]
Answers = Mapping[str, Mapping[str, Value]]


@dataclass(frozen=True)
class Somebody:
    """A visitor, or the prisoner."""

    first: str
    last: str
    born: date


@dataclass(frozen=True)
class Home:
    """Where a letter goes."""

    line1: str
    town: str
    postcode: str


@dataclass(frozen=True, kw_only=True)
class Booking:
    """One wish for a visit. `times` are places in the list of offered times, the best first.

    A text is wanted when there is a mobile, a letter when there is a home.
    """

    prison: str
    number: str
    prisoner: Somebody
    lead: Somebody
    others: tuple[Somebody, ...] = ()
    times: tuple[int, ...] = (0,)
    support: str = ""
    mobile: str = ""
    home: Home | None = None

    @property
    def ways(self) -> tuple[str, ...]:
        """Return how the answer may come."""
        return ("text",) * bool(self.mobile) + ("letter",) * bool(self.home)


def answers_of(booking: Booking) -> Answers:
    """Return {place: {box: value}} for every question that may be asked."""
    home = booking.home or Home("", "", "")
    return {
        "prison": {"prison": booking.prison},
        "prisoner-number": {"number": booking.number},
        "prisoner-name": _name(booking.prisoner),
        "prisoner-born": _born(booking.prisoner),
        "lead-name": _name(booking.lead),
        "lead-born": _born(booking.lead),
        **_others(booking),
        **_times(booking),
        "times-by-hand": {"times": "Any Saturday or Sunday afternoon."},
        "support": {"needed": "yes" if booking.support else "no"},
        "support-details": {"details": booking.support},
        "reply": {"ways": booking.ways},
        "mobile": {"mobile": booking.mobile},
        "address": {
            "address-line1": home.line1,
            "address-town": home.town,
            "address-postcode": home.postcode,
        },
    }


def _name(one: Somebody) -> dict[str, Value]:
    return {"name-first": one.first, "name-last": one.last}


def _born(one: Somebody) -> dict[str, Value]:
    day = one.born
    return {"born-day": str(day.day), "born-month": str(day.month), "born-year": str(day.year)}


def _others(booking: Booking) -> dict[str, dict[str, Value]]:
    made: dict[str, dict[str, Value]] = {}
    for number, other in enumerate(booking.others, start=1):
        made[f"visitor-name-{number}"] = _name(other)
        made[f"visitor-born-{number}"] = _born(other)
    return made


def _times(booking: Booking) -> dict[str, dict[str, Value]]:
    """Return the choices of a time; one that is left out is chosen as "no other time"."""
    places = ("first-choice", "second-choice", "third-choice")
    chosen = {place: {"time": Nth(n)} for place, n in zip(places, booking.times, strict=False)}
    return {"visit-time": {"time": Nth(booking.times[0])}, **chosen}  # type: ignore[dict-item]
