"""A contact starts once, is with the right person, and ends once."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.audit import trail_of
from app.contacts import (
    CHANNEL_LABELS,
    OUTCOME_LABELS,
    Channel,
    Contact,
    ContactEnded,
    ContactNotFound,
    NotYourContact,
    Outcome,
    attach_person,
    end_contact,
    get_contact,
    start_contact,
)
from app.db import Database
from app.people import Person, create_person
from tests.integration.identity.known_agent import at_once, make_agent
from tests.integration.people.few_people import AGENT, details


@pytest.fixture
def agent_id(database: Database, at: datetime) -> UUID:
    return make_agent(database, at).id


@pytest.fixture
def person(database: Database, at: datetime) -> Person:
    with database.unit_of_work() as session:
        return create_person(session, details(), actor=AGENT, at=at)


def start(session: Session, agent_id: UUID, at: datetime, key: str = "key-1") -> Contact:
    return start_contact(
        session, agent_id=agent_id, channel="telephone", start_key=key, actor=AGENT, at=at
    )


def test_the_same_key_is_the_same_contact(database: Database, agent_id: UUID, at: datetime) -> None:
    with database.unit_of_work() as session:
        first = start(session, agent_id, at).id
    with database.unit_of_work() as session:
        assert start(session, agent_id, at + timedelta(seconds=1)).id == first
        assert start(session, agent_id, at, "key-2").id != first
    with database.reading() as session:
        assert [entry.action for entry in trail_of(session, first)] == ["contact.started"]


def test_a_double_click_starts_one_contact(
    database: Database, agent_id: UUID, at: datetime
) -> None:
    def click() -> UUID:
        with database.unit_of_work() as session:
            return start(session, agent_id, at).id

    assert len(set(at_once(4, click))) == 1
    with database.reading() as session:
        assert session.scalar(select(func.count(Contact.id))) == 1


def test_a_key_of_another_agent_is_refused(
    database: Database, agent_id: UUID, at: datetime
) -> None:
    other = make_agent(database, at, username="tomos").id
    with database.unit_of_work() as session:
        start(session, agent_id, at)
    with database.unit_of_work() as session, pytest.raises(NotYourContact):
        start(session, other, at)


def test_a_tampered_key_does_no_harm(database: Database, agent_id: UUID, at: datetime) -> None:
    keys = ["", "x" * 10_000, "\x00", "\ud800", "‮😀<script>"]
    with database.unit_of_work() as session:
        made = [start(session, agent_id, at, key).id for key in keys]
    with database.unit_of_work() as session:
        assert [start(session, agent_id, at, key).id for key in keys] == made


def test_only_an_agent_starts_a_contact(database: Database, at: datetime) -> None:
    with pytest.raises(IntegrityError), database.unit_of_work() as session:
        start(session, uuid4(), at)


def test_ending_twice_keeps_the_first_ending(
    database: Database, agent_id: UUID, at: datetime
) -> None:
    later = at + timedelta(minutes=5)
    with database.unit_of_work() as session:
        contact = start(session, agent_id, at)
        end_contact(session, contact, outcome="other", note=" sent a form ", actor=AGENT, at=later)
    with database.unit_of_work() as session:
        again = get_contact(session, contact.id)
        end_contact(session, again, outcome="caller-left", note="", actor=AGENT, at=later)
    with database.reading() as session:
        ended = get_contact(session, contact.id)
        assert (ended.outcome, ended.note, ended.ended_at) == ("other", "sent a form", later)
        actions = [entry.action for entry in trail_of(session, contact.id)]
        assert actions == ["contact.started", "contact.ended"]


def test_an_unknown_outcome_ends_nothing(database: Database, agent_id: UUID, at: datetime) -> None:
    with database.unit_of_work() as session:
        contact = start(session, agent_id, at)
        with pytest.raises(ValueError, match="vanished"):
            end_contact(session, contact, outcome="vanished", actor=AGENT, at=at)
    with database.reading() as session:
        assert get_contact(session, contact.id).ended_at is None


def test_a_person_is_attached_and_a_wrong_choice_put_right(
    database: Database, agent_id: UUID, person: Person, at: datetime
) -> None:
    with database.unit_of_work() as session:
        contact = start(session, agent_id, at)
        wrong = create_person(session, details("Jones"), actor=AGENT, at=at)
        attach_person(session, contact, wrong, actor=AGENT, at=at)
        attach_person(session, contact, person, actor=AGENT, at=at)
        attach_person(session, contact, person, actor=AGENT, at=at)
    with database.reading() as session:
        assert get_contact(session, contact.id).person_id == person.id
        attached = [e.details for e in trail_of(session, contact.id) if "attached" in e.action]
        assert attached == [{"person": str(wrong.id)}, {"person": str(person.id)}]


def test_nobody_is_attached_after_the_end(
    database: Database, agent_id: UUID, person: Person, at: datetime
) -> None:
    with database.unit_of_work() as session:
        contact = start(session, agent_id, at)
        end_contact(session, contact, outcome="other", actor=AGENT, at=at)
        with pytest.raises(ContactEnded):
            attach_person(session, contact, person, actor=AGENT, at=at)
        with pytest.raises(ContactNotFound):
            get_contact(session, uuid4())


def test_every_outcome_and_channel_has_its_words() -> None:
    assert set(OUTCOME_LABELS) == set(Outcome)
    assert set(CHANNEL_LABELS) == set(Channel)
