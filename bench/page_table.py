"""The table of page costs, from the laps that were measured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from bench.tables import median, ms, p95, ratio, say, show_table

TARGET = 0.004  # seconds of processor time for one request of a kiosk question
HELLO, LEAST, KIOSK = 0, 1, "kiosk question"


@dataclass(frozen=True)
class Lap:
    """One lap of all visitors: processor and elapsed seconds, requests, and each turn's wait."""

    cpu: float
    elapsed: float
    requests: int
    waits: list[float]


@dataclass
class Measured:
    """The laps of one subject; `memory` is what its workers hold at the end, in bytes."""

    name: str
    laps: list[Lap] = field(default_factory=list)
    memory: int = 0

    @property
    def cpu(self) -> float:
        """Return the processor seconds of one request: the median over the laps."""
        return median([lap.cpu / lap.requests for lap in self.laps])

    @property
    def rate(self) -> float:
        """Return how many requests a second were answered: the median over the laps."""
        return median([lap.requests / lap.elapsed for lap in self.laps])

    @property
    def waits(self) -> list[float]:
        """Return how long each turn took, in seconds."""
        return [wait for lap in self.laps for wait in lap.waits]


def show(subjects: Sequence[Measured], *, visitors: int) -> None:
    """Print the table and what it says about the aim."""
    hello, least = subjects[HELLO], subjects[LEAST]
    show_table(
        f"Pages: {visitors} visitors, 2 workers, medians of {len(hello.laps)} laps, SQLite",
        ["subject", "CPU ms/request", "to hello", "to least form", "pages/s", "turn ms", "turn ms p95", "requests", "memory MB"],
        [
            [
                one.name,
                ms(one.cpu),
                ratio(one.cpu, hello.cpu),
                ratio(one.cpu, least.cpu),
                f"{one.rate:.0f}",
                ms(median(one.waits)),
                ms(p95(one.waits)),
                sum(lap.requests for lap in one.laps),
                round(one.memory / 1e6),
            ]
            for one in subjects
        ],
    )  # fmt: skip
    kiosk = next(one for one in subjects if one.name == KIOSK)
    verdict = "met" if kiosk.cpu <= TARGET else "not met"
    say(f"\nAim: {ms(TARGET)} ms of CPU a request, or less, for a kiosk question: {verdict}.")
