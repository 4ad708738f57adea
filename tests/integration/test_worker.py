"""The worker as a process of its own: it sends what is due, and stops gently when told to."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from app.errors import SettingsError
from app.jobs import make_jobs
from app.messages.demo_phone import demo_texts
from app.messages.models import State
from app.messages.supplier import Receipt
from app.people import get_person
from app.services import Services, make_services
from app.settings import Settings, read_settings
from app.worker import duties, sweep
from tests.conftest import ROOT, lay_tables
from tests.integration.messages.conftest import ADDRESS, ScriptedPhone, add_person, queue, read

PATIENCE = 60.0  # seconds: a worker of its own takes long to start on a machine that is busy
PROGRAM = (
    "from app.services import make_services\n"
    "from app.settings import read_settings\n"
    "from app.worker import run\n"
    "run(make_services(read_settings()))\n"
)


def wait_until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    return {"ALONGSIDE_PROFILE": "demo", "ALONGSIDE_VAR": str(tmp_path / "var")}


@pytest.fixture
def place(env: dict[str, str]) -> Iterator[Services]:
    settings = read_settings(env)
    made = make_services(settings)
    lay_tables(made.database)
    yield made
    made.database.dispose()


def texts(place: Services) -> int:
    with place.database.reading() as session:
        return len(demo_texts(session))


def add_text(place: Services) -> None:
    now = datetime.now(UTC)
    with place.database.unit_of_work() as session:
        queue(session, add_person(session, now, may_write=None), now)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_worker_sends_what_is_due_and_stops_gently(
    env: dict[str, str], place: Services, number: int
) -> None:
    add_text(place)
    worker = subprocess.Popen([sys.executable, "-c", PROGRAM], env={**os.environ, **env}, cwd=ROOT)
    try:
        wait_until(lambda: texts(place) == 1)
        add_text(place)
        place.jobs.nudge()
        wait_until(lambda: texts(place) == 2)
        worker.send_signal(number)
        assert worker.wait(timeout=PATIENCE) == 0
    finally:
        worker.kill()


def test_a_letter_in_the_tray_follows_the_person_before_the_cut_off(
    place: Services, at: datetime
) -> None:
    with place.database.unit_of_work() as session:
        person = add_person(session, at, may_text=None)
        (letter,) = queue(session, person, at)
    todo = duties(place)
    sweep(todo, at=at)
    with place.database.unit_of_work() as session:
        known = get_person(session, person.id)
        known.address, known.updated_at = (
            {**ADDRESS, "line1": "9 Safe Road"},
            at + timedelta(hours=1),
        )
    for hours in (2, 3):
        sweep(todo, at=at + timedelta(hours=hours))
    anew = read(place.database, letter.id)
    assert (anew.state, anew.to.splitlines()[1]) == (State.RENDERED, "9 Safe Road")


def test_a_nudge_is_answered_by_whoever_listens(settings: Settings) -> None:
    heard = threading.Event()
    with make_jobs(settings).consuming(heard.set):
        make_jobs(settings).nudge()
        assert heard.wait(PATIENCE)


def test_a_lost_nudge_is_no_error(settings: Settings, tmp_path: Path) -> None:
    jobs = make_jobs(settings)
    for left in settings.var.glob("queue.db*"):
        left.unlink()
    (settings.var / "queue.db").mkdir()
    jobs.nudge()


def test_an_unknown_queue_is_refused_in_one_line(settings: Settings) -> None:
    with pytest.raises(SettingsError, match="ALONGSIDE_QUEUE_URL"):
        make_jobs(replace(settings, queue_url="amqp://localhost"))


def test_the_queue_can_live_in_postgresql(settings: Settings, postgres: object) -> None:
    url = postgres.create_database("queue_test")  # type: ignore[attr-defined]
    chosen = replace(settings, queue_url=url)
    heard = threading.Event()
    with make_jobs(chosen).consuming(heard.set):
        make_jobs(chosen).nudge()
        assert heard.wait(PATIENCE)


class SlowPhone(ScriptedPhone):
    """A supplier that takes its time."""

    def send(self, *, to: str, body: str, message_id: UUID, valid_for: int = 0) -> Receipt:
        time.sleep(0.1)
        return super().send(to=to, body=body, message_id=message_id, valid_for=valid_for)


def test_a_long_queue_of_texts_does_not_keep_the_other_duties_waiting(place: Services) -> None:
    phone = SlowPhone()
    now = datetime.now(UTC)
    with place.database.unit_of_work() as session:
        person = add_person(session, now, may_write=None)
        for _turn in range(40):
            queue(session, person, now)
    todo = duties(replace(place, sms=phone), turn=timedelta(seconds=0.15))
    sweep(todo, at=now)
    assert 0 < len(phone.taken) < 40
    assert all(duty.last == now for duty in todo)
    for _turn in range(10):
        sweep(todo, at=datetime.now(UTC))
    assert len(phone.taken) == 40
