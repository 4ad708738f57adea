"""The rules of safe contact: not asked means none, every change is noted, two people never collide."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import pytest
from sqlalchemy import select

from app.audit import COMMAND, AuditEntry
from app.db import Database
from app.errors import NotAllowedNow, VersionConflict
from app.people import PersonDetails, create_person, rules_of, set_rules
from app.people.contact_rules import ContactRules

AT = datetime(2026, 11, 23, 10, tzinfo=UTC)


@pytest.fixture
def person_id(database: Database) -> UUID:
    with database.unit_of_work() as session:
        details = PersonDetails(first_names="Ana", last_name="Example")
        return create_person(session, details, actor=COMMAND, at=AT).id


def test_nobody_asked_allows_nothing(database: Database, person_id: UUID) -> None:
    with database.reading() as session:
        rules = rules_of(session, person_id)
        assert (rules.may_call, rules.may_voicemail, rules.may_name) == (None, None, None)
        assert (rules.letter_format, rules.version) == ("standard", 0)


def test_a_change_is_kept_and_noted_without_what_it_says(
    database: Database, person_id: UUID
) -> None:
    wished = {"may_call": True, "hours": {"from": "09:00", "to": "12:00", "days": [0]}}
    with database.unit_of_work() as session:
        set_rules(session, person_id, wished, actor=COMMAND, at=AT, expected_version=0)
    with database.reading() as session:
        rules = rules_of(session, person_id)
        assert (rules.may_call, rules.may_voicemail, rules.version) == (True, None, 1)
        query = select(AuditEntry).where(AuditEntry.action == "contact-rules.changed")
        assert session.scalars(query).one().details == {"changed": ["hours", "may_call"]}


def test_the_same_again_changes_nothing(database: Database, person_id: UUID) -> None:
    for _again in range(2):
        with database.unit_of_work() as session:
            set_rules(session, person_id, {"plain": True}, actor=COMMAND, at=AT)
    with database.reading() as session:
        assert rules_of(session, person_id).version == 1


def test_a_change_made_from_an_old_view_is_refused(database: Database, person_id: UUID) -> None:
    with database.unit_of_work() as session:
        set_rules(session, person_id, {"plain": True}, actor=COMMAND, at=AT)
    with pytest.raises(VersionConflict), database.unit_of_work() as session:
        set_rules(session, person_id, {"plain": False}, actor=COMMAND, at=AT, expected_version=0)


def test_there_are_no_other_rules(database: Database, person_id: UUID) -> None:
    with pytest.raises(NotAllowedNow), database.unit_of_work() as session:
        set_rules(session, person_id, {"version": 9}, actor=COMMAND, at=AT)


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (datetime(2026, 11, 23, 9, tzinfo=UTC), True),
        (datetime(2026, 11, 23, 8, 59, tzinfo=UTC), False),
        (datetime(2026, 11, 23, 12, tzinfo=UTC), False),
        (datetime(2026, 11, 24, 10, tzinfo=UTC), False),
        # In summer nine in London is eight in UTC.
        (datetime(2026, 7, 6, 8, tzinfo=UTC), True),
    ],
)
def test_hours_are_londons(at: datetime, expected: bool) -> None:
    rules = ContactRules(hours={"from": "09:00", "to": "12:00", "days": [0]})
    assert rules.open_at(at) is expected
