"""What a person agreed to is kept, with its words and its witness, and nothing is assumed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from app import consent
from app.audit import Actor, trail_of
from app.consent import WORDING, Channel, WordingNotFound, agree, history, wording
from app.db import Database
from app.people import Person, change_person, create_person, get_person
from tests.integration.people.few_people import AGENT, details

NEW = replace(details(), phone="+447700900123")


@pytest.fixture
def person(database: Database, at: datetime) -> Person:
    with database.unit_of_work() as session:
        return create_person(session, NEW, actor=AGENT, at=at)


def test_not_asked_is_not_used(person: Person) -> None:
    assert (person.may_text, person.may_write) == (None, None)


def test_the_last_answer_stands_and_all_are_kept(
    database: Database, person: Person, at: datetime
) -> None:
    answers = [True, False, True]
    with database.unit_of_work() as session:
        known = get_person(session, person.id)
        for day, given in enumerate(answers):
            moment = at + timedelta(days=day)
            agree(session, known, channel="text", given=given, actor=AGENT, at=moment)
        agree(session, known, channel="letter", given=False, actor=AGENT, at=at)
    with database.reading() as session:
        known = get_person(session, person.id)
        assert (known.may_text, known.may_write) == (True, False)
        texts = history(session, person.id, "text")
        assert [row.given for row in texts] == answers
        assert [row.at for row in texts] == [at + timedelta(days=day) for day in range(3)]
        assert len(history(session, person.id)) == 4
        assert known.version == 1


def test_an_answer_names_its_wording_speaker_and_witness(
    database: Database, person: Person, at: datetime
) -> None:
    with database.unit_of_work() as session:
        agree(
            session,
            get_person(session, person.id),
            channel=Channel.TEXT,
            given=True,
            said_by="representative",
            actor=Actor("kiosk", "device-7"),
            at=at,
        )
    with database.reading() as session:
        [row] = history(session, person.id)
        assert (row.wording_version, row.said_by, row.witnessed_by) == (
            2,
            "representative",
            "kiosk device-7",
        )
        entry = trail_of(session, person.id)[-1]
        assert entry.action == "consent.given"
        assert entry.details == {
            "channel": "text",
            "wording_version": 2,
            "said_by": "representative",
        }


def test_a_form_posted_twice_is_one_answer(
    database: Database, person: Person, at: datetime
) -> None:
    with database.unit_of_work() as session:
        known = get_person(session, person.id)
        first = agree(session, known, channel="text", given=True, actor=AGENT, at=at)
    with database.unit_of_work() as session:
        known = get_person(session, person.id)
        later = at + timedelta(seconds=2)
        again = agree(session, known, channel="text", given=True, actor=AGENT, at=later)
        assert again.id == first.id
    with database.reading() as session:
        assert len(history(session, person.id)) == 1


def test_a_new_number_is_asked_about_again(
    database: Database, person: Person, at: datetime
) -> None:
    with database.unit_of_work() as session:
        known = get_person(session, person.id)
        agree(session, known, channel="text", given=True, actor=AGENT, at=at)
        moved = replace(NEW, phone="+447700900321")
        change_person(session, known, moved, actor=AGENT, at=at, expected_version=1)
        assert known.may_text is None
        agree(session, known, channel="text", given=True, actor=AGENT, at=at)
    with database.reading() as session:
        assert get_person(session, person.id).may_text is True
        assert len(history(session, person.id)) == 2


def test_an_unknown_wording_or_channel_is_refused(
    database: Database, person: Person, at: datetime
) -> None:
    with database.unit_of_work() as session:
        known = get_person(session, person.id)
        with pytest.raises(WordingNotFound):
            agree(
                session, known, channel="text", given=True, wording_version=99, actor=AGENT, at=at
            )
        with pytest.raises(ValueError, match="pigeon"):
            agree(session, known, channel="pigeon", given=True, actor=AGENT, at=at)
        assert history(session, person.id) == []


def test_every_wording_has_exactly_its_hole() -> None:
    holes = {Channel.TEXT: {"phone": "07700 900123"}, Channel.LETTER: {"address": "1 High Street"}}
    said = {key: str(words.filled(**holes[key[0]])) for key, words in WORDING.items()}
    assert all(next(iter(holes[key[0]].values())) in text for key, text in said.items())
    assert {consent.current_version(channel) for channel in Channel} == {2}
    assert str(wording("text").filled(phone="07700 900123")).endswith("to 07700 900123.")
    assert not any("visit" in str(wording(channel)) for channel in Channel)
