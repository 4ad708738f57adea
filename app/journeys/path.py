"""The path through a journey: which steps are asked, given the answers, and which comes next.

The path is worked out from the front, and a condition sees only answers that are on the path
before it, so an answer whose question is no longer asked can influence nothing and is dropped.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from app.journeys.answers import Answers, Key, Values
from app.journeys.definition import Group, Journey, Section, Step

ANOTHER = "another"


class Place(NamedTuple):
    """One stop on the path: a step, and the member of a group that it asks about.

    `item` is the member's key and never changes; `number` is how people count the member now.
    A path is worked out several times a page, so a place is a tuple, which is made quickest.
    """

    section: Section
    step: Step
    item: int = 0
    group: Group | None = None
    number: int = 0

    @property
    def key(self) -> Key:
        """The key its answers are stored under."""
        return self.step.slug, self.item

    @property
    def slug(self) -> str:
        """The stable slug of this stop: "visitor-name-2"."""
        return f"{self.step.slug}-{self.item}" if self.item else self.step.slug

    @property
    def asks_for_more(self) -> bool:
        """Say whether this is the page that asks if a group has one more member."""
        return self.group is not None and self.step is self.group.asking


@dataclass(frozen=True)
class Path:
    """The places asked, in order, and the answers that belong to them.

    `ended_at` is the place whose answer ended the path early, for a page that says why.
    """

    places: tuple[Place, ...]
    answers: Answers
    ended_at: Place | None = None

    def place(self, slug: str) -> Place:
        """Return the place with a slug; raise KeyError when it is not asked."""
        for place in self.places:
            if place.slug == slug:
                return place
        raise KeyError(slug)

    def answered(self, place: Place) -> bool:
        """Say whether a place needs nothing more."""
        if place.asks_for_more:
            return self.answers.value(place.step.slug, ANOTHER) is False
        return self.answers.has(*place.key)

    def first_unanswered(self) -> Place | None:
        """Return where the person should carry on, or None when all is answered."""
        return next((place for place in self.places if not self.answered(place)), None)

    def after(self, place: Place) -> Place | None:
        """Return the next place to show after answering one: the first gap, or None at the end.

        After a yes to one more member, that is the new member, who stands before the question.
        """
        rest = self.places[self.places.index(place) + 1 :]
        if place.asks_for_more and not self.answered(place):
            rest = tuple(p for p in self.places if p.group is place.group)
        return next((p for p in rest if not self.answered(p)), self.first_unanswered())

    def before(self, place: Place) -> Place | None:
        """Return the place before one, or None at the front."""
        index = self.places.index(place)
        if place.group and place.item > 1 and place.step is place.group.steps[0]:
            asking = (p for p in self.places if p.step is place.group.asking)
            if not self.answers.has(*place.key):
                return next(asking, None)
        return self.places[index - 1] if index else None

    def in_section(self, section: Section) -> tuple[Place, ...]:
        """Return the places of one section."""
        return tuple(place for place in self.places if place.section is section)

    def complete(self, section: Section) -> bool:
        """Say whether every place of a section is answered."""
        return all(self.answered(place) for place in self.in_section(section))


def find_path(journey: Journey, answers: Answers) -> Path:
    """Return the path for these answers, with the answers that no longer apply left out."""
    places: list[Place] = []
    kept: dict[Key, Values] = {}
    seen = Answers.over(kept)
    for section, part in _parts(journey, seen):
        if not part.asked_when(seen, 0):
            continue
        stops = _group(section, part, answers, seen) if isinstance(part, Group) else [Place(section, part)]  # fmt: skip
        for place in stops:
            if place.item and not place.step.asked_when(seen, place.item):
                continue
            places.append(place)
            key = place.key
            if answers.has(*key):
                kept[key] = answers.at(*key)
                if place.step.ends_when(seen, place.item):
                    return Path(tuple(places), seen, place)
    return Path(tuple(places), seen)


def _parts(journey: Journey, seen: Answers) -> Iterator[tuple[Section, Step | Group]]:
    """Yield the parts of every section that is asked, which is decided once, where it begins."""
    for section in journey.sections:
        if section.asked_when(seen, 0):
            for part in section.parts:
                yield section, part


def _group(section: Section, group: Group, answers: Answers, seen: Answers) -> Iterator[Place]:
    most = group.most(seen)
    items = group.items(answers)[:most]
    wanted = answers.value(group.slug, ANOTHER) is True and len(items) < most
    if wanted:
        items = [*items, max(items, default=0) + 1]
    for number, item in enumerate(items, start=group.counts_from):
        for step in group.steps:
            yield Place(section, step, item, group, number)
    if len(items) < most or wanted:
        yield Place(section, group.asking, 0, group)


def settle(journey: Journey, before: Answers, after: Answers) -> Answers:
    """Return the answers that apply after a save.

    A group that has just gained its wanted member, or lost its last one, is asked again whether
    there is one more.
    """
    for section in journey.sections:
        for part in section.parts:
            if isinstance(part, Group) and part.items(before) != part.items(after):
                said = before.value(part.slug, ANOTHER) is True or not part.items(after)
                if said and after.at(part.slug) == before.at(part.slug):
                    after = after.without([(part.slug, 0)])
    return find_path(journey, after).answers
