"""One row that does not open any more keeps no other letter waiting: not in the tray, nor at a kiosk."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import text, update
from sqlalchemy.orm import Session

from app.audit import COMMAND
from app.messages.at_kiosk import look_after
from app.messages.batches import close_batch
from app.messages.models import Message, State
from app.messages.sending import drain
from app.people import Person, set_rules
from app.tasks import open_tasks
from tests.integration.messages.conftest import Carriers, add_person, queue, read
from tests.integration.messages.test_at_kiosk import BORN, waiting
from tests.integration.messages.test_last_look import POST_ROOM

SPOILT = {"people": "UPDATE people SET first_names = :spoilt", "messages": 'UPDATE messages SET "to" = :spoilt'}  # fmt: skip


def spoil(session: Session, table: str, row: UUID) -> None:
    if session.get_bind().dialect.name == "sqlite":
        row = row.hex  # type: ignore[assignment]
    session.execute(text(f"{SPOILT[table]} WHERE id = :row"), {"spoilt": b"spoilt", "row": row})


def row_of(letter: Message, table: str) -> UUID:
    return letter.person_id if table == "people" else letter.id


@pytest.mark.parametrize("table", SPOILT)
def test_a_batch_is_closed_without_a_letter_that_cannot_be_looked_at(
    carriers: Carriers, at: datetime, table: str
) -> None:
    with carriers.database.unit_of_work() as session:
        bad, good = (queue(session, add_person(session, at, may_text=None), at)[0] for _ in "12")
    drain(carriers, at=at)
    later = at + timedelta(hours=1)
    with carriers.database.unit_of_work() as session:
        session.execute(update(Person).values(updated_at=later))
        spoil(session, table, row_of(bad, table))
    with carriers.database.unit_of_work() as session:
        assert close_batch(session, actor=POST_ROOM, at=later).letters == 1
    assert read(carriers.database, good.id).state == State.RENDERED
    with carriers.database.reading() as session:
        stands = session.get_one(Message, bad.id).state if table == "people" else None
    assert stands in (State.QUEUED, None), "it is counted, and at last held, as any other"


@pytest.mark.parametrize("table", SPOILT)
def test_letters_at_kiosks_are_looked_after_beside_one_that_does_not_open(
    carriers: Carriers, at: datetime, table: str
) -> None:
    place, first = waiting(carriers, at, may_text=False)
    with carriers.database.unit_of_work() as session:
        known = add_person(session, at, born=BORN, address=None, may_text=False)
        rules = {"collect_at": place, "collect_how": "kiosk"}
        set_rules(session, known.id, rules, actor=COMMAND, at=at)
        (good,) = queue(session, known, at)
    drain(carriers, at=at)
    bad = read(carriers.database, first)
    with carriers.database.unit_of_work() as session:
        spoil(session, table, row_of(bad, table))
    with carriers.database.unit_of_work() as session:
        assert look_after(session, at=at + timedelta(days=8)) == 1
    with carriers.database.reading() as session:
        assert [one.message_id for one in open_tasks(session)] == [good.id]
