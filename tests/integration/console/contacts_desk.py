"""What tests about safe contact, tasks and messages at the console share."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.audit import COMMAND, AuditEntry
from app.messages.demo_phone import DemoPhone
from app.messages.models import Message
from app.messages.sending import drain
from app.people import Person, set_rules
from app.services import Services
from app.tasks import NewTask, Task, TaskKind, open_task
from letters import Fonts
from tests.conftest import ROOT
from tests.integration.messages.conftest import Carriers, add_person, queue


def kept(office: Services, at: datetime, rules: dict[str, Any] | None = None, **who: Any) -> UUID:
    """Keep a person with these rules, and return their id."""
    with office.database.unit_of_work() as session:
        person = add_person(session, at, **who)
        if rules:
            set_rules(session, person.id, rules, actor=COMMAND, at=at)
        return person.id


def said_to(office: Services, person_id: UUID, at: datetime, **changes: Any) -> list[Message]:
    """Queue a message to a person."""
    with office.database.unit_of_work() as session:
        return queue(session, session.get_one(Person, person_id), at, **changes)


def to_do(office: Services, at: datetime, key: str = "one", **changes: Any) -> UUID:
    """Open a task and return its id."""
    usual: dict[str, Any] = {"kind": TaskKind.CALL_BACK, "reason": "message-failed", "due_at": at}
    with office.database.unit_of_work() as session:
        wish = NewTask(key=key, **{**usual, **changes})
        return open_task(session, wish, actor=COMMAND, at=at).id


def carry(office: Services, at: datetime, sms: Any = None) -> None:
    """Send everything that is due."""
    fonts = Fonts.load(ROOT / "var" / "fonts")
    drain(Carriers(office.database, sms or DemoPhone(office.database), fonts), at=at)


def entries(office: Services, action: str) -> list[AuditEntry]:
    """Return the trail's entries of one action."""
    with office.database.reading() as session:
        return list(session.scalars(select(AuditEntry).where(AuditEntry.action == action)))


def only_task(office: Services) -> Task:
    """Return the one task there is."""
    with office.database.reading() as session:
        return session.scalars(select(Task)).one()
