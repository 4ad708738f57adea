"""One poison message in a queue of 10,000: the others go out, and it waits in a list with its reason.

Its sealed words are spoilt, so that our own code breaks on it each time. The same queue without it
stands beside.
"""

from __future__ import annotations

import time
from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, select, text

from app import clock
from app.db import Database
from app.messages.models import Message, State
from app.messages.outbox import Listed, list_messages
from app.messages.sending import drain
from app.services import Services
from bench.houses import new_house, unread_log
from bench.mail import carried_by, queue_again, queue_texts, twilio_at
from bench.options import Options
from bench.stand_in import apart
from bench.tables import say, show_table

QUEUE = 10_000
TURNS = 4
TURN = timedelta(hours=1)


def run(options: Options) -> bool:
    """Print the table; return False when one message stopped another, or is not listed."""
    count = options.size(QUEUE, quick=100)
    with new_house() as house, apart() as url:
        services = carried_by(house.services(), twilio_at(url))
        ids = queue_texts(services.database, count, at=clock.now())
        sound = _row(services, "all sound", count)
        queue_again(services.database, at=clock.now())
        _spoil(services.database, ids[count // 2])
        spoilt = _row(services, "one poison", count)
        with services.database.reading() as session:
            held = list_messages(session, state=State.HELD)
        services.database.dispose()
    headings = ["queue", "texts", "went out", "held", "texts/s of the first pass"]
    show_table("A poison message in the queue", headings, [sound, spoilt])
    say(f"\nThe list says: {[one.last_error for one in held]}")
    went = (sound[2], spoilt[2])
    return went == (count, count - 1) and _is_listed(held, ids[count // 2])


def _row(services: Services, name: str, count: int) -> list[str | int]:
    at, started = clock.now(), time.perf_counter()
    with unread_log():
        drain(services, at=at)
        seconds = time.perf_counter() - started
        for turn in range(1, TURNS):
            drain(services, at=at + turn * TURN)
    sent, held = (_counted(services.database, state) for state in (State.SENT, State.HELD))
    return [name, count, sent, held, f"{count / seconds:.0f}"]


def _counted(database: Database, state: State) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).where(Message.state == state)) or 0


def _spoil(database: Database, message_id: UUID) -> None:
    with database.unit_of_work() as session:
        spoilt = {"spoilt": b"spoilt", "id": message_id.hex}
        session.execute(text("UPDATE messages SET body = :spoilt WHERE id = :id"), spoilt)


def _is_listed(held: list[Listed], message_id: UUID) -> bool:
    return [one.id for one in held] == [message_id] and all(one.last_error for one in held)
