"""The same story told from scratch: answers given one by one, in order, to a person who forgot all.

What a change of mind leaves must be just what such a telling gives, no more and no less.
"""

from __future__ import annotations

from typing import Any

from app.journeys.answers import Answers, Key
from app.journeys.definition import Group, Journey
from app.journeys.path import ANOTHER, Path, Place, find_path, settle

Story = dict[Key, dict[str, Any]]


def is_tidy(journey: Journey, wished: Answers, after: Answers) -> bool:
    """Say whether a save kept of its wish just what a telling from scratch would give."""
    settled = find_path(journey, after).answers == after
    return settled and story_of(journey, after) == retold(journey, wished)


def story_of(journey: Journey, answers: Answers) -> Story:
    """Return the answers with members numbered 1, 2, 3, without the yes or no to one more."""
    told: Story = {}
    members = {group.slug: group.items(answers) for group in _groups(journey)}
    group_of = {step.slug: group.slug for group in _groups(journey) for step in group.steps}
    for (step, item), values in answers:
        if step not in members:
            number = members[group_of[step]].index(item) + 1 if item else 0
            told[step, number] = dict(values)
    return told


def retold(journey: Journey, wished: Answers) -> Story:
    """Return the story that comes of giving these answers again, each when it is asked."""
    return story_of(journey, told_again(journey, wished))


def told_again(journey: Journey, wished: Answers) -> Answers:
    """Return the answers that come of giving these again, with the no to one more where it was."""
    wish, told = story_of(journey, wished), Answers()
    while said := _next_said(find_path(journey, told), wish, wished):
        told = settle(journey, told, told.including(said))
    return told


def _next_said(path: Path, wish: Story, wished: Answers) -> Story | None:
    """Return the next answer to give: the first asked that the story has and was not yet given."""
    for place in path.places:
        if place.asks_for_more:
            if path.answers.has(*place.key):
                continue
            if _has_more(path, place, wish):
                return {place.key: {ANOTHER: True}}
            if wished.value(place.step.slug, ANOTHER) is False:
                return {place.key: {ANOTHER: False}}
        elif place.key in wish and not path.answers.has(*place.key):
            return {place.key: wish[place.key]}
    return None


def _has_more(path: Path, place: Place, wish: Story) -> bool:
    assert place.group
    return (place.group.steps[0].slug, len(place.group.items(path.answers)) + 1) in wish


def _groups(journey: Journey) -> list[Group]:
    return [p for section in journey.sections for p in section.parts if isinstance(p, Group)]
