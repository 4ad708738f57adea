"""Where a walk's answers are kept: in memory here; a test with a database brings its own sheet."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Protocol

from app.applications.desks import Gone
from app.applications.lifecycle import NotComplete
from app.applications.models import Application
from app.journeys.answers import Answers, Key
from app.journeys.asking import Asked, first_refused
from app.journeys.definition import Journey
from app.journeys.path import find_path, settle
from app.web.runner import Running


class Opened(Protocol):
    """An application while it is open, and how to save in it."""

    running: Running

    def save(self, asked: Sequence[Asked], removed: Collection[Key] = ()) -> Answers:
        """Keep checked answers; return what now applies."""


class Sheet(Protocol):
    """An application that can be opened again and again."""

    def opened(self) -> AbstractContextManager[Opened]:
        """Open it for one request."""

    def send(self) -> bool:
        """Submit; return whether this was the first time. Raise NotComplete or Gone."""


class Notebook:
    """A sheet in memory that saves as `lifecycle.record_answers` does, and sends as a desk does."""

    def __init__(self, journey: Journey, lookups: Any, answers: Answers | None = None) -> None:
        self.journey = journey
        self.lookups = lookups
        self.answers = answers or Answers()
        self.application = Application(reference="PV-TEST", journey=journey.slug)
        self.sent = False

    @contextmanager
    def opened(self) -> Iterator[Page]:
        """Open it for one request."""
        yield Page(self)

    def send(self) -> bool:
        """Send a complete application whose answers would all be taken now."""
        path = find_path(self.journey, self.answers)
        if gap := path.first_unanswered():
            raise NotComplete(gap.slug)
        if refused := first_refused(path, self.lookups):
            field = next(field for field in refused.form if field.errors)
            raise Gone(refused.place.slug, field.short_name, field.errors[0])
        first, self.sent = not self.sent, True
        return first


class Page:
    """A notebook that is open."""

    def __init__(self, notebook: Notebook) -> None:
        path = find_path(notebook.journey, notebook.answers)
        self.notebook = notebook
        self.running = Running(notebook.application, notebook.journey, path, notebook.lookups)

    def save(self, asked: Sequence[Asked], removed: Collection[Key] = ()) -> Answers:
        """Keep checked answers as the plain JSON that a database would give back."""
        steps = {one.place.key: json.loads(json.dumps(one.values())) for one in asked}
        before = self.notebook.answers
        wished = before.including(steps).without(removed)
        self.notebook.answers = settle(self.notebook.journey, before, wished)
        return self.notebook.answers
