"""How a machine becomes a kiosk, and how it stops being one."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from app.audit import COMMAND, trail_of, verify
from app.db import Database
from app.errors import NotFound
from app.identity import devices
from app.identity.models import Device
from app.references import ALPHABET
from tests.integration.identity.known_agent import at_once

MINUTE = timedelta(minutes=1)
WRONG = "2222-2222"


def issue(database: Database, at: datetime, *, uses: int = 1, code: str = "") -> str:
    with database.unit_of_work() as session:
        return devices.issue_code(
            session,
            venue_code="LEI",
            name="Visitor centre 1",
            actor=COMMAND,
            at=at,
            uses=uses,
            code=code,
        )


def enrol(database: Database, code: str, at: datetime) -> tuple[Device, str]:
    with database.unit_of_work() as session:
        attempt = devices.enrol(session, code=code, at=at)
    return attempt.outcome()


def enrols(database: Database, code: str, at: datetime) -> bool:
    try:
        return bool(enrol(database, code, at))
    except devices.CodeRefused:
        return False


def test_a_code_makes_a_kiosk_that_its_token_finds(database: Database, at: datetime) -> None:
    code = issue(database, at)
    assert len(code) == 9
    assert code[4] == "-"
    assert set(code) <= set(ALPHABET + "-")
    device, token = enrol(database, f" {code.lower().replace('-', ' ')} ", at)
    with database.reading() as session:
        found = devices.find_device(session, token)
        assert [one.id for one in devices.list_devices(session)] == [device.id]
        actions = [entry.action for entry in trail_of(session, device.id)]
        assert verify(session).faults == ()
    assert (found.id, found.venue_code, found.name) == (device.id, "LEI", "Visitor centre 1")
    assert actions == ["device.enrolled"]


def test_a_code_works_once(database: Database, at: datetime) -> None:
    code = issue(database, at)
    enrol(database, code, at)
    with pytest.raises(devices.CodeRefused):
        enrol(database, code, at)


def test_a_code_raced_for_makes_one_kiosk(database: Database, at: datetime) -> None:
    code = issue(database, at)
    assert sorted(at_once(3, lambda: enrols(database, code, at))) == [False, False, True]
    with database.reading() as session:
        assert len(devices.list_devices(session)) == 1


def test_a_code_lasts_a_day(database: Database, at: datetime) -> None:
    code = issue(database, at)
    with pytest.raises(devices.CodeRefused):
        enrol(database, code, at + timedelta(hours=24))
    assert enrol(database, code, at + timedelta(hours=24) - MINUTE)


def test_a_demonstration_code_works_many_times_and_is_renewed(
    database: Database, at: datetime
) -> None:
    assert issue(database, at, uses=2, code="KCKC-KCKC") == "KCKC-KCKC"
    assert [enrols(database, "KCKCKCKC", at) for _ in range(3)] == [True, True, False]
    issue(database, at, uses=2, code="KCKC-KCKC")
    assert enrols(database, "KCKCKCKC", at)


def test_a_fixed_code_must_be_one_that_can_be_typed(database: Database, at: datetime) -> None:
    with pytest.raises(ValueError, match="enrolment code"):
        issue(database, at, code="DEMO")


def test_odd_text_is_a_wrong_code(database: Database, at: datetime) -> None:
    for odd in ("", "2222", "2222-222\x00", "\ud800" * 8, "２" * 8, "x" * 10_000):
        with pytest.raises(devices.CodeRefused):
            enrol(database, odd, at)


def test_ten_wrong_codes_shut_the_door_for_ten_minutes(database: Database, at: datetime) -> None:
    code = issue(database, at)
    for second in range(9):
        assert not enrols(database, WRONG, at + timedelta(seconds=second))
    assert not enrols(database, WRONG, at + MINUTE)
    with pytest.raises(devices.CodeRefused) as refused:
        enrol(database, code, at + 11 * MINUTE - timedelta(seconds=1))
    assert "Wait 10 minutes" in str(refused.value.words)
    assert enrol(database, code, at + 11 * MINUTE)


def test_wrong_codes_at_once_are_each_counted(database: Database, at: datetime) -> None:
    code = issue(database, at)
    for _ in range(2):
        at_once(5, lambda: enrols(database, WRONG, at))
    assert not enrols(database, code, at)


def test_a_retired_kiosk_is_trusted_no_more(database: Database, at: datetime) -> None:
    device, token = enrol(database, issue(database, at), at)
    for _ in range(2):
        with database.unit_of_work() as session:
            devices.retire(session, device, actor=COMMAND, at=at)
    with database.reading() as session:
        with pytest.raises(devices.NotEnrolled):
            devices.find_device(session, token)
        assert devices.get_device(session, device.id).retired_at == at
        actions = [entry.action for entry in trail_of(session, device.id)]
    assert sorted(actions) == ["device.enrolled", "device.retired"]


def test_an_unknown_token_or_id_is_no_kiosk(database: Database, at: datetime) -> None:
    with database.reading() as session:
        with pytest.raises(devices.NotEnrolled):
            devices.find_device(session, "\ud800")
        with pytest.raises(NotFound):
            devices.get_device(session, uuid4())
