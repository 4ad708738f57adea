"""A text arrives: it is kept first, and then understood and acted on.

Kept and acted on are two units of work, so that a text which breaks our own code still waits for an
agent. The same text told twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID, uuid4

import structlog
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.applications.desks import Desk
from app.audit import record
from app.db import Database, lost_to_others
from app.i18n import _
from app.messages.inbound.answering import answer_text
from app.messages.inbound.models import InboundText, TextThread
from app.messages.inbound.questions import Asked, open_questions
from app.messages.inbound.senders import number_token, people_at, stored_number, texter
from app.messages.inbound.situation import Answered, Situation
from app.messages.inbound.understanding import understand
from app.messages.inbound.vocabulary import Command
from app.messages.inserting import insert_once
from app.messages.sending import told
from app.settings import Settings
from app.values.cleaning import many_lines

# Twilio joins the parts of a text up to 1,600 characters.
LONGEST_BODY = 1600
LONGEST_ID = 64
# A machine that answers machines is not answered for ever.
MOST_AN_HOUR = 20
TOO_MANY = "too-many"
# Kept behind the words of a text, so that whoever reads it can ask what the picture showed.
PICTURE = _("[A picture came with this text. We do not keep pictures.]")
log = structlog.get_logger()


class House(Protocol):
    """What taking in a text needs of `Services`."""

    @property
    def database(self) -> Database: ...

    @property
    def settings(self) -> Settings: ...

    @property
    def desks(self) -> Mapping[str, Desk]: ...


@dataclass(frozen=True, kw_only=True)
class Received:
    """One text as the supplier posts it: its id there, from whom, what, and its own opt-out.

    `picture`: at least one picture or other file came with it.
    """

    supplier_id: str
    sender: str
    body: str
    opt_out: str = ""
    picture: bool = False

    def kept(self) -> str:
        """Return the words as they are kept, with a note where a picture came too."""
        words = many_lines(self.body[:LONGEST_BODY])
        return "\n".join(filter(None, (words, PICTURE.source))) if self.picture else words


def take_in(house: House, received: Received, *, at: datetime) -> bool:
    """Keep a text and act on it; return False where that was done before."""
    with house.database.unit_of_work(repeatable=True) as session:
        text_id = _keep(session, received, at=at)
    if text_id is None:
        return False
    try:
        with house.database.unit_of_work() as session:
            _act(session, text_id, house, at=at)
    except Exception as fault:  # our own code broke on this text: it waits for an agent
        if lost_to_others(fault):  # it broke of nothing: the request is run again
            raise
        log.error("text.fault", text_id=str(text_id), **told(fault))
    return True


def _keep(session: Session, received: Received, *, at: datetime) -> UUID | None:
    """Keep a text in its thread, unread; return its id unless something came of it already."""
    thread = _thread(session, stored_number(received.sender), at=at)
    key = received.supplier_id[:LONGEST_ID]
    new = insert_once(
        session,
        InboundText,
        {
            "id": uuid4(),
            "supplier_id": key,
            "thread_id": thread.id,
            "body": received.kept(),
            "opt_out": received.opt_out[:10] or None,
            "received_at": at,
            "waits": True,
        },
    )
    if new:
        thread.unread += 1
        thread.last_at = max(thread.last_at, at)
    kept = session.scalars(select(InboundText).where(InboundText.supplier_id == key)).one()
    return kept.id if kept.meaning is None else None


def _thread(session: Session, number: str, *, at: datetime) -> TextThread:
    """Return the thread of a number, locked, making it where it is new."""
    token = number_token(session, number)
    insert_once(
        session,
        TextThread,
        {"id": uuid4(), "number_token": token, "number": number, "unread": 0, "last_at": at},
    )
    query = select(TextThread).where(TextThread.number_token == token).with_for_update()
    return session.scalars(query).one()


def _act(session: Session, text_id: UUID, house: House, *, at: datetime) -> None:
    text = session.get_one(InboundText, text_id)
    thread = session.get_one(TextThread, text.thread_id, with_for_update=True)
    session.refresh(text)
    if text.meaning is not None:
        return
    found = _situation(session, text, thread, house, at=at)
    thread.person_id = found.person.id if found.person else None
    stops = found.understood.command is Command.STOP
    crowded = not stops and _last_hour(session, thread, at=at) > MOST_AN_HOUR
    done = Answered(meaning=TOO_MANY, waits=True) if crowded else answer_text(found)
    text.meaning = done.meaning
    text.waits = done.waits or text.body.endswith(PICTURE.source)
    text.person_id, text.application_id = done.person_id, done.application_id
    text.answer_id = done.answer_id
    # Counted anew: an agent may have handled the thread since the text was kept.
    session.flush()
    unread = InboundText.thread_id == thread.id, InboundText.waits
    thread.unread = session.scalar(select(func.count()).where(*unread)) or 0
    record(
        session,
        "text.received",
        actor=found.actor,
        at=at,
        subject_kind="application" if done.application_id else "person",
        subject_id=done.application_id or done.person_id,
        details={"meaning": done.meaning, "waits": text.waits},
    )


def _situation(
    session: Session, text: InboundText, thread: TextThread, house: House, *, at: datetime
) -> Situation:
    questions = open_questions(session, thread.number, at=at)
    cancelling = any(question.kind == Asked.CANCEL for question in questions)
    return Situation(
        session=session,
        settings=house.settings,
        desks=house.desks,
        text=text,
        thread=thread,
        people=people_at(session, thread.number),
        understood=understand(text.body.removesuffix(PICTURE.source), cancelling=cancelling),
        questions=questions,
        actor=texter(thread.id),
        at=at,
    )


def _last_hour(session: Session, thread: TextThread, *, at: datetime) -> int:
    query = select(func.count()).where(
        InboundText.thread_id == thread.id, InboundText.received_at > at - timedelta(hours=1)
    )
    return session.scalar(query) or 0
