"""The pages that ask a journey's questions, drawn in full or, when blank, from a skeleton.

A page is blank when nothing in it was answered before, its choices do not change from minute to
minute, and its choices do not depend on the person's answers. The template is given `forms`, each
with `place`, `title` and `widgets`, and `errors`, `warnings`, beside what the face adds.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import render_template

from app.i18n import Words, current_language
from app.journeys.answers import Answers, Key, Values
from app.journeys.asking import Asked, ask
from app.journeys.definition import Step
from app.journeys.path import Place
from app.web.drawing import Look
from app.web.runner import Running
from app.web.skeleton import fill_blank
from app.web.widgets import Widget, error_list, warning_items, widgets_of

CHOICES_LAST = 30  # seconds


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What a face puts around the questions.

    `holes` are texts that belong to one person or moment (version, name); in an address they may
    only be ids. `fixed` are plain values that are the same for everyone who sees them, and pick the
    skeleton. `prefixed` keeps several forms on one screen apart.
    """

    template: str
    look: Look
    holes: Mapping[str, object]
    fixed: Mapping[str, Hashable] = field(default_factory=dict)
    prefixed: bool = False

    def prefix(self, place: Place) -> str:
        """Return the prefix of a place's field names."""
        return place.slug if self.prefixed else ""


@dataclass(frozen=True)
class DrawnForm:
    """One place as the template draws it."""

    place: Place
    title: str
    widgets: tuple[Widget, ...]


def first_view(running: Running, places: Sequence[Place], sheet: Sheet) -> str:
    """Return the page of some places as a person first opens it."""
    if not _may_be_blank(running.path.answers, places):
        return page_of([_ask(running, place, sheet) for place in places], sheet)
    key = (
        (running.journey.slug, running.journey.version),
        tuple(place.slug for place in places),
        current_language(),
        sheet.look,
        sheet.prefixed,
        tuple(sorted(sheet.fixed.items())),
    )
    prepared = any(place.step.prepare for place in places)
    try:
        return fill_blank(
            sheet.template,
            key=key,
            holes=sheet.holes,
            draw=_drawing(running, places, sheet),
            seconds=CHOICES_LAST if prepared else None,
        )
    except DependsOnAnswers:
        return page_of([_ask(running, place, sheet) for place in places], sheet)


def page_of(asked: Sequence[Asked], sheet: Sheet) -> str:
    """Return the page of forms that hold answers, errors or warnings, drawn in full."""
    context = {**_context(asked, sheet), **sheet.holes}
    return render_template(sheet.template, **context)


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
        raise DependsOnAnswers("keys")


def _may_be_blank(answers: Answers, places: Iterable[Place]) -> bool:
    return not any(place.step.changes_often or answers.has(*place.key) for place in places)


def _drawing(
    running: Running, places: Sequence[Place], sheet: Sheet
) -> Callable[[], Mapping[str, Any]]:
    def draw() -> Mapping[str, Any]:
        asked = [
            ask(place, Answers(), running.lookups, prefix=sheet.prefix(place)) for place in places
        ]
        for one in asked:
            _refuse_personal_choices(one.place.step, one)
        return _context(asked, sheet)

    return draw


def _refuse_personal_choices(step: Step, asked: Asked) -> None:
    if step.prepare:
        step.prepare(step.form(), NoAnswers(), asked.lookups, asked.place.item)


def _ask(running: Running, place: Place, sheet: Sheet) -> Asked:
    return running.ask(place, prefix=sheet.prefix(place))


def _context(asked: Sequence[Asked], sheet: Sheet) -> dict[str, Any]:
    return {
        **sheet.fixed,
        "forms": tuple(
            DrawnForm(one.place, _title(one.place), widgets_of(one, sheet.look)) for one in asked
        ),
        "errors": error_list(asked),
        "warnings": warning_items(asked),
    }


def _title(place: Place) -> str:
    words: Words = place.step.title
    return str(words.filled(number=place.item) if place.item else words)
