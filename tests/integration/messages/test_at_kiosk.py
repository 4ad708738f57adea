"""Letters that are read at a kiosk: never posted, found by two things known, told, and followed up."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from app.audit import COMMAND, AuditEntry
from app.identity.models import Device
from app.messages.at_kiosk import (
    NoSuchLetter,
    Said,
    find_letter,
    is_for_reading_at,
    letters_with,
    look_after,
    open_letter,
)
from app.messages.batches import letters_in_tray
from app.messages.kiosk_guesses import MOST_WRONG
from app.messages.last_look import send_anew
from app.messages.models import LetterFile, Message, State
from app.messages.sending import drain
from app.people import LetterFormat, set_rules
from app.places import PRISON, Venue
from app.tasks import Task, TaskKind
from tests.integration.booking_rows import add_venue
from tests.integration.messages.conftest import (
    ADDRESS,
    Carriers,
    ScriptedPhone,
    add_person,
    queue,
    read,
)

ELSEWHERE = "LEI"  # no letter waits there
BORN = date(1990, 9, 14)
REFERENCE = "PV-4K7Q-9M2X"
RIGHT = Said(REFERENCE, BORN)


def waiting(carriers: Carriers, at: datetime, **person: Any) -> tuple[str, UUID]:
    """Return the code of a place and the letter that waits at its kiosk."""
    rules = person.pop("rules", {})
    with carriers.database.unit_of_work() as session:
        venue = add_venue(session, at=at)
        venue.address = {**venue.address, "line1": "1 Gate Road", "town": "Anytown"}
        venue.address["postcode"] = "CF10 1AA"
        token = uuid4().bytes * 2
        session.add(Device(name="Hall", venue_code=venue.code, token_hash=token, enrolled_at=at))
        known = add_person(session, at, **{"born": BORN, "address": None, **person})
        rules = {"collect_at": venue.code, "collect_how": "kiosk", **rules}
        set_rules(session, known.id, rules, actor=COMMAND, at=at)
        *_, letter = queue(session, known, at)
    drain(carriers, at=at)
    return venue.code, letter.id


def found(carriers: Carriers, place: str, said: Said, at: datetime) -> UUID:
    with carriers.database.unit_of_work() as session:
        attempt = find_letter(session, place, said, actor=COMMAND, at=at)
    return attempt.outcome()


def tasks(carriers: Carriers) -> list[Task]:
    with carriers.database.reading() as session:
        return list(session.scalars(select(Task)))


def test_a_letter_for_a_kiosk_is_made_and_never_goes_to_the_printer(
    carriers: Carriers, at: datetime
) -> None:
    place, letter = waiting(carriers, at, may_text=False)
    stored = read(carriers.database, letter)
    assert (stored.state, stored.cost) == (State.AT_KIOSK, 0)
    assert stored.to.splitlines()[1] == "To read at the kiosk, Testing Prison"
    with carriers.database.reading() as session:
        assert letters_in_tray(session) == 0
        kept = session.get_one(LetterFile, letter)
        assert (kept.collect_at, kept.postage) == (place, "none")
        assert is_for_reading_at(session, place, at=at)
        assert not is_for_reading_at(session, ELSEWHERE, at=at)


@pytest.mark.parametrize("rules", [{}, {"shared_phone": True}])
def test_a_text_says_where_it_waits_only_where_nobody_else_reads(
    carriers: Carriers, phone: ScriptedPhone, at: datetime, rules: dict[str, Any]
) -> None:
    waiting(carriers, at, rules=rules)
    drain(carriers, at=at + timedelta(seconds=1))
    told = [body for _id, _to, body in phone.taken]
    assert len(told) == 2
    assert ("kiosk in Testing Prison" in told[1]) is (not rules)
    assert REFERENCE not in told[1], "it opens the letter"


def test_a_letter_that_moves_to_another_kiosk_is_told_of_there_too(
    carriers: Carriers, phone: ScriptedPhone, at: datetime
) -> None:
    _place, letter = waiting(carriers, at)
    with carriers.database.unit_of_work() as session:
        other = add_venue(session, at=at, code="TWO")
        other.name, other.address = "Second Prison", ADDRESS
        session.add(Device(name="Two", venue_code="TWO", token_hash=b"2" * 32, enrolled_at=at))
        rules = {"collect_at": "TWO"}
        person_id = session.get_one(Message, letter).person_id
        set_rules(session, person_id, rules, actor=COMMAND, at=at)
        assert look_after(session, at=at) == 1
    for seconds in (1, 2):
        drain(carriers, at=at + timedelta(seconds=seconds))
    assert "kiosk in Second Prison" in phone.taken[-1][2]


def test_only_both_facts_at_the_right_place_find_it(carriers: Carriers, at: datetime) -> None:
    place, letter = waiting(carriers, at, may_text=False)
    assert found(carriers, place, RIGHT, at) == letter
    for where, said in (
        (ELSEWHERE, RIGHT),
        (place, Said("PV-2222-2222", BORN)),
        (place, Said(REFERENCE, date(1990, 9, 15))),
    ):
        with pytest.raises(NoSuchLetter):
            found(carriers, where, said, at)


def test_after_some_wrong_dates_the_right_one_is_refused_for_a_day(
    carriers: Carriers, at: datetime
) -> None:
    place, letter = waiting(carriers, at, may_text=False)
    for day in range(1, MOST_WRONG + 1):
        with pytest.raises(NoSuchLetter):
            found(carriers, place, Said(REFERENCE, date(1980, 1, day)), at)
    with pytest.raises(NoSuchLetter):
        found(carriers, place, RIGHT, at + timedelta(hours=23))
    (task,) = tasks(carriers)
    assert (task.reason, task.kind) == ("kiosk-guesses", TaskKind.KIOSK_LETTER)
    assert found(carriers, place, RIGHT, at + timedelta(hours=25)) == letter


def test_reading_collects_it_once_and_it_can_be_read_again_for_a_while(
    carriers: Carriers, at: datetime
) -> None:
    place, letter = waiting(carriers, at, may_text=False)
    for hours in (1, 2):
        with carriers.database.unit_of_work() as session:
            open_letter(session, letter, actor=COMMAND, at=at + timedelta(hours=hours))
    stored = read(carriers.database, letter)
    assert (stored.state, stored.settled_at) == (State.COLLECTED, at + timedelta(hours=1))
    with carriers.database.reading() as session:
        query = select(AuditEntry.action).where(AuditEntry.action.startswith("letter."))
        assert list(session.scalars(query)) == ["letter.collected", "letter.read-again"]
        (again,) = letters_with(session, place, letter, at=at + timedelta(days=27))
        assert again.read_at == at + timedelta(hours=1)
        assert letters_with(session, place, letter, at=at + timedelta(days=29)) == []


@pytest.mark.parametrize("rules", [{"collect_at": None}, {"collect_how": "care-of"}])
def test_rules_that_change_close_it_at_once_and_send_it_as_they_say(
    carriers: Carriers, at: datetime, rules: dict[str, Any]
) -> None:
    home = {
        "line1": "2 New Road",
        "line2": "",
        "town": "Leeds",
        "county": "",
        "postcode": "LS1 1BA",
    }
    place, letter = waiting(carriers, at, may_text=False, address=home)
    person_id = read(carriers.database, letter).person_id
    with carriers.database.unit_of_work() as session:
        set_rules(session, person_id, rules, actor=COMMAND, at=at)
    with pytest.raises(NoSuchLetter):
        found(carriers, place, RIGHT, at)
    with carriers.database.unit_of_work() as session:
        assert look_after(session, at=at) == 1
    drain(carriers, at=at)
    stored = read(carriers.database, letter)
    first = "2 New Road" if "collect_at" in rules else "c/o Testing Prison"
    assert (stored.state, stored.to.splitlines()[1]) == (State.RENDERED, first)
    with carriers.database.reading() as session:
        assert session.get_one(LetterFile, letter).collect_at is None
        assert letters_in_tray(session) == 1


@pytest.mark.parametrize(("may_call", "kind"), [(True, TaskKind.CALL_BACK), (None, TaskKind.KIOSK_LETTER)])  # fmt: skip
def test_a_letter_nobody_reads_in_a_week_opens_one_task(
    carriers: Carriers, at: datetime, may_call: bool | None, kind: TaskKind
) -> None:
    _place, letter = waiting(carriers, at, may_text=False, rules={"may_call": may_call})
    for days in (6, 8, 9):
        with carriers.database.unit_of_work() as session:
            assert look_after(session, at=at + timedelta(days=days)) == 0
        assert len(tasks(carriers)) == (days > 7)
    (task,) = tasks(carriers)
    assert (task.reason, task.kind, task.message_id) == ("letter-not-collected", kind, letter)
    with carriers.database.unit_of_work() as session:
        open_letter(session, letter, actor=COMMAND, at=at + timedelta(days=10))
    assert tasks(carriers)[0].outcome == "not-needed"


def test_nobody_need_ask_about_a_letter_that_goes_another_way(
    carriers: Carriers, at: datetime
) -> None:
    _place, letter = waiting(carriers, at, may_text=False)
    late = at + timedelta(days=8)
    with carriers.database.unit_of_work() as session:
        look_after(session, at=late)
    assert [task.outcome for task in tasks(carriers)] == [None]
    with carriers.database.unit_of_work() as session:
        set_rules(
            session,
            session.get_one(Message, letter).person_id,
            {"collect_at": None, "collect_how": None},
            actor=COMMAND,
            at=late,
        )
        assert look_after(session, at=late) == 1
    assert [task.outcome for task in tasks(carriers)] == ["not-needed"]


def test_without_a_kiosk_it_goes_another_way(carriers: Carriers, at: datetime) -> None:
    _place, letter = waiting(carriers, at, may_text=False, rules={"may_call": True})
    with carriers.database.unit_of_work() as session:
        for device in session.scalars(select(Device)):
            device.retired_at = at
    with carriers.database.unit_of_work() as session:
        assert look_after(session, at=at) == 1
    drain(carriers, at=at)
    stored = read(carriers.database, letter)
    assert stored.state == State.FAILED
    assert stored.last_error is not None and stored.last_error.startswith("There is no kiosk")
    assert [task.kind for task in tasks(carriers)] == [TaskKind.CALL_BACK]


def test_a_closed_place_takes_no_post_and_nobody_without_a_birth_date_reads(
    carriers: Carriers, at: datetime
) -> None:
    with carriers.database.unit_of_work() as session:
        venue = add_venue(session, at=at)
        session.add(Device(name="H", venue_code=venue.code, token_hash=b"1" * 32, enrolled_at=at))
        venue.open = False
        session.flush()
        assert session.get_one(Venue, venue.code).kind == PRISON
        for how, reason in (("kiosk", "no-birth-date"), ("care-of", "place-closed")):
            person = add_person(session, at, may_text=False)
            rules = {"collect_at": venue.code, "collect_how": how}
            set_rules(session, person.id, rules, actor=COMMAND, at=at)
            assert queue(session, person, at, key=f"test:{how}") == [], reason
    with carriers.database.reading() as session:
        query = select(AuditEntry.details).where(AuditEntry.action == "message.not-sent")
        reasons = {details["reason"] for details in session.scalars(query)}
    assert reasons == {"said-no", "no-birth-date", "place-closed"}


def test_braille_becomes_print_on_a_screen_with_a_note(carriers: Carriers, at: datetime) -> None:
    rules = {"letter_format": LetterFormat.BRAILLE.value}
    _place, letter = waiting(carriers, at, may_text=False, rules=rules)
    stored = read(carriers.database, letter)
    assert stored.state == State.AT_KIOSK
    assert (
        stored.last_error == "A kiosk cannot give braille or sound. The letter was made in print."
    )


def test_a_letter_that_is_read_in_the_moment_it_would_go_another_way_stays_read(
    carriers: Carriers, at: datetime
) -> None:
    _place, letter = waiting(carriers, at)
    with carriers.database.unit_of_work() as session:
        open_letter(session, letter, actor=COMMAND, at=at)
    with carriers.database.unit_of_work() as session:
        send_anew(session, [letter], at=at)
    assert read(carriers.database, letter).state == State.COLLECTED
