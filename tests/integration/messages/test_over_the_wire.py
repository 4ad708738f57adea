"""The outbox and Twilio's HTTP together: with most answers broken, every text arrives, once."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from app.messages.models import State
from app.messages.pace import Pace
from app.messages.sending import drain
from app.messages.sms import TwilioSms
from tests.fakes import twilio_server as fake
from tests.fakes.twilio_server import ACCOUNT, TOKEN, FakeTwilio
from tests.integration.messages.conftest import Carriers, add_person, queue, states

TEXTS = 40
FAULTS = (
    fake.SERVER_ERROR,
    fake.TAKEN_THEN_ERROR,
    fake.TAKEN_THEN_HANG,
    fake.TAKEN_THEN_RESET,
    fake.HANG,
    fake.RESET,
    fake.HALF,
    fake.too_many(1),
)


def test_with_most_answers_broken_every_text_arrives_once(carriers: Carriers) -> None:
    at = datetime.now(UTC)
    pick = random.Random(7)
    plan = [pick.choice(FAULTS) if pick.random() < 0.6 else fake.OK for _turn in range(3 * TEXTS)]
    with carriers.database.unit_of_work() as session:
        person = add_person(session, at, may_write=None)
        for number in range(TEXTS):
            queue(session, person, at, reference=f"PV-{number:04}")
    with FakeTwilio(plan) as twilio:
        sms = TwilioSms(
            account=ACCOUNT,
            token=TOKEN,
            sender="Alongside",
            public_url="https://alongside.example",
            per_second=1000,
            api=twilio.url,
            timeout=0.15,
        )
        moment = at
        while set(states(carriers.database)) != {State.SENT} and moment < at + timedelta(days=2):
            drain(replace(carriers, sms=sms), at=moment, pace=Pace(first_wait=1, look_up_after=1))
            moment += timedelta(hours=1)
        bodies = Counter(message["body"] for message in twilio.taken)
    assert states(carriers.database) == [State.SENT] * TEXTS
    assert len(bodies) == TEXTS
    assert max(bodies.values()) == 1
