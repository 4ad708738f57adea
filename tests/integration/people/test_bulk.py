"""Many people at once are the same people as one by one, only sooner."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from app.audit import AuditEntry
from app.db import Database
from app.people import Person, PersonToken, add_people, details_of, get_person
from tests.integration.people.few_people import AGENT, FEW, add_few, details, search


def test_bulk_and_single_records_are_found_alike(database: Database, at: datetime) -> None:
    with database.unit_of_work() as session:
        ids = add_people(session, FEW.values(), actor=AGENT, at=at)
    with database.unit_of_work() as session:
        add_few(session, at)
        assert [details_of(get_person(session, one)) for one in ids] == list(FEW.values())
        twice = select(PersonToken.token, func.count()).group_by(PersonToken.token)
        assert {count % 2 for _token, count in session.execute(twice)} == {0}
        assert len(search(session, last_name="O'Neill", postcode="M1 1AE")) == 2


def test_one_entry_of_the_trail_for_a_batch(database: Database, at: datetime) -> None:
    many = (details(f"Name {n}") for n in range(25))
    with database.unit_of_work() as session:
        assert len(set(add_people(session, many, actor=AGENT, at=at, batch=10))) == 25
    with database.reading() as session:
        entries = list(session.scalars(select(AuditEntry).order_by(AuditEntry.number)))
        assert [entry.details for entry in entries] == [{"count": 10}, {"count": 10}, {"count": 5}]
        assert session.scalar(select(func.count(func.distinct(Person.reference)))) == 25


def test_nobody_to_add_is_nothing_to_do(database: Database, at: datetime) -> None:
    with database.unit_of_work() as session:
        assert add_people(session, [], actor=AGENT, at=at) == []
