"""What the outbox's tests share: people with wishes, queued messages, and carriers to drain with."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db import Database
from app.messages.demo_phone import DemoPhone
from app.messages.kinds import wording_of
from app.messages.models import Message
from app.messages.outbox import queue_message
from app.messages.supplier import Receipt, SmsSupplier
from app.people import Person
from letters import Fonts
from tests.conftest import ROOT

MOBILE = "+447700900123"
ADDRESS = {
    "line1": "1 Sample Street",
    "line2": "",
    "town": "Anytown",
    "county": "",
    "postcode": "CF10 1AA",
}


@dataclass
class Carriers:
    """What draining needs, with a supplier that a test chooses."""

    database: Database
    sms: SmsSupplier
    fonts: Fonts
    spare_sms: SmsSupplier | None = None
    confirm_numbers: bool = False


@dataclass
class ScriptedPhone:
    """A supplier that follows a script: each step is an error to raise, or None to take the text.

    With `taken_first` a text is taken before the error is raised, as when an answer gets lost.
    """

    script: list[BaseException | None] = field(default_factory=list)
    taken_first: bool = False
    name: str = "scripted"
    per_second: int = 1000
    taken: list[tuple[UUID, str, str]] = field(default_factory=list)
    looked_up: int = 0

    def send(self, *, to: str, body: str, message_id: UUID, valid_for: int = 0) -> Receipt:
        error = self.script.pop(0) if self.script else None
        if error is None or self.taken_first:
            self.taken.append((message_id, to, body))
        if error is not None:
            raise error
        return Receipt(f"id-{message_id}")

    def find_sent(
        self,
        *,
        to: str,
        body: str,
        since: datetime,
        message_id: UUID,
        but_not: Collection[str] = (),
    ) -> str | None:
        self.looked_up += 1
        known = (message_id, to, body) in self.taken and f"id-{message_id}" not in but_not
        return f"id-{message_id}" if known else None


@pytest.fixture(scope="session")
def fonts() -> Fonts:
    return Fonts.load(ROOT / "var" / "fonts")


@pytest.fixture
def phone() -> ScriptedPhone:
    return ScriptedPhone()


@pytest.fixture
def carriers(database: Database, fonts: Fonts, phone: ScriptedPhone) -> Carriers:
    return Carriers(database, phone, fonts)


@pytest.fixture
def demo(database: Database, fonts: Fonts) -> Carriers:
    return Carriers(database, DemoPhone(database), fonts)


def add_person(session: Session, at: datetime, **details: Any) -> Person:
    """Add a person who may be texted and written to, unless the details say otherwise."""
    usual = {
        "first_names": "Sian",
        "last_name": "Example",
        "phone": MOBILE,
        "address": ADDRESS,
        "may_text": True,
        "may_write": True,
    }
    person = Person(
        id=uuid4(),
        reference=f"PE-{uuid4().hex[:8]}",
        created_at=at,
        updated_at=at,
        **{**usual, **details},
    )
    session.add(person)
    session.flush()
    return person


def queue(session: Session, person: Person, at: datetime, **changes: Any) -> list[Message]:
    """Queue a "visit-booked" message for a person, unless the changes say otherwise."""
    kind = changes.get("kind", "visit-booked")
    usual = {
        "kind": kind,
        "application_id": None,
        "reference": "PV-4K7Q-9M2X",
        "holes": wording_of(kind).sample,
        "key": f"test:{uuid4()}",
        "at": at,
    }
    return queue_message(session, person=person, **{**usual, **changes})


Queue = Callable[..., list[Message]]


@pytest.fixture
def queued_text(database: Database, at: datetime) -> Message:
    """One text that is due."""
    with database.unit_of_work() as session:
        (message,) = queue(session, add_person(session, at, may_write=None), at)
    return message


@pytest.fixture
def queued_letter(database: Database, at: datetime) -> Message:
    """One letter that is due."""
    with database.unit_of_work() as session:
        (message,) = queue(session, add_person(session, at, may_text=False), at)
    return message


def read(database: Database, message_id: UUID) -> Message:
    """Return a message as it is stored now."""
    with database.reading() as session:
        return session.get_one(Message, message_id)


def states(database: Database) -> list[str]:
    """Return the state of every message."""
    with database.reading() as session:
        return list(session.scalars(select(Message.state)))
