"""Stopping letters to an address from which one came back: in the tray, or being made just now.

It is the person's own, or that of a place in whose care their post goes.

Letters that are due later are not touched: each is looked at when it is made, and goes where the
person lives by then. Letters in a batch that is not printed yet are in its print file already, so
whoever prints is told which ones to take out by hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from app.messages.fallback import fall_back
from app.messages.letter_locks import lock_letters
from app.messages.models import Channel, LetterFile, Message, PrintBatch, State
from app.messages.outbox import QUEUED
from app.messages.troubles import POST_CAME_BACK
from app.messages.wishes import safe_for
from app.people import Person, get_person
from app.values.addresses import Address


@dataclass(frozen=True)
class InBatch:
    """A letter that is in a print file already: its place there, and when the batch was closed."""

    place: int
    closed_at: datetime


def lines_below_name(letter: Message) -> tuple[str, ...]:
    """Return the address on an envelope."""
    return tuple(letter.to.splitlines()[1:])


def is_sent_home(person: Person, letter: Message) -> bool:
    """Say whether an envelope bears the address that the person has now."""
    lines = Address.from_dict(person.address or {}).lines()
    return bool(lines) and lines == lines_below_name(letter)


def is_in_care(session: Session, person: Person, letter: Message) -> bool:
    """Say whether an envelope goes to the place in whose care the person's post is now."""
    lines = safe_for(session, person).collect
    return bool(lines) and tuple(lines) == lines_below_name(letter)


def stop_post(
    session: Session, person: Person, lines: tuple[str, ...], *, at: datetime
) -> list[str]:
    """Stop a person's letters to an address, and return the ids of those taken from the tray.

    Each of those takes its next channel.
    """
    _let_go(session, person, at=at)
    query = _rendered(person).where(LetterFile.batch_id.is_(None))
    # The lock keeps a batch that is being closed off them.
    ids = [letter.message_id for letter in lock_letters(session, query)]
    letters = [session.get_one(Message, one, populate_existing=True) for one in ids]
    # Some may have been cancelled while we waited for their locks.
    there = [letter for letter in letters if letter.state == State.RENDERED]
    stopped = [letter for letter in there if lines_below_name(letter) == lines]
    for letter in stopped:
        fail(letter, POST_CAME_BACK.source, at=at)
        session.flush()
        tell_otherwise(session, letter, at=at)
    return [str(letter.id) for letter in stopped]


def _let_go(session: Session, person: Person, *, at: datetime) -> None:
    """Take letters that are being made off whoever makes them, so that they are looked at again."""
    session.execute(
        update(Message)
        .where(
            Message.person_id == person.id,
            Message.channel == Channel.LETTER,
            Message.state == State.ATTEMPTING,
        )
        .values(lease_token=None, lease_until=None, next_attempt_at=at)
        .execution_options(synchronize_session=False)
    )


def _rendered(person: Person) -> Select[UUID]:
    return (
        select(LetterFile.message_id)
        .join(Message, Message.id == LetterFile.message_id)
        .where(Message.person_id == person.id, Message.state == State.RENDERED)
    )


def in_batches(session: Session, came_back: Message) -> list[InBatch]:
    """Return the letters to the same person and address that wait in a print file for the printer."""
    person = get_person(session, came_back.person_id)
    query = (
        _rendered(person)
        .join(PrintBatch, PrintBatch.id == LetterFile.batch_id)
        .add_columns(LetterFile.place, PrintBatch.closed_at)
        .order_by(PrintBatch.closed_at, LetterFile.place)
    )
    return [
        InBatch(place or 0, closed_at)
        for message_id, place, closed_at in session.execute(query)
        if lines_below_name(session.get_one(Message, message_id)) == lines_below_name(came_back)
    ]


def fail(letter: Message, error: str, *, at: datetime) -> None:
    """Let a letter have failed for good."""
    letter.state, letter.last_error, letter.settled_at = State.FAILED, error, at


def tell_otherwise(session: Session, letter: Message, *, at: datetime) -> None:
    """Use the next channel for a letter that failed; the task about its return is open already."""
    fall_back(session, letter.id, at=at, has_task=True)
    session.info[QUEUED] = True
