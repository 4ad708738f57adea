"""Letters a second for one page, and the memory that a print file of many takes.

Ours is the whole way from a stored message to a tagged PDF with its code to scan. Bare reportlab
draws the same words untagged at places found before, and WeasyPrint lays out the same letter where
it is installed. Then a print file of 1,000 letters and one of 10,000 are made, each in a process of
its own: the second must not need more memory than the first.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from app import clock
from app.messages.kinds import wording_of
from app.messages.post import compose, render_message
from app.settings import FONTS
from bench.bare_letters import WeasyPrint, as_html, bare_letter, laid_out, weasyprint
from bench.houses import ROOT, new_house, process_environment
from bench.mail import fill_tray, sample_letter, sample_message
from bench.options import Options
from bench.tables import Cell, median, ms, p95, ratio, say, show_table
from letters import Fonts, page_count

ROUNDS = 7
LETTERS = 60
THEIR_LETTERS = 5
BATCHES = (1_000, 10_000)
MAY_GROW = 10  # MB from the smaller batch to the larger: ids and places, but no letters
MB = 1_048_576
CHILD_SECONDS = 1_800


@dataclass
class Way:
    """One way to make the letter: seconds of processor time a letter, round by round."""

    name: str
    tagged: str
    took: list[float] = field(default_factory=list)
    size: int = 0
    pages: int = 0

    def row(self, beside: Way) -> list[Cell]:
        """Return its line of the table."""
        usual = median(self.took)
        times = [f"{1 / usual:.0f}", ms(usual), ms(p95(self.took))]
        size = f"{self.size / 1000:.0f}"
        return [self.name, *times, ratio(usual, median(beside.took)), self.tagged, self.pages, size]


def run(options: Options) -> bool:
    """Print both tables; return False when memory grew with the batch."""
    _speed(rounds=options.size(ROUNDS, quick=1), count=options.size(LETTERS, quick=3))
    small, large = (20, 60) if options.quick else BATCHES
    return _memory(small, large)


def _speed(*, rounds: int, count: int) -> None:
    fonts, at, message = Fonts.load(FONTS), clock.now(), sample_message()
    wording = wording_of(message.kind)
    envelope = message.to.splitlines()
    letter = compose(wording, message.body, envelope, language="en", on=clock.today(at))
    pages, html = laid_out(letter, fonts), as_html(letter, FONTS)
    bare, ours = Way("bare reportlab, words placed before", "no"), Way("our letters", "yes")
    theirs = [Way("WeasyPrint", "no"), Way("WeasyPrint, PDF/UA", "yes")]
    with weasyprint() as other:
        for _round in range(rounds):
            _time(bare, lambda: bare_letter(pages), count)
            _time(ours, lambda: render_message(message, fonts, at=at).data, count)
            for way in theirs if other else ():
                _time_theirs(way, other, html, min(count, THEIR_LETTERS))
        named = f", WeasyPrint {other.version}" if other else ""
    rows = [way.row(bare) for way in (bare, ours, *theirs) if way.took]
    rows += [[way.name, *["not here"] * 7] for way in theirs if not way.took]
    headings = ["way", "letters/s", "CPU ms a letter", "p95 of rounds", "time to bare"]
    title = f"Letters: one page, one core, medians of {rounds} rounds{named}"
    show_table(title, [*headings, "tagged", "pages", "kB"], rows)


def _time(way: Way, make: Callable[[], bytes], count: int) -> None:
    pdf = make()
    started = time.process_time()
    for _letter in range(count):
        make()
    way.took.append((time.process_time() - started) / count)
    way.size, way.pages = len(pdf), page_count(pdf)


def _time_theirs(way: Way, other: WeasyPrint | None, html: str, count: int) -> None:
    if other is not None:
        seconds, way.size, way.pages = other.made(html, count=count, tagged=way.tagged == "yes")
        way.took.append(seconds)


def _memory(small: int, large: int) -> bool:
    rows: list[list[Cell]] = []
    grown: dict[str, list[float]] = {"made": [], "at-once": []}
    for count in (small, large):
        with new_house() as house:
            services, at = house.services(), clock.now()
            fill_tray(services.database, sample_letter(services.fonts, at=at), count, at=at)
            services.database.dispose()
            environment = process_environment(house)
            for way in grown:
                found = _child(way, environment)
                grown[way].append(found["peak"] / MB)
                rows.append(_memory_row(WAYS[way], count, found))
    headings = ["way", "letters", "file MB", "memory before MB", "peak MB", "letters/s"]
    show_table("Memory while a print file is made, SQLite", headings, rows)
    more = grown["made"][1] - grown["made"][0]
    say(f"\nThe larger print file needed {more:+.1f} MB at its peak; {MAY_GROW} MB more may be.")
    return more <= MAY_GROW


WAYS = {
    "made": "closed and written piece by piece",
    "at-once": "all letters in memory, then joined",
}


def _memory_row(name: str, count: int, found: dict[str, float]) -> list[Cell]:
    sizes = [f"{found[what] / MB:.1f}" for what in ("size", "before", "peak")]
    return [name, f"{count:,}", *sizes, f"{count / found['seconds']:.0f}"]


def _child(way: str, environment: dict[str, str]) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.batch_memory", way]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, timeout=CHILD_SECONDS, check=True
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found
