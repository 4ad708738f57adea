"""The demo's house for one test process: loaded once in a run, and copied by whoever else needs it.

Test processes that run side by side each serve a copy, so what one does is not seen by another.
"""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from demo.house import House


@contextmanager
def open_copy(folder: Path, *, shared: Path) -> Iterator[House]:
    """Serve a copy of the demo in `folder`; the first process of the run loads it into `shared`."""
    shutil.copytree(_loaded(shared), folder, dirs_exist_ok=True)
    house = House(folder)
    try:
        house.url = house.serve()
        house.work()
        yield house
    finally:
        house.stop()


def _loaded(shared: Path) -> Path:
    """Return the folder of an installation with the demo in it; waits while another fills it."""
    folder, done = shared / "demo-house", shared / "demo-house.loaded"
    with (shared / "demo-house.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            folder.mkdir(exist_ok=True)
            House(folder).command("demo", "load", "--upgrade")
            done.touch()
    return folder
