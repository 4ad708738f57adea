"""Two texts never share an id at the supplier: whoever finds it second is in doubt, and looks again."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

import pytest

from app.db import Database
from app.messages.attempts import Work
from app.messages.claims import Claim, claim_due, settle
from app.messages.kinds import text_of
from app.messages.models import Channel, Message, State
from app.messages.outcomes import Ended, Outcome
from app.messages.pace import Pace
from app.messages.reports import take_report
from app.messages.sending import drain
from app.messages.settling import settle_all
from app.messages.supplier import Unclear
from app.people import get_person
from letters import Fonts
from tests.conftest import lay_tables
from tests.databases import Cabinet
from tests.integration.in_the_way import wait_until, waits
from tests.integration.messages.conftest import Carriers, ScriptedPhone, queue, read
from tests.integration.messages.test_odd_attempts import ForgetfulPhone
from tests.integration.messages.test_rounds import queue_texts

PACE, PATIENCE = Pace(first_wait=1, look_up_after=1, settle_after=10), 20.0
LATER, MUCH_LATER = timedelta(seconds=30), timedelta(minutes=10)


@pytest.fixture
def rows(cabinet: Cabinet, fonts: Fonts) -> Iterator[Carriers]:
    """Carriers on a database of the kind that locks row by row."""
    with cabinet.copy("postgres", lay_tables) as opened:
        yield Carriers(opened, ScriptedPhone(), fonts)


def claimed(carriers: Carriers, count: int, at: datetime) -> list[Claim]:
    queue_texts(carriers, count, at)
    with carriers.database.unit_of_work() as session:
        return claim_due(session, Channel.TEXT, at=at, limit=count, line="scripted")


def taken(sid: str) -> Outcome:
    return Ended(State.SENT, supplier_id=sid, parts=1, cost=100, asked="scripted")


def settling(carriers: Carriers, at: datetime, *done: tuple[Claim, Outcome]) -> None:
    settle_all(Work(carriers, lambda: at, PACE), done)


def ends(database: Database, claims: list[Claim]) -> list[tuple[str, str | None, bool]]:
    found = [read(database, claim.message_id) for claim in claims]
    return [(one.state, one.supplier_id, one.doubtful) for one in found]


IN_DOUBT = (State.ATTEMPTING, None, True)


@pytest.mark.parametrize("count", [2, 1])
def test_whoever_settles_second_in_the_same_instant_is_in_doubt_and_loses_no_others(
    rows: Carriers, at: datetime, count: int
) -> None:
    first, *others = claimed(rows, 1 + count, at)
    done = [(claim, taken(f"SM{number}")) for number, claim in enumerate(others, start=1)]
    with ThreadPoolExecutor(1) as pool:
        with rows.database.unit_of_work() as session:
            assert settle(session, first, State.SENT, at=at, supplier_id="SM1")
            other = pool.submit(settling, rows, at, *done)
            wait_until(lambda: waits(rows.database))
        other.result(PATIENCE)
    assert ends(rows.database, [first]) == [(State.SENT, "SM1", False)]
    assert ends(rows.database, others) == [IN_DOUBT, (State.SENT, "SM2", False)][:count]
    stored = read(rows.database, others[0].message_id)
    assert (stored.lease_token, stored.faults) == (None, 0)
    assert stored.next_attempt_at > at


@pytest.mark.parametrize("count", [3, 1])
def test_an_id_that_another_text_has_puts_one_in_doubt_at_once(
    carriers: Carriers, at: datetime, count: int
) -> None:
    first, *others = claimed(carriers, 1 + count, at)
    settling(carriers, at, (first, taken("SM1")))
    done = [(claim, taken(f"SM{number}")) for number, claim in enumerate(others, start=1)]
    settling(carriers, at, *done)
    sent = [(State.SENT, f"SM{number}", False) for number in range(2, count + 1)]
    assert ends(carriers.database, others) == [IN_DOUBT, *sent]


def test_a_report_takes_its_id_back_from_a_text_that_only_looked_like_it(
    carriers: Carriers, at: datetime
) -> None:
    """The second went out; before that is settled the first, in doubt and never taken, finds it."""
    phone = ForgetfulPhone(script=[Unclear("no answer")])
    alike = replace(carriers, sms=phone)
    (first,) = queue_texts(alike, 1, at)
    drain(alike, at=at, pace=PACE)
    with alike.database.unit_of_work() as session:
        person = get_person(session, session.get_one(Message, first).person_id)
        (second,) = queue(session, person, at)
        session.flush()
        claim_due(session, Channel.TEXT, at=at, limit=1, line=phone.name)
    phone.send(to=second.to, body=text_of(second), message_id=second.id)
    drain(alike, at=at + LATER, pace=PACE)
    assert stands(alike, first) == (State.SENT, "SM1")
    report = partial(take_report, alike.database, second.id, at=at + LATER, supplier_id="SM1")
    assert report("sent")
    assert stands(alike, first) == (State.ATTEMPTING, None)
    assert report("delivered")
    assert stands(alike, second.id) == (State.DELIVERED, "SM1")
    drain(alike, at=at + MUCH_LATER, pace=PACE)
    assert stands(alike, first) == (State.SENT, "SM2")
    assert len(phone.taken) == 2


def stands(carriers: Carriers, message_id: UUID) -> tuple[str, str | None]:
    stored = read(carriers.database, message_id)
    return stored.state, stored.supplier_id
