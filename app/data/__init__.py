"""The dated facts that the program ships with, each file with its source in its first line.

README.md beside this file says what each one is and under which licence it came.
"""

from __future__ import annotations

import csv
from pathlib import Path

FOLDER = Path(__file__).resolve().parent


def read_rows(name: str) -> list[dict[str, str]]:
    """Return the rows of one of these files ("prisons.csv"), without its comment lines."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(line for line in lines if not line.startswith("#")))
