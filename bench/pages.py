"""What a page costs: a kiosk question and a console section beside hello and the least saved form.

Two gunicorn workers each, four visitors who keep their connections. The subjects take turns, lap
after lap, so that whatever else the machine does hits all alike; the medians over the laps are
printed. A turn is what a person does: POST, save, redirect, GET (hello only has a GET). CPU is the
processor time of the server's workers, so it leaves the visitors out and depends little on load.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

from bench.houses import House, new_house, process_environment
from bench.options import Options
from bench.page_subjects import Client, agents, formers, greeters, kiosk_visitors, whole_visits
from bench.page_table import Lap, Measured, show
from bench.peers import least_form
from bench.servers import Started, serving
from bench.site import furnish
from bench.tables import say

VISITORS = 4
LAPS = 15

Server = Callable[[str, dict[str, str]], Started]


class Subject:
    """What is measured: a server and those who visit it."""

    def __init__(self, name: str, server: Started, clients: list[Client]) -> None:
        self.server = server
        self.clients = clients
        self.measured = Measured(name)

    def lap(self) -> Lap:
        """Let every visitor get ready, unmeasured, and then all take their turns at once."""
        with ThreadPoolExecutor(len(self.clients)) as threads:
            list(threads.map(lambda client: client.get_ready(), self.clients))
            before, cpu, started = self._requests(), self.server.cpu(), time.perf_counter()
            waits = list(threads.map(lambda client: client.take_turns(), self.clients))
            elapsed = time.perf_counter() - started
        return Lap(
            cpu=self.server.cpu() - cpu,
            elapsed=elapsed,
            requests=self._requests() - before,
            waits=[wait for one in waits for wait in one],
        )

    def _requests(self) -> int:
        return sum(client.visitor.requests for client in self.clients)


def run(options: Options) -> bool:
    """Print the table; return True, for a slow page breaks no promise."""
    laps, visitors = options.size(LAPS, quick=1), options.size(VISITORS, quick=1)
    with ExitStack() as stack:
        subjects = _subjects(stack, visitors=visitors)
        for subject in subjects:
            for _ in range(options.size(3, quick=1)):
                subject.lap()
        for number in range(laps):
            for subject in subjects:
                subject.measured.laps.append(subject.lap())
            if not options.quick and number % 5 == 4:
                say(f"pages: {number + 1} of {laps} laps")
        for subject in subjects:
            subject.measured.memory = subject.server.memory()
    show([subject.measured for subject in subjects], visitors=visitors)
    return True


def _subjects(stack: ExitStack, *, visitors: int) -> list[Subject]:
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="alongside-bench-")))
    house = stack.enter_context(new_house())
    least_form.lay_table(str(folder / "least.db"))
    plain = process_environment(LEAST_FORM=str(folder / "least.db"))

    def start(target: str, environment: dict[str, str]) -> Started:
        log = folder / f"{target.partition(':')[0]}.log"
        return stack.enter_context(serving(target, environment=environment, log=log))

    hello = start("bench.peers.hello:app", plain)
    least = start("bench.peers.least_form:app", plain)
    return [
        Subject("bare hello (GET only)", hello, greeters(hello.port, visitors)),
        Subject("least saved form", least, formers(least.port, visitors)),
        *_ours(house, start, visitors),
    ]


def _ours(house: House, start: Server, visitors: int) -> list[Subject]:
    people = furnish(house, people=visitors)
    server = start("wsgi:app", process_environment(house))
    port = server.port
    return [
        Subject("kiosk question", server, kiosk_visitors(port, visitors)),
        Subject("kiosk, welcome to reference", server, whole_visits(port, visitors)),
        Subject("console section", server, agents(port, people)),
    ]
