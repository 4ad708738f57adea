"""Letters that come back: what each reason sets going, once, and how a wrong scan is taken back."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audit import Actor, AuditEntry, record
from app.db import Database
from app.errors import AlreadyDone, NotAllowedNow
from app.messages.batches import close_batch, mark_printed
from app.messages.claims import claim_due, settle
from app.messages.letter_codes import LetterCode, letter_code, read_code
from app.messages.letter_lookup import NeverPrinted, NoSuchLetter, NotOurs, find_letter
from app.messages.models import Channel, LetterFile, Message, State
from app.messages.outbox import retry
from app.messages.pace import USUAL_PACE
from app.messages.print_files import make_files
from app.messages.return_reasons import REASONS
from app.messages.returned import CameBackBefore, UnknownReason, come_back, undo_return
from app.messages.returned_models import ReturnedLetter
from app.messages.sending import drain
from app.messages.stopping_post import in_batches
from app.people import Person, rules_of, set_rules
from app.references import new_reference
from app.tasks import Task, TaskKind
from tests.integration.booking_rows import add_venue
from tests.integration.messages import conftest
from tests.integration.messages.conftest import ADDRESS, Carriers, add_person, read
from tests.integration.messages.test_outbox import add_application

DEV = Actor("agent", "post-room-1")
REFERENCE = "PV-DCDW-WQYW"
OF_ADDRESS = [slug for slug, reason in REASONS.items() if reason.of_address]
OTHERS = [slug for slug, reason in REASONS.items() if not reason.of_address]


def queue(session: Session, person: Person, at: datetime, **changes: Any) -> list[Message]:
    """Queue a message under a reference that has the right last character."""
    return conftest.queue(session, person, at, reference=REFERENCE, **changes)


def print_all(carriers: Carriers, at: datetime) -> None:
    """Render what is due, and print the tray."""
    drain(carriers, at=at)
    with carriers.database.unit_of_work() as session:
        batch = close_batch(session, actor=DEV, at=at)
    make_files(carriers.database, now=lambda: at)
    with carriers.database.unit_of_work() as session:
        mark_printed(session, batch.id, actor=DEV, at=at)


def printed(
    carriers: Carriers, at: datetime, rules: dict[str, Any] | None = None, **person: Any
) -> Message:
    """Print one letter to a person who gets letters only, unless told otherwise."""
    with carriers.database.unit_of_work() as session:
        known = add_person(session, at, **{"may_text": False, **person})
        if rules:
            set_rules(session, known.id, rules, actor=DEV, at=at)
        messages = queue(session, known, at)
    print_all(carriers, at)
    return next(one for one in messages if one.channel == Channel.LETTER)


def back(carriers: Carriers, message_id: UUID, why: str, at: datetime) -> ReturnedLetter:
    with carriers.database.unit_of_work() as session:
        return come_back(session, message_id, why, actor=DEV, at=at)


def undo(carriers: Carriers, returned: ReturnedLetter, at: datetime) -> None:
    with carriers.database.unit_of_work() as session:
        undo_return(session, returned.id, actor=DEV, at=at)


def tasks(database: Database, *, undone: bool = True) -> dict[str, Task]:
    with database.reading() as session:
        found = session.scalars(select(Task)).all()
    return {task.kind: task for task in found if undone or task.done_at is None}


def bad_address(database: Database, person_id: UUID) -> Any:
    with database.reading() as session:
        return rules_of(session, person_id).bad_address


def actions(database: Database) -> list[str]:
    with database.reading() as session:
        return [entry.action for entry in session.scalars(select(AuditEntry))]


@pytest.mark.parametrize("why", OF_ADDRESS)
def test_a_reason_that_speaks_of_the_address_stops_it(
    carriers: Carriers, at: datetime, why: str
) -> None:
    letter = printed(carriers, at)
    returned = back(carriers, letter.id, why, at)
    assert returned.address_stopped
    assert bad_address(carriers.database, letter.person_id) == ADDRESS
    stored = read(carriers.database, letter.id)
    assert (stored.state, stored.last_error) == (State.FAILED, REASONS[why].error.source)
    task = tasks(carriers.database)[TaskKind.RETURNED_POST]
    assert (task.reason, task.message_id) == (f"letter-{why}", letter.id)
    with carriers.database.unit_of_work() as session:
        assert queue(session, session.get_one(Person, letter.person_id), at) == []


@pytest.mark.parametrize("why", OTHERS)
def test_another_reason_leaves_the_address_alone(
    carriers: Carriers, at: datetime, why: str
) -> None:
    letter = printed(carriers, at)
    assert not back(carriers, letter.id, why, at).address_stopped
    assert bad_address(carriers.database, letter.person_id) is None
    assert tasks(carriers.database)[TaskKind.RETURNED_POST].reason == f"letter-{why}"


def test_an_unknown_reason_changes_nothing(carriers: Carriers, at: datetime) -> None:
    letter = printed(carriers, at)
    with pytest.raises(UnknownReason):
        back(carriers, letter.id, "eaten", at)
    assert read(carriers.database, letter.id).state == State.PRINTED


def test_the_same_envelope_twice_is_one_return(carriers: Carriers, at: datetime) -> None:
    letter = printed(carriers, at)
    first = back(carriers, letter.id, "gone-away", at)
    with pytest.raises(CameBackBefore) as raised:
        back(carriers, letter.id, "refused", at + timedelta(minutes=1))
    assert raised.value.returned.id == first.id
    with carriers.database.reading() as session:
        assert len(session.scalars(select(Task)).all()) == 1
        assert session.scalars(select(ReturnedLetter)).one().reason == "gone-away"


def test_the_person_is_told_by_text_where_no_text_went(carriers: Carriers, at: datetime) -> None:
    letter = printed(carriers, at)
    with carriers.database.unit_of_work() as session:
        session.get_one(Person, letter.person_id).may_text = True
    back(carriers, letter.id, "gone-away", at)
    with carriers.database.reading() as session:
        text = session.scalars(select(Message).where(Message.channel == "text")).one()
        entry = session.scalars(
            select(AuditEntry).where(AuditEntry.action == "message.fell-back")
        ).one()
    assert (text.fallback_of, text.body) == (letter.id, letter.body)
    assert entry.details["error"] == "The letter came back: the person has gone away."
    assert set(tasks(carriers.database)) == {TaskKind.RETURNED_POST}


def test_somebody_without_a_mobile_is_called_where_they_allow_it(
    carriers: Carriers, at: datetime
) -> None:
    letter = printed(carriers, at, {"may_call": True}, phone="0808 157 0100")
    back(carriers, letter.id, "gone-away", at)
    assert set(tasks(carriers.database)) == {TaskKind.RETURNED_POST, TaskKind.CALL_BACK}


@pytest.mark.parametrize("rules", [{}, {"may_call": True}])
def test_somebody_without_a_phone_makes_one_task(
    carriers: Carriers, at: datetime, rules: dict[str, Any]
) -> None:
    letter = printed(carriers, at, rules, phone=None)
    back(carriers, letter.id, "gone-away", at)
    assert set(tasks(carriers.database)) == {TaskKind.RETURNED_POST}


def test_an_address_that_changed_meanwhile_is_not_stopped(carriers: Carriers, at: datetime) -> None:
    letter = printed(carriers, at)
    with carriers.database.unit_of_work() as session:
        person = session.get_one(Person, letter.person_id)
        person.address = {**ADDRESS, "line1": "2 Newer Street"}
        queue(session, person, at)
    drain(carriers, at=at)
    returned = back(carriers, letter.id, "gone-away", at)
    assert not returned.address_stopped and returned.stopped == []
    assert bad_address(carriers.database, letter.person_id) is None
    with carriers.database.reading() as session:
        states = set(session.scalars(select(Message.state)))
    assert states == {State.FAILED, State.RENDERED}


def in_care(carriers: Carriers, at: datetime, code: str) -> dict[str, Any]:
    """Return the rules of somebody whose post goes in the care of a prison that is added here."""
    with carriers.database.unit_of_work() as session:
        add_venue(session, at=at, code=code).address = {**ADDRESS, "line1": f"{code} Road"}
    return {"collect_at": code}


def test_a_place_from_which_a_letter_came_back_gets_no_more_until_staff_say_so(
    carriers: Carriers, at: datetime
) -> None:
    letter = printed(carriers, at, in_care(carriers, at, "ONE"))
    with carriers.database.unit_of_work() as session:
        (in_tray,) = queue(session, session.get_one(Person, letter.person_id), at)
    drain(carriers, at=at)
    returned = back(carriers, letter.id, "unknown", at)
    assert (returned.address_stopped, returned.stopped) == (True, [str(in_tray.id)])
    with carriers.database.unit_of_work() as session:
        assert queue(session, session.get_one(Person, letter.person_id), at) == []
    undo(carriers, returned, at + timedelta(minutes=1))
    assert bad_address(carriers.database, letter.person_id) is None
    assert read(carriers.database, in_tray.id).state == State.RENDERED


def test_a_home_and_a_place_are_both_remembered(carriers: Carriers, at: datetime) -> None:
    letter = printed(carriers, at)
    back(carriers, letter.id, "gone-away", at)
    rules, person_id = in_care(carriers, at, "ONE"), letter.person_id
    with carriers.database.unit_of_work() as session:
        set_rules(session, person_id, rules, actor=DEV, at=at)
        (second,) = queue(session, session.get_one(Person, person_id), at)
    print_all(carriers, at)
    returned = back(carriers, second.id, "unknown", at)
    assert bad_address(carriers.database, person_id) == {**ADDRESS, "collect_at": "ONE"}
    elsewhere = in_care(carriers, at, "TWO")
    with carriers.database.unit_of_work() as session:
        person = session.get_one(Person, person_id)
        for where, reaches in ((elsewhere, 1), ({"collect_at": None}, 0), (rules, 0)):
            set_rules(session, person_id, where, actor=DEV, at=at)
            assert len(queue(session, person, at)) == reaches
    undo(carriers, returned, at)
    assert bad_address(carriers.database, person_id) == ADDRESS


def test_letters_in_the_tray_and_not_made_yet_are_stopped(carriers: Carriers, at: datetime) -> None:
    letter = printed(carriers, at)
    with carriers.database.unit_of_work() as session:
        person = session.get_one(Person, letter.person_id)
        (in_tray,) = queue(session, person, at)
    drain(carriers, at=at)
    with carriers.database.unit_of_work() as session:
        (unsent,) = queue(session, session.get_one(Person, letter.person_id), at)
        other = queue(session, add_person(session, at, may_text=None), at)[0]
    returned = back(carriers, letter.id, "unknown", at)
    assert returned.stopped == [str(in_tray.id)]
    drain(carriers, at=at)
    for stopped in (in_tray, unsent):
        stored = read(carriers.database, stopped.id)
        assert stored.state == State.FAILED
        assert stored.last_error == "A letter came back from this address. Ask for a new one."
    assert read(carriers.database, other.id).state == State.RENDERED


def test_a_letter_that_is_being_made_just_then_is_stopped_too(
    carriers: Carriers, at: datetime
) -> None:
    """The worker read the rules before the address went bad; what it made must not be kept."""
    letter = printed(carriers, at)
    with carriers.database.unit_of_work() as session:
        (making,) = queue(session, session.get_one(Person, letter.person_id), at)
    with carriers.database.unit_of_work() as session:
        (claim,) = claim_due(session, Channel.LETTER, at=at, limit=5, pace=USUAL_PACE)
    back(carriers, letter.id, "gone-away", at)
    with carriers.database.unit_of_work() as session:
        assert not settle(session, claim, State.RENDERED, at=at)
    drain(carriers, at=at)
    assert read(carriers.database, making.id).state == State.FAILED


def test_whoever_prints_hears_of_letters_that_are_in_a_print_file_already(
    carriers: Carriers, at: datetime
) -> None:
    letter = printed(carriers, at)
    with carriers.database.unit_of_work() as session:
        person = session.get_one(Person, letter.person_id)
        queue(session, person, at)
        queue(session, add_person(session, at, may_text=None), at)
    drain(carriers, at=at)
    with carriers.database.unit_of_work() as session:
        close_batch(session, actor=DEV, at=at)
    assert back(carriers, letter.id, "gone-away", at).stopped == []
    with carriers.database.reading() as session:
        (one,) = in_batches(session, session.get_one(Message, letter.id))
    assert (one.place in (1, 2), one.closed_at) == (True, at)


def test_a_letter_of_an_application_that_moved_on_is_not_told_otherwise(
    carriers: Carriers, at: datetime
) -> None:
    """A visit that is cancelled since must not be told as booked; the address is bad all the same."""
    with carriers.database.unit_of_work() as session:
        person = add_person(session, at, may_text=False)
        application = add_application(session, at).id
        (letter,) = queue(session, person, at, application_id=application)
    print_all(carriers, at)
    with carriers.database.unit_of_work() as session:
        session.get_one(Person, letter.person_id).may_text = True
        record(session, "application.cancel", actor=DEV, at=at + timedelta(hours=1), subject_kind="application", subject_id=application)  # fmt: skip
    back(carriers, letter.id, "gone-away", at + timedelta(days=1))
    assert bad_address(carriers.database, letter.person_id) == ADDRESS
    assert "message.fell-back" not in actions(carriers.database)
    assert set(tasks(carriers.database)) == {TaskKind.RETURNED_POST}


def test_an_undone_return_leaves_all_as_it_was(carriers: Carriers, at: datetime) -> None:
    letter = printed(carriers, at)
    with carriers.database.unit_of_work() as session:
        (in_tray,) = queue(session, session.get_one(Person, letter.person_id), at)
    drain(carriers, at=at)
    with carriers.database.unit_of_work() as session:
        session.get_one(Person, letter.person_id).may_text = True
    returned = back(carriers, letter.id, "gone-away", at)
    undo(carriers, returned, at + timedelta(minutes=1))
    stored = read(carriers.database, letter.id)
    assert (stored.state, stored.settled_at, stored.last_error) == (State.PRINTED, at, None)
    assert read(carriers.database, in_tray.id).state == State.RENDERED
    assert bad_address(carriers.database, letter.person_id) is None
    assert tasks(carriers.database, undone=False) == {}
    with carriers.database.reading() as session:
        texts = session.scalars(select(Message.state).where(Message.channel == "text"))
        assert set(texts) == {State.CANCELLED}
    assert "letter.return-undone" in actions(carriers.database)
    with pytest.raises(AlreadyDone):
        undo(carriers, returned, at)
    again = back(carriers, letter.id, "refused", at + timedelta(minutes=2))
    assert again.id != returned.id
    assert set(tasks(carriers.database, undone=False)) == {TaskKind.RETURNED_POST}
    with carriers.database.reading() as session:
        texts = session.scalars(select(Message.state).where(Message.channel == "text"))
        assert sorted(texts) == [State.CANCELLED, State.CANCELLED, State.QUEUED]


def test_a_return_is_not_undone_once_the_letter_goes_again(
    carriers: Carriers, at: datetime
) -> None:
    letter = printed(carriers, at)
    returned = back(carriers, letter.id, "refused", at)
    with carriers.database.unit_of_work() as session:
        retry(session, letter.id, at=at, actor=DEV)
    with pytest.raises(NotAllowedNow):
        undo(carriers, returned, at)
    later = at + timedelta(days=3)
    print_all(carriers, later)
    assert back(carriers, letter.id, "refused", later).id != returned.id


def found(carriers: Carriers, text: str) -> UUID:
    with carriers.database.reading() as session:
        return find_letter(session, read_code(text)).message.id


def test_a_code_names_its_letter_and_a_bare_reference_the_newest_printed(
    carriers: Carriers, at: datetime
) -> None:
    first = printed(carriers, at)
    later = at + timedelta(days=1)
    with carriers.database.unit_of_work() as session:
        (second,) = queue(session, session.get_one(Person, first.person_id), later)
    print_all(carriers, later)
    with carriers.database.unit_of_work() as session:
        (waiting,) = queue(session, session.get_one(Person, first.person_id), later)
    drain(carriers, at=later)
    assert found(carriers, REFERENCE) == second.id
    for message in (first, second):
        assert found(carriers, f"{REFERENCE}/{letter_code(message.id)}/1") == message.id
    with pytest.raises(NeverPrinted):
        found(carriers, f"{REFERENCE}/{letter_code(waiting.id)}/1")


def test_a_letter_that_nobody_marked_as_printed_can_come_back(
    carriers: Carriers, at: datetime
) -> None:
    with carriers.database.unit_of_work() as session:
        (letter,) = queue(session, add_person(session, at, may_text=None), at)
    drain(carriers, at=at)
    with carriers.database.unit_of_work() as session:
        close_batch(session, actor=DEV, at=at)
    assert found(carriers, REFERENCE) == letter.id
    returned = back(carriers, letter.id, "gone-away", at)
    undo(carriers, returned, at)
    assert read(carriers.database, letter.id).state == State.RENDERED


def test_codes_that_are_not_ours_or_have_no_letter_say_so(carriers: Carriers, at: datetime) -> None:
    letter = printed(carriers, at)
    foreign = new_reference("ZZ")
    with pytest.raises(NotOurs):
        found(carriers, foreign)
    with carriers.database.unit_of_work() as session:
        application = add_application(session, at)
        application.reference = new_reference("PV")
        bare = application.reference
    with pytest.raises(NoSuchLetter):
        found(carriers, bare)
    wrong = "2222" if letter_code(letter.id) != "2222" else "3333"
    with carriers.database.reading() as session, pytest.raises(NoSuchLetter):
        find_letter(session, LetterCode(REFERENCE, wrong))
    with carriers.database.reading() as session:
        assert session.scalars(select(LetterFile.reference)).all() == [REFERENCE]
