"""What each service adds to the common life of an application, behind one small protocol.

A desk looks up what its journey's steps ask of the outside world, acts when certain answers are
saved (a visit holds a slot), carries out the submission, and says what staff and the person should
see and can do. Faces and tests know desks only. Most services begin from `plain_desk.PlainDesk`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy.orm import Session

from app.applications.actions import Action
from app.applications.models import Application
from app.applications.standing import Ending, Fact, Standing
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

    @property
    def actions(self) -> Sequence[Action]:
        """What staff can do with a sent application, in the order in which it is offered."""

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

    def facts(
        self, session: Session, application: Application, answers: Answers, *, at: datetime
    ) -> Sequence[Fact]:
        """Return what staff should see beside an application, for their eyes only."""

    def decision_words(self, application: Application) -> Words | None:
        """Return the words of the reason in `application.decision`, for staff; None without one.

        The decision's own `until` (an ISO date) and `words` (as typed) are shown beside them.
        """

    def standing(
        self, application: Application, answers: Answers, *, at: datetime
    ) -> Standing | None:
        """Return the verdict on the answers so far, or as it was when they were sent."""

    def ending(
        self, session: Session, application: Application, answers: Answers, *, at: datetime
    ) -> Ending:
        """Return what the person is told once it is sent."""
