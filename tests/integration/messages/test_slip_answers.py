"""Ticks that are answers: they change what the person's own word changes, and go back with the slip."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from app.audit import AuditEntry
from app.consent import Channel, agree, history
from app.messages.models import Message, State
from app.messages.returned_models import PostIn
from app.messages.sending import drain
from app.people import Person, change_person, details_of, get_person, rules_of, set_rules
from app.reactions.slips import take_slip, undo_slip
from app.tasks import Task, TaskKind
from tests.integration.messages.conftest import Carriers, add_person, queue, read
from tests.integration.messages.test_outbox import add_application
from tests.integration.messages.test_returned import DEV, print_all

LATER = timedelta(minutes=5)


def letter_to(
    carriers: Carriers, at: datetime, rules: dict[str, Any] | None = None, **person: Any
) -> Message:
    """Print a letter with a slip, to a person with these wishes and rules."""
    with carriers.database.unit_of_work() as session:
        known = add_person(session, at, **person)
        if rules:
            set_rules(session, known.id, rules, actor=DEV, at=at)
        application = add_application(session, at).id
        made = queue(session, known, at, kind="visit-requested", application_id=application)
    print_all(carriers, at)
    return next(one for one in made if one.channel == "letter")


def take(carriers: Carriers, letter: Message, at: datetime, *wishes: str) -> PostIn:
    with carriers.database.unit_of_work() as session:
        return take_slip(session, letter.id, {"wishes": wishes}, actor=DEV, at=at)


def undo(carriers: Carriers, post: PostIn, at: datetime) -> None:
    with carriers.database.unit_of_work() as session:
        undo_slip(session, post.id, actor=DEV, at=at)


def stand(carriers: Carriers, person_id: UUID) -> tuple[str, str, bool | None]:
    """Return a person's letter format, language, and wish about texts."""
    with carriers.database.reading() as session:
        person: Person = get_person(session, person_id)
        return rules_of(session, person_id).letter_format, person.language, person.may_text


def tasks(carriers: Carriers) -> list[Task]:
    with carriers.database.reading() as session:
        return list(session.scalars(select(Task)))


def test_a_tick_is_the_answer_and_goes_back_with_its_slip(carriers: Carriers, at: datetime) -> None:
    letter = letter_to(carriers, at)
    post = take(carriers, letter, at + LATER, "large-print", "in-welsh", "no-texts")
    assert stand(carriers, letter.person_id) == ("large-18", "cy", False)
    assert tasks(carriers) == []
    with carriers.database.reading() as session:
        (said,) = history(session, letter.person_id, Channel.TEXT)
        entries = session.scalars(
            select(AuditEntry).where(AuditEntry.subject_id == letter.person_id)
        )
        found = {entry.action: entry for entry in entries}
    assert (said.given, said.witnessed_by) == (False, f"agent {DEV.id}")
    assert {"contact-rules.changed", "person.changed", "consent.refused"} <= set(found)
    assert found["slip.answered"].details == {
        "source": "reply-slip",
        "changed": ["language", "letter_format", "may_text"],
        "slip": str(post.id),
    }
    undo(carriers, post, at + 2 * LATER)
    assert stand(carriers, letter.person_id) == ("standard", "en", True)


@pytest.mark.parametrize("here", ["large-18", "large-24"])
def test_what_is_so_already_stays_and_is_no_work(
    carriers: Carriers, at: datetime, here: str
) -> None:
    letter = letter_to(carriers, at, {"letter_format": here}, may_text=None, language="cy")
    post = take(carriers, letter, at, "large-print", "in-welsh", "no-texts")
    assert post.changed is None and tasks(carriers) == []
    undo(carriers, post, at)
    assert stand(carriers, letter.person_id) == (here, "cy", None)


def test_a_text_that_waits_is_called_off_at_once(carriers: Carriers, at: datetime) -> None:
    letter = letter_to(carriers, at)
    with carriers.database.unit_of_work() as session:
        person = get_person(session, letter.person_id)
        (text,) = (one for one in queue(session, person, at) if one.channel == "text")
        text.next_attempt_at = at + 10 * LATER
    take(carriers, letter, at + LATER, "no-texts")
    drain(carriers, at=at + LATER)
    assert read(carriers.database, text.id).state == State.CANCELLED


@pytest.mark.parametrize("here", ["braille", "audio", "easy-read"])
def test_a_format_that_somebody_set_up_is_asked_about(
    carriers: Carriers, at: datetime, here: str
) -> None:
    letter = letter_to(carriers, at)
    with carriers.database.unit_of_work() as session:
        set_rules(session, letter.person_id, {"letter_format": here}, actor=DEV, at=at)
    take(carriers, letter, at, "large-print")
    assert stand(carriers, letter.person_id)[0] == here
    (task,) = tasks(carriers)
    assert (task.kind, task.reason) == (TaskKind.SLIP, "slip-large-print")
    assert task.details["words"] == "Write to me in large print."


def test_what_was_changed_since_is_not_put_back(carriers: Carriers, at: datetime) -> None:
    letter = letter_to(carriers, at)
    post = take(carriers, letter, at, "large-print", "no-texts")
    with carriers.database.unit_of_work() as session:
        person = get_person(session, letter.person_id)
        set_rules(session, person.id, {"letter_format": "braille"}, actor=DEV, at=at + LATER)
        agree(session, person, channel="text", given=True, actor=DEV, at=at + LATER)
        agree(session, person, channel="text", given=False, actor=DEV, at=at + LATER)
    undo(carriers, post, at + 2 * LATER)
    assert stand(carriers, letter.person_id) == ("braille", "en", False)
    with carriers.database.reading() as session:
        assert session.get_one(PostIn, post.id).changed is None


def test_a_yes_to_texts_does_not_go_back_to_a_number_that_it_was_not_given_for(
    carriers: Carriers, at: datetime
) -> None:
    letter = letter_to(carriers, at)
    post = take(carriers, letter, at, "no-texts")
    with carriers.database.unit_of_work() as session:
        person = get_person(session, letter.person_id)
        other = replace(details_of(person), phone="+447700900999")
        change_person(session, person, other, actor=DEV, at=at + LATER, expected_version=person.version)  # fmt: skip
    undo(carriers, post, at + 2 * LATER)
    assert stand(carriers, letter.person_id)[2] is False


def test_the_yes_that_goes_back_is_the_one_that_was_given(carriers: Carriers, at: datetime) -> None:
    letter = letter_to(carriers, at, may_text=None)
    with carriers.database.unit_of_work() as session:
        person = get_person(session, letter.person_id)
        agree(session, person, channel="text", given=True, actor=DEV, at=at, wording_version=1, said_by="representative")  # fmt: skip
    post = take(carriers, letter, at + LATER, "no-texts")
    undo(carriers, post, at + 2 * LATER)
    with carriers.database.reading() as session:
        said = history(session, letter.person_id, Channel.TEXT)
    assert [one.given for one in said] == [True, False, True]
    assert (said[-1].wording_version, said[-1].said_by) == (1, "representative")
