"""One person's use of a kiosk: found, kept alive, ended once, and forgotten."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from app.applications.models import Application
from app.audit import COMMAND, trail_of, verify
from app.db import Database
from app.identity import devices, kiosk_sessions
from app.identity.kiosk_sessions import KioskSessionEnded
from app.identity.models import Device, KioskSession
from tests.integration.identity.known_agent import at_once

IDLE = 120
SECOND = timedelta(seconds=1)
# Ten seconds are allowed for, because `seen_at` may lag so much behind.
LAPSED = (IDLE + 10) * SECOND


@pytest.fixture
def device(database: Database, at: datetime) -> Device:
    with database.unit_of_work() as session:
        code = devices.issue_code(
            session, venue_code="LEI", name="Visitor centre 1", actor=COMMAND, at=at
        )
        return devices.enrol(session, code=code, at=at).outcome()[0]


def begin(database: Database, device: Device, at: datetime) -> tuple[KioskSession, str]:
    with database.unit_of_work() as session:
        return kiosk_sessions.open_kiosk_session(session, device=device, language="cy", at=at)


def find(database: Database, token: str, at: datetime) -> tuple[KioskSession, Device]:
    with database.reading() as session:
        return kiosk_sessions.find_kiosk_session(session, token, at=at, idle=IDLE)


def finish(database: Database, kiosk_session: KioskSession, how: str, at: datetime) -> bool:
    with database.unit_of_work() as session:
        return kiosk_sessions.end(session, kiosk_session, how=how, at=at)


def test_a_session_is_found_with_its_device(
    database: Database, device: Device, at: datetime
) -> None:
    made, token = begin(database, device, at)
    found, where = find(database, token, at + IDLE * SECOND)
    assert (found.id, found.language, where.id) == (made.id, "cy", device.id)


def test_an_idle_session_has_ended_and_says_so_in_its_language(
    database: Database, device: Device, at: datetime
) -> None:
    _made, token = begin(database, device, at)
    assert find(database, token, at + LAPSED - SECOND)
    with pytest.raises(KioskSessionEnded) as ended:
        find(database, token, at + LAPSED)
    assert ended.value.language == "cy"


def test_a_touch_keeps_a_session_and_writes_each_ten_seconds_at_most(
    database: Database, device: Device, at: datetime
) -> None:
    made, token = begin(database, device, at)
    with database.unit_of_work() as session:
        assert not kiosk_sessions.touch(session, made, at=at + 9 * SECOND)
        assert kiosk_sessions.touch(session, made, at=at + 100 * SECOND)
        assert not kiosk_sessions.touch(session, made, at=at + 101 * SECOND)
    assert find(database, token, at + 220 * SECOND)[0].seen_at == at + 100 * SECOND


def test_ending_twice_keeps_the_first_ending(
    database: Database, device: Device, at: datetime
) -> None:
    made, token = begin(database, device, at)
    assert finish(database, made, "finished", at + SECOND)
    assert not finish(database, made, "wiped", at + 2 * SECOND)
    with pytest.raises(KioskSessionEnded):
        find(database, token, at + 3 * SECOND)
    with database.reading() as session:
        kept = session.get_one(KioskSession, made.id)
        trail = trail_of(session, made.id)
        assert verify(session).faults == ()
    assert (kept.ended_how, kept.ended_at) == ("finished", at + SECOND)
    assert [entry.action for entry in trail] == ["kiosk-session.opened", "kiosk-session.ended"]
    assert trail[-1].details == {"how": "finished"}


def test_ending_at_once_ends_once(database: Database, device: Device, at: datetime) -> None:
    made, _token = begin(database, device, at)
    endings = at_once(2, lambda: finish(database, made, "left", at))
    assert sorted(endings) == [False, True]


def test_an_unknown_ending_is_a_fault(database: Database, device: Device, at: datetime) -> None:
    made, token = begin(database, device, at)
    with pytest.raises(ValueError, match="exploded"):
        finish(database, made, "exploded", at)
    assert find(database, token, at)


def test_nothing_is_written_to_an_ended_session(
    database: Database, device: Device, at: datetime
) -> None:
    made, _token = begin(database, device, at)
    finish(database, made, "left", at)
    later = at + 20 * SECOND
    with database.unit_of_work() as session:
        with pytest.raises(KioskSessionEnded):
            kiosk_sessions.touch(session, made, at=later)
        with pytest.raises(KioskSessionEnded):
            kiosk_sessions.change_language(session, made, language="en", at=later)
        with pytest.raises(KioskSessionEnded):
            kiosk_sessions.attach_application(session, made, application_id=uuid4(), at=later)


def test_another_language_and_an_application_are_kept(
    database: Database, device: Device, at: datetime
) -> None:
    made, token = begin(database, device, at)
    application_id = uuid4()
    with database.unit_of_work() as session:
        session.add(
            Application(
                id=application_id,
                reference="PV-4K7Q-9M2X",
                journey="prison-visit",
                journey_version=1,
                channel="kiosk",
                language="cy",
                start_key="a-key",
                created_at=at,
                updated_at=at,
            )
        )
        session.flush()
        kiosk_sessions.change_language(session, made, language="en", at=at)
        kiosk_sessions.attach_application(session, made, application_id=application_id, at=at)
    found, _device = find(database, token, at)
    assert (found.language, found.application_id) == ("en", application_id)
    assert (made.language, made.application_id) == ("en", application_id)


def test_a_language_that_no_kiosk_speaks_is_refused(
    database: Database, device: Device, at: datetime
) -> None:
    with database.unit_of_work() as session:
        for odd in ("", "fr-tlh", "\x00", "x" * 10_000):
            with pytest.raises(kiosk_sessions.UnknownLanguage):
                kiosk_sessions.open_kiosk_session(session, device=device, language=odd, at=at)


def test_a_sweep_ends_the_forgotten_and_leaves_the_busy(
    database: Database, device: Device, at: datetime
) -> None:
    forgotten, _token = begin(database, device, at)
    _busy, busy_token = begin(database, device, at + 60 * SECOND)
    swept: list[KioskSession] = []
    for _ in range(2):
        with database.unit_of_work() as session:
            swept += kiosk_sessions.sweep_idle(session, at=at + LAPSED, idle=IDLE)
    assert [one.id for one in swept] == [forgotten.id]
    assert swept[0].ended_how == "timed-out"
    assert find(database, busy_token, at + LAPSED)
    with database.reading() as session:
        assert trail_of(session, forgotten.id)[-1].actor_kind == "worker"


def test_a_retired_kiosk_s_sessions_have_ended(
    database: Database, device: Device, at: datetime
) -> None:
    _made, token = begin(database, device, at)
    with database.unit_of_work() as session:
        devices.retire(session, device, actor=COMMAND, at=at)
    with pytest.raises(KioskSessionEnded):
        find(database, token, at)


def test_an_unknown_token_is_no_session(database: Database, at: datetime) -> None:
    for odd in ("", "\x00", "\ud800"):
        with pytest.raises(KioskSessionEnded) as ended:
            find(database, odd, at)
        assert ended.value.language is None
