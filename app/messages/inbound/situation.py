"""What is known when a text is answered, what may come of it, and how a reply is queued."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.applications.actions import Doing
from app.applications.desks import Desk
from app.applications.lifecycle import load_answers
from app.applications.models import Application
from app.audit import Actor
from app.messages.inbound.models import InboundText, TextQuestion, TextThread
from app.messages.inbound.understanding import Understood
from app.messages.models import Message
from app.messages.outbox import queue_message
from app.messages.wishes import Safe, safe_for
from app.people import Person
from app.settings import Settings

NOT_UNDERSTOOD = "text-not-understood"
# Somebody who writes several texts in a row hears once that they are read.
ONE_RECEIPT = timedelta(hours=24)


@dataclass(frozen=True, kw_only=True)
class Situation:
    """One text with its thread, the people at the number, and the questions open there."""

    session: Session
    settings: Settings
    desks: Mapping[str, Desk]
    text: InboundText
    thread: TextThread
    people: Sequence[Person]
    understood: Understood
    questions: Sequence[TextQuestion]
    actor: Actor
    at: datetime

    @property
    def number(self) -> str:
        """The number that the text came from."""
        return self.thread.number

    @property
    def person(self) -> Person | None:
        """The person whose number this is; None when there is none, or more than one."""
        return self.people[0] if len(self.people) == 1 else None

    def safe(self, person: Person) -> Safe:
        """Return what narrows a person's wishes."""
        return safe_for(self.session, person)

    def confirmed(self) -> list[Person]:
        """Return those who want texts and whose number is confirmed, where that is asked."""
        wanted = [person for person in self.people if person.may_text is True]
        if not self.settings.confirm_numbers:
            return wanted
        return [one for one in wanted if self.safe(one).rules.confirmed_phone == self.number]

    def doing(self, application: Application, key: str) -> Doing:
        """Return what an action of a desk is given when the person does it by text."""
        return Doing(
            session=self.session,
            application=application,
            answers=load_answers(self.session, application.id),
            at=self.at,
            actor=self.actor,
            channel=self.actor.channel,
            key=key,
        )

    def _most_careful(self) -> Person | None:
        """Return who at the number wants texts; of several, one whose rules say the least."""
        wanted = [one for one in self.people if one.may_text is True]
        return min(wanted, key=self._freedom, default=None)

    def _freedom(self, person: Person) -> tuple[bool, bool]:
        safe = self.safe(person)
        return not safe.plain, safe.rules.hours is None

    def reply(
        self,
        kind: str,
        person: Person | None = None,
        application: Application | None = None,
        holes: Mapping[str, Any] | None = None,
    ) -> UUID | None:
        """Queue an answer and return its id; None where nobody at the number wants texts."""
        to = person or self._most_careful()
        if to is None:
            return None
        queued = queue_message(
            self.session,
            kind=kind,
            person=to,
            application_id=application.id if application else None,
            reference=application.reference if application else "",
            holes={**sent_by(self.settings), **(holes or {})},
            key=f"text:{self.text.id}:{kind}",
            at=self.at,
            actor=self.actor,
        )
        return queued[0].id if queued else None


@dataclass(frozen=True, kw_only=True)
class Answered:
    """What came of a text: its meaning, whom and what it is about, and the answer to it.

    `waits`: an agent reads it.
    """

    meaning: str
    waits: bool = False
    person_id: UUID | None = None
    application_id: UUID | None = None
    answer_id: UUID | None = None


def sent_by(settings: Settings) -> dict[str, str]:
    """Return the holes that every message has: where to call, and who sends it."""
    return {"helpline": settings.helpline, "sender": settings.sender_name}


def to_agent(found: Situation, meaning: str, person: Person | None = None) -> Answered:
    """Leave a text to an agent, and say so once a day, where anything may be said at all."""
    answer = None if _was_told(found) else found.reply(NOT_UNDERSTOOD, person)
    whose = person or found.person
    return Answered(
        meaning=meaning, waits=True, person_id=whose.id if whose else None, answer_id=answer
    )


def _was_told(found: Situation) -> bool:
    query = (
        select(func.count())
        .select_from(InboundText)
        .join(Message, Message.id == InboundText.answer_id)
        .where(
            InboundText.thread_id == found.thread.id,
            InboundText.received_at > found.at - ONE_RECEIPT,
            Message.kind == NOT_UNDERSTOOD,
        )
    )
    return bool(found.session.scalar(query))
