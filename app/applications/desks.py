"""What each service adds to the common life of an application, behind one small protocol.

A desk looks up what its journey's steps ask of the outside world, acts when certain answers are
saved (a visit holds a slot), and carries out the submission. Faces and tests know desks only.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy.orm import Session

from app.applications.models import Application
from app.audit import Actor
from app.errors import AlongsideError
from app.i18n import Words
from app.journeys.answers import Answers, Key


class Gone(AlongsideError):
    """Something the person chose was taken meanwhile: say `words` beside `question` at `place`.

    The unit of work in which it is raised must not commit.
    """

    def __init__(self, place: str, question: str, words: Words) -> None:
        super().__init__(f"{place} is no longer to be had")
        self.place = place
        self.question = question
        self.words = words


class Desk(Protocol):
    """One service's side of an application."""

    def lookups(self, session: Session, application: Application, *, at: datetime) -> Any:
        """Return what the journey's steps may ask while the person answers."""

    def recorded(
        self,
        session: Session,
        application: Application,
        answers: Answers,
        *,
        saved: Collection[Key],
        at: datetime,
    ) -> None:
        """Act on answers that were just saved; raise Gone when a choice is no longer to be had."""

    def submit(
        self,
        session: Session,
        application: Application,
        *,
        actor: Actor,
        at: datetime,
        expected_version: int,
    ) -> None:
        """Send the application; raise NotComplete, AlreadyDone, VersionConflict or Gone."""
