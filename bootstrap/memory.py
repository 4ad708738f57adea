"""A folder in memory for what the tests write and throw away: databases, browsers' profiles.

Nothing there waits for a disk. A machine without the room gives an ordinary temporary folder; what
the tests prove is the same, only slower.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MEMORY = Path("/dev/shm")  # noqa: S108 - asked for its room before it is used.
ENOUGH = 4 * 1024**3


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """Give a folder that every user of this machine may pass through; it is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="alongside-tests-", dir=_place()) as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def scratch_environment(folder: Path) -> dict[str, str]:
    """The variables that send pytest, the browser and PostgreSQL there."""
    return {"TMPDIR": str(folder), "PYTEST_DEBUG_TEMPROOT": str(folder)}


def _place() -> Path | None:
    if not os.access(MEMORY, os.W_OK) or shutil.disk_usage(MEMORY).free < ENOUGH:
        return None
    return MEMORY
