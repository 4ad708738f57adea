"""Two who undo, or finish, the same thing in one moment: the second is told, and does nothing again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from app.db import Database
from app.errors import AlreadyDone
from app.messages.returned import come_back, undo_return
from app.messages.returned_models import PostIn, ReturnedLetter
from app.reactions.slips import take_slip, undo_slip
from app.tasks import NewTask, Task, TaskKind, TaskOutcome, finish_task, open_task
from letters import Fonts
from tests.conftest import lay_tables
from tests.databases import Cabinet
from tests.integration.messages.conftest import Carriers, ScriptedPhone
from tests.integration.messages.test_returned import DEV
from tests.integration.messages.test_slip_answers import letter_to

LATER = timedelta(minutes=5)


@pytest.fixture
def carriers(cabinet: Cabinet, fonts: Fonts, phone: ScriptedPhone) -> Iterator[Carriers]:
    """A database of the kind that locks row by row."""
    with cabinet.copy("postgres", lay_tables) as opened:
        yield Carriers(opened, phone, fonts)


def both(database: Database, kind: type[Any], key: Any, verb: Any) -> None:
    """Do it while another, who has seen the row as it was, is about to."""
    with database.unit_of_work() as slower:
        seen = slower.get_one(kind, key)
        with database.unit_of_work() as quicker:
            verb(quicker, key)
        with pytest.raises(AlreadyDone):
            verb(slower, key)
        slower.rollback()
        assert seen in slower


def test_a_slip_is_undone_once(carriers: Carriers, at: datetime) -> None:
    letter = letter_to(carriers, at)
    with carriers.database.unit_of_work() as session:
        post = take_slip(session, letter.id, {"wishes": ["in-welsh"]}, actor=DEV, at=at)

    def undo(session: Any, key: Any) -> None:
        undo_slip(session, key, actor=DEV, at=at + LATER)

    both(carriers.database, PostIn, post.id, undo)
    with carriers.database.reading() as session:
        assert session.get_one(PostIn, post.id).changed == {"language": ["en", "cy"]}


def test_a_return_is_undone_once(carriers: Carriers, at: datetime) -> None:
    letter = letter_to(carriers, at)
    with carriers.database.unit_of_work() as session:
        returned = come_back(session, letter.id, "gone-away", actor=DEV, at=at)

    def undo(session: Any, key: Any) -> None:
        undo_return(session, key, actor=DEV, at=at + LATER)

    both(carriers.database, ReturnedLetter, returned.id, undo)


def test_a_task_is_finished_once(carriers: Carriers, at: datetime) -> None:
    wish = NewTask(key="one", kind=TaskKind.CALL_BACK, reason="given-up", due_at=at)
    with carriers.database.unit_of_work() as session:
        task = open_task(session, wish, actor=DEV, at=at)

    def finish(session: Any, key: Any) -> None:
        finish_task(session, key, TaskOutcome.DONE, actor=DEV, at=at + LATER)

    both(carriers.database, Task, task.id, finish)
