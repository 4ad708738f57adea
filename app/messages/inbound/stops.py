"""STOP and START: a standing yes to texts is taken back at once, and given back only as it was.

STOP comes as a text, or as a refusal of our supplier (Twilio's code 21610), which heard it before
us. START gives back what STOP took, and nothing that staff or the person changed since. A yes that
was taken because the number is not the person's is given back by staff alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audit import Actor
from app.consent import Channel, agree, history
from app.messages.inbound.models import TextStop
from app.messages.inbound.questions import CLOSED, answer, open_questions
from app.messages.inbound.senders import number_token
from app.messages.waking import wake_texts
from app.people import Person, get_person

SUPPLIER = Actor("supplier", "text supplier")


class How(StrEnum):
    """What took a yes back."""

    TEXT = "text"
    SUPPLIER = "supplier"
    NOT_THEIRS = "not-theirs"


BY_STOP = (How.TEXT, How.SUPPLIER)


def stop(
    session: Session, people: Iterable[Person], number: str, how: How, *, actor: Actor, at: datetime
) -> list[Person]:
    """Take back the yes to texts of those who gave one, wake what waits for them; return them.

    After a STOP nobody answers what the number was asked: that is closed, and can be asked anew.
    """
    if how is not How.NOT_THEIRS:
        for question in open_questions(session, number, at=at):
            answer(session, question, CLOSED, at=at)
    stopped = []
    for person in people:
        if person.may_text is not True:
            continue
        agree(session, person, channel=Channel.TEXT, given=False, actor=actor, at=at)
        token = number_token(session, number)
        session.add(TextStop(number_token=token, person_id=person.id, how=how.value, at=at))
        stopped.append(person)
    session.flush()
    wake_texts(session, [person.id for person in stopped], at=at)
    return stopped


def start(session: Session, number: str, *, actor: Actor, at: datetime) -> list[Person]:
    """Give back each yes that STOP took at this number and that nobody changed since."""
    query = select(TextStop).where(
        TextStop.number_token == number_token(session, number),
        TextStop.ended_at.is_(None),
        TextStop.how.in_(BY_STOP),
    )
    started = []
    for stopped in session.scalars(query.order_by(TextStop.at).with_for_update()).all():
        stopped.ended_at = at
        person = get_person(session, stopped.person_id)
        if person.phone == number and _stands(session, stopped, person):
            agree(session, person, channel=Channel.TEXT, given=True, actor=actor, at=at)
            started.append(person)
    return started


def _stands(session: Session, stopped: TextStop, person: Person) -> bool:
    """Say whether the last thing said about texts is the no that this stop made."""
    answers = history(session, person.id, Channel.TEXT)
    return person.may_text is False and bool(answers) and answers[-1].at == stopped.at


def heard_since(session: Session, person_id: UUID, since: datetime) -> bool:
    """Say whether the supplier told us of a STOP since then: what it repeats is no new one."""
    query = select(TextStop.id).where(
        TextStop.person_id == person_id, TextStop.how == How.SUPPLIER, TextStop.at >= since
    )
    return session.scalar(query.limit(1)) is not None


def was_not_theirs(session: Session, person_id: UUID, number: str) -> bool:
    """Say whether what last took a person's yes is that this number is not theirs."""
    query = select(TextStop).where(
        TextStop.number_token == number_token(session, number), TextStop.person_id == person_id
    )
    last = session.scalar(query.order_by(TextStop.at.desc()).limit(1))
    answers = history(session, person_id, Channel.TEXT)
    if last is None or last.how != How.NOT_THEIRS:
        return False
    return bool(answers) and answers[-1].at == last.at


def is_said_wrong(session: Session, people: Iterable[Person], number: str) -> bool:
    """Say whether somebody at this number said that it is not one of these people's."""
    query = select(TextStop.id).where(
        TextStop.number_token == number_token(session, number),
        TextStop.person_id.in_([person.id for person in people if person.may_text is not True]),
        TextStop.how == How.NOT_THEIRS,
    )
    return session.scalar(query.limit(1)) is not None
