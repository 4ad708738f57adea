"""Letters in the tray that several want at the same moment: nobody is locked out, none is in two batches."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Event, local
from uuid import UUID

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from app.audit import Actor
from app.db import Database
from app.errors import NotAllowedNow
from app.messages.batches import NothingToPrint, close_batch, put_in_tray
from app.messages.last_look import look_again
from app.messages.models import BatchState, LetterFile, Message, PrintBatch, State
from app.messages.outbox import cancel_unsent
from app.messages.post import Rendered
from app.messages.reprints import Why, reprint
from app.messages.stopping_post import stop_post
from app.messages.taking_back import MayBePrinted, note_download, take_back
from app.people import get_person
from tests.conftest import lay_tables
from tests.databases import Cabinet
from tests.integration.in_the_way import wait_until, waits
from tests.integration.messages.conftest import ADDRESS, add_person, queue
from tests.integration.messages.test_outbox import add_application

POST_ROOM = Actor("agent", "post-room-1")
ENVELOPE = ("Sian Example", *(line for line in ADDRESS.values() if line))
ROUNDS, LETTERS, PATIENCE = 2, 6, 20.0
MADE_AFTER, LATER = timedelta(minutes=1), timedelta(hours=1)
TURNS = local()


@pytest.fixture
def busy(cabinet: Cabinet) -> Iterator[Database]:
    """A database of the kind that locks row by row."""
    with cabinet.copy("postgres", lay_tables) as opened:
        yield opened


def fill(database: Database, count: int, at: datetime) -> list[Message]:
    """Put so many letters in the tray, the last made in the fewest sheets, each of a person of its own."""
    with database.unit_of_work() as session:
        return [_ready(session, number, at) for number in range(count, 0, -1)]


def _ready(session: Session, sheets: int, at: datetime) -> Message:
    person = add_person(session, at, may_text=False)
    application = add_application(session, at)
    (letter,) = queue(session, person, at, application_id=application.id)
    letter.state, letter.settled_at = State.RENDERED, at
    session.flush()
    made = Rendered(
        data=b"%PDF",
        pages=2 * sheets,
        sheets=sheets,
        reference="PV-4K7Q-9M2X",
        postage="second",
        address=ENVELOPE,
    )
    put_in_tray(session, letter.id, made, at=at + MADE_AFTER)
    return letter


def touch(database: Database, letter: Message, at: datetime) -> None:
    """Change something about the person that is no matter for the letter."""
    with database.unit_of_work() as session:
        get_person(session, letter.person_id).updated_at = at


def closing(database: Database, at: datetime) -> None:
    with database.unit_of_work() as session:
        try:
            close_batch(session, actor=POST_ROOM, at=at)
        except NothingToPrint:
            session.rollback()


def looking(database: Database, at: datetime) -> None:
    with database.unit_of_work() as session:
        look_again(session, at=at)


def batched(database: Database) -> dict[UUID, UUID | None]:
    with database.reading() as session:
        rows = session.execute(select(LetterFile.message_id, LetterFile.batch_id))
        return {row.message_id: row.batch_id for row in rows}


@contextmanager
def halting(database: Database, halted: Event, go_on: Event) -> Iterator[None]:
    """Let whoever says `TURNS.halts` stand still when it has locked letters for the first time."""

    def halt(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if getattr(TURNS, "halts", False) and "FOR UPDATE OF letter_files" in statement:
            TURNS.halts = False
            halted.set()
            assert go_on.wait(PATIENCE)

    event.listen(database.engine, "after_cursor_execute", halt)
    try:
        yield
    finally:
        event.remove(database.engine, "after_cursor_execute", halt)


def halts(work: Callable[[Database, datetime], None], database: Database, at: datetime) -> None:
    TURNS.halts = True
    work(database, at)


def test_two_closers_of_whom_one_knows_of_a_change_lock_nobody_out(
    busy: Database, at: datetime
) -> None:
    """The one that found a change has looked at its letter first, and then wants the others."""
    letters, later = fill(busy, 3, at), at + LATER
    halted, go_on = Event(), Event()
    touch(busy, letters[0], later)
    with halting(busy, halted, go_on), ThreadPoolExecutor(2) as pool:
        first = pool.submit(halts, closing, busy, later)
        assert halted.wait(PATIENCE)
        touch(busy, letters[0], at)
        second = pool.submit(closing, busy, later)
        wait_until(lambda: waits(busy))
        go_on.set()
        both(first, second)
    assert len(set(batched(busy).values())) == 1
    assert None not in batched(busy).values()


def printed_again(session: Session, batch_id: UUID, at: datetime) -> None:
    reprint(session, batch_id, (1, 1), Why.JAM, key="jam", actor=POST_ROOM, at=at)


def downloaded(session: Session, batch_id: UUID, at: datetime) -> None:
    note_download(session, batch_id, actor=POST_ROOM, at=at)


def taken_back(session: Session, batch_id: UUID, at: datetime) -> None:
    take_back(session, batch_id, nothing_printed=False, actor=POST_ROOM, at=at)


Verb = Callable[[Session, UUID, datetime], None]


@pytest.mark.parametrize(
    ("first", "second", "refusal"),
    [
        (printed_again, taken_back, NotAllowedNow),
        (taken_back, printed_again, NotAllowedNow),
        (downloaded, taken_back, MayBePrinted),
        (taken_back, downloaded, NotAllowedNow),
    ],
)
def test_a_batch_is_not_taken_back_and_printed_at_once(
    busy: Database, at: datetime, first: Verb, second: Verb, refusal: type[Exception]
) -> None:
    """Its letters would be on paper, and in the tray once more."""
    fill(busy, 1, at)
    closing(busy, at + LATER)
    with busy.unit_of_work() as session:
        batch = session.scalars(select(PrintBatch)).one()
        batch.state = BatchState.CLOSED

    def come_second() -> None:
        with busy.unit_of_work() as session:
            second(session, batch.id, at + LATER)

    with ThreadPoolExecutor(1) as pool:
        with busy.unit_of_work() as session:
            first(session, batch.id, at + LATER)
            other = pool.submit(come_second)
            wait_until(lambda: other.done() or waits(busy))
        with pytest.raises(refusal):
            other.result(PATIENCE)


def both(*done: Future[None]) -> None:
    for one in done:
        one.result(PATIENCE)


def test_closers_and_looks_at_once_leave_each_letter_in_one_batch(
    busy: Database, at: datetime
) -> None:
    later = at + LATER
    with ThreadPoolExecutor(4) as pool:
        for _round in range(ROUNDS):
            letters = fill(busy, LETTERS, at)
            for letter in letters[::2]:
                touch(busy, letter, later)
            both(*(pool.submit(work, busy, later) for work in (closing, looking) * 2))
    with busy.reading() as session:
        counted = [one.letters for one in session.scalars(select(PrintBatch))]
    assert sum(counted) == ROUNDS * LETTERS
    assert None not in batched(busy).values()


def test_a_letter_that_is_stopped_while_its_batch_closes_is_in_the_batch_or_stopped(
    busy: Database, at: datetime
) -> None:
    letters = fill(busy, LETTERS, at)

    def cancelling(database: Database, moment: datetime) -> None:
        for letter in letters[::3]:
            with database.unit_of_work() as session:
                assert letter.application_id is not None
                cancel_unsent(session, letter.application_id, at=moment)

    def stopping(database: Database, moment: datetime) -> None:
        for letter in letters[1::3]:
            with database.unit_of_work() as session:
                person = get_person(session, letter.person_id)
                stop_post(session, person, ENVELOPE[1:], at=moment)

    with ThreadPoolExecutor(3) as pool:
        works = (cancelling, stopping, closing)
        both(*(pool.submit(work, busy, at + LATER) for work in works))
    with busy.reading() as session:
        query = select(Message.state, LetterFile.batch_id).join(
            LetterFile, LetterFile.message_id == Message.id
        )
        ended = [
            (state == State.RENDERED, batch is not None) for state, batch in session.execute(query)
        ]
    assert {rendered == in_batch for rendered, in_batch in ended} == {True}
