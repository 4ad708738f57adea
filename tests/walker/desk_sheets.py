"""A sheet in a database: every post is a unit of work through the runner, the lifecycle and the desk."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from random import Random
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from app.applications.lifecycle import Start, get_application, start
from app.audit import Actor
from app.journeys.answers import Answers, Key
from app.journeys.asking import Asked
from app.journeys.definition import Journey
from app.services import Services
from app.web import runner
from app.web.runner import Running, Save, open_application
from tests.walker.walking import Walk
from tests.walker.ways import WAYS, Way
from tests.walker.worlds import house_of

AGENT = Actor("agent", "walker", "telephone")


@dataclass
class DeskSheet:
    """One stored application."""

    services: Services
    application_id: UUID

    @contextmanager
    def opened(self) -> Iterator[DeskPage]:
        """Open it in a unit of work of its own."""
        services = self.services
        with services.database.unit_of_work() as session:
            application = get_application(session, self.application_id)
            running = open_application(session, application, services, at=services.now())
            yield DeskPage(session, running, services)

    def send(self) -> bool:
        """Submit it; return whether this was the first time."""
        with self.opened() as opened:
            return opened.send()


@dataclass
class DeskPage:
    """A stored application while it is open."""

    session: Session
    running: Running
    services: Services

    def save(self, asked: Sequence[Asked], removed: Collection[Key] = ()) -> Answers:
        """Save as both faces do; raise Gone when a choice was taken meanwhile."""
        wish = self._wish(removed)
        return runner.save(self.session, self.running, asked, wish, services=self.services)

    def send(self) -> bool:
        """Submit as both faces do."""
        return runner.submit(self.session, self.running, self._wish(), services=self.services)

    def _wish(self, removed: Collection[Key] = ()) -> Save:
        version = self.running.application.version
        at = self.services.now()
        return Save(actor=AGENT, at=at, expected_version=version, removed=removed)


def walk_at_desk(
    services: Services, journey: Journey, seed: int, way: Way | None = None
) -> tuple[Walk, DeskSheet]:
    """Return a walk that has not begun on a new application, and its sheet."""
    chance = Random(f"{journey.slug} {seed}")
    sheet = begin(services, journey)
    chosen = way or WAYS[seed % len(WAYS)]
    return Walk(journey, house_of(journey, chance), sheet, chosen, chance), sheet


def begin(services: Services, journey: Journey) -> DeskSheet:
    """Begin an application on a journey and return its sheet."""
    with services.database.unit_of_work() as session:
        wish = Start(journey=journey, channel="telephone", language="en", key=str(uuid4()))
        application = start(session, wish, actor=AGENT, at=services.now())
        return DeskSheet(services, application.id)
