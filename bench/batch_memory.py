"""One print file made in a process of its own, which says how much memory that took.

`python -m bench.batch_memory made` closes the tray into a batch and writes its file as the worker
does; `at-once` reads every letter into memory and joins them there. The house is that of the
environment. Memory is the kernel's own count of the most that was resident (Linux).
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
from sqlalchemy import select

from app import clock
from app.audit import COMMAND
from app.db import Database
from app.messages.batches import close_batch
from app.messages.models import LetterFile
from app.messages.print_files import make_files, stream_file
from app.settings import read_settings

STATUS, FORGET = Path("/proc/self/status"), Path("/proc/self/clear_refs")
PEAK = re.compile(r"VmHWM:\s+(\d+) kB")


def main(way: str) -> None:
    """Make the print file and write what it took to standard output, as JSON."""
    settings = read_settings()
    database = Database(settings.database_url, vault=settings.vault)
    FORGET.write_text("5")  # the peak so far
    before, started = _peak(), time.perf_counter()
    size = WAYS[way](database)
    found = {"seconds": time.perf_counter() - started, "before": before, "peak": _peak()}
    sys.stdout.write(json.dumps({**found, "size": size}))


def _made(database: Database) -> int:
    with database.unit_of_work() as session:
        batch_id = close_batch(session, actor=COMMAND, at=clock.now()).id
    make_files(database, now=clock.now)
    return sum(len(piece) for piece in stream_file(database, batch_id))


def _at_once(database: Database) -> int:
    with database.reading() as session:
        letters = session.scalars(select(LetterFile.pdf)).all()
    paper = BytesIO()
    with pikepdf.Pdf.new() as joined:
        for letter in letters:
            with pikepdf.Pdf.open(BytesIO(letter)) as one:
                joined.pages.extend(one.pages)
        joined.save(paper)
    return len(paper.getvalue())


def _peak() -> int:
    """Return the most bytes of memory that were resident at once."""
    found = PEAK.search(STATUS.read_text())
    return int(found[1]) * 1024 if found else 0


WAYS: dict[str, Callable[[Database], int]] = {"made": _made, "at-once": _at_once}

if __name__ == "__main__":
    main(sys.argv[1])
