"""Print files go to a folder, a printer or a drop by themselves, and never twice to a printer."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import text

from app.audit import Actor
from app.errors import NotAllowedNow
from app.messages.batches import cancel_batch, get_batch
from app.messages.handing_over import LEASE, NOT_SURE, hand_over, send_again
from app.messages.models import PrintBatch
from app.messages.print_routes import (
    Files,
    Folder,
    Printer,
    PrintRoute,
    RouteFailed,
    RouteUnclear,
    SftpDrop,
    make_route,
)
from tests.integration.messages.conftest import Carriers
from tests.integration.messages.full_disk import no_file_beyond
from tests.integration.messages.test_batches import close, render
from tests.integration.messages.test_rounds import commits

POST_ROOM = Actor("agent", "post-room-1")


@pytest.fixture
def batch(carriers: Carriers, at: datetime) -> PrintBatch:
    render(carriers, at, "en", "cy")
    return close(carriers, at)


def stored(carriers: Carriers, batch_id: UUID) -> PrintBatch:
    with carriers.database.reading() as session:
        return get_batch(session, batch_id)


def tool(folder: Path, name: str, script: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put a stand-in for a system tool on the path; it notes what it was told in a log."""
    log = folder / f"{name}.log"
    path = folder / name
    path.write_text(f'#!/bin/sh\necho "$@" >> {log}\ncat >> {log}\n{script}\n')
    path.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return log


def test_a_folder_gets_the_file_and_its_manifests_once(
    carriers: Carriers, batch: PrintBatch, at: datetime, tmp_path: Path
) -> None:
    route = Folder(tmp_path)
    assert hand_over(carriers.database, route, now=lambda: at) == 1
    assert hand_over(carriers.database, route, now=lambda: at) == 0
    names = sorted(path.suffix for path in tmp_path.iterdir())
    assert names == [".csv", ".json", ".pdf"]
    assert next(tmp_path.glob("*.pdf")).read_bytes().startswith(b"%PDF")
    sent = stored(carriers, batch.id)
    assert (sent.sent_at, sent.sent_to, sent.error) == (at, f"folder {tmp_path}"[:120], None)
    with pytest.raises(NotAllowedNow), carriers.database.unit_of_work() as session:
        cancel_batch(session, batch.id, actor=POST_ROOM, at=at)


def test_a_folder_that_is_not_there_is_tried_again(
    carriers: Carriers, batch: PrintBatch, at: datetime, tmp_path: Path
) -> None:
    route = Folder(tmp_path / "later")
    assert hand_over(carriers.database, route, now=lambda: at) == 0
    assert stored(carriers, batch.id).error == "No such file or directory"
    (tmp_path / "later").mkdir()
    assert hand_over(carriers.database, route, now=lambda: at + timedelta(minutes=3)) == 1
    assert stored(carriers, batch.id).error is None


def test_a_full_disk_leaves_no_half_file(
    carriers: Carriers, batch: PrintBatch, at: datetime, tmp_path: Path
) -> None:
    """A limit on the size of files stands in for a disk without room."""
    route = Folder(tmp_path)
    with no_file_beyond(2000), pytest.raises(RouteFailed):
        route.send(Files("letters", [b"x" * 4000], {"csv": "order"}))
    assert [path.name for path in tmp_path.iterdir()] == ["letters.csv"]


def test_a_printer_gets_one_job(
    carriers: Carriers,
    batch: PrintBatch,
    at: datetime,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    log = tool(tmp_path, "lp", "exit 0", monkeypatch)
    assert hand_over(carriers.database, Printer("office"), now=lambda: at) == 1
    said = log.read_text()
    assert said.count("-d office") == 1
    assert "two-sided-long-edge" in said
    assert "-o media=A4 -o print-scaling=none" in said


def test_a_printer_that_says_no_is_asked_again(
    carriers: Carriers,
    batch: PrintBatch,
    at: datetime,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tool(tmp_path, "lp", "echo 'lp: no such printer' >&2; exit 1", monkeypatch)
    assert hand_over(carriers.database, Printer("office"), now=lambda: at) == 0
    assert stored(carriers, batch.id).error == "lp: lp: no such printer"
    tool(tmp_path, "lp", "exit 0", monkeypatch)
    assert (
        hand_over(carriers.database, Printer("office"), now=lambda: at + timedelta(minutes=3)) == 1
    )


def test_what_a_printer_may_have_taken_waits_for_a_person(
    carriers: Carriers,
    batch: PrintBatch,
    at: datetime,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    log = tool(tmp_path, "lp", "exit 0", monkeypatch)
    with carriers.database.unit_of_work() as session:
        row = get_batch(session, batch.id)
        row.sent_to, row.lease_until = "printer office", at
    later = at + LEASE
    assert hand_over(carriers.database, Printer("office"), now=lambda: later) == 0
    assert not log.exists()
    assert "not known" in str(stored(carriers, batch.id).error)
    with carriers.database.unit_of_work() as session:
        send_again(session, batch.id, actor=POST_ROOM, at=later)
    assert hand_over(carriers.database, Printer("office"), now=lambda: later) == 1


def test_a_drop_gets_whole_files_only(
    carriers: Carriers,
    batch: PrintBatch,
    at: datetime,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    log = tool(tmp_path, "sftp", "exit 0", monkeypatch)
    assert hand_over(carriers.database, SftpDrop("post@127.0.0.1:in"), now=lambda: at) == 1
    lines = log.read_text().splitlines()
    assert lines[1] == 'cd "in"'
    renamed = [line.split()[-1].rpartition(".")[2] for line in lines if line.startswith("rename")]
    assert renamed[-1] == "pdf", "the print file appears last, when its manifests are there"


@pytest.mark.parametrize(
    ("setting", "route"),
    [
        ("", None),
        ("folder:/srv/print", Folder(Path("/srv/print"))),
        ("printer:office", Printer("office")),
        ("sftp:post@127.0.0.1:in", SftpDrop("post@127.0.0.1:in")),
    ],
)
def test_the_setting_names_the_route(setting: str, route: PrintRoute | None) -> None:
    assert make_route(setting) == route


def hand_over_at(carriers: Carriers, route: PrintRoute, moment: datetime) -> int:
    return hand_over(carriers.database, route, now=lambda: moment)


@dataclass
class Breaking:
    """A route that breaks in a way that nobody thought of."""

    error: Exception
    repeatable: bool
    name: str = "breaking"
    tried: int = 0

    def send(self, files: Files) -> None:
        self.tried += 1
        raise self.error


@pytest.mark.parametrize("error", [OSError("reset"), TimeoutError(), ValueError("odd answer")])
def test_a_route_that_breaks_says_why_and_is_tried_again_less_and_less_often(
    carriers: Carriers, batch: PrintBatch, at: datetime, error: Exception
) -> None:
    route = Breaking(error, repeatable=True)
    minutes = (0, 1, 1.9, 2.1, 240, 270, 299, 301)
    tried = []
    for wait in minutes:
        assert hand_over_at(carriers, route, at + timedelta(minutes=wait)) == 0
        tried.append(route.tried)
    assert tried == [1, 1, 1, 2, 3, 3, 3, 4]
    said = f"Our own system failed while it sent this batch ({type(error).__name__})."
    assert stored(carriers, batch.id).error == said


def test_a_printer_that_breaks_off_waits_for_a_person(
    carriers: Carriers, batch: PrintBatch, at: datetime
) -> None:
    route = Breaking(RouteUnclear("lp: no answer"), repeatable=False)
    for hours in range(3):
        hand_over_at(carriers, route, at + timedelta(hours=hours))
    assert (route.tried, stored(carriers, batch.id).error) == (1, NOT_SURE.source)


def test_a_spoilt_print_file_never_reaches_the_printer_and_is_no_doubt(
    carriers: Carriers,
    batch: PrintBatch,
    at: datetime,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    log = tool(tmp_path, "lp", "exit 0", monkeypatch)
    with carriers.database.unit_of_work() as session:
        session.execute(text("UPDATE batch_parts SET data = :spoilt"), {"spoilt": b"spoilt"})
    assert hand_over(carriers.database, Printer("office"), now=lambda: at) == 0
    assert "(Unreadable)" in str(stored(carriers, batch.id).error)
    assert not log.exists()


def test_a_batch_that_waits_for_a_person_is_not_written_again(
    carriers: Carriers, batch: PrintBatch, at: datetime
) -> None:
    with carriers.database.unit_of_work() as session:
        get_batch(session, batch.id).sent_to = "printer office"
    hand_over(carriers.database, Printer("office"), now=lambda: at)
    assert stored(carriers, batch.id).error == NOT_SURE.source
    with commits(carriers.database) as counted:
        hand_over(carriers.database, Printer("office"), now=lambda: at + LEASE)
    assert not counted
