"""What each journey's steps can look up while it is walked, and the answers that fit it.

A journey whose steps look up more than the day adds a line to WORLDS. `lookups` is its outside
world; `suggest` gives what to type at a step where chance alone would hardly ever be right, and
`forbidden` what breaks one of its rules though it is well-formed ({} for all other steps).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from datetime import time as clock_time
from functools import cache, partial
from random import Random
from typing import Any

from app.clock import from_london
from app.journeys.answers import Answers
from app.journeys.catalogue.timing import OfferedTime
from app.journeys.definition import Journey
from app.journeys.path import Place
from app.prisoners import DemoPrisoners
from tests.builders import CARDIFF, HOLLESLEY, LEEDS, World
from tests.walker.good import Typed, typed_date

Suggested = dict[str, Typed]
Suggest = Callable[[Place, Answers, Random], Suggested]


Worlds = Mapping[str, "Callable[[Random], Setting]"]


@dataclass(frozen=True)
class Setting:
    """One walk's outside world: what its steps look up, what fits it, and what breaks a rule."""

    lookups: Any
    suggest: Suggest
    forbidden: Suggest


def telling(setting: Setting, told: Mapping[str, Suggested]) -> Setting:
    """Return the same world, where at the steps of `told` just that is typed."""

    def suggest(place: Place, answers: Answers, chance: Random) -> Suggested:
        slug = place.step.slug
        return dict(told[slug]) if slug in told else setting.suggest(place, answers, chance)

    return replace(setting, suggest=suggest)


def setting_of(journey: Journey, chance: Random) -> Setting:
    """Return an outside world for a journey; where none was written, one that only has a day."""
    return WORLDS.get(journey.slug, plain_day)(chance)


def house_of(journey: Journey, chance: Random) -> Setting:
    """Return what fits the stocked database of the tests; its desk has the lookups."""
    return HOUSES.get(journey.slug, plain_day)(chance)


@dataclass(frozen=True)
class Held:
    """A prisoner of the invented register."""

    number: str
    first: str
    last: str
    born: date


STYAL = replace(LEEDS, code="STI", name="Styal", adult_age=16, max_adults=1, max_children=3, max_total=4)  # fmt: skip
ALONE = replace(CARDIFF, code="USI", name="Usk", max_adults=1, max_children=0, max_total=1)
PRISONS = (CARDIFF, HOLLESLEY, LEEDS, STYAL, ALONE)
HELD = {
    prison.code: Held(f"A{1000 + n}BC", "Owen", f"Example{'x' * n}", date(1985, 3, 20 + n))
    for n, prison in enumerate(PRISONS)
}


class Prisons(World):
    """A world in which each prison holds one known prisoner."""

    def prisoner_matches(
        self, *, number: str, first: str, last: str, born: date, prison: str
    ) -> bool:
        held = HELD.get(prison)
        return held is not None and (number, last, born) == (held.number, held.last, held.born)


def prisoner_details(held: Held, chance: Random) -> dict[str, Suggested]:
    """Return what to type of a prisoner at each step that asks about them."""
    return {
        "prisoner-number": {"number": {"": held.number}},
        "prisoner-name": {"name": {"first": held.first, "last": held.last}},
        "prisoner-born": {"born": typed_date(held.born, chance)},
    }


def prison_visits(chance: Random) -> Setting:
    """Return a world of five prisons; now and then none of them shows a free time."""

    def suggest(place: Place, answers: Answers, chance: Random) -> Suggested:
        held = HELD.get(answers.value("prison", "prison") or "")
        return prisoner_details(held, chance).get(place.step.slug, {}) if held else {}

    lookups = Prisons(places=PRISONS, full=chance.random() < 0.1)
    return Setting(lookups, suggest, partial(against_visit_rules, lookups.today))


def against_visit_rules(today: date, place: Place, answers: Answers, chance: Random) -> Suggested:
    """Return a day of birth that the record does not have, that is too young, or one too many."""
    held = HELD.get(answers.value("prison", "prison") or "")
    if place.step.slug == "prisoner-born" and held:
        return {"born": typed_date(held.born + timedelta(days=1), chance)}
    if place.step.slug == "lead-born":
        days_old = chance.randrange(int(18 * 365.2425) - 1)
        return {"born": typed_date(today - timedelta(days=days_old), chance)}
    if place.step.slug == "visitor-born" and answers.value("prison", "max_adults") == 1:
        return {"born": typed_date(date(1990, 5, 1), chance)}
    return {}


@cache
def inmates() -> dict[str, list[Held]]:
    """Return everybody whom the demo register has, by prison."""
    found: dict[str, list[Held]] = {}
    for one in DemoPrisoners().by_number.values():
        if one.prison_code:
            held = Held(one.number, one.first_names, one.last_name, one.born)
            found.setdefault(one.prison_code, []).append(held)
    return found


def stocked_visits(_chance: Random) -> Setting:
    """Return what fits a house with the demo register, where Leeds and Cardiff have times.

    The desk brings the lookups.
    """

    def suggest(place: Place, answers: Answers, chance: Random) -> Suggested:
        if place.step.slug == "prison":
            return {"prison": {"": chance.choice(("LEI", "CFI", chance.choice(sorted(inmates()))))}}
        held = inmates().get(answers.value("prison", "prison") or "")
        return prisoner_details(held[0], chance).get(place.step.slug, {}) if held else {}

    return Setting(None, suggest, lambda *_place: {})


@dataclass(frozen=True)
class Day:
    """A world in which it is a day that has figures, and a line that calls back in half hours."""

    today: date = date(2026, 11, 25)
    full: bool = False

    def times(self, _code: str) -> list[OfferedTime]:
        """Return half hours of the next day at any place; none where it is full."""
        start = from_london(self.today + timedelta(days=1), clock_time(9))
        halves = [start + timedelta(minutes=30 * n) for n in range(0 if self.full else 6)]
        return [
            OfferedTime(str(n), half, half + timedelta(minutes=30))
            for n, half in enumerate(halves, start=1)
        ]


def plain_day(_chance: Random) -> Setting:
    """Return a world for questions that ask nothing of it."""
    return Setting(Day(), lambda *_place: {}, lambda *_place: {})


IN_SCOPE = (
    *("housing", "abuse", "care", "education", "discrimination"),
    *("debt", "family", "benefits", "immigration"),
)
WORTH = ("0", "300", "2,499.99", "£2500", "£8,000.01", "180000")


def legal_aid(chance: Random) -> Setting:
    """Return a world in which most problems are covered, and most people are not passed at once.

    Now and then nobody is free to call back.
    """
    lookups = Day(full=chance.random() < 0.1)
    return Setting(lookups, _of_a_household, _against_means_rules)


def stocked_legal_aid(_chance: Random) -> Setting:
    """Return the same where the desk brings the lookups."""
    return Setting(None, _of_a_household, _against_means_rules)


def _of_a_household(place: Place, _answers: Answers, chance: Random) -> Suggested:
    if place.step.slug == "problem" and chance.random() < 0.7:
        return {"problem": {"": chance.choice(IN_SCOPE)}}
    if place.step.slug == "dependants":
        return {name: {"": str(chance.choice((0, 0, 1, 2, 14)))} for name in ("children", "older")}
    if place.step.slug == "born" and chance.random() < 0.3:
        years = chance.choice((16, 17, 59, 60))
        return {"born": typed_date(Day.today - timedelta(days=int(years * 365.25)), chance)}
    if place.step.slug == "young-owned":
        return {"owned": {"": chance.choice(WORTH)}}
    return {}


def _against_means_rules(place: Place, answers: Answers, _chance: Random) -> Suggested:
    """Return a second main home, where another property is one."""
    others = [n for n in answers.items("property-whose") if n != place.item]
    if place.step.slug == "property-whose" and any(
        answers.value("property-whose", "main", item=n) for n in others
    ):
        return {"main": {"": "yes"}}
    return {}


WORLDS: Worlds = {"prison-visit": prison_visits, "legal-aid": legal_aid}
# The same for an application in a stocked database, whose desk has the lookups.
HOUSES: Worlds = {"prison-visit": stocked_visits, "legal-aid": stocked_legal_aid}
# The places that have times there.
OPEN = ("LEI", "CFI", "CLA")
