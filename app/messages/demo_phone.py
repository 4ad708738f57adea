"""The demo phone: a supplier that needs no network and shows each text in the app itself.

A text is keyed by its message's id, so a repeat changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.db import Database
from app.messages.inserting import insert_once
from app.messages.models import DemoText
from app.messages.supplier import Receipt

PER_SECOND = 1000


class DemoPhone:
    """Keeps texts in the database for the demo phone's page."""

    name = "demo"
    per_second = PER_SECOND

    def __init__(self, database: Database, *, time: Callable[[], datetime] = clock.now) -> None:
        self._database = database
        self._time = time

    def send(self, *, to: str, body: str, message_id: UUID, valid_for: int) -> Receipt:
        """Show one text on the phone, once."""
        with self._database.unit_of_work() as session:
            text = {"message_id": message_id, "to": to, "body": body, "sent_at": self._time()}
            insert_once(session, DemoText, text)
        return Receipt(_supplier_id(message_id))

    def find_sent(
        self,
        *,
        to: str,
        body: str,
        since: datetime,
        message_id: UUID,
        but_not: Collection[str] = (),
    ) -> str | None:
        """Return the id of the text if it is on the phone, else None."""
        with self._database.reading() as session:
            found = session.scalar(
                select(DemoText.message_id).where(DemoText.message_id == message_id)
            )
        its_id = _supplier_id(message_id)
        return its_id if found and its_id not in but_not else None


def demo_texts(session: Session, *, limit: int = 50) -> Sequence[DemoText]:
    """Return the latest texts on the demo phone, newest first."""
    query = select(DemoText).order_by(DemoText.sent_at.desc(), DemoText.message_id)
    return session.scalars(query.limit(limit)).all()


def _supplier_id(message_id: UUID) -> str:
    return f"demo-{message_id}"
