"""Print batches and letters while somebody else changes them at the same moment."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from datetime import datetime

import pytest

from app.audit import Actor
from app.errors import NotAllowedNow
from app.messages.batches import NothingToPrint, cancel_batch, close_batch
from app.messages.handing_over import hand_over, send_again
from app.messages.models import BatchState, PrintBatch
from app.messages.outbox import cancel_unsent
from app.messages.print_routes import Files
from app.messages.sending import drain
from tests.integration.messages.conftest import Carriers, add_person, queue
from tests.integration.messages.test_batches import close, render
from tests.integration.messages.test_outbox import add_application

POST_ROOM = Actor("agent", "post-room-1")


@dataclass
class Meanwhile:
    """A printer at which somebody does something while it takes the file."""

    carriers: Carriers
    verb: object
    batch_id: object
    at: datetime
    name: str = "printer slow"
    repeatable: bool = False
    took: int = 0
    refused: bool = False

    def send(self, files: Files) -> None:
        self.took += 1
        try:
            with self.carriers.database.unit_of_work() as session:
                self.verb(session, self.batch_id, actor=POST_ROOM, at=self.at)
        except NotAllowedNow:
            self.refused = True
            raise


@pytest.mark.parametrize("verb", [cancel_batch, send_again])
def test_a_batch_that_the_printer_is_taking_stays_as_it_is(
    carriers: Carriers, at: datetime, verb: object
) -> None:
    render(carriers, at, "en")
    batch = close(carriers, at)
    route = Meanwhile(carriers, verb, batch.id, at)
    assert hand_over(carriers.database, route, now=lambda: at) == 0
    assert hand_over(carriers.database, route, now=lambda: at) == 0
    assert (route.took, route.refused) == (1, True)
    with carriers.database.reading() as session:
        stored = session.get_one(PrintBatch, batch.id)
        assert (stored.state, stored.sent_to) == (BatchState.CLOSED, "printer slow")


def test_a_letter_cancelled_while_a_batch_is_closed_is_not_in_it(
    carriers: Carriers, at: datetime
) -> None:
    with carriers.database.unit_of_work() as session:
        person = add_person(session, at, may_text=None)
        application = add_application(session, at)
        queue(session, person, at, application_id=application.id)
    drain(carriers, at=at)
    ended: list[object] = []

    def closing() -> None:
        try:
            with carriers.database.unit_of_work() as session:
                ended.append(close_batch(session, actor=POST_ROOM, at=at))
        except NothingToPrint as nothing:
            ended.append(nothing)

    with carriers.database.unit_of_work() as session:
        assert cancel_unsent(session, application.id, at=at) == 1
        other = threading.Thread(target=closing)
        other.start()
        time.sleep(0.4)
    other.join()
    assert isinstance(ended[0], NothingToPrint)
