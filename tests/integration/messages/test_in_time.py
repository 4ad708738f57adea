"""What is sent must still help: hours that begin too late, post that is too slow, leases that end."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from app.audit import COMMAND
from app.messages.attempts import Work, attempt
from app.messages.claims import claim_due
from app.messages.kinds import wording_of
from app.messages.models import Channel, Message, State
from app.messages.outcomes import Rest
from app.messages.pace import Pace
from app.messages.sending import drain
from app.messages.supplier import Refused, Unclear
from app.messages.troubles import supplier_words
from app.people import Person, set_rules
from app.tasks import Task, TaskKind
from tests.conftest import Clock
from tests.integration.messages.conftest import Carriers, ScriptedPhone, add_person, queue, read

LANDLINE = Refused("30006", supplier_words("30006"))
MORNINGS = {"from": "09:00", "to": "10:30", "days": [0, 1, 2, 3, 4]}


def queued(
    carriers: Carriers, at: datetime, kind: str, starts: timedelta, **rules: Any
) -> list[Message]:
    """Queue a message about something that begins after a while, to be sent now."""
    with carriers.database.unit_of_work() as session:
        person = add_person(session, at)
        if rules:
            set_rules(session, person.id, rules, actor=COMMAND, at=at)
        begins = {"starts_at": (at + starts).isoformat()}
        person.may_write = None
        made = queue(session, person, at, kind=kind, holes={**wording_of(kind).sample, **begins})
        person.may_write = True
        return made


def letters(carriers: Carriers) -> list[Message]:
    with carriers.database.reading() as session:
        return list(session.scalars(select(Message).where(Message.channel == "letter")))


def tasks(carriers: Carriers) -> list[Task]:
    with carriers.database.reading() as session:
        return list(session.scalars(select(Task)))


def test_a_text_that_the_hours_would_make_too_late_is_not_kept_waiting(
    carriers: Carriers, phone: ScriptedPhone, at: datetime
) -> None:
    """It is eleven; the visit is at four, and the person may next be reached tomorrow."""
    late = at + timedelta(hours=1)
    (message,) = queued(
        carriers, late, "visit-reminder", timedelta(hours=5), hours=MORNINGS, may_call=True
    )
    drain(carriers, at=late)
    failed = read(carriers.database, message.id)
    assert (phone.taken, letters(carriers), failed.state) == ([], [], State.FAILED)
    assert (
        failed.last_error == "It would be too late at the hours at which the person may be reached."
    )
    (task,) = tasks(carriers)
    assert task.kind == TaskKind.BAD_MESSAGE


def test_a_call_comes_before_what_it_is_about(
    carriers: Carriers, phone: ScriptedPhone, at: datetime
) -> None:
    phone.script = [LANDLINE]
    queued(carriers, at, "visit-reminder", timedelta(hours=1), may_call=True)
    drain(carriers, at=at)
    (task,) = tasks(carriers)
    assert task.kind == TaskKind.CALL_BACK
    assert task.due_at < at + timedelta(hours=1)


@pytest.mark.parametrize(("days", "calls"), [(2, 1), (20, 0)])
def test_where_the_post_is_too_slow_somebody_calls_as_well(
    carriers: Carriers, phone: ScriptedPhone, at: datetime, days: int, calls: int
) -> None:
    phone.script = [LANDLINE]
    queued(carriers, at, "visit-booked", timedelta(days=days), may_call=True)
    drain(carriers, at=at)
    assert [one.kind for one in letters(carriers)] == ["visit-booked"]
    assert [one.kind for one in tasks(carriers)] == [TaskKind.CALL_BACK] * calls


@pytest.mark.parametrize(("days", "calls"), [(2, 1), (20, 0)])
def test_a_letter_that_goes_anyway_but_comes_too_late_keeps_nobody_from_calling(
    carriers: Carriers, phone: ScriptedPhone, at: datetime, days: int, calls: int
) -> None:
    phone.script = [LANDLINE]
    with carriers.database.unit_of_work() as session:
        person = add_person(session, at)
        set_rules(session, person.id, {"may_call": True}, actor=COMMAND, at=at)
        holes = wording_of("visit-cancelled").sample
        begins = {"starts_at": (at + timedelta(days=days)).isoformat()}
        queue(session, person, at, kind="visit-cancelled", holes={**holes, **begins})
    drain(carriers, at=at)
    assert [one.fallback_of for one in letters(carriers)] == [None]
    assert [one.kind for one in tasks(carriers)] == [TaskKind.CALL_BACK] * calls


def test_where_texts_are_no_longer_wanted_and_the_letter_comes_too_late_somebody_calls(
    carriers: Carriers, phone: ScriptedPhone, at: datetime
) -> None:
    with carriers.database.unit_of_work() as session:
        person = add_person(session, at)
        set_rules(session, person.id, {"may_call": True}, actor=COMMAND, at=at)
        begins = {"starts_at": (at + timedelta(days=2)).isoformat()}
        holes = {**wording_of("visit-cancelled").sample, **begins}
        queue(session, person, at, kind="visit-cancelled", holes=holes)
        person.may_text = False
    drain(carriers, at=at)
    assert phone.taken == []
    assert [one.kind for one in tasks(carriers)] == [TaskKind.CALL_BACK]


@dataclass
class SlowPhone(ScriptedPhone):
    """A supplier with a look-up that finds nothing, and during which something happens."""

    meanwhile: Callable[[], object] = field(default=lambda: None)

    def find_sent(
        self,
        *,
        to: str,
        body: str,
        since: datetime,
        message_id: UUID,
        but_not: Collection[str] = (),
    ) -> str | None:
        self.meanwhile()
        return None


def drain_twice(carriers: Carriers, phone: SlowPhone, at: datetime, pace: Pace) -> None:
    """Leave a text unclear, and look it up."""
    carriers.sms, phone.script = phone, [Unclear("no answer")]
    drain(carriers, at=at, pace=pace)
    drain(carriers, at=at + timedelta(minutes=10), pace=pace)


@pytest.mark.parametrize(("seconds", "sent"), [(39, 1), (41, 0)])
def test_nothing_is_sent_at_the_end_of_a_lease(
    carriers: Carriers, queued_text: Message, clock: Clock, seconds: int, sent: int
) -> None:
    """Another worker may claim the text then, look it up in vain, and send it as well."""
    phone = SlowPhone(meanwhile=lambda: clock.forward(seconds=seconds))
    work = Work(replace(carriers, sms=phone), clock, Pace(lease=60))
    with carriers.database.unit_of_work() as session:
        session.get_one(Message, queued_text.id).doubtful = True
    with carriers.database.unit_of_work() as session:
        (claim,) = claim_due(session, Channel.TEXT, at=clock(), limit=1, pace=work.pace)
    outcome = attempt(work, claim)
    assert (len(phone.taken), isinstance(outcome, Rest)) == (sent, not sent)


def test_a_stop_that_comes_during_a_look_up_is_kept(
    carriers: Carriers, queued_text: Message, at: datetime
) -> None:
    def stop() -> None:
        with carriers.database.unit_of_work() as session:
            session.get_one(Person, queued_text.person_id).may_text = False

    phone = SlowPhone(meanwhile=stop)
    drain_twice(carriers, phone, at, Pace(first_wait=0.001, look_up_after=0.001))
    assert phone.taken == []
    assert read(carriers.database, queued_text.id).state == State.CANCELLED
