"""Lists of messages for staff, on both databases: found, stuck, given up, in a thread, made by hand."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select, update

from app.audit import COMMAND
from app.db import Database
from app.errors import AlreadyDone, NotAllowedNow
from app.messages.batches import letters_in_tray
from app.messages.giving_up import give_up
from app.messages.listing import Wanted, count_stuck, find_messages, posted_of
from app.messages.models import Channel, LetterFile, Message, State
from app.messages.other_formats import count_to_make, letters_to_make, mark_made
from app.messages.outbox import NoSuchMessage
from app.messages.sending import drain
from app.messages.threads import thread_of
from app.messages.troubles import TOO_LATE
from app.people import set_rules
from app.tasks import Task
from tests.integration.messages.conftest import Carriers, add_person, queue


def stand(database: Database, message: Message, state: State, error: str = "Why.") -> None:
    with database.unit_of_work() as session:
        values = {"state": state, "last_error": error, "settled_at": message.created_at}
        session.execute(update(Message).where(Message.id == message.id).values(**values))


def stuck(database: Database) -> int:
    with database.reading() as session:
        listed = find_messages(session, Wanted(stuck=True)).rows
        assert len(listed) == count_stuck(session)
        return len(listed)


def test_messages_are_found_by_everything_at_once(database: Database, at: datetime) -> None:
    with database.unit_of_work() as session:
        person = add_person(session, at)
        text, _letter = queue(session, person, at)
        queue(session, person, at + timedelta(days=1), kind="visit-withdrawn")
        wanted = Wanted(
            person_id=person.id,
            kind="visit-booked",
            channel=Channel.TEXT,
            state=State.QUEUED,
            day=date(2026, 11, 25),
        )
        assert [row.id for row in find_messages(session, wanted).rows] == [text.id]
        first = find_messages(session, Wanted(), size=3)
        assert (len(first.rows), first.more) == (3, True)
        second = find_messages(session, Wanted(), number=2, size=3)
        assert (len(second.rows), second.more) == (1, False)


def test_what_nothing_followed_is_stuck(
    database: Database, at: datetime, queued_text: Message
) -> None:
    assert stuck(database) == 0
    stand(database, queued_text, State.FAILED, TOO_LATE.source)
    assert stuck(database) == 0
    stand(database, queued_text, State.FAILED)
    assert stuck(database) == 1
    stand(database, queued_text, State.HELD)
    assert stuck(database) == 1


def test_what_goes_by_the_other_way_is_not_stuck_until_that_fails_too(
    database: Database, at: datetime
) -> None:
    with database.unit_of_work() as session:
        text, letter = queue(session, add_person(session, at), at)
    stand(database, text, State.FAILED)
    assert stuck(database) == 0
    stand(database, letter, State.FAILED)
    assert stuck(database) == 2


@pytest.mark.parametrize("state", [State.HELD, State.FAILED])
def test_giving_up_opens_one_task_and_nothing_is_stuck_any_more(
    database: Database, at: datetime, queued_text: Message, state: State
) -> None:
    stand(database, queued_text, state)
    for _turn in range(2):
        with database.unit_of_work() as session:
            give_up(session, queued_text.id, actor=COMMAND, at=at)
    assert stuck(database) == 0
    with database.reading() as session:
        (task,) = session.scalars(select(Task))
        assert session.get_one(Message, queued_text.id).state == State.FAILED
    assert (task.reason, task.message_id) == ("given-up", queued_text.id)


def test_a_person_who_may_be_called_is_called_when_a_held_text_is_given_up(
    database: Database, at: datetime, queued_text: Message
) -> None:
    with database.unit_of_work() as session:
        set_rules(session, queued_text.person_id, {"may_call": True}, actor=COMMAND, at=at)
    stand(database, queued_text, State.HELD)
    with database.unit_of_work() as session:
        assert give_up(session, queued_text.id, actor=COMMAND, at=at).kind == "call-back"


def test_only_what_is_stuck_can_be_given_up(
    database: Database, at: datetime, queued_text: Message
) -> None:
    with pytest.raises(NotAllowedNow), database.unit_of_work() as session:
        give_up(session, queued_text.id, actor=COMMAND, at=at)
    with pytest.raises(NoSuchMessage), database.unit_of_work() as session:
        give_up(session, uuid4(), actor=COMMAND, at=at)


def test_braille_is_made_by_hand_once_and_never_printed(
    carriers: Carriers, at: datetime, queued_letter: Message
) -> None:
    drain(carriers, at=at)
    with carriers.database.unit_of_work() as session:
        with pytest.raises(NotAllowedNow):
            mark_made(session, queued_letter.id, actor=COMMAND, at=at)
        session.execute(update(LetterFile).values(format="braille"))
        (one,) = letters_to_make(session)
        assert (one.message_id, one.envelope[0]) == (queued_letter.id, "Sian Example")
        assert (letters_in_tray(session), count_to_make(session)) == (0, 1)
        assert posted_of(session, [queued_letter.id])[queued_letter.id].format == "braille"
        mark_made(session, queued_letter.id, actor=COMMAND, at=at)
        assert count_to_make(session) == 0
        with pytest.raises(AlreadyDone):
            mark_made(session, queued_letter.id, actor=COMMAND, at=at)


def test_a_thread_is_read_from_the_latest_page_back(database: Database, at: datetime) -> None:
    with database.unit_of_work() as session:
        person = add_person(session, at, may_write=None)
        for minute in range(5):
            queue(session, person, at + timedelta(minutes=minute))
        latest = thread_of(session, person_id=person.id, size=2)
        oldest = thread_of(session, person_id=person.id, number=3, size=2)
    assert [one.at.minute for one in latest.said] == [3, 4]
    assert ([one.at.minute for one in oldest.said], latest.more, oldest.more) == ([0], True, False)
