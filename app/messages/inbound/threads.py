"""Threads: what a number texted and what it was sent, for an agent to read and answer.

The list shows what waits first. An answer goes through the outbox, to the person whose number it
is, so that a wish, a rule or a STOP holds for it too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.audit import Actor, record
from app.errors import NotAllowedNow, NotFound
from app.i18n import _
from app.messages.confirming import is_confirmed
from app.messages.inbound.models import InboundText, TextThread
from app.messages.inbound.senders import people_at
from app.messages.inbound.situation import sent_by
from app.messages.inbound.wording import AGENT_REPLY
from app.messages.kinds import text_of, wording_of
from app.messages.models import Channel, Message
from app.messages.outbox import queue_message
from app.messages.wishes import reach, safe_for
from app.messages.wording import LONGEST_WORDS, clean_holes, text_in
from app.people import Person
from app.settings import Settings
from app.values.cleaning import many_lines
from app.values.refusal import Refusal
from app.values.sms_text import Parts, parts

PAGE_SIZE = 50
MOST_SHOWN = 100


class NoSuchThread(NotFound):
    """There is no thread with this id."""


class CannotAnswer(NotAllowedNow):
    """No text may go to this number: nobody, or several people, are behind it, or they said no."""


@dataclass(frozen=True)
class Line:
    """One text of a thread: when, what, and whether it came from us."""

    at: datetime
    text: str
    ours: bool
    language: str = "en"
    state: str = ""
    kind: str = ""
    waits: bool = False


@dataclass(frozen=True)
class Draft:
    """An agent's answer as it would be sent, and what it is paid for as.

    `waits`: the number is not confirmed, so it is asked first, and the answer goes out after a YES.
    """

    text: str
    parts: Parts
    plain: bool
    waits: bool


def list_threads(
    session: Session, *, number: int = 1, size: int = PAGE_SIZE
) -> Sequence[TextThread]:
    """Return one page of the threads: those with unread texts first, then the newest."""
    query = select(TextThread).order_by(
        (TextThread.unread > 0).desc(), TextThread.last_at.desc(), TextThread.id
    )
    return session.scalars(query.limit(size).offset((number - 1) * size)).all()


def count_unread(session: Session) -> int:
    """Return how many threads have a text that waits for an agent."""
    query = select(func.count()).select_from(TextThread).where(TextThread.unread > 0)
    return session.scalar(query) or 0


def get_thread(session: Session, thread_id: UUID, *, lock: bool = False) -> TextThread:
    """Return a thread; raise NoSuchThread."""
    thread = session.get(TextThread, thread_id, with_for_update=lock, populate_existing=lock)
    if thread is None:
        raise NoSuchThread(f"no thread {thread_id}")
    return thread


def view_thread(session: Session, thread_id: UUID, *, actor: Actor, at: datetime) -> TextThread:
    """Return a thread to be shown to this actor, and note it; raise NoSuchThread."""
    thread = get_thread(session, thread_id)
    _note(session, "thread.viewed", thread, actor=actor, at=at)
    return thread


def people_of(session: Session, thread: TextThread) -> Sequence[Person]:
    """Return the people whose number it is now."""
    return people_at(session, thread.number)


def lines_of(session: Session, thread: TextThread, people: Sequence[Person]) -> list[Line]:
    """Return what was said, the newest last; texts to these people at other numbers are left out."""
    theirs = session.scalars(
        select(InboundText)
        .where(InboundText.thread_id == thread.id)
        .order_by(InboundText.received_at.desc())
        .limit(MOST_SHOWN)
    )
    lines = [Line(one.received_at, one.body, ours=False, waits=one.waits) for one in theirs]
    ours = session.scalars(
        select(Message)
        .where(Message.channel == Channel.TEXT, Message.person_id.in_([one.id for one in people]))
        .order_by(Message.created_at.desc())
        .limit(MOST_SHOWN)
    )
    lines += [_our_line(one) for one in ours if one.to == thread.number]
    return sorted(lines, key=lambda line: line.at)[-MOST_SHOWN:]


def _our_line(message: Message) -> Line:
    return Line(
        message.sent_at or message.created_at,
        text_of(message),
        ours=True,
        language=message.language,
        state=message.state,
        kind=message.kind,
    )


def draft_answer(
    session: Session, thread: TextThread, words: str, settings: Settings
) -> tuple[Person, Draft]:
    """Return whom an answer would reach and how it would read.

    Raises Refusal for words that are missing or too long, and CannotAnswer.
    """
    kept = many_lines(words).strip()
    if not kept:
        raise Refusal("reply-missing", _("Write an answer"))
    if len(kept) > LONGEST_WORDS:
        said = _("Use {limit} characters or fewer. You have used {count}.")
        raise Refusal("reply-long", said.filled(limit=LONGEST_WORDS, count=len(kept)))
    people = people_of(session, thread)
    if len(people) != 1:
        raise CannotAnswer(f"thread {thread.id} has {len(people)} people")
    (person,) = people
    safe = safe_for(session, person)
    if not reach(person, Channel.TEXT, safe).to:
        raise CannotAnswer(f"the person of thread {thread.id} may not be texted")
    wording = wording_of(AGENT_REPLY)
    holes = {**sent_by(settings), "words": kept, "name": person.full_name, "reference": ""}
    text = text_in(wording, clean_holes(wording, holes), person.language, plain_words=safe.plain)
    waits = settings.confirm_numbers and not is_confirmed(safe, thread.number)
    return person, Draft(text, parts(text), safe.plain, waits)


def answer_thread(
    session: Session,
    thread_id: UUID,
    words: str,
    *,
    key: str,
    settings: Settings,
    actor: Actor,
    at: datetime,
    seen: datetime | None = None,
) -> Message:
    """Queue an agent's answer, once for a key, and mark the thread handled up to what was `seen`.

    Raises Refusal, also where the key sent other words before; CannotAnswer or NoSuchThread.
    """
    thread = get_thread(session, thread_id, lock=True)
    person, _draft = draft_answer(session, thread, words, settings)
    holes = {**sent_by(settings), "words": many_lines(words).strip()}
    (message,) = queue_message(
        session,
        kind=AGENT_REPLY,
        person=person,
        application_id=None,
        reference=person.reference,
        holes=holes,
        key=f"{AGENT_REPLY}:{thread.id}:{key}"[:100],
        at=at,
        actor=actor,
    )
    _check_words(message, holes)
    _note(session, "thread.answered", thread, actor=actor, at=at)
    _handled(session, thread, seen or at, actor=actor, at=at)
    return message


def _check_words(message: Message, holes: Mapping[str, str]) -> None:
    """Raise Refusal where the page that these words came from sent other words before."""
    wording = wording_of(message.kind, message.wording_version)
    wanted = clean_holes(wording, {**message.body, **holes})["words"]
    if message.body["words"] != wanted:
        said = _(
            "You sent another answer from this page already: “{words}”. This one is not sent. "
            "Look at it again, and send it if it is still needed."
        )
        raise Refusal("reply-sent", said.filled(words=message.body["words"]))


def mark_handled(
    session: Session, thread_id: UUID, *, actor: Actor, at: datetime, seen: datetime | None = None
) -> None:
    """Say that nothing in a thread waits for an agent any more; raise NoSuchThread.

    A text that came after the agent had `seen` the thread still waits.
    """
    thread = get_thread(session, thread_id, lock=True)
    _handled(session, thread, seen or at, actor=actor, at=at)
    _note(session, "thread.handled", thread, actor=actor, at=at)


def _handled(
    session: Session, thread: TextThread, seen: datetime, *, actor: Actor, at: datetime
) -> None:
    waiting = (InboundText.thread_id == thread.id, InboundText.waits)
    session.execute(
        update(InboundText)
        .where(*waiting, InboundText.received_at <= seen)
        .values(waits=False)
        .execution_options(synchronize_session=False)
    )
    left = select(func.count()).select_from(InboundText).where(*waiting)
    thread.unread = session.scalar(left) or 0
    thread.handled_at, thread.handled_by = at, actor.id


def _note(session: Session, action: str, thread: TextThread, *, actor: Actor, at: datetime) -> None:
    record(session, action, actor=actor, at=at, subject_kind="thread", subject_id=thread.id)
