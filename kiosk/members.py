"""The members of a group as a person knows them: by their names, or else by their numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.i18n import Words
from app.journeys.answers import Answers
from app.journeys.definition import Group
from app.journeys.path import Place
from app.web.runner import Running


@dataclass(frozen=True)
class Member:
    """One who is there so far. `item` is their key in the group; 0 is somebody asked for before."""

    item: int
    text: Words | str


def members_of(running: Running, place: Place) -> list[Member]:
    """Return who or what is there so far, for the page that asks for more."""
    if not place.group or not place.asks_for_more:
        return []
    group, answers = place.group, running.path.answers
    if group.named_by:
        return list(_named(group, answers))
    numbered = enumerate(group.items(answers), start=group.counts_from)
    return [Member(item, group.member.filled(number=number)) for number, item in numbered]


def name_of(group: Group, answers: Answers, item: int) -> str:
    """Return what the group's own steps call one member, or "" where members have no names."""
    own = {step.slug for step in group.steps}
    names = (_name(answers, slug, item) for slug in group.named_by if slug in own)
    return next((name for name in names if name), "")


def _named(group: Group, answers: Answers) -> Iterator[Member]:
    own = {step.slug for step in group.steps}
    for slug in group.named_by:
        for item in answers.items(slug) if slug in own else (0,):
            if name := _name(answers, slug, item):
                yield Member(item, name)


def _name(answers: Answers, slug: str, item: int) -> str:
    name = answers.value(slug, "name", item=item) or ""
    return name if isinstance(name, str) else f"{name['first']} {name['last']}"
