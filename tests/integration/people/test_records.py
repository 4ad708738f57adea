"""People are made, changed and viewed, with versions, tokens and the trail in step."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime
from uuid import uuid4

import pytest
from sqlalchemy import select

from app.audit import trail_of
from app.consent import agree
from app.db import Database
from app.people import (
    Person,
    PersonChanged,
    PersonNotFound,
    PersonToken,
    change_person,
    create_person,
    details_of,
    get_person,
    record_search,
    view_person,
)
from app.people.details import PersonQuery
from app.people.search import find_people
from tests.integration.people.few_people import AGENT, details, search

NEW = details("Pryce", "Nia Mair", born=date(1990, 5, 1), phone="+447700900123")


@pytest.fixture
def person(database: Database, at: datetime) -> Person:
    with database.unit_of_work() as session:
        return create_person(session, NEW, actor=AGENT, at=at)


def test_a_new_person_is_stored_whole(database: Database, person: Person) -> None:
    with database.reading() as session:
        stored = get_person(session, person.id)
        assert details_of(stored) == NEW
        assert re.fullmatch(r"PE-\w{4}-\w{4}", stored.reference)
        assert (stored.version, stored.full_name) == (1, "Nia Mair Pryce")
        assert (stored.may_text, stored.may_write) == (None, None)


def test_an_unknown_person_is_refused(database: Database, at: datetime) -> None:
    with database.unit_of_work() as session:
        with pytest.raises(PersonNotFound):
            get_person(session, uuid4())
        with pytest.raises(PersonNotFound):
            view_person(session, uuid4(), actor=AGENT, at=at)


def test_a_changed_person_is_found_by_the_new_name_only(
    database: Database, person: Person, at: datetime
) -> None:
    new = replace(NEW, last_name="Featherstone")
    with database.unit_of_work() as session:
        change_person(
            session, get_person(session, person.id), new, actor=AGENT, at=at, expected_version=1
        )
    with database.reading() as session:
        assert search(session, last_name="Pryce") == []
        [found] = search(session, last_name="Featherstone", postcode="CF10 1AB")
        assert (found.id, found.version) == (person.id, 2)


def test_tokens_stay_where_nothing_they_say_changed(
    database: Database, person: Person, at: datetime
) -> None:
    def tokens() -> set[bytes]:
        with database.reading() as session:
            return set(session.scalars(select(PersonToken.token)))

    before = tokens()
    with database.unit_of_work() as session:
        same = get_person(session, person.id)
        mailed = replace(NEW, email="nia@example.com")
        change_person(session, same, mailed, actor=AGENT, at=at, expected_version=1)
    assert tokens() == before
    with database.unit_of_work() as session:
        called = replace(NEW, phone="+447700900999")
        same = get_person(session, person.id)
        change_person(session, same, called, actor=AGENT, at=at, expected_version=2)
    assert (len(tokens() - before), len(before - tokens())) == (2, 2)


def test_saving_against_an_old_version_is_refused(
    database: Database, person: Person, at: datetime
) -> None:
    with database.unit_of_work() as session:
        one = get_person(session, person.id)
        change_person(
            session, one, replace(NEW, email="a@b.cy"), actor=AGENT, at=at, expected_version=1
        )
    with pytest.raises(PersonChanged), database.unit_of_work() as session:
        other = get_person(session, person.id)
        change_person(
            session, other, replace(NEW, email="c@d.cy"), actor=AGENT, at=at, expected_version=1
        )
    with database.reading() as session:
        assert get_person(session, person.id).email == "a@b.cy"


def test_a_stale_copy_in_memory_is_not_trusted(
    database: Database, person: Person, at: datetime
) -> None:
    with database.unit_of_work() as session:
        change_person(
            session,
            get_person(session, person.id),
            replace(NEW, email="a@b.cy"),
            actor=AGENT,
            at=at,
            expected_version=1,
        )
    with pytest.raises(PersonChanged), database.unit_of_work() as session:
        stale = session.merge(person, load=False)
        assert stale.version == 1
        change_person(session, stale, NEW, actor=AGENT, at=at, expected_version=1)


def test_saving_the_same_details_changes_nothing(
    database: Database, person: Person, at: datetime
) -> None:
    with database.unit_of_work() as session:
        same = get_person(session, person.id)
        change_person(session, same, NEW, actor=AGENT, at=at, expected_version=1)
    with database.reading() as session:
        assert get_person(session, person.id).version == 1
        assert [entry.action for entry in trail_of(session, person.id)] == ["person.created"]


def test_a_new_number_or_address_takes_back_a_yes_but_not_a_no(
    database: Database, person: Person, at: datetime
) -> None:
    with database.unit_of_work() as session:
        known = get_person(session, person.id)
        agree(session, known, channel="text", given=True, actor=AGENT, at=at)
        agree(session, known, channel="letter", given=False, actor=AGENT, at=at)
        moved = replace(details("Pryce", postcode="SA1 3SN"), phone="+447700900321")
        change_person(session, known, moved, actor=AGENT, at=at, expected_version=1)
    with database.reading() as session:
        known = get_person(session, person.id)
        assert (known.may_text, known.may_write) == (None, False)


def test_views_changes_and_searches_leave_entries_without_personal_words(
    database: Database, person: Person, at: datetime
) -> None:
    with database.unit_of_work() as session:
        known = view_person(session, person.id, actor=AGENT, at=at)
        moved = replace(NEW, phone="+447700900321")
        change_person(session, known, moved, actor=AGENT, at=at, expected_version=1)
        found = find_people(session, PersonQuery(last_name="Pryce"))
        record_search(session, found, actor=AGENT, at=at)
    with database.reading() as session:
        entries = trail_of(session, person.id)
    assert [(entry.action, entry.actor_id) for entry in entries] == [
        ("person.created", "marged"),
        ("person.viewed", "marged"),
        ("person.changed", "marged"),
    ]
    assert entries[-1].details == {"changed": ["phone"], "to_ask_again": [], "version": 2}
