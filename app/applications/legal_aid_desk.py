"""The desk of legal aid: the half hour of the call, the verdict, and the day that it is judged by.

A question may be begun on one day and sent on another, across a birthday or a change of the
figures. It is judged by the day of sending; where that day asks more, the person is led back.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.applications.actions import Action
from app.applications.desks import Gone
from app.applications.held_time import TIME_GONE, HeldTime, TimeLookups
from app.applications.legal_aid_actions import ACTIONS
from app.applications.legal_aid_deciding import CALL_TIME, call_to_come
from app.applications.legal_aid_reasons import reason_words
from app.applications.legal_aid_telling import ending_of, facts_of
from app.applications.legal_aid_verdict import Judged, judge, kept_verdict, standing_of
from app.applications.lifecycle import (
    NotComplete,
    Saving,
    journey_of,
    load_path,
    move,
    record_answers,
)
from app.applications.models import Application
from app.applications.plain_desk import PlainDesk
from app.applications.standing import Ending, Fact, Standing
from app.appointments import HOLD_SECONDS
from app.audit import Actor
from app.clock import today
from app.i18n import Words, _
from app.journeys.answers import Answers, Key, Values
from app.journeys.catalogue.legal_aid.calling import we_call
from app.journeys.catalogue.legal_aid.redating import redate
from app.journeys.life import Status
from app.journeys.path import Path, find_path

NEW_DAY = _("The day has changed, and this now leads to more questions. Answer it again.")


@dataclass(frozen=True)
class LegalAidDesk(PlainDesk):
    """The desk of legal aid. The time of a call is held for `hold_seconds`."""

    hold_seconds: int = HOLD_SECONDS

    @property
    def actions(self) -> Sequence[Action]:
        """What staff can do with a question that was sent."""
        return ACTIONS

    @property
    def taken(self) -> Words:
        """What is said of a half hour that somebody else took meanwhile."""
        return TIME_GONE

    def lookups(self, session: Session, application: Application, *, at: datetime) -> TimeLookups:
        """Return the day, and when the helpline can call."""
        return TimeLookups(session=session, application_id=application.id, at=at)

    def recorded(
        self,
        session: Session,
        application: Application,
        answers: Answers,
        *,
        saved: Collection[Key],
        at: datetime,
    ) -> None:
        """Hold the half hour that was chosen, or give up one no longer wanted; raises Gone."""
        self._call.keep(session, application, answers, saved=saved, at=at)

    @property
    def _call(self) -> HeldTime:
        # Any answer may turn the verdict, and with it whether a call is offered.
        return HeldTime(CALL_TIME, self.hold_seconds)

    def submit(
        self,
        session: Session,
        application: Application,
        *,
        actor: Actor,
        at: datetime,
        expected_version: int,
    ) -> None:
        """Date the answers anew, and send; raises what PlainDesk does, and Gone for a new day."""
        if application.status == Status.DRAFT:
            saving = _dated_anew(session, application, expected_version=expected_version, at=at)
            if saving is not None:
                answers = record_answers(session, application, saving, actor=actor, at=at)
                self.recorded(session, application, answers, saved=saving.steps.keys(), at=at)
                expected_version = application.version
        super().submit(session, application, actor=actor, at=at, expected_version=expected_version)

    def sent(
        self,
        session: Session,
        application: Application,
        path: Path,
        *,
        actor: Actor,
        at: datetime,
    ) -> None:
        """Keep the verdict, book the call, and give the outcome at once where nobody must act."""
        judged = judge(path.answers, today(at))
        if judged is None:
            raise NotComplete("problem")
        application.result = judged.stored()
        if path.answers.value(CALL_TIME, "time"):
            self._call.confirm(session, application, at=at)
            application.due_at = call_to_come(session, application, at=at)
        if not judged.needs_us and not we_call(path.answers):
            move(session, application, "tell", actor=actor, at=at)

    def facts(
        self, session: Session, application: Application, answers: Answers, *, at: datetime
    ) -> Sequence[Fact]:
        """Return whom we call, when and how carefully, and what an adviser should look at again."""
        return tuple(facts_of(session, application, answers, _judged(application, answers, at)))

    def decision_words(self, application: Application) -> Words | None:
        """Return how the call went, to whom it was passed on or why it was closed."""
        return reason_words((application.decision or {}).get("reason", ""))

    def standing(
        self, application: Application, answers: Answers, *, at: datetime
    ) -> Standing | None:
        """Return the verdict on the answers so far, or as it was when they were sent."""
        judged = _judged(application, answers, at)
        return standing_of(judged) if judged else None

    def ending(
        self, session: Session, application: Application, answers: Answers, *, at: datetime
    ) -> Ending:
        """Return the outcome in a sentence, and what happens next."""
        judged = _judged(application, answers, at)
        if judged is None:
            return super().ending(session, application, answers, at=at)
        return ending_of(session, application, answers, judged)


def _judged(application: Application, answers: Answers, at: datetime) -> Judged | None:
    return kept_verdict(application) or judge(answers, today(at))


def _dated_anew(
    session: Session, application: Application, *, expected_version: int, at: datetime
) -> Saving | None:
    """Return what to save so that every answer means what it does today; None for nothing.

    Raises Gone where today asks what was not asked before.
    """
    path = load_path(session, application)
    changed = redate(path.answers, today(at))
    if not changed or path.first_unanswered() is not None:
        return None
    after = find_path(journey_of(application), path.answers.including(changed))
    if after.first_unanswered() is not None:
        raise _asks_more(path, changed)
    return Saving(steps=changed, expected_version=expected_version)


def _asks_more(path: Path, changed: Mapping[Key, Values]) -> Gone:
    place = next(place for place in path.places if place.key in changed)
    question = next(iter(place.step.form())).short_name
    return Gone(place.slug, question, NEW_DAY)
