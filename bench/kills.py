"""50 times kill -9, of the web or the worker, while people send requests through the real kiosk.

What a person was shown a reference for must be in the database, its text must have left exactly
once, and no answer that was taken may be asked again. Texts go over the wire to a stand-in
supplier that notes every one and answers as slowly as a real one, so that many are killed between
the sending and the answer: those are counted too, for a worker that simply tries again would
have sent each of them twice.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread

from sqlalchemy import func, select

from app.applications.models import Application
from app.audit import verify
from app.journeys.catalogue.prison_visit.life import VisitStatus
from app.journeys.life import Status
from app.messages.models import Channel, Message, State
from app.services import Services
from bench.houses import House, new_house, postgres, process_environment
from bench.leases import end_leases
from bench.options import Options
from bench.servers import PROGRAMS, Started, free_port, serve
from bench.site import furnish
from bench.stand_in import SlowTwilio, stand_in_settings
from bench.tables import say, show_table
from bench.undaunted import Undaunted

KILLS = 50
SENDERS = 4
WEB, WORKER = "web", "worker"
READY = "worker.started"
PAUSE = (0.5, 1.5)  # seconds of work between two kills, once everything is up again
LONG_AFTER = 5  # seconds
DRAIN_SECONDS = 240  # a lease, a rest before the look-up, and some patience


@dataclass
class Site:
    """The running web and worker of one house; `kill_one` kills and starts again."""

    house: House
    environment: dict[str, str]
    logs: Path
    web: Started
    worker: Started

    def kill_one(self, which: str) -> None:
        """Kill the whole group of the web or of the worker, and return when a new one is up."""
        if which == WEB:
            port = self.web.port
            self.web.kill()
            self.web = serve("wsgi:app", environment=self.environment, log=self.logs / "web.log", port=port)  # fmt: skip
            self.web.wait_until_answering()
        else:
            self.worker.kill()
            self.start_worker()

    def start_worker(self) -> None:
        """Start another worker, and return when it is up."""
        self.worker = _start_worker(self.environment, self.logs)
        self.worker.wait_until_it_says(READY)


@dataclass(frozen=True)
class Verdict:
    """What was found at the end. `lost`, `twice`, `asked_again` and `faults` must be nothing."""

    broken: int
    odd: int
    acknowledged: int
    lost: int
    texts: int
    missing: int
    twice: int
    asked_again: int
    in_doubt: int
    faults: int
    unsettled: int

    @property
    def kept(self) -> bool:
        """Say whether every promise was kept."""
        broken = (self.lost, self.missing, self.twice, self.asked_again, self.faults)
        return not any((*broken, self.unsettled))


def run(options: Options) -> bool:
    """Print the table; return False when something was lost, sent twice or asked again."""
    kills = options.size(KILLS, quick=2)
    rows, kept = [], True
    for name in ("SQLite", "PostgreSQL") if options.postgres else ("SQLite",):
        with _house(name) as house:
            verdict = _trial(house, kills=kills, hurry=options.quick)
        kept = kept and verdict.kept
        rows.append([name, *(getattr(verdict, field) for field in HEADINGS)])
    title = f"Kills: {kills} times kill -9, web and worker in turns, while {SENDERS} people send"
    show_table(title, ["database", *HEADINGS.values()], rows)
    say(
        "\nA worker that tries again without asking the supplier would have sent "
        "“in doubt” texts twice."
    )
    return kept


HEADINGS = {
    "broken": "broken connections",
    "odd": "error pages",
    "acknowledged": "acknowledged",
    "lost": "lost",
    "asked_again": "answers asked again",
    "texts": "texts sent",
    "missing": "missing",
    "twice": "twice",
    "in_doubt": "in doubt",
    "unsettled": "unsettled",
    "faults": "trail faults",
}


@contextmanager
def _house(name: str) -> Iterator[House]:
    with ExitStack() as stack:
        url = ""
        if name == "PostgreSQL":
            url = stack.enter_context(postgres()).create_database("kills")
        yield stack.enter_context(new_house(url))


def _trial(house: House, *, kills: int, hurry: bool) -> Verdict:
    furnish(house)
    with SlowTwilio() as supplier, _running(house, supplier) as site:
        senders = [Undaunted(site.web.port, number) for number in range(SENDERS)]
        stop = Event()
        threads = [Thread(target=sender.work, args=(stop,)) for sender in senders]
        for thread in threads:
            thread.start()
        for number, which in enumerate(_in_random_order(kills), start=1):
            time.sleep(random.uniform(*PAUSE))
            site.kill_one(which)
            if number % 10 == 0:
                say(f"kills: {number} of {kills}")
        stop.set()
        for thread in threads:
            thread.join()
        services = house.services()
        if hurry:
            site.worker.stop()
            end_leases(services.database)
            site.start_worker()
        unsettled = _wait_until_settled(services)
        verdict = _judge(services, senders, supplier, unsettled=unsettled)
        services.database.dispose()
    return verdict


def _in_random_order(kills: int) -> list[str]:
    both = [WEB, WORKER] * (-(-kills // 2))
    return random.sample(both[:kills], kills)


@contextmanager
def _running(house: House, supplier: SlowTwilio) -> Iterator[Site]:
    with tempfile.TemporaryDirectory(prefix="alongside-bench-") as folder:
        logs, port = Path(folder), free_port()
        environment = process_environment(house, **stand_in_settings(supplier))
        web = serve("wsgi:app", environment=environment, log=logs / "web.log", port=port)
        site = Site(house, environment, logs, web, _start_worker(environment, logs))
        try:
            web.wait_until_answering()
            site.worker.wait_until_it_says(READY)
            yield site
        finally:
            site.web.stop()
            site.worker.stop()


def _start_worker(environment: dict[str, str], logs: Path) -> Started:
    return Started(
        [str(PROGRAMS / "alongside"), "worker"], environment=environment, log=logs / "worker.log"
    )


def _wait_until_settled(services: Services) -> int:
    """Wait for the worker to send what is due; return how many it has not settled in time."""
    give_up = time.monotonic() + DRAIN_SECONDS
    while (waiting := _waiting(services)) and time.monotonic() < give_up:
        time.sleep(0.5)
    return waiting


def _waiting(services: Services) -> int:
    now = services.now()
    open_texts = select(func.count()).where(
        Message.channel == Channel.TEXT,
        Message.state.in_((State.QUEUED, State.ATTEMPTING)),
        Message.due_at <= now,
    )
    with services.database.reading() as session:
        return session.scalar(open_texts) or 0


def _judge(
    services: Services, senders: list[Undaunted], supplier: SlowTwilio, *, unsettled: int
) -> Verdict:
    shown = {reference for sender in senders for reference in sender.acknowledged}
    with services.database.reading() as session:
        sent = select(Application.reference).where(
            Application.status.in_((Status.REQUESTED, VisitStatus.BOOKED))
        )
        stored = set(session.scalars(sent))
        faults = len(verify(session).faults)
    copies = Counter(
        reference for text in supplier.taken for reference in stored if reference in text["body"]
    )
    return Verdict(
        acknowledged=len(shown),
        lost=len(shown - stored),
        texts=len(supplier.taken),
        missing=sum(reference not in copies for reference in stored),
        twice=sum(count - 1 for count in copies.values()),
        asked_again=sum(sender.asked_again for sender in senders),
        broken=sum(sender.broken for sender in senders),
        odd=sum(sender.odd for sender in senders),
        in_doubt=found_by_asking(services, supplier),
        faults=faults,
        unsettled=unsettled,
    )


def found_by_asking(services: Services, supplier: SlowTwilio) -> int:
    """Count the texts that were settled long after the supplier had taken them: by a look-up."""
    query = select(Message.supplier_id, Message.sent_at)
    with services.database.reading() as session:
        sent = [(sid, at) for sid, at in session.execute(query) if sid in supplier.taken_at and at]
    return sum(at - supplier.taken_at[sid] > timedelta(seconds=LONG_AFTER) for sid, at in sent)
