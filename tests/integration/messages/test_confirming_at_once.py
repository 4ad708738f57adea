"""A NO to "is this your number" comes while a text is being sent: what was sent keeps what is known of it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import update

from app.messages.attempts import Work
from app.messages.claims import Claim, claim_due
from app.messages.confirming import fail_waiting
from app.messages.models import Channel, Message, State
from app.messages.outcomes import Ended
from app.messages.pace import USUAL_PACE
from app.messages.reports import settle_report
from app.messages.settling import settle_all
from app.messages.troubles import NOT_CONFIRMED, NOT_THEIRS
from tests.integration.messages.conftest import Carriers, read

SOON = timedelta(seconds=5)


@pytest.fixture
def leased(carriers: Carriers, queued_text: Message, at: datetime) -> Claim:
    """A text that waited for its number, and is with the supplier at this moment."""
    with carriers.database.unit_of_work() as session:
        session.execute(update(Message).values(last_error=NOT_CONFIRMED.source))
        (claim,) = claim_due(session, Channel.TEXT, at=at, limit=1)
    return claim


@pytest.mark.parametrize("status", ["delivered", "undelivered"])
def test_a_text_that_is_being_sent_is_left_to_its_report(
    carriers: Carriers, queued_text: Message, leased: Claim, at: datetime, status: str
) -> None:
    with carriers.database.unit_of_work() as session:
        assert fail_waiting(session, queued_text.person_id, NOT_THEIRS.source, at=at + SOON) == []
    work = Work(carriers, lambda: at + SOON, USUAL_PACE)
    settle_all(work, [(leased, Ended(State.SENT, supplier_id="SM1", parts=1, cost=480))])
    stored = read(carriers.database, queued_text.id)
    assert (stored.state, stored.supplier_id, stored.cost) == (State.SENT, "SM1", 480)
    with carriers.database.unit_of_work() as session:
        assert settle_report(session, queued_text.id, status, at=at + 2 * SOON, supplier_id="SM1")


def test_a_text_that_rests_is_failed(
    carriers: Carriers, queued_text: Message, at: datetime
) -> None:
    with carriers.database.unit_of_work() as session:
        session.execute(update(Message).values(last_error=NOT_CONFIRMED.source))
        found = fail_waiting(session, queued_text.person_id, NOT_THEIRS.source, at=at)
    assert found == [queued_text.id]
    assert read(carriers.database, queued_text.id).state == State.FAILED
