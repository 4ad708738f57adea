"""Telling the applicant: one message of a kind, with what its wording needs, into the outbox.

Every service tells through here, so that nobody is told twice and nobody unknown is told at all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.applications.models import Application
from app.appointments import Slot, get_slot
from app.events import Moved
from app.messages.models import Message
from app.messages.outbox import queue_message
from app.people import get_person
from app.settings import Settings

Reaction = Callable[[Session, Moved, Settings], None]


def tell(
    session: Session,
    kind: str,
    application: Application,
    event: Moved,
    settings: Settings,
    holes: Mapping[str, Any],
    *,
    due_at: datetime | None = None,
    turn: str = "",
) -> list[Message]:
    """Queue one message to the applicant, where there is one, and return it on each channel.

    `due_at` is when to send it. A kind is told once for an application. One that may be told
    again, such as a new time for a call, names each `turn`.
    """
    if application.person_id is None:
        return []
    key = f"{kind}:{application.id}"
    return queue_message(
        session,
        kind=kind,
        person=get_person(session, application.person_id),
        application_id=application.id,
        reference=application.reference,
        holes={
            "helpline": settings.helpline,
            "sender": settings.sender_name,
            "answers": settings.can_be_answered,
            "reply_to": settings.reply_lines,
            **holes,
        },
        key=f"{key}:{turn}" if turn else key,
        at=event.at,
        due_at=due_at,
    )


def slot_of(session: Session, slot_id: int | None) -> Slot | None:
    """Return the slot of an id that a move announced, where there is one."""
    return get_slot(session, slot_id) if slot_id else None


def times_of(slot: Slot | None, *, prefix: str = "") -> dict[str, Any]:
    """Return when a slot starts and ends, as holes; none where there is no slot."""
    if slot is None:
        return {}
    return {
        f"{prefix}starts_at": slot.starts_at.isoformat(),
        f"{prefix}ends_at": slot.ends_at.isoformat(),
    }
