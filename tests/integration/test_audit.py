"""The audit trail: any entry edited, removed, added or cut off the end is found."""

from __future__ import annotations

from uuid import uuid4

import pytest
from sqlalchemy import text

from app.audit import Actor, record, trail_of, verify
from app.db import Database

ACTOR = Actor("agent", "amina", "telephone")


@pytest.fixture
def trail(database: Database, at):
    """Thirty entries about three people."""
    people = [uuid4() for _ in range(3)]
    for number in range(10):
        with database.unit_of_work() as session:
            for person in people:
                record(session, "person.viewed", actor=ACTOR, at=at, subject_kind="person", subject_id=person, details={"n": number})  # fmt: skip
    return people


def faults(database: Database) -> tuple[str, ...]:
    with database.reading() as session:
        return verify(session).faults


def test_an_honest_trail_has_no_faults(database: Database, trail) -> None:
    with database.reading() as session:
        verdict = verify(session)
        assert (verdict.entries, verdict.faults) == (30, ())
        assert len(trail_of(session, trail[0])) == 10


@pytest.mark.parametrize(
    "edit",
    [
        "UPDATE audit_entries SET actor_id = 'bryn' WHERE id = (SELECT max(id) FROM audit_entries)",
        "UPDATE audit_entries SET action = 'person.changed' WHERE id = 5",
        "DELETE FROM audit_entries WHERE id = 4",
        "DELETE FROM audit_entries WHERE id = (SELECT max(id) FROM audit_entries)",
        "DELETE FROM audit_heads WHERE number > 0",
    ],
)
def test_an_edit_is_found(database: Database, trail, edit) -> None:
    with database.unit_of_work() as session:
        session.execute(text(edit))
    assert faults(database)


def test_an_end_cut_off_with_its_head_turned_back_is_found(database: Database, trail) -> None:
    with database.unit_of_work() as session:
        lane, number = session.execute(text("SELECT lane, max(number) FROM audit_entries GROUP BY lane")).first()  # fmt: skip
        session.execute(text("DELETE FROM audit_entries WHERE lane = :l AND number = :n"), {"l": lane, "n": number})  # fmt: skip
        session.execute(
            text(
                "UPDATE audit_heads SET number = :n - 1, link = (SELECT link FROM audit_entries"
                " WHERE lane = :l AND number = :n - 1) WHERE lane = :l"
            ),
            {"l": lane, "n": number},
        )
    assert faults(database)


def test_work_that_fails_leaves_no_entry(database: Database, at) -> None:
    with pytest.raises(RuntimeError), database.unit_of_work() as session:
        record(session, "person.viewed", actor=ACTOR, at=at, subject_kind="person")
        raise RuntimeError
    with database.reading() as session:
        assert verify(session).entries == 0
