"""How far the person is: "Step 2 of 5", which must neither frighten nor mislead.

A section counts while it is on the path or may still come: while its condition looks at a question
that is still to be asked. So the count only falls as the person goes on, and never grows under
their feet, unless they change an earlier answer. Where it may still fall the page says "up to", for
nobody knows yet how much this person will be asked. The count comes from the path as it stands and
not from the page shown, so that going back to look at an answer does not move it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.i18n import Words
from app.journeys.answers import Answers, Key, Values
from app.journeys.definition import Journey, Section, always, never
from app.journeys.path import Path, Place


@dataclass(frozen=True)
class Progress:
    """Where the person is: step `number` of `count`, and its section's title.

    Unless it is `certain`, the count is the most that there can be.
    """

    number: int
    count: int
    certain: bool
    title: Words


def progress_of(journey: Journey, path: Path, place: Place) -> Progress:
    """Return the progress at one place of a path."""
    on_path = {one.section.slug for one in path.places}
    coming, open_ = _to_come(journey, path, on_path)
    counted = [one.slug for one in journey.sections if one.slug in on_path | coming | open_]
    certain = not open_ and not any(_may_end(path, one) for one in path.places)
    number = counted.index(place.section.slug) + 1
    return Progress(number, len(counted), certain, place.section.title)


def _may_end(path: Path, place: Place) -> bool:
    """Say whether the answer that is to come at a place may end the path."""
    return place.step.ends_when is not never and not path.answers.has(*place.key)


def _to_come(journey: Journey, path: Path, on_path: set[str]) -> tuple[set[str], set[str]]:
    """Return the sections after the person's that will be asked, and those that may be.

    A section without a condition of its own always asks something, once its turn comes. What a
    condition looked at is settled when it is behind the person, or in a section that is ruled out.
    """
    gap = None if path.ended_at else path.first_unanswered()
    coming: set[str] = set()
    open_: set[str] = set()
    if gap is None:
        return coming, open_
    here = journey.sections.index(gap.section)
    steps = [step.slug for step in gap.section.steps()]
    unanswered = set(steps[steps.index(gap.step.slug) :])
    for section in journey.sections[here + 1 :]:
        if section.asked_when is always:
            coming.add(section.slug)
        elif _looked_at(section, path) & unanswered:
            open_.add(section.slug)
        elif section.slug not in on_path:
            continue
        unanswered |= {step.slug for step in section.steps()}
    return coming, open_


def _looked_at(section: Section, path: Path) -> set[str]:
    """Return the unanswered steps that a section's condition looked at."""
    seen = Noting(dict(iter(path.answers)))
    section.asked_when(seen, 0)
    return seen.missed


class Noting(Answers):
    """Answers that note which steps were looked for and are not there."""

    __slots__ = ("missed",)

    def __init__(self, steps: Mapping[Key, Values]) -> None:
        super().__init__(steps)
        self.missed: set[str] = set()

    def at(self, step: str, item: int = 0) -> Values:
        """Return a step's values, and note the lack of them."""
        self._note(step, item)
        return super().at(step, item)

    def has(self, step: str, item: int = 0) -> bool:
        """Say whether a step was answered, and note if not."""
        self._note(step, item)
        return super().has(step, item)

    def items(self, step: str) -> list[int]:
        """Return a group's members; until the group is done there may be more."""
        self.missed.add(step)
        return super().items(step)

    def _note(self, step: str, item: int) -> None:
        if not super().has(step, item):
            self.missed.add(step)
