"""A full disk while a letter or a print file is written: nothing half made, and all made later."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from pypdf import PdfReader
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from app.audit import Actor, verify
from app.cli import main
from app.db import Database
from app.errors import NotAllowedNow
from app.messages.batches import close_batch, get_batch
from app.messages.formats import SPEECH_TOOL, FormatRefused, in_sound
from app.messages.handing_over import hand_over
from app.messages.models import BatchState, LetterFile, Message, State
from app.messages.print_files import LEASE, letters_of, make_files, stream_file
from app.messages.print_routes import Files, Printer, RouteFailed, SftpDrop
from app.messages.sending import drain
from letters import joined
from tests.conftest import lay_tables
from tests.databases import Cabinet
from tests.integration.messages.conftest import Carriers, read
from tests.integration.messages.full_disk import no_file_beyond, room_for
from tests.integration.messages.test_batches import render
from tests.integration.messages.test_handing_over import tool
from tests.unit.letters.samples import letter

POST_ROOM = Actor("agent", "post-room-1")
KB = 1024
# From no room at all to room for the claim and a part of the letter.
ROOM = [0, 12 * KB, 28 * KB, 44 * KB, 60 * KB, 90 * KB]


@pytest.fixture
def database(cabinet: Cabinet) -> Iterator[Database]:
    """SQLite only: the server of the other kind writes its files in a process of its own."""
    with cabinet.copy("sqlite", lay_tables) as opened:
        yield opened


@pytest.mark.parametrize("room", ROOM)
def test_a_letter_cut_off_by_a_full_disk_is_made_once_when_there_is_room(
    carriers: Carriers, at: datetime, queued_letter: Message, room: int
) -> None:
    with room_for(carriers.database, room):
        try:
            drain(carriers, at=at)
        except DBAPIError:
            assert room < ROOM[-1]
    drain(carriers, at=at + timedelta(minutes=5))
    assert read(carriers.database, queued_letter.id).state == State.RENDERED
    with carriers.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(LetterFile)) == 1
        pdf = session.get_one(LetterFile, queued_letter.id).pdf
        assert not verify(session).faults
    assert len(PdfReader(BytesIO(pdf)).pages) == 1


@pytest.mark.parametrize("room", ROOM)
def test_a_print_file_cut_off_by_a_full_disk_is_whole_when_there_is_room(
    carriers: Carriers, at: datetime, room: int
) -> None:
    render(carriers, at, "en", "cy", "en")
    with carriers.database.unit_of_work() as session:
        batch_id = close_batch(session, actor=POST_ROOM, at=at).id
    with room_for(carriers.database, room), suppress(DBAPIError):
        assert make_files(carriers.database, now=lambda: at) == 0
    with pytest.raises(NotAllowedNow):
        stream_file(carriers.database, batch_id)
    make_files(carriers.database, now=lambda: at + LEASE)
    with carriers.database.reading() as session:
        assert get_batch(session, batch_id).state == BatchState.CLOSED
        query = select(LetterFile.message_id).where(LetterFile.batch_id == batch_id)
        ids = session.scalars(query.order_by(LetterFile.place)).all()
    due = b"".join(joined(letters_of(carriers.database, ids)))
    assert b"".join(stream_file(carriers.database, batch_id)) == due


@pytest.mark.parametrize("route", [Printer("office"), SftpDrop("post@127.0.0.1:in")])
def test_no_route_hands_over_half_a_file(
    route: Printer | SftpDrop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    logs = [tool(tmp_path, name, "exit 0", monkeypatch) for name in ("lp", "sftp")]
    with no_file_beyond(2000), pytest.raises(RouteFailed, match="File too large"):
        route.send(Files("letters", [b"x" * 4000], {}))
    assert not any(log.exists() for log in logs)


def test_a_batch_that_no_printer_got_is_printed_when_there_is_room(
    carriers: Carriers, at: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = tool(tmp_path, "lp", "exit 0", monkeypatch)
    render(carriers, at, "en")
    with carriers.database.unit_of_work() as session:
        batch_id = close_batch(session, actor=POST_ROOM, at=at).id
    make_files(carriers.database, now=lambda: at)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "no-such-folder"))
    assert hand_over(carriers.database, Printer("office"), now=lambda: at) == 0
    with carriers.database.reading() as session:
        assert get_batch(session, batch_id).error == "No such file or directory"
    monkeypatch.setattr("tempfile.tempdir", None)
    later = at + timedelta(minutes=3)
    assert hand_over(carriers.database, Printer("office"), now=lambda: later) == 1
    assert log.read_text().count("-d office") == 1


def test_samples_stop_with_one_clear_line_and_leave_no_half_file(tmp_path: Path) -> None:
    runner = CliRunner()
    words = ["letters", "samples", "--out", str(tmp_path / "out"), "--format", "standard"]
    with no_file_beyond(5000):
        done = runner.invoke(main, words)
    assert done.exit_code == 1
    assert "Traceback" not in done.output
    assert "File too large" in done.output
    assert list((tmp_path / "out").glob("*.pdf")) == []


@pytest.mark.parametrize("sound", ["", "head -c 60 /dev/zero", "whole | head -c 3000"])
def test_a_recording_that_is_cut_short_is_refused(
    sound: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk leaves an empty file, or half a one, and the program may not even say so."""
    whole = "head -c 44 $WAV; head -c 90000 /dev/zero"
    script = f'while [ "$1" != -w ]; do shift; done; whole() {{ {whole}; }}; {sound or ":"} > "$2"'
    header = tmp_path / "header.wav"
    header.write_bytes(_header(frames=45_000))
    monkeypatch.setenv("WAV", str(header))
    tool(tmp_path, SPEECH_TOOL, script, monkeypatch)
    with pytest.raises(FormatRefused, match="could not be recorded"):
        in_sound(letter())


def _header(*, frames: int) -> bytes:
    size = 2 * frames
    return b"".join(
        (
            b"RIFF" + (36 + size).to_bytes(4, "little") + b"WAVEfmt ",
            (16).to_bytes(4, "little") + b"\x01\x00\x01\x00",
            (22_050).to_bytes(4, "little") + (44_100).to_bytes(4, "little"),
            b"\x02\x00\x10\x00data" + size.to_bytes(4, "little"),
        )
    )
