"""Presses that come twice, answers that changed their ground, and the warnings in between."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID

from sqlalchemy import select
from werkzeug.test import Client

from app.applications.lifecycle import Start, start
from app.appointments import Appointment, Slot, State, book
from app.audit import WORKER
from app.journeys.catalogue import find_journey
from app.journeys.catalogue.prison_visit.life import VisitStatus
from tests.integration.kiosk.visitor import MOUNT, TOKEN, Visitor


def held(visitor: Visitor) -> list[Appointment]:
    with visitor.services.database.reading() as session:
        return list(session.scalars(select(Appointment).where(Appointment.state == State.HELD)))


def fill(visitor: Visitor, slot_id: int) -> None:
    """Let somebody else have the last place of a slot."""
    now = visitor.services.now()
    with visitor.services.database.unit_of_work() as session:
        slot = session.get_one(Slot, slot_id)
        slot.capacity = 1
        session.flush()
        wish = Start(
            journey=find_journey("prison-visit"), channel="kiosk", language="en", key="other"
        )
        other = start(session, wish, actor=WORKER, at=now)
        book(session, slot_id, other.id, at=now)


def test_everything_pressed_twice_makes_one_booking(visitor: Visitor) -> None:
    visitor.begin()
    visitor.press("/before/prison-visit")
    visitor.answer_all()
    visitor.says("mobile", mobile="07700 900123")
    visitor.press("/check").press("/check")
    first = visitor.page
    (sent,) = visitor.applications()
    assert sent.status == VisitStatus.BOOKED
    assert visitor.place == "/done"
    for path in ("/book/prison", "/check", "/before/prison-visit", "/"):
        visitor.open(path)
        if path == "/before/prison-visit":
            visitor.press("/before/prison-visit")
        assert visitor.place == "/done", path
    assert visitor.says("mobile", mobile="07700 900999").place == "/done"
    assert re.findall(r"PV-\w{4}-\w{4}", visitor.page) == re.findall(r"PV-\w{4}-\w{4}", first)
    assert len(visitor.applications()) == 1


def press_together(visitor: Visitor, path: str, form: dict[str, str], *, times: int) -> list[str]:
    """Send one form from several threads at once; return where each is sent."""
    token = TOKEN.search(visitor.page)
    assert token
    data = {"csrf_token": token.group(1), **form}
    jar = "; ".join(f"{c.key}={c.value}" for c in visitor.client._cookies.values())
    together = Barrier(times)

    def press(_number: int) -> str:
        client = Client(visitor.client.application, use_cookies=False)
        together.wait()
        answer = client.post(MOUNT + path, data=data, headers={"Cookie": jar})
        return f"{answer.status_code} {answer.location}"

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(press, range(times)))


def test_presses_at_the_same_moment_make_one_booking(visitor: Visitor) -> None:
    visitor.begin()
    visitor.open("/before/prison-visit")
    begun = press_together(visitor, "/before/prison-visit", {}, times=4)
    assert begun == ["303 /kiosk/book/prison"] * 4
    assert len(visitor.applications()) == 1
    visitor.answer_all()
    times = {"mobile": "07700 900123"}
    assert press_together(visitor, "/book/mobile", times, times=4) == ["303 /kiosk/check"] * 4
    assert press_together(visitor, "/check", {}, times=4) == ["303 /kiosk/done"] * 4
    assert len(visitor.applications()) == 1
    assert visitor.open("/").place == "/done"


def test_a_slot_that_went_meanwhile_is_said_beside_the_times(visitor: Visitor) -> None:
    visitor.begin().answer_all()
    visitor.open("/book/visit-time")
    times = re.findall(r'name="time" type="radio" value="(\d+)"', visitor.page)
    fill(visitor, int(times[3]))
    visitor.says("visit-time", time=times[3])
    assert visitor.status in (409, 422)
    assert 'id="time-error"' in visitor.page
    assert held(visitor)[0].slot_id == int(times[0])


def test_a_lapsed_and_sold_time_is_asked_again_when_sending(visitor: Visitor, clock) -> None:
    visitor.begin().answer_all()
    assert "We are keeping this time for you until" in visitor.text
    slot_id = held(visitor)[0].slot_id
    for _minute in range(11):
        clock.forward(minutes=1)
        visitor.open("/check")
    assert "We are keeping" not in visitor.text
    fill(visitor, slot_id)
    visitor.press("/check")
    assert visitor.status == 409
    assert 'id="time-error"' in visitor.page
    visitor.says("visit-time", time=visitor.first_time())
    visitor.press("/check")
    assert visitor.place == "/done"


def test_another_prison_asks_again_for_what_no_longer_holds(visitor: Visitor) -> None:
    visitor.begin().answer_all()
    visitor.says("prison", prison="LEI")
    assert visitor.place == "/book/first-choice"
    assert held(visitor) == []
    visitor.says("first-choice", time=visitor.first_time())
    visitor.says("second-choice", time="")
    assert visitor.place == "/check"
    assert "do not match" in visitor.text
    assert 'action="/kiosk/book/prisoner-born"' in visitor.page


def test_a_warning_is_confirmed_or_changed(visitor: Visitor) -> None:
    visitor.begin().answer_all()
    odd = {"born__day": "1", "born__month": "5", "born__year": "1920"}
    visitor.says("lead-born", **odd)
    assert visitor.status == 422
    assert "Is that right?" in visitor.text
    visitor.says("lead-born", **odd)
    assert visitor.status == 422
    visitor.says("lead-born", **odd, odd="lead-born:very-old", confirm="yes")
    assert visitor.place == "/check"


def test_visitors_are_added_and_removed(visitor: Visitor) -> None:
    visitor.begin().answer_all()
    visitor.says("other-visitors", another="yes")
    assert visitor.place == "/book/visitor-name-1"
    visitor.says("visitor-name-1", name__first="Tomos", name__last="Visitor")
    visitor.says("visitor-born-1", born__day="2", born__month="6", born__year="2015")
    assert visitor.place == "/book/other-visitors", visitor.text
    assert "Tomos Visitor" in visitor.text
    visitor.says("other-visitors", another="no")
    assert visitor.place == "/check"
    visitor.open("/remove/visitor-name-1")
    assert "Tomos Visitor" in visitor.text
    visitor.press("/remove/visitor-name-1")
    visitor.press("/remove/visitor-name-1")
    if visitor.place == "/book/other-visitors":
        visitor.says("other-visitors", another="no")
    assert visitor.place == "/check"
    assert "Tomos" not in visitor.text


def test_the_language_changes_and_what_was_typed_stays(visitor: Visitor) -> None:
    visitor.begin().answer_all()
    visitor.press("/book/lead-name", {"name-first": "Half", "name-last": "", "language": "cy"})
    assert '<html lang="cy"' in visitor.page
    assert 'value="Half"' in visitor.page
    assert "govuk-error-summary" not in visitor.page
    visitor.open("/check")
    assert "Nia Visitor" in visitor.text
    visitor.press("/language", {"language": "en", "page": "check"})
    assert visitor.place == "/check"
    assert '<html lang="en"' in visitor.page
    assert visitor.applications()[0].language == "en"
    assert isinstance(visitor.applications()[0].id, UUID)
