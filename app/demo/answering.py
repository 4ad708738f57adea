"""Answers a journey as an invented person would, by the journey's own rules.

Each section is asked in turn; a step's own checks must find no fault, so a change of the journey
that the demo does not follow is noticed at once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Generic, TypeVar

from app.demo.stories import Story
from app.errors import AlongsideError
from app.journeys.answers import Answers, Key, Values
from app.journeys.definition import Journey, Section
from app.journeys.path import Place, find_path
from app.people import PersonDetails

_YEAR = 365.25
S = TypeVar("S", bound=Story)


class StoryBroken(AlongsideError):
    """The journey no longer takes what a story answers."""


@dataclass(frozen=True, kw_only=True)
class Scene(Generic[S]):
    """What one story's answers are made from: who asks, and the world as the steps see it."""

    story: S
    person: PersonDetails
    lookups: Any

    @property
    def today(self) -> date:
        """The London date."""
        today: date = self.lookups.today
        return today


Says = Callable[[Scene[S], Place, Answers], Values]


def answer_section(
    scene: Scene[S], says: Says[S], journey: Journey, section: Section, answers: Answers
) -> dict[Key, Values]:
    """Return what a story answers in one section, given the answers so far."""
    given: dict[Key, Values] = {}
    while place := _first_gap(journey, section, answers):
        values = _answer(scene, says, place, answers)
        given[place.key] = values
        answers = answers.including({place.key: values})
        if place.group and place.step is place.group.steps[-1]:
            given.pop((place.group.slug, 0), None)
            answers = answers.without([(place.group.slug, 0)])
    return given


def _first_gap(journey: Journey, section: Section, answers: Answers) -> Place | None:
    path = find_path(journey, answers)
    return next((p for p in path.in_section(section) if not path.answered(p)), None)


def _answer(scene: Scene[S], says: Says[S], place: Place, answers: Answers) -> Values:
    step = place.step
    values = says(scene, place, answers)
    for finding in step.check(values, answers, scene.lookups, place.item) if step.check else ():
        if not finding.warning:
            raise StoryBroken(f"{scene.story.key}: {place.slug}: {finding.words}")
    if step.derive:
        values = {**values, **step.derive(values, answers, scene.lookups)}
    return values


def said_of_reply(scene: Scene[Any]) -> dict[str, Values]:
    """Return what is answered at the steps that ask how to reply, which all services share."""
    return {
        "reply": {"ways": list(scene.story.ways)},
        "mobile": {"mobile": scene.person.phone},
        "address": {"address": dict(scene.person.address or {})},
    }


def name(first: str, last: str) -> dict[str, str]:
    """Return a name as it is stored."""
    return {"first": first, "last": last}


def born(today: date, age: float) -> date:
    """Return the birth date of somebody who is so many years old, and some months."""
    return today - timedelta(days=int((age + 0.4) * _YEAR))


def offered_time(scene: Scene[Any], place_code: str, number: int) -> str:
    """Return the id of one of the times on offer at a place; raise StoryBroken for none."""
    offered = scene.lookups.times(place_code)
    if not offered:
        raise StoryBroken(f"{scene.story.key}: nothing is on offer at {place_code}")
    chosen: str = offered[number % len(offered)].id
    return chosen
