"""Numbers and how they are printed: medians, 95th percentiles, tables, the machine in a line."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from statistics import median

__all__ = ["machine", "median", "ms", "p95", "ratio", "say", "show_table"]

Cell = str | int | float


def p95(values: Sequence[float]) -> float:
    """Return the value that 95 in 100 do not exceed (nearest rank); 0.0 of nothing."""
    ordered = sorted(values)
    return ordered[-(-len(ordered) * 95 // 100) - 1] if ordered else 0.0


def ms(seconds: float) -> str:
    """Return a duration in milliseconds, with as many places as it deserves."""
    value = seconds * 1000
    return f"{value:.2f}" if value < 10 else f"{value:.1f}" if value < 100 else f"{value:.0f}"


def ratio(one: float, other: float) -> str:
    """Return how many times the other the first is."""
    return f"{one / other:.1f}x" if other else "-"


def say(line: str = "") -> None:
    """Print one line at once, so that a long run shows where it is."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def show_table(title: str, headings: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    """Print a table in Markdown, the columns lined up; all but the first to the right."""
    lines = [list(headings), *[[str(cell) for cell in row] for row in rows]]
    widths = [max(len(line[column]) for line in lines) for column in range(len(headings))]
    rule = ["-" * widths[0], *["-" * (width - 1) + ":" for width in widths[1:]]]
    say(f"\n{title}\n")
    for line in [lines[0], rule, *lines[1:]]:
        first, *rest = line
        cells = [first.ljust(widths[0]), *map(str.rjust, rest, widths[1:])]
        say("| " + " | ".join(cells) + " |")


def machine() -> str:
    """Return the day, the machine and its load in one line; a load above 0 disturbs the figures."""
    load = os.getloadavg()[0]
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    day = datetime.now(UTC).date().isoformat()
    return f"{day} · {cores} cores · Python {platform.python_version()} · load before {load:.1f}"
