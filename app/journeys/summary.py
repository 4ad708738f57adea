"""The answers as people read them: for the check page, the read-back, letters and paper forms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.i18n import Words
from app.journeys.answers import Values
from app.journeys.definition import Section, Step
from app.journeys.path import Path, Place
from app.journeys.questions import Question


@dataclass(frozen=True)
class Row:
    """One answer: its question's label and its text, and the place where it can be changed."""

    place: Place
    question: str
    label: Words
    text: str | Words


@dataclass(frozen=True)
class Part:
    """One section's answers."""

    section: Section
    rows: tuple[Row, ...]


def summarise(path: Path) -> tuple[Part, ...]:
    """Return every answered place of a path as rows under their sections."""
    sections = dict.fromkeys(place.section for place in path.places)
    return tuple(
        Part(
            section,
            tuple(row for place in path.in_section(section) for row in rows_of(path, place)),
        )
        for section in sections
    )


def rows_of(path: Path, place: Place) -> Iterator[Row]:
    """Yield the rows of one answered place; the page that asks for more members has none."""
    values = path.answers.at(*place.key)
    if place.asks_for_more or not path.answers.has(*place.key):
        return
    if place.step.shown:
        for question, label, text in place.step.shown(values):
            yield Row(place, question, label, text)
        return
    for field in place.step.form(data=dict(values)):
        if isinstance(field, Question):
            yield Row(place, field.short_name, _label(place, field), field.said())


def said_at(step: Step, values: Values) -> str | Words:
    """Return the first thing that an answered step says, for a list; "" where it says nothing."""
    if step.shown:
        return next((text for _question, _label, text in step.shown(values)), "")
    fields = (field for field in step.form(data=dict(values)) if isinstance(field, Question))
    return next((field.said() for field in fields), "")


def _label(place: Place, field: Question) -> Words:
    words = field.brief if isinstance(field.brief, Words) else Words(str(field.brief))
    return words.filled(number=place.number) if place.item else words
