"""Texts that come in at the same moment: told twice, answered twice, or over the real wire."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from werkzeug.serving import make_server

from app.backend import create_app
from app.db import Database
from app.messages.inbound.models import TextThread
from app.messages.inbound.questions import Asked, NewQuestion, ask
from app.services import Services
from app.tasks import open_tasks
from tests.conftest import Clock
from tests.fakes.twilio_inbound import inbound_text, send_text
from tests.integration.in_the_way import in_the_way
from tests.integration.messages.test_slot_offers import booked_slot, offer
from tests.integration.messages.texting import MOBILE, PUBLIC, House, make_house

AT_ONCE = 6


@pytest.fixture
def house(open_house: Services) -> House:
    return make_house(open_house)


def together(house: House, text: Callable[[House, int], int]) -> list[int]:
    """Send texts from several threads, each with a client of its own."""
    app = create_app(house.services)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        clients = [House(house.services, app.test_client()) for _ in range(AT_ONCE)]
        return list(pool.map(text, clients, range(AT_ONCE)))


def test_one_text_told_by_many_at_once_is_one_text(house: House) -> None:
    house.add_person()
    statuses = together(house, lambda one, _n: one.text("call me", sid="SM" + "7" * 32))
    assert set(statuses) == {200}
    assert house.meanings() == [("call-me", False)]
    assert house.kinds() == ["text-call-soon"]
    assert house.threads()[0].unread == 0
    with house.services.database.reading() as session:
        assert len(open_tasks(session)) == 1


def test_a_text_whose_work_met_a_deadlock_is_understood_all_the_same(
    house: House, stocked: Database
) -> None:
    house.add_person()
    table = TextThread.__tablename__
    with in_the_way(house.services.database, stocked, table=table) as lost:
        assert house.text("call me") == 200
    assert len(lost) == 1
    assert house.meanings() == [("call-me", False)]
    assert house.threads()[0].unread == 0


def test_many_a_yes_at_once_cancels_once(house: House, clock: Clock) -> None:
    visit = house.visit(house.add_person())
    house.text("CANCEL")
    clock.forward(minutes=1)
    assert set(together(house, lambda one, _n: one.text("YES"))) == {200}
    assert house.application(visit).status == "cancelled"
    assert house.kinds().count("visit-cancelled") == 1
    answers = [waits for meaning, waits in house.meanings() if meaning == "yes"]
    assert sorted(answers) == [False] + [True] * (AT_ONCE - 1)
    assert house.threads()[0].unread == AT_ONCE - 1


def test_choosing_at_once_books_one_time(house: House) -> None:
    asked = house.visit(house.add_person(), booked=False)
    times = house.slots("LEI")[4:7]
    offer(house, asked, times)
    together(house, lambda one, n: one.text(str(n % 3 + 1)))
    assert house.application(asked).status == "booked"
    assert booked_slot(house, asked) in times
    assert house.kinds().count("visit-booked") == 1
    assert house.kinds().count("slot-offer") == 1


def test_a_question_that_is_asked_by_many_at_once_stays_open(house: House, clock: Clock) -> None:
    """Several texts to one new number are sent at once, and each would ask it first."""
    who, start = house.add_person(confirmed=False), threading.Barrier(AT_ONCE)
    until = clock() + timedelta(days=30)

    def asking(turn: int) -> str | None:
        key = f"confirm:{turn}"
        wish = NewQuestion(kind=Asked.CONFIRM, key=key, number=MOBILE, person_id=who, until=until)
        start.wait()
        with house.services.database.unit_of_work() as session:
            return ask(session, wish, at=clock()).answer

    with ThreadPoolExecutor(AT_ONCE) as pool:
        for turn in range(4):
            assert set(pool.map(asking, [turn] * AT_ONCE)) == {None}


def test_a_text_over_the_wire_is_answered_and_a_forged_one_refused(house: House) -> None:
    house.add_person()
    server = make_server("127.0.0.1", 0, create_app(house.services), threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_port}"
    try:
        right = inbound_text("HELP", sender=MOBILE, public_url=PUBLIC)
        wrong = inbound_text("STOP", sender=MOBILE, public_url=PUBLIC, token="not-ours")
        assert send_text(base, right) == 200
        assert send_text(base, wrong) == 403
    finally:
        server.shutdown()
    assert house.kinds() == ["text-help"]
