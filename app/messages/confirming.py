"""A number is confirmed once before it gets anything beyond the minimum.

A number counts as confirmed when it answered YES to our first text, or when an agent read it back
to the person. Until then a text waits, and the number gets one that says nothing personal. Without
an answer in a day the next channel is used; where there is none, the text goes out in words that say
as little as they can, because nobody who relies on texts may be left without one. A question that
ended without an answer is asked again when it is next needed, a few times and no more.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.audit import WORKER, Actor, record
from app.consent import Channel as Consents
from app.consent import history
from app.db import Database
from app.messages.inbound.models import TextQuestion
from app.messages.inbound.questions import (
    Asked,
    NewQuestion,
    answer,
    ask,
    find_question,
    open_questions,
)
from app.messages.inbound.senders import number_token
from app.messages.inbound.wording import CONFIRM_NUMBER
from app.messages.kinds import wording_of
from app.messages.models import WAITING, Channel, Message, State
from app.messages.outbox import QUEUED, queue_message, untouched
from app.messages.outcomes import Ended, Outcome, Rest
from app.messages.troubles import NOT_CONFIRMED, NOT_THEIRS, UNANSWERED
from app.messages.wishes import Safe, reach
from app.people import Person, get_person, rules_of, set_rules

ANSWER_WITHIN = timedelta(hours=24)
# A later YES still confirms; what was waiting has gone another way by then.
QUESTION_LASTS = timedelta(days=30)
# One that lapsed, or that a STOP closed, is asked again. Whoever never answers is left alone then.
MOST_QUESTIONS = 3
# A YES starts what waits at once; the short rest is for one that comes while a text is looked at.
LOOK_AGAIN = timedelta(hours=2)
# A text that is of no use soon goes another way while that still helps.
BEFORE_EXPIRY = timedelta(hours=2)


class How(StrEnum):
    """How a number was confirmed."""

    ANSWERED = "answered"
    READ_BACK = "read-back"


def is_confirmed(safe: Safe, number: str) -> bool:
    """Say whether this is the number that the person confirmed."""
    return safe.rules.confirmed_phone == number


def confirm_number(
    session: Session, person: Person, number: str, how: How, *, actor: Actor, at: datetime
) -> int:
    """Keep that a number is the person's, and start what waited for that; return how many.

    A question about it that is still open is answered with that, so that a later YES or NO is not
    taken for its answer.
    """
    for question in open_questions(session, number, at=at):
        if question.kind == Asked.CONFIRM and question.person_id == person.id:
            answer(session, question, "yes", at=at)
    wish = {"confirmed_phone": number}
    set_rules(session, person.id, wish, actor=actor, at=at)
    record(
        session,
        "number.confirmed",
        actor=actor,
        at=at,
        subject_kind="person",
        subject_id=person.id,
        details={"how": how.value},
    )
    return _release(session, person.id, at=at)


def _release(session: Session, person_id: UUID, *, at: datetime) -> int:
    started = session.scalars(
        update(Message)
        .where(Message.person_id == person_id, *_WAITING_TO_BE_CONFIRMED)
        .values(next_attempt_at=at, attempts=0, last_error=None)
        .returning(Message.id)
        .execution_options(synchronize_session=False)
    ).all()
    if started:
        session.info[QUEUED] = True
    return len(started)


_WAITING_TO_BE_CONFIRMED = (
    Message.channel == Channel.TEXT,
    Message.state.in_(WAITING),
    Message.last_error == NOT_CONFIRMED.source,
)


def fail_waiting(session: Session, person_id: UUID, error: str, *, at: datetime) -> list[UUID]:
    """Fail the texts that wait for a number to be confirmed, and return their ids.

    One that is looked at, or sent, at this moment is left to that: it keeps what is known of it.
    """
    return list(
        session.scalars(
            update(Message)
            .where(Message.person_id == person_id, *_WAITING_TO_BE_CONFIRMED, untouched())
            .values(state=State.FAILED, last_error=error, settled_at=at)
            .returning(Message.id)
            .execution_options(synchronize_session=False)
        )
    )


def unconfirmed(
    database: Database, message: Message, safe: Safe, to: str, *, at: datetime
) -> Outcome | None:
    """Return what becomes of a text whose number is not confirmed; None for one that may go.

    The number is asked when the first text comes to it. Use `goes_plainly` for one that may go.
    """
    if is_confirmed(safe, to) or wording_of(message.kind, message.wording_version).minimum:
        return None
    with database.unit_of_work() as session:
        person = get_person(session, message.person_id)
        question = _first_text(session, message, person, to, at=at)
    if question.answer == "yes":
        return None
    if question.answer == "no":
        return Ended(State.FAILED, error=NOT_THEIRS.source)
    give_up = question.asked_at + ANSWER_WITHIN
    if message.expires_at is not None:
        give_up = min(give_up, message.expires_at - BEFORE_EXPIRY)
    if at < give_up and question.answer is None:
        wait = min(give_up - at, LOOK_AGAIN)
        return Rest(wait, error=NOT_CONFIRMED.source, tried=False)
    if _has_another_way(person, safe):
        return Ended(State.FAILED, error=UNANSWERED.source)
    return None


def goes_plainly(message: Message, safe: Safe, to: str) -> bool:
    """Say whether a text that may go to an unconfirmed number says as little as it can."""
    minimum = wording_of(message.kind, message.wording_version).minimum
    return not minimum and not is_confirmed(safe, to)


def _has_another_way(person: Person, safe: Safe) -> bool:
    return bool(reach(person, Channel.LETTER, safe).to) or safe.rules.may_call is True


def _first_text(
    session: Session, message: Message, person: Person, to: str, *, at: datetime
) -> TextQuestion:
    """Return the question whether this number is the person's, asking it now where that is due."""
    key, asked = _latest(session, person, to, at=at)
    if asked is not None:
        return asked
    wish = NewQuestion(
        kind=Asked.CONFIRM, key=key, number=to, person_id=person.id, until=at + QUESTION_LASTS
    )
    question = ask(session, wish, at=at)
    queue_message(
        session,
        kind=CONFIRM_NUMBER,
        person=person,
        application_id=None,
        reference="",
        holes={name: message.body.get(name) or "" for name in ("helpline", "sender")},
        key=key,
        at=at,
        actor=WORKER,
    )
    return question


def _latest(
    session: Session, person: Person, to: str, *, at: datetime
) -> tuple[str, TextQuestion | None]:
    """Return the question that stands, or the key of the one to ask now.

    After the last that may be asked, that one stands, answered or not.
    """
    key = f"confirm:{person.id}:{number_token(session, to).hex()}"
    for number in range(1, MOST_QUESTIONS + 1):
        this = key if number == 1 else f"{key}:{number}"
        question = find_question(session, this)
        if question is None or number == MOST_QUESTIONS or _stands(session, question, to, at=at):
            return this, question
    raise AssertionError("there is a last question")  # pragma: no cover


def _stands(session: Session, question: TextQuestion, to: str, *, at: datetime) -> bool:
    """Say whether a question is open, or what was answered still holds.

    A NO holds until staff take a new yes to texts; a YES until another number is confirmed.
    """
    if question.answer is None:
        return question.expires_at > at
    if question.answer == "yes":
        return rules_of(session, question.person_id).confirmed_phone == to
    answers = history(session, question.person_id, Consents.TEXT)
    newer = bool(answers) and answers[-1].given and answers[-1].at > (question.answered_at or at)
    return question.answer == "no" and not newer
