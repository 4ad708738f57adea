"""The members of a repeating group on a section screen: "add another visitor", and taking one away.

A button says what is wished: "add:GROUP" or "remove:GROUP:NUMBER". What else was typed is kept.
"""

from __future__ import annotations

from werkzeug.datastructures import MultiDict

from app.journeys.answers import Answers, Key, Values
from app.journeys.definition import Group, Section
from app.journeys.path import ANOTHER
from app.web.runner import ON_SCREEN

Posted = MultiDict[str, str]
ADD, REMOVE = "add", "remove"


def adding(section: Section, posted: Posted, wish: str) -> Posted:
    """Return the form as if "yes, another" had been chosen, when that button was pressed."""
    verb, _, slug = wish.partition(":")
    group = _group(section, slug)
    if verb != ADD or group is None:
        return posted
    wished = MultiDict(posted)
    wished.setlist(f"{slug}-{ANOTHER}", ["yes"])
    if slug not in wished.getlist(ON_SCREEN):
        wished.add(ON_SCREEN, slug)
    return wished


def another_wanted(section: Section, answers: Answers, wish: str) -> dict[Key, Values]:
    """Return the answer to save once more, when the member that was wanted before is now there."""
    verb, _, slug = wish.partition(":")
    group = _group(section, slug)
    if verb != ADD or group is None or answers.value(slug, ANOTHER) is True:
        return {}
    return {(slug, 0): {ANOTHER: True}} if len(group.items(answers)) < group.most(answers) else {}


def removed_keys(section: Section, wish: str) -> list[Key]:
    """Return what is stored of the member whose "remove" button was pressed."""
    verb, _, rest = wish.partition(":")
    slug, _, number = rest.partition(":")
    group = _group(section, slug)
    plain = number.isascii() and number.isdigit() and len(number) <= 3
    if verb != REMOVE or group is None or not plain:
        return []
    return [*((step.slug, int(number)) for step in group.steps), (group.slug, 0)]


def without_removed(posted: Posted, removed: list[Key]) -> Posted:
    """Return the form without the places of the member that goes."""
    if not removed:
        return MultiDict(posted)
    gone = {f"{step}-{item}" if item else step for step, item in removed}
    kept = MultiDict(posted)
    kept.setlist(ON_SCREEN, [slug for slug in posted.getlist(ON_SCREEN) if slug not in gone])
    return kept


def _group(section: Section, slug: str) -> Group | None:
    groups = (part for part in section.parts if isinstance(part, Group))
    return next((group for group in groups if group.slug == slug), None)
