"""Builders: the least that a test must say to have a valid visit, person or world."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from app.clock import from_london
from app.journeys.answers import Answers, Key
from app.journeys.catalogue.prison_visit.lookups import Prison
from app.journeys.catalogue.timing import OfferedTime
from app.means.household import is_aged_60, is_under_18
from app.prisoners import DemoPrisoners

LEEDS = Prison(
    code="LEI",
    name="Leeds",
    name_cy="",
    way="request",
    adult_age=18,
    max_adults=3,
    max_children=3,
    max_total=6,
)
CARDIFF = Prison(
    code="CFI",
    name="Cardiff",
    name_cy="Caerdydd",
    way="instant",
    adult_age=16,
    max_adults=2,
    max_children=1,
    max_total=3,
)
HOLLESLEY = Prison(
    code="HCI",
    name="Hollesley Bay",
    name_cy="",
    way="by-hand",
    adult_age=18,
    max_adults=3,
    max_children=3,
    max_total=6,
)


@dataclass
class World:
    """A small outside world for journeys: three prisons, some times, one known prisoner."""

    today: date = date(2026, 11, 25)
    known: tuple[str, ...] = ("A1234BC",)
    places: tuple[Prison, ...] = (CARDIFF, HOLLESLEY, LEEDS)
    offered: list[OfferedTime] = field(default_factory=list)
    full: bool = False

    def __post_init__(self) -> None:
        start = from_london(self.today + timedelta(days=7), datetime(2026, 1, 1, 14, 0).time())
        self.offered = self.offered or [
            OfferedTime(str(n + 1), start + timedelta(days=n), start + timedelta(days=n, hours=2))
            for n in range(5)
        ]

    def prisons(self) -> tuple[Prison, ...]:
        return self.places

    def prison(self, code: str) -> Prison | None:
        return next((prison for prison in self.places if prison.code == code), None)

    def times(self, code: str) -> list[OfferedTime]:
        return self.offered if self.prison(code) and not self.full else []

    def prisoner_matches(
        self, *, number: str, first: str, last: str, born: date, prison: str
    ) -> bool:
        return number in self.known and last == "Example"


def limits(prison: Prison) -> dict[str, Any]:
    """Return what is kept with the answer "which prison"."""
    names = ("name", "name_cy", "way", "adult_age", "max_adults", "max_children", "max_total")
    return {"prison": prison.code, **{name: getattr(prison, name) for name in names}}


def visit_steps(
    prison: Prison = LEEDS, *, time: OfferedTime | None = None
) -> dict[Key, Mapping[str, Any]]:
    """Return a whole valid set of answers, by text, for one visitor."""
    time = time or World().offered[0]
    chosen = {"time": time.id, "starts_at": time.starts_at.isoformat(), "ends_at": time.ends_at.isoformat()}  # fmt: skip
    when: dict[str, dict[Key, Mapping[str, Any]]] = {
        "request": {("first-choice", 0): chosen, ("second-choice", 0): {"time": None}},
        "instant": {("visit-time", 0): chosen},
        "by-hand": {("times-by-hand", 0): {"times": "Any weekend in the afternoon"}},
    }
    return {
        ("prison", 0): limits(prison),
        ("prisoner-number", 0): {"number": "A1234BC"},
        ("prisoner-name", 0): {"name": {"first": "Owen", "last": "Example"}},
        ("prisoner-born", 0): {"born": "1985-03-27"},
        ("lead-name", 0): {"name": {"first": "Nia", "last": "Visitor"}},
        ("lead-born", 0): {"born": "1990-05-01"},
        ("other-visitors", 0): {"another": False},
        **when[prison.way],
        ("support", 0): {"needed": False},
        ("reply", 0): {"ways": ["text"]},
        ("mobile", 0): {"mobile": "+447700900123"},
    }


def visit_answers(prison: Prison = LEEDS) -> Answers:
    """Return a whole valid set of answers for one visitor."""
    return Answers(visit_steps(prison))


def demo_prisoner(prison_code: str) -> dict[Key, Mapping[str, Any]]:
    """Return the prisoner's answers for somebody whom the demo register has at this prison."""
    found = next(p for p in DemoPrisoners().by_number.values() if p.prison_code == prison_code)
    return {
        ("prisoner-number", 0): {"number": found.number},
        ("prisoner-name", 0): {"name": {"first": found.first_names, "last": found.last_name}},
        ("prisoner-born", 0): {"born": found.born.isoformat()},
    }


def legal_aid_steps(
    *,
    on: date = date(2026, 11, 25),
    born: date = date(1990, 5, 1),
    problem: str = "housing",
    savings: int = 0,
    call: str = "you-call-us",
    time: OfferedTime | None = None,
    ways: tuple[str, ...] = ("text",),
) -> dict[Key, Mapping[str, Any]]:
    """Return a whole valid set of answers, given on a day, of somebody alone on Universal Credit.

    `savings` is in pence: £8,000 and less is a yes. Where we call, `time` is when, None for any
    time; without `ways` nothing is sent.
    """
    steps: dict[Key, Mapping[str, Any]] = {
        ("problem", 0): {"problem": problem},
        ("born", 0): {
            "born": born.isoformat(),
            "under_18": is_under_18(born, on=on),
            "aged_60": is_aged_60(born, on=on),
            "day": on.isoformat(),
        },
        ("partner", 0): {"has": False},
        ("dependants", 0): {"children": 0, "older": 0},
        ("benefits", 0): {"benefits": ["universal-credit"]},
        ("properties", 0): {"another": False},
        ("savings", 0): {"savings": savings, "investments": 0, "valuables": 0},
        **({("scheme-payments", 0): {"schemes": ["none"]}} if savings else {}),
        ("disputed-savings", 0): {"disputed": 0},
        ("name", 0): {"name": {"first": "Nia", "last": "Caller"}},
        ("send-result", 0): {"written": bool(ways)},
    }
    if ways:
        steps[("reply", 0)] = {"ways": list(ways)}
        steps[("mobile", 0)] = {"mobile": "+447700900123"}
    if savings <= 800_000:
        steps |= _call_steps(call, time)
    return steps


def _call_steps(call: str, time: OfferedTime | None) -> dict[Key, Mapping[str, Any]]:
    steps: dict[Key, Mapping[str, Any]] = {("call", 0): {"who": call}}
    if call == "you-call-us":
        return steps
    chosen: dict[str, Any] = {"time": None}
    if time:
        chosen = {"time": time.id, "starts_at": time.starts_at.isoformat(), "ends_at": time.ends_at.isoformat()}  # fmt: skip
    if call == "we-call-other":
        steps[("call-name", 0)] = {"name": {"first": "Dai", "last": "Friend"}}
    steps[("call-number", 0)] = {"number": "+447700900456"}
    steps[("call-care", 0)] = {"say_who": False, "message": False}
    steps[("callback-time", 0)] = chosen
    return steps
