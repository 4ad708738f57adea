"""The answer to our first text: this is the person's number, or it is not."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from app.messages.confirming import How, confirm_number, fail_waiting
from app.messages.fallback import fall_back
from app.messages.inbound.models import TextQuestion
from app.messages.inbound.questions import answer
from app.messages.inbound.situation import Answered, Situation
from app.messages.inbound.stops import How as StoppedBy
from app.messages.inbound.stops import stop
from app.messages.inbound.vocabulary import Command
from app.messages.troubles import NOT_THEIRS
from app.people import Person
from app.tasks import NewTask, TaskKind, open_task

WRONG_NUMBER = "number-not-theirs"


def is_theirs(found: Situation, questions: Sequence[TextQuestion]) -> Answered:
    """Confirm the number for everybody about whom it was asked; what waited goes out."""
    for question in questions:
        answer(found.session, question, "yes", at=found.at)
        person = _person(found, question)
        if person is not None:
            confirm_number(
                found.session,
                person,
                found.number,
                How.ANSWERED,
                actor=found.actor,
                at=found.at,
            )
    return Answered(meaning=Command.YES, person_id=_only_id(questions))


def is_not_theirs(found: Situation, questions: Sequence[TextQuestion]) -> Answered:
    """Send nothing more to the number: what waited goes another way, and staff find out."""
    for question in questions:
        answer(found.session, question, "no", at=found.at)
        person = _person(found, question)
        if person is not None:
            _give_up(found, person, question)
    return Answered(meaning=Command.NO, person_id=_only_id(questions))


def _give_up(found: Situation, person: Person, question: TextQuestion) -> None:
    session, at = found.session, found.at
    stop(session, [person], found.number, StoppedBy.NOT_THEIRS, actor=found.actor, at=at)
    wish = NewTask(
        key=f"{WRONG_NUMBER}:{question.id}",
        kind=TaskKind.BAD_MESSAGE,
        reason=WRONG_NUMBER,
        due_at=at,
        person_id=person.id,
    )
    open_task(session, wish, actor=found.actor, at=at)
    for message_id in fail_waiting(session, person.id, NOT_THEIRS.source, at=at):
        fall_back(session, message_id, at=at, has_task=True)


def _person(found: Situation, question: TextQuestion) -> Person | None:
    return next((one for one in found.people if one.id == question.person_id), None)


def _only_id(questions: Sequence[TextQuestion]) -> UUID | None:
    return questions[0].person_id if len(questions) == 1 else None
