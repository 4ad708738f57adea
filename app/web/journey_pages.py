"""The pages that ask a journey's questions, drawn in full or, when blank, from a skeleton.

A page is blank when nothing in it was answered before, its choices do not change from minute to
minute, and its choices do not depend on the person's answers. A face says in a Sheet what else it
puts around the questions.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import render_template

from app.i18n import current_language
from app.journeys.answers import Answers, Key, Values
from app.journeys.asking import Asked, ask
from app.journeys.path import Place
from app.web.runner import Running
from app.web.skeleton import fill_blank

CHOICES_LAST = 30  # seconds

Context = Callable[[Sequence[Asked]], Mapping[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What a face puts around the questions.

    `context` gives the template its names for some asked places. Beside the places it may depend
    on nothing but `same`, which picks the skeleton: put there all that differs between two blank
    pages (the progress, the way back, the device's own prison). `holes` are texts that belong to
    one person or moment (a version, a name); in an address they may only be ids. `prefixed` keeps
    several forms on one screen apart. Flask's context processors are not asked.
    """

    template: str
    context: Context
    same: Hashable = None
    holes: Mapping[str, object]
    prefixed: bool = False

    def prefix(self, place: Place) -> str:
        """Return the prefix of a place's field names."""
        return place.slug if self.prefixed else ""


def first_view(running: Running, places: Sequence[Place], sheet: Sheet) -> str:
    """Return the page of some places as a person first opens it."""
    if _may_be_blank(running.path.answers, places):
        try:
            return _blank(running, places, sheet)
        except DependsOnAnswers:
            pass
    return page_of([running.ask(place, prefix=sheet.prefix(place)) for place in places], sheet)


def page_of(asked: Sequence[Asked], sheet: Sheet) -> str:
    """Return the page of forms that hold answers, errors or warnings, drawn in full."""
    return render_template(sheet.template, **{**sheet.context(asked), **sheet.holes})


class DependsOnAnswers(Exception):
    """A step's choices depend on the person's answers, so its page cannot be shared."""


class NoAnswers(Answers):
    """Answers that nobody may read while a shared page is drawn."""

    __slots__ = ()

    def at(self, step: str, item: int = 0) -> Values:
        """Refuse; raise DependsOnAnswers."""
        raise DependsOnAnswers(step)

    def has(self, step: str, item: int = 0) -> bool:
        """Refuse; raise DependsOnAnswers."""
        raise DependsOnAnswers(step)

    def items(self, step: str) -> list[int]:
        """Refuse; raise DependsOnAnswers."""
        raise DependsOnAnswers(step)

    def keys(self) -> set[Key]:
        """Refuse; raise DependsOnAnswers."""
        raise DependsOnAnswers

    def __iter__(self) -> Iterator[tuple[Key, Values]]:
        raise DependsOnAnswers


def _may_be_blank(answers: Answers, places: Iterable[Place]) -> bool:
    return not any(place.step.changes_often or answers.has(*place.key) for place in places)


def _blank(running: Running, places: Sequence[Place], sheet: Sheet) -> str:
    def draw() -> Mapping[str, Any]:
        return sheet.context([_ask_nobody(running, place, sheet) for place in places])

    return fill_blank(
        sheet.template,
        key=(
            (running.journey.slug, running.journey.version),
            tuple(place.slug for place in places),
            current_language(),
            sheet.prefixed,
            sheet.same,
        ),
        holes=sheet.holes,
        draw=draw,
        seconds=CHOICES_LAST if any(place.step.prepare for place in places) else None,
    )


def _ask_nobody(running: Running, place: Place, sheet: Sheet) -> Asked:
    """Return a place's form as it is for everybody; raise DependsOnAnswers when it is not."""
    if place.step.prepare:
        place.step.prepare(place.step.form(), NoAnswers(), running.lookups, place.item)
    return ask(place, Answers(), running.lookups, prefix=sheet.prefix(place))
