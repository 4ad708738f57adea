"""The desk that a service begins with: it looks up the day, sends, and says that it was sent.

A service with no more to it needs no other. One with appointments, a verdict or actions makes its
own desk from this one and writes only what differs.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from app.applications.actions import Action
from app.applications.applicants import keep_applicant
from app.applications.desks import Gone
from app.applications.lifecycle import load_path
from app.applications.lifecycle import submit as submit_application
from app.applications.models import Application
from app.applications.standing import Ending, Fact, Standing
from app.audit import Actor
from app.clock import today
from app.i18n import Words, _
from app.journeys.answers import Answers, Key
from app.journeys.asking import first_refused
from app.journeys.path import Path

TAKEN = _("That has just been taken. Choose another.")


@dataclass(frozen=True)
class DayLookups:
    """An outside world in which only the London date matters."""

    today: date


@dataclass(frozen=True)
class PlainDesk:
    """The desk of a service that asks nothing of the outside world."""

    @property
    def actions(self) -> Sequence[Action]:
        """What staff can do with a sent application: nothing yet."""
        return ()

    def lookups(self, session: Session, application: Application, *, at: datetime) -> Any:
        """Return the day, which is all that plain questions ask about."""
        return DayLookups(today(at))

    def recorded(
        self,
        session: Session,
        application: Application,
        answers: Answers,
        *,
        saved: Collection[Key],
        at: datetime,
    ) -> None:
        """Do nothing: plain answers hold no place."""

    def submit(
        self,
        session: Session,
        application: Application,
        *,
        actor: Actor,
        at: datetime,
        expected_version: int,
    ) -> None:
        """Send, and keep the applicant; raise Gone for an answer that no longer holds."""
        submit_application(
            session, application, actor=actor, at=at, expected_version=expected_version
        )
        path = load_path(session, application)
        self.refuse_stale(session, application, path, at=at)
        keep_applicant(session, application, path.answers, actor=actor, at=at)
        self.sent(session, application, path, actor=actor, at=at)

    def sent(
        self,
        session: Session,
        application: Application,
        path: Path,
        *,
        actor: Actor,
        at: datetime,
    ) -> None:
        """Do what the service adds to sending: nothing."""

    def refuse_stale(
        self, session: Session, application: Application, path: Path, *, at: datetime
    ) -> None:
        """Raise Gone for the first answer that would be refused now: a time taken, or an answer
        that does not fit one which was given later.
        """
        refused = first_refused(path, self.lookups(session, application, at=at))
        if refused is None:
            return
        field = next(field for field in refused.form if field.errors)
        words = self.taken if refused.place.step.changes_often else field.errors[0]
        raise Gone(refused.place.slug, field.short_name, words)

    @property
    def taken(self) -> Words:
        """What is said of a choice that somebody else took meanwhile."""
        return TAKEN

    def facts(
        self, session: Session, application: Application, answers: Answers, *, at: datetime
    ) -> Sequence[Fact]:
        """Return what staff should see beside the answers: nothing."""
        return ()

    def decision_words(self, application: Application) -> Words | None:
        """Return no reason: a plain service decides nothing."""
        return None

    def standing(
        self, application: Application, answers: Answers, *, at: datetime
    ) -> Standing | None:
        """Return no verdict."""
        return None

    def ending(
        self, session: Session, application: Application, answers: Answers, *, at: datetime
    ) -> Ending:
        """Say that it was sent, and how the answer will come."""
        return Ending(_("Your request was sent"), replies(answers))


def replies(answers: Answers) -> tuple[Words, ...]:
    """Return how the answer will come, without showing a whole number on a shared screen."""
    ways = answers.value("reply", "ways") or ()
    said = []
    if "text" in ways:
        digits = (answers.value("mobile", "mobile") or "")[-3:]
        words = _("We will send a text to the number that ends in {digits}.")
        said.append(words.filled(digits=digits))
    if "letter" in ways:
        said.append(_("We will send a letter to the address you gave."))
    return tuple(said)
