"""Nothing of a person stays at a kiosk, and nobody can find out there who is in prison."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from app.applications.models import Answer
from app.appointments import Appointment, State
from app.audit import WORKER, verify
from app.identity.devices import list_devices, retire
from app.identity.models import KioskSession
from app.journeys.catalogue.prison_visit.life import VisitStatus
from app.journeys.life import Status
from app.worker import duties, sweep
from tests.integration.kiosk.visitor import Visitor


def is_forgotten(visitor: Visitor) -> bool:
    """Say whether the draft is abandoned, empty, and holds no time."""
    (draft,) = visitor.applications()
    with visitor.services.database.reading() as session:
        answers = list(session.scalars(select(Answer)))
        live = select(Appointment).where(Appointment.state != State.RELEASED)
        return draft.status == Status.ABANDONED and not answers and not session.scalars(live).all()


def test_the_wipe_deletes_the_draft_and_the_cookie_but_not_the_kiosk(visitor: Visitor) -> None:
    visitor.begin().answer_all()
    assert not is_forgotten(visitor)
    visitor.press("/wipe")
    assert visitor.place == "/"
    wipe = visitor.answer.history[0]
    assert wipe.headers["Clear-Site-Data"] == '"cache"'
    assert is_forgotten(visitor)
    cookies = {cookie.key for cookie in visitor.client._cookies.values()}
    assert "alongside-kiosk-device" in cookies
    assert "alongside-kiosk-person" not in cookies
    for path in ("/book/lead-name", "/check", "/done", "/again"):
        assert visitor.open(path).place == "/"
    for token in ("known", "tampered"):
        visitor.press("/book/lead-name", {"name-first": "Nia"}, token=token)
        assert (visitor.status, "Your session ended" in visitor.text) == (410, True)
        visitor.open("/")
    with visitor.services.database.reading() as session:
        assert verify(session).faults == ()


def test_an_idle_session_ends_on_the_server_and_its_draft_goes(visitor: Visitor, clock) -> None:
    visitor.begin().answer_all()
    clock.forward(seconds=161)
    visitor.says("mobile", mobile="07700 900999")
    assert visitor.status == 410
    assert "For your privacy we cleared the screen" in visitor.text
    assert is_forgotten(visitor)
    assert visitor.open("/check").place == "/"


def test_the_worker_forgets_those_who_walked_away(visitor: Visitor, clock) -> None:
    visitor.begin().answer_all()
    services = visitor.services
    for seconds, expected in ((150, False), (11, True), (0, True)):
        clock.forward(seconds=seconds)
        sweep(duties(services, stopping=lambda: False), at=services.now())
        assert is_forgotten(visitor) is expected


@pytest.mark.parametrize("stocked", ["sqlite"], indirect=True)
def test_a_ping_keeps_a_slow_person_and_a_refresh_without_scripts_wipes(
    visitor: Visitor, clock
) -> None:
    visitor.begin()
    for _minute in range(5):
        clock.forward(seconds=60)
        assert (
            visitor.client.post(
                "/kiosk/here", headers={"X-CSRFToken": token_of(visitor)}
            ).status_code
            == 204
        )
    assert visitor.open("/book/prison").place == "/book/prison"
    assert '<meta http-equiv="refresh" content="150; url=/kiosk/over">' in visitor.page
    assert visitor.open("/over").place == "/"
    assert is_forgotten(visitor)


def token_of(visitor: Visitor) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', visitor.page)
    assert found
    return found.group(1)


@pytest.mark.parametrize("stocked", ["sqlite"], indirect=True)
def test_start_again_asks_first_and_then_forgets(visitor: Visitor) -> None:
    visitor.begin().answer_all()
    visitor.open("/again")
    assert "clears everything" in visitor.text
    assert visitor.open("/check").place == "/check"
    visitor.open("/again").press("/again")
    assert visitor.place == "/"
    assert is_forgotten(visitor)


def test_a_sent_booking_is_not_forgotten(visitor: Visitor) -> None:
    visitor.begin().answer_all().press("/check").press("/wipe")
    assert visitor.applications()[0].status == VisitStatus.BOOKED


@pytest.mark.parametrize("stocked", ["sqlite"], indirect=True)
def test_nothing_personal_is_in_addresses_titles_or_cookies(visitor: Visitor) -> None:
    visitor.begin().answer_all()
    (draft,) = visitor.applications()
    title = re.search(r"<title>(.*?)</title>", visitor.page)
    assert title
    seen = title.group(1) + " ".join(re.findall(r'(?:href|action|src)="([^"]*)"', visitor.page))
    for cookie in visitor.client._cookies.values():
        assert cookie.http_only
        assert cookie.same_site == "Strict"
        seen += cookie.decoded_value
    for secret in ("Nia", "V9400JG", "Abdirahman", "900123", draft.reference, str(draft.id)):
        assert secret not in seen


def test_wrong_prisoner_details_stop_after_five_tries(visitor: Visitor) -> None:
    visitor.begin()
    visitor.says("prison", prison="CFI")
    visitor.says("prisoner-number", number="V9400JG")
    visitor.says("prisoner-name", name__first="Yusuf", name__last="Abdirahman")
    for day in range(1, 6):
        visitor.says("prisoner-born", born__day=str(day), born__month="1", born__year="1993")
        assert "do not match" in visitor.text
    visitor.says("prisoner-born", born__day="23", born__month="8", born__year="1993")
    assert visitor.place == "/staff"
    assert visitor.open("/book/prisoner-born").place == "/staff"
    with visitor.services.database.reading() as session:
        assert verify(session).faults == ()


@pytest.mark.parametrize("stocked", ["sqlite"], indirect=True)
def test_a_new_session_at_the_same_machine_does_not_begin_the_count_anew(
    visitor: Visitor, clock
) -> None:
    for _person in range(3):
        visitor.begin()
        visitor.says("prison", prison="CFI")
        visitor.says("prisoner-number", number="V9400JG")
        visitor.says("prisoner-name", name__first="Yusuf", name__last="Abdirahman")
        for day in range(1, 6):
            visitor.says("prisoner-born", born__day=str(day), born__month="1", born__year="1993")
        visitor.press("/again")
    visitor.begin()
    visitor.says("prison", prison="CFI")
    visitor.says("prisoner-number", number="V9400JG")
    visitor.says("prisoner-name", name__first="Yusuf", name__last="Abdirahman")
    assert visitor.place == "/staff"
    clock.forward(hours=2)
    visitor.begin().answer_all()
    assert visitor.place == "/check"


def test_only_an_enrolled_machine_is_a_kiosk(stranger: Visitor) -> None:
    for path in ("/", "/choose", "/before/prison-visit", "/check", "/over"):
        assert stranger.open(path).place == "/enrol"
    assert stranger.press("/start", {"language": "en"}).place == "/enrol"
    stranger.press("/enrol", {"code": "wrong\x00👩" * 40})
    assert stranger.status == 422
    for _try in range(10):
        stranger.press("/enrol", {"code": "ABCD-2345"})
    assert "too many wrong codes" in stranger.text


def test_a_retired_kiosk_goes_back_to_enrolment(visitor: Visitor) -> None:
    visitor.begin()
    with visitor.services.database.unit_of_work() as session:
        (device,) = list_devices(session)
        retire(session, device, actor=WORKER, at=visitor.services.now())
    assert visitor.open("/book/prison").place == "/enrol"
    assert visitor.open("/").place == "/enrol"


def test_a_second_language_choice_forgets_the_first_person(visitor: Visitor) -> None:
    visitor.begin().answer_all()
    visitor.press("/start", {"language": "cy"})
    assert visitor.place == "/choose"
    assert is_forgotten(visitor)
    with visitor.services.database.reading() as session:
        languages = [one.language for one in session.scalars(select(KioskSession))]
    assert sorted(languages) == ["cy", "en"]
