"""Attempts that are easy to miscount: waits, look-ups elsewhere, the last try, a settlement that breaks."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from app.audit import COMMAND
from app.i18n import _
from app.messages.kinds import text_of
from app.messages.lines import is_resting
from app.messages.models import Message, State
from app.messages.pace import Pace
from app.messages.sending import drain
from app.messages.supplier import Receipt, Refused, TryLater, Unclear, Undelivered
from app.messages.troubles import supplier_words
from app.people import Person, set_rules
from tests.integration.messages.conftest import (
    Carriers,
    ScriptedPhone,
    add_person,
    queue,
    read,
    states,
)

QUICK = Pace(first_wait=1, look_up_after=1, together=1)
LATER = timedelta(hours=1)


@dataclass
class SilentPhone(ScriptedPhone):
    """A supplier that takes nothing and cannot say what it has."""

    def send(self, *, to: str, body: str, message_id: UUID, valid_for: int = 0) -> Receipt:
        raise Unclear("no answer")

    def find_sent(
        self,
        *,
        to: str,
        body: str,
        since: datetime,
        message_id: UUID,
        but_not: Collection[str] = (),
    ) -> str | None:
        raise Unclear("no answer")


def test_a_look_up_that_fails_at_the_first_is_no_failure_of_the_spare(
    carriers: Carriers, at: datetime
) -> None:
    spare = ScriptedPhone(name="spare")
    two = replace(carriers, sms=SilentPhone(), spare_sms=spare)
    with two.database.unit_of_work() as session:
        person = add_person(session, at, may_write=None)
        for number in range(8):
            queue(session, person, at, reference=f"PV-{number:04}")
    for seconds in range(0, 60, 5):
        drain(two, at=at + timedelta(seconds=seconds), pace=QUICK)
        with two.database.reading() as session:
            assert not is_resting(session, "spare", at=at + timedelta(seconds=seconds))


def test_waiting_for_the_hours_is_no_attempt(
    carriers: Carriers, phone: ScriptedPhone, at: datetime
) -> None:
    with carriers.database.unit_of_work() as session:
        person = add_person(session, at, may_write=None)
        hours = {"from": "17:00", "to": "17:30", "days": [0, 1, 2, 3, 4, 5, 6]}
        set_rules(session, person.id, {"hours": hours}, actor=COMMAND, at=at)
        (message,) = queue(session, person, at)
    drain(carriers, at=at)
    stored = read(carriers.database, message.id)
    assert (phone.taken, stored.attempts) == ([], 0)


def test_the_last_try_is_looked_up_before_the_text_is_given_up(
    carriers: Carriers, phone: ScriptedPhone, at: datetime, queued_text: Message
) -> None:
    with carriers.database.unit_of_work() as session:
        session.get_one(Message, queued_text.id).attempts = 19
    phone.script, phone.taken_first = [Unclear("no answer")], True
    drain(carriers, at=at, pace=QUICK)
    drain(carriers, at=at + LATER, pace=QUICK)
    assert read(carriers.database, queued_text.id).state == State.SENT
    assert len(phone.taken) == 1


@dataclass
class KnowsItFailed(ScriptedPhone):
    """A supplier that took the text and lists it as failed; it never came to report so."""

    def find_sent(self, **asked: Any) -> str | None:
        found = super().find_sent(**asked)
        if found is None:
            return None
        raise Undelivered(found, "30005", supplier_words("30005"))


def test_a_text_in_doubt_that_failed_at_the_supplier_goes_another_way(
    carriers: Carriers, at: datetime
) -> None:
    phone = KnowsItFailed(script=[Unclear("no answer")], taken_first=True)
    with carriers.database.unit_of_work() as session:
        person = add_person(session, at, may_write=None)
        (text,) = queue(session, person, at)
    with carriers.database.unit_of_work() as session:
        session.get_one(Person, person.id).may_write = True
    for hours in range(2):
        drain(replace(carriers, sms=phone), at=at + timedelta(hours=hours), pace=QUICK)
    stored = read(carriers.database, text.id)
    assert (stored.state, stored.supplier_id) == (State.FAILED, f"id-{text.id}")
    assert stored.last_error == supplier_words("30005").source
    assert stored.cost, "the supplier took it, so it has its price"
    assert len(phone.taken) == 1
    assert sorted(states(carriers.database)) == [State.FAILED, State.RENDERED]


@dataclass
class ForgetfulPhone(ScriptedPhone):
    """A supplier that knows a text by number and words alone, as Twilio does."""

    def send(self, *, to: str, body: str, message_id: UUID, valid_for: int = 0) -> Receipt:
        super().send(to=to, body=body, message_id=message_id)
        return Receipt(f"SM{len(self.taken)}")

    def find_sent(
        self,
        *,
        to: str,
        body: str,
        since: datetime,
        message_id: UUID,
        but_not: Collection[str] = (),
    ) -> str | None:
        ids = {f"SM{n}": text[1:] for n, text in enumerate(self.taken, start=1)}
        return next((i for i in reversed(ids) if ids[i] == (to, body) and i not in but_not), None)


def test_a_look_up_does_not_take_another_message_of_the_same_words_for_this_one(
    carriers: Carriers, at: datetime
) -> None:
    phone = ForgetfulPhone()
    alike = replace(carriers, sms=phone)
    with alike.database.unit_of_work() as session:
        person = add_person(session, at, may_write=None)
        queue(session, person, at)
    drain(alike, at=at)
    with alike.database.unit_of_work() as session:
        (second,) = queue(session, session.merge(person), at + timedelta(minutes=5))
    phone.script = [Unclear("no answer")]
    drain(alike, at=at + timedelta(minutes=5), pace=QUICK)
    drain(alike, at=at + LATER, pace=QUICK)
    assert len(phone.taken) == 2
    assert read(alike.database, second.id).supplier_id == "SM2"


def test_a_settlement_that_breaks_holds_its_message_and_no_other(
    carriers: Carriers, phone: ScriptedPhone, at: datetime
) -> None:
    """The place where a person collects post is gone, so what follows a refusal cannot be found."""
    with carriers.database.unit_of_work() as session:
        person = add_person(session, at, may_write=None)
        (broken,) = queue(session, person, at)
        queue(session, add_person(session, at, may_write=None), at + timedelta(seconds=1))

    @dataclass
    class Breaking(ScriptedPhone):
        def send(self, *, to: str, body: str, message_id: UUID, valid_for: int = 0) -> Receipt:
            if message_id != broken.id:
                return super().send(to=to, body=body, message_id=message_id)
            with carriers.database.unit_of_work() as session:
                wish = {"collect_at": "NOWHERE"}
                set_rules(session, person.id, wish, actor=COMMAND, at=at)
            raise Refused("30005", _("This phone number is not in use."))

    odd = replace(carriers, sms=Breaking())
    for hours in range(5):
        drain(odd, at=at + timedelta(hours=hours), pace=QUICK)
    assert sorted(states(odd.database)) == [State.HELD, State.SENT]


@pytest.mark.parametrize("said", ["x" * 400])
def test_a_long_reason_of_the_supplier_is_cut(
    carriers: Carriers, phone: ScriptedPhone, at: datetime, queued_text: Message, said: str
) -> None:
    phone.script = [TryLater(said)]
    # A wait is by chance between nothing and its most: this one does not end while one drains.
    drain(carriers, at=at, pace=replace(QUICK, first_wait=1e6, longest_wait=1e6))
    assert read(carriers.database, queued_text.id).last_error == "x" * 300
    assert text_of(queued_text)
