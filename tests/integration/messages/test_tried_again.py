"""A text that failed is tried again by hand, and then a report says that an earlier try arrived."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from app.audit import COMMAND, AuditEntry
from app.db import Database
from app.errors import NotAllowedNow
from app.messages.attempts import Work
from app.messages.claims import claim_due
from app.messages.inbound.stops import start
from app.messages.models import Channel, Message, State
from app.messages.outbox import retry
from app.messages.outcomes import Ended
from app.messages.pace import Pace
from app.messages.reports import take_report
from app.messages.sending import drain
from app.messages.settling import settle_all
from app.messages.supplier import Receipt, TryLater, Unclear
from app.messages.troubles import OPTED_OUT, WISH_CHANGED
from app.people import get_person
from tests.integration.messages.conftest import MOBILE, Carriers, add_person, queue, read
from tests.integration.messages.test_odd_attempts import ForgetfulPhone

FIRST, SECOND = "SM1", "SM2"
SOON, LATER = timedelta(minutes=5), timedelta(hours=1)
PACE = Pace(first_wait=1, look_up_after=1)
FAILURES = ("undelivered", "failed")


@dataclass
class Line:
    """One text to somebody who allows no letter, and the supplier that carries it."""

    carriers: Carriers
    phone: ForgetfulPhone
    at: datetime
    text: UUID

    @property
    def database(self) -> Database:
        return self.carriers.database

    def send(self, after: timedelta = timedelta(0)) -> None:
        drain(self.carriers, at=self.at + after, pace=PACE)

    def report(self, status: str, sid: str = FIRST, *, code: str | None = None) -> bool:
        at = self.at + SOON
        return take_report(
            self.database, self.text, status, at=at, supplier_id=sid, error_code=code
        )

    @property
    def wants_texts(self) -> bool | None:
        with self.database.reading() as session:
            text = session.get_one(Message, self.text)
            return get_person(session, text.person_id).may_text

    def wants_them_again(self) -> None:
        with self.database.unit_of_work() as session:
            start(session, MOBILE, actor=COMMAND, at=self.at + LATER)

    def again(self) -> None:
        with self.database.unit_of_work() as session:
            retry(session, self.text, at=self.at + SOON, actor=COMMAND)

    @property
    def stands(self) -> tuple[str, str | None]:
        stored = read(self.database, self.text)
        return stored.state, stored.supplier_id

    def noted(self) -> list[tuple[list[str], list[str]]]:
        """Return what the trail says was stopped for a late report, and what was too late to stop."""
        with self.database.reading() as session:
            query = select(AuditEntry).where(AuditEntry.action == "message.arrived-late")
            found = [entry.details for entry in session.scalars(query)]
        return [(one["stopped"], one["too_late"]) for one in found]


@pytest.fixture
def line(carriers: Carriers, at: datetime) -> Line:
    phone = ForgetfulPhone()
    with carriers.database.unit_of_work() as session:
        (text,) = queue(session, add_person(session, at, may_write=None), at)
    return Line(replace(carriers, sms=phone), phone, at, text.id)


@pytest.fixture
def failed(line: Line) -> Line:
    """A text that was sent, and reported as failed."""
    line.send()
    assert line.report("undelivered")
    assert line.stands == (State.FAILED, FIRST)
    return line


def test_before_the_new_try_goes_out_it_is_delivered_and_the_try_never_goes(failed: Line) -> None:
    failed.again()
    assert [failed.report("delivered") for _time in range(2)] == [True, False]
    failed.send(LATER)
    assert failed.stands == (State.DELIVERED, FIRST)
    assert len(failed.phone.taken) == 1
    assert failed.noted() == [(["retry", "task"], [])]


def test_a_new_try_that_rests_never_goes(failed: Line) -> None:
    failed.again()
    failed.phone.script = [TryLater("too many requests", after=60)]
    failed.send(SOON)
    assert failed.stands == (State.ATTEMPTING, FIRST)
    assert failed.report("delivered")
    failed.send(LATER)
    assert (failed.stands[0], len(failed.phone.taken)) == (State.DELIVERED, 1)
    assert failed.noted() == [(["retry", "task"], [])]


def test_a_new_try_in_doubt_is_not_followed_by_a_third(failed: Line) -> None:
    failed.again()
    failed.phone.script, failed.phone.taken_first = [Unclear("no answer")], True
    failed.send(SOON)
    assert failed.report("delivered")
    failed.send(LATER)
    assert failed.stands[0] == State.DELIVERED
    assert len(failed.phone.taken) == 2
    assert failed.noted() == [(["task"], ["retry"])]
    assert not failed.report("undelivered", SECOND)


@dataclass
class TalkativePhone(ForgetfulPhone):
    """A supplier that reports on the first try while it is handed the second."""

    line: Line | None = None
    said: list[bool] = field(default_factory=list)

    def send(self, *, to: str, body: str, message_id: UUID, valid_for: int = 0) -> Receipt:
        if self.line is not None:
            self.said.append(self.line.report("delivered"))
        return super().send(to=to, body=body, message_id=message_id)


def test_a_report_in_the_middle_of_the_new_try_leaves_it_delivered(failed: Line) -> None:
    phone = TalkativePhone(taken=failed.phone.taken, line=failed)
    failed.again()
    failed.carriers = replace(failed.carriers, sms=phone)
    failed.send(SOON)
    assert (phone.said, failed.stands) == ([True], (State.DELIVERED, SECOND))
    assert failed.noted() == [(["task"], ["retry"])]


def test_once_the_new_try_is_out_the_state_stays_with_it_and_the_trail_tells(failed: Line) -> None:
    failed.again()
    failed.send(SOON)
    assert [failed.report("delivered") for _time in range(2)] == [True, False]
    assert failed.stands == (State.SENT, SECOND)
    assert failed.noted() == [(["task"], ["retry"])]


@pytest.mark.parametrize("first_then", [True, False])
def test_when_one_of_two_tries_arrived_nobody_tries_a_third_time(
    failed: Line, first_then: bool
) -> None:
    failed.again()
    failed.send(SOON)
    reports = [("delivered", FIRST), ("undelivered", SECOND)]
    for status, sid in reports if first_then else reports[::-1]:
        assert failed.report(status, sid)
    assert failed.stands == (State.DELIVERED, SECOND)
    with pytest.raises(NotAllowedNow):
        failed.again()
    assert len(failed.noted()) == 1


def test_the_new_try_is_delivered_and_then_the_first_is_too(failed: Line) -> None:
    failed.again()
    failed.send(SOON)
    assert failed.report("delivered", SECOND)
    assert [failed.report("delivered", FIRST) for _time in range(2)] == [True, False]
    assert failed.stands == (State.DELIVERED, SECOND)
    assert failed.noted() == [(["task"], ["retry"])]


@pytest.mark.parametrize("status", ["sent", *FAILURES])
def test_of_three_tries_none_is_taken_for_another(failed: Line, status: str) -> None:
    failed.again()
    failed.send(SOON)
    failed.report("undelivered", SECOND)
    failed.again()
    with failed.database.unit_of_work() as session:
        (claim,) = claim_due(session, Channel.TEXT, at=failed.at + LATER, limit=1)
    for sid in (FIRST, SECOND):
        assert not failed.report(status, sid)
    assert failed.stands == (State.ATTEMPTING, SECOND)
    assert claim.attempt == 1


def test_a_look_up_of_the_third_try_finds_neither_of_the_first_two(failed: Line) -> None:
    failed.again()
    failed.send(SOON)
    failed.report("undelivered", SECOND)
    failed.again()
    failed.phone.script = [Unclear("no answer")]
    failed.send(SOON)
    failed.send(LATER)
    assert failed.stands == (State.SENT, "SM3")


def test_another_text_with_the_same_words_is_not_taken_for_an_earlier_try(failed: Line) -> None:
    """It was never taken, so it must go: an old try of its twin is no proof that it went."""
    failed.again()
    failed.send(SOON)
    with failed.database.unit_of_work() as session:
        person = get_person(session, read(failed.database, failed.text).person_id)
        (twin,) = queue(session, person, failed.at)
    failed.phone.script = [Unclear("no answer")]
    failed.send(SOON)
    failed.send(LATER)
    assert read(failed.database, twin.id).supplier_id == "SM3"


@pytest.mark.parametrize("status", FAILURES)
def test_a_try_without_a_clear_answer_that_failed_is_not_found_by_the_next(
    line: Line, status: str
) -> None:
    """We gave it up not knowing; the supplier had it, and says that it failed."""
    line.phone.script, line.phone.taken_first = [Unclear("no answer")], True
    line.send()
    with line.database.unit_of_work() as session:
        session.get_one(Message, line.text).state = State.FAILED
    line.report(status)
    line.again()
    line.report(status)
    line.send(LATER)
    assert line.stands == (State.SENT, SECOND)


def test_a_look_up_that_finds_the_first_try_sends_no_second(line: Line) -> None:
    line.phone.script, line.phone.taken_first = [Unclear("no answer")], True
    line.send()
    with pytest.raises(NotAllowedNow):  # it is looked up by itself
        line.again()
    with line.database.unit_of_work() as session:
        session.get_one(Message, line.text).state = State.HELD
    line.again()
    line.send(LATER)
    assert line.stands == (State.SENT, FIRST)
    assert len(line.phone.taken) == 1
    assert line.report("delivered")


def test_a_try_that_is_stopped_by_a_wish_after_the_first_arrived_is_no_text_that_was_not_sent(
    failed: Line,
) -> None:
    failed.again()
    with failed.database.unit_of_work() as session:
        (claim,) = claim_due(session, Channel.TEXT, at=failed.at + SOON, limit=1)
    assert failed.report("delivered")
    stopped = Ended(State.CANCELLED, error=WISH_CHANGED.source)
    settle_all(Work(failed.carriers, lambda: failed.at + SOON, PACE), [(claim, stopped)])
    assert failed.stands == (State.DELIVERED, FIRST)
    with failed.database.reading() as session:
        query = select(AuditEntry.id).where(AuditEntry.action == "message.not-sent")
        assert session.scalars(query.where(AuditEntry.subject_id == failed.text)).all() == []


STOPPED = "21610"


def test_a_second_try_that_is_refused_for_a_stop_is_one_though_the_first_arrived(
    failed: Line,
) -> None:
    failed.again()
    with failed.database.unit_of_work() as session:
        (claim,) = claim_due(session, Channel.TEXT, at=failed.at + SOON, limit=1)
    assert failed.report("delivered")
    refused = Ended(State.FAILED, error=OPTED_OUT.source)
    settle_all(Work(failed.carriers, lambda: failed.at + SOON, PACE), [(claim, refused)])
    assert failed.stands == (State.DELIVERED, FIRST)
    assert failed.wants_texts is False


def test_a_report_of_a_stop_about_the_second_try_is_one_though_the_first_arrived(
    failed: Line,
) -> None:
    failed.again()
    failed.send(SOON)
    assert failed.report("delivered")
    assert failed.report("undelivered", SECOND, code=STOPPED)
    assert failed.stands == (State.DELIVERED, SECOND)
    assert failed.wants_texts is False


def test_a_report_of_a_stop_about_a_text_that_counts_as_delivered_is_taken_once(
    failed: Line,
) -> None:
    """The first try arrived while the second was handed over. A START in between stands."""
    phone = TalkativePhone(taken=failed.phone.taken, line=failed)
    failed.again()
    failed.carriers = replace(failed.carriers, sms=phone)
    failed.send(SOON)
    assert failed.stands == (State.DELIVERED, SECOND)
    assert not failed.report("undelivered", FIRST, code=STOPPED)
    assert failed.wants_texts is True
    failed.report("undelivered", SECOND, code=STOPPED)
    assert (failed.stands, failed.wants_texts) == ((State.DELIVERED, SECOND), False)
    failed.wants_them_again()
    failed.report("undelivered", SECOND, code=STOPPED)
    assert failed.wants_texts is True
