"""A sheet on a face: answers are read from the database, but every post goes through the real pages.

What is odd is posted once without a confirmation, so that the page must ask, and then confirmed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from typing import Protocol
from uuid import UUID

from werkzeug.datastructures import MultiDict

from app.applications.lifecycle import get_application, load_answers
from app.journeys.answers import Answers, Key
from app.journeys.asking import Asked
from app.journeys.definition import Group
from app.journeys.path import Place
from app.services import Services
from app.web.runner import Posted, Running, open_application
from tests.walker.typing import as_shown, posted_form

Fields = dict[str, list[str]]


class Face(Protocol):
    """One person at a face with one application, in the words of the walker."""

    def prefix(self, place: Place) -> str:
        """Return what stands before the names of a place's fields."""

    def answer(self, running: Running, asked: Sequence[Asked]) -> None:
        """Post answers that are good, confirming what is odd when the page asks."""

    def refuse(self, asked: Asked, posted: Posted) -> str:
        """Post one answer that is wrong; return the page, which must be the same one again."""

    def remove(self, running: Running, group: Group, item: int) -> None:
        """Take a member of a group away."""

    def send(self) -> bool:
        """Send; return whether the page says so."""


@dataclass
class FaceSheet:
    """One stored application that is answered at a face."""

    services: Services
    application_id: UUID
    face: Face

    @contextmanager
    def opened(self) -> Iterator[FacePage]:
        """Open it, for reading only: it is the face that writes."""
        services = self.services
        with services.database.reading() as session:
            application = get_application(session, self.application_id)
            running = open_application(session, application, services, at=services.now())
            yield FacePage(running, self)

    def answers(self) -> Answers:
        """Return what is stored now."""
        with self.services.database.reading() as session:
            return load_answers(session, self.application_id)

    def send(self) -> bool:
        """Send it on the last page."""
        return self.face.send()


@dataclass
class FacePage:
    """An application while it is open at a face."""

    running: Running
    sheet: FaceSheet

    def save(self, asked: Sequence[Asked], removed: Collection[Key] = ()) -> Answers:
        """Post answers, or take a member away; return what is stored then."""
        if removed:
            self._remove(removed)
        if asked:
            self.sheet.face.answer(self.running, asked)
        return self.sheet.answers()

    def _remove(self, removed: Collection[Key]) -> None:
        steps = {step for step, item in removed if item}
        item = next(item for _step, item in removed if item)
        groups = (place.group for place in self.running.path.places if place.step.slug in steps)
        group = next(group for group in groups if group)
        self.sheet.face.remove(self.running, group, item)


def fields_of(asked: Sequence[Asked]) -> Fields:
    """Return every field of these places as it is posted; what was not chosen is an empty list."""
    fields: Fields = {}
    for one in asked:
        fields |= fields_in(one, posted_form(one.form, as_shown(one.form)))
    return fields


def fields_in(asked: Asked, posted: Posted) -> Fields:
    """Return the fields of one place as they were posted."""
    boxes = ((question, box) for question in asked.form for box in ("", *question.boxes))
    names = {question.box_name(box) if box else question.name for question, box in boxes}
    return {name: posted.getlist(name) for name in names}


def as_sent(posted: Posted) -> Posted:
    """Return a form as a browser can send it: half a sign becomes a question mark."""
    pairs = posted.items(multi=True)
    return MultiDict((name, text.encode("utf-8", "replace").decode()) for name, text in pairs)


def odd_codes(asked: Sequence[Asked]) -> list[str]:
    """Return what must be confirmed, as the pages name it."""
    found = [(one.place, finding) for one in asked for finding in one.found if finding.warning]
    return [f"{place.slug}:{finding.code}" for place, finding in found]


def expect_shown(page: str, asked: Sequence[Asked]) -> None:
    """Fail unless the page says every refusal and every warning, and holds what was typed."""
    for one in asked:
        for finding in one.found:
            assert shows(page, str(finding.words)), f"{one.place.slug}: {finding.words} is not said"
        for question in one.form:
            for words in question.errors:
                assert shows(page, str(words)), f"{one.place.slug}: {words} is not said"


def shows(page: str, words: str) -> bool:
    """Say whether a page has these words, however its templates write the signs in them."""
    return any(text in page for text in (words, escape(words), escape(words, quote=False)))
