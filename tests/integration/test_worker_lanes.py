"""Texts never wait for a letter to be made: letters have a lane of their own in the worker."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.audit import COMMAND
from app.messages.models import Channel, Message, State
from app.messages.pace import Pace
from app.messages.sending import drain
from app.people import set_rules
from app.services import Services, make_services
from app.settings import read_settings
from app.worker import working
from tests.conftest import lay_tables
from tests.integration.messages.conftest import add_person, queue, read
from tests.integration.test_worker import wait_until

LETTERS = [Channel.LETTER]
SLOW = """#!/bin/sh
echo $$ >> "{begun}"
while [ -e "{gate}" ]; do sleep 0.02; done
exec "{tool}" "$@"
"""


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Services]:
    env = {"ALONGSIDE_PROFILE": "demo", "ALONGSIDE_VAR": str(tmp_path / "var")}
    made = make_services(read_settings(env))
    lay_tables(made.database)
    yield made
    made.database.dispose()


class SlowVoice:
    """A speech program on the path that says nothing until it is let."""

    def __init__(self, folder: Path) -> None:
        self.gate, self.begun = folder / "gate", folder / "begun"
        self.gate.touch()
        program = folder / "espeak-ng"
        tool = shutil.which("espeak-ng") or "false"
        program.write_text(SLOW.format(begun=self.begun, gate=self.gate, tool=tool))
        program.chmod(0o755)

    def letters_begun(self) -> int:
        return len(self.begun.read_text().splitlines()) if self.begun.exists() else 0

    def let(self) -> None:
        self.gate.unlink(missing_ok=True)


@pytest.fixture
def voice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SlowVoice]:
    folder = tmp_path / "bin"
    folder.mkdir()
    slow = SlowVoice(folder)
    monkeypatch.setenv("PATH", str(folder), prepend=":")
    yield slow
    slow.let()


def add_spoken_letter(place: Services) -> Message:
    now = datetime.now(UTC)
    with place.database.unit_of_work() as session:
        person = add_person(session, now, may_text=None)
        set_rules(session, person.id, {"letter_format": "audio"}, actor=COMMAND, at=now)
        (letter,) = queue(session, person, now)
    return letter


def add_text(place: Services) -> Message:
    now = datetime.now(UTC)
    with place.database.unit_of_work() as session:
        (text,) = queue(session, add_person(session, now, may_write=None), now)
    return text


def test_a_text_goes_out_while_a_slow_letter_is_made(place: Services, voice: SlowVoice) -> None:
    letter = add_spoken_letter(place)
    with working(place):
        wait_until(lambda: voice.letters_begun() == 1)
        text = add_text(place)
        place.jobs.nudge()
        wait_until(lambda: read(place.database, text.id).state == State.SENT)
        by_itself = add_text(place)
        wait_until(lambda: read(place.database, by_itself.id).state == State.SENT)
        assert read(place.database, letter.id).state == State.ATTEMPTING
        voice.let()
        wait_until(lambda: read(place.database, letter.id).state == State.RENDERED)
    assert read(place.database, letter.id).attempts == 1


def test_a_nudge_has_a_letter_made_at_once(place: Services) -> None:
    with working(place, look_every=60.0):
        time.sleep(0.1)
        now = datetime.now(UTC)
        with place.database.unit_of_work() as session:
            (letter,) = queue(session, add_person(session, now, may_text=None), now)
        place.jobs.nudge()
        wait_until(lambda: read(place.database, letter.id).state == State.RENDERED)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_worker_ends_when_one_of_its_lanes_does(place: Services) -> None:
    class NoClock(Services):
        def now(self) -> datetime:
            raise OSError("no clock")

    with working(NoClock(**vars(place))) as ended:
        assert ended.wait(10)
    with working(place) as ended:
        assert not ended.wait(0.2)


def test_a_worker_that_stops_makes_the_letter_in_hand_and_gives_back_the_others(
    place: Services, voice: SlowVoice
) -> None:
    letters = [add_spoken_letter(place) for _number in range(3)]
    voice.let()
    drain(place, lanes=LETTERS, stopping=lambda: voice.letters_begun() >= 1)
    found = [read(place.database, one.id) for one in letters]
    assert [one.state for one in found] == [State.RENDERED, State.ATTEMPTING, State.ATTEMPTING]
    assert [(one.attempts, one.faults, one.lease_token) for one in found[1:]] == [(0, 0, None)] * 2
    drain(place, lanes=LETTERS)
    assert {read(place.database, one.id).state for one in letters} == {State.RENDERED}


def test_a_letter_whose_lease_ran_low_behind_a_slow_one_is_claimed_anew(
    place: Services, voice: SlowVoice
) -> None:
    letters = [add_spoken_letter(place) for _number in range(2)]
    voice.let()
    drain(place, lanes=LETTERS, pace=Pace(lease=0.0))
    found = [read(place.database, one.id) for one in letters]
    assert {one.state for one in found} == {State.RENDERED}
    assert [one.attempts for one in found] == [1, 1]
