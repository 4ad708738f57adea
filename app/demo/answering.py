"""Answers a visit's journey as an invented person would, by the journey's own rules.

Each section is asked in turn; a step's own checks must find no fault, so a change of the journey
that the demo does not follow is noticed at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from app.applications.visit_desk import VisitLookups
from app.demo.stories import Story
from app.errors import AlongsideError
from app.journeys.answers import Answers, Key, Values
from app.journeys.definition import Journey, Section
from app.journeys.path import ANOTHER, Place, find_path
from app.people import PersonDetails
from app.prisoners import Prisoner

CHILDREN = ("Aled", "Beca", "Cai", "Dafydd", "Elin")
_YEAR = 365.25


class StoryBroken(AlongsideError):
    """The journey no longer takes what a story answers."""


@dataclass(frozen=True, kw_only=True)
class Teller:
    """What one story's answers are made from: who asks, whom they would visit, and the world."""

    story: Story
    person: PersonDetails
    prisoner: Prisoner
    lookups: VisitLookups


def answer_section(
    teller: Teller, journey: Journey, section: Section, answers: Answers
) -> dict[Key, Values]:
    """Return what a story answers in one section, given the answers so far."""
    given: dict[Key, Values] = {}
    while place := _first_gap(journey, section, answers):
        values = _answer(teller, place, answers)
        given[place.key] = values
        answers = answers.including({place.key: values})
        if place.group and place.step is place.group.steps[-1]:
            given.pop((place.group.slug, 0), None)
            answers = answers.without([(place.group.slug, 0)])
    return given


def _first_gap(journey: Journey, section: Section, answers: Answers) -> Place | None:
    path = find_path(journey, answers)
    return next((p for p in path.in_section(section) if not path.answered(p)), None)


def _answer(teller: Teller, place: Place, answers: Answers) -> Values:
    step = place.step
    values: Values = _values(teller, place, answers)
    for finding in step.check(values, answers, teller.lookups, place.item) if step.check else ():
        if not finding.warning:
            raise StoryBroken(f"{teller.story.key}: {place.slug}: {finding.words}")
    if step.derive:
        values = {**values, **step.derive(values, answers, teller.lookups)}
    return values


def _values(teller: Teller, place: Place, answers: Answers) -> dict[str, Any]:
    said = dict(_said(teller))
    if place.asks_for_more:
        have = len(place.group.items(answers)) if place.group else 0
        return {ANOTHER: have < len(teller.story.others)}
    if place.step.slug in ("visitor-name", "visitor-born"):
        return _other(teller, place)
    if place.step.slug in ("visit-time", "first-choice", "second-choice", "third-choice"):
        return {"time": _time(teller, place.step.slug)}
    return said[place.step.slug]


def _said(teller: Teller) -> Iterator[tuple[str, dict[str, Any]]]:
    story, person, prisoner = teller.story, teller.person, teller.prisoner
    yield "prison", {"prison": story.prison}
    yield "prisoner-number", {"number": prisoner.number}
    yield "prisoner-name", {"name": _name(prisoner.first_names, prisoner.last_name)}
    yield "prisoner-born", {"born": prisoner.born.isoformat()}
    yield "lead-name", {"name": _name(person.first_names, person.last_name)}
    yield "lead-born", {"born": person.born.isoformat() if person.born else ""}
    yield "times-by-hand", {"times": "Any Saturday or Sunday, in the afternoon if possible."}
    yield "support", {"needed": bool(story.support)}
    yield "support-details", {"details": story.support}
    yield "reply", {"ways": list(story.ways)}
    yield "mobile", {"mobile": person.phone}
    yield "address", {"address": dict(person.address or {})}


def _name(first: str, last: str) -> dict[str, str]:
    return {"first": first, "last": last}


def _other(teller: Teller, place: Place) -> dict[str, Any]:
    first = CHILDREN[(place.item - 1) % len(CHILDREN)]
    if place.step.slug == "visitor-name":
        return {"name": _name(first, teller.person.last_name)}
    return {"born": _born(teller.lookups.today, teller.story.others[place.item - 1]).isoformat()}


def _born(today: date, age: int) -> date:
    return today - timedelta(days=int((age + 0.4) * _YEAR))


def _time(teller: Teller, slug: str) -> str | None:
    """Return the id of an offered time; the second choice is two further on, the third is none."""
    offered = teller.lookups.times(teller.story.prison)
    if slug == "third-choice":
        return None
    number = teller.story.choice + (2 if slug == "second-choice" else 0)
    if not offered:
        raise StoryBroken(f"{teller.story.key}: nothing is on offer at {teller.story.prison}")
    return offered[number % len(offered)].id
