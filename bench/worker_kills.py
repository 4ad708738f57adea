"""Kill -9 of the worker, again and again, while texts drain and print files are made.

Texts go over the wire to a stand-in that takes one first and answers a moment later; new ones are
queued all the while, letters are rendered, and batches are closed. At the end every text must have
been taken once, every letter be in the tray or in one batch, and every print file be whole: byte
for byte what its letters joined in order give.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from uuid import UUID

from sqlalchemy import func, select

from app import clock
from app.audit import COMMAND, verify
from app.db import Database
from app.messages.batches import close_batch
from app.messages.models import BatchState, Channel, LetterFile, Message, PrintBatch, State
from app.messages.pace import USUAL_PACE
from app.messages.post import Rendered
from app.messages.print_files import LEASE, letters_of, stream_file
from app.services import Services
from bench.houses import House, new_house, process_environment
from bench.kills import READY, found_by_asking
from bench.leases import end_leases
from bench.mail import add_reachable, fill_tray, queue_for, queue_texts, sample_letter, waiting
from bench.options import Options
from bench.servers import PROGRAMS, Started
from bench.stand_in import SlowTwilio, stand_in_settings
from bench.tables import Cell, say, show_table
from bench.texts import taken_copies
from letters import joined

KILLS = 50
PAUSE = (0.05, 1.5)  # seconds of work between two kills
FEED_EVERY = 0.5  # seconds
FED, MOST_WAITING = 20, 40
BATCH_EVERY, BATCH = 10, 400
MAKING_WITHIN = 10  # seconds
INTO_IT = (0.0, 0.8)  # seconds into the writing of a print file
DRAIN_SECONDS = 420  # the leases of a text and of a batch, a rest before the look-up, patience


@dataclass
class Feeder:
    """Queues texts and letters for as long as the worker is killed."""

    database: Database
    stop: Event = field(default_factory=Event)

    def work(self) -> None:
        """Feed until told to stop."""
        while not self.stop.wait(FEED_EVERY):
            if self._untried() > MOST_WAITING:
                continue
            queue_texts(self.database, FED, at=clock.now())
            with self.database.unit_of_work() as session:
                people = add_reachable(session, 1, at=clock.now(), write=True)
                queue_for(session, people, at=clock.now())

    def _untried(self) -> int:
        """Count the texts that nobody has taken up; those of a dead worker wait for their lease."""
        query = select(func.count()).where(
            Message.channel == Channel.TEXT, Message.state == State.QUEUED
        )
        with self.database.reading() as session:
            return session.scalar(query) or 0


@dataclass(frozen=True)
class Verdict:
    """What was found at the end; `lost`, `twice`, `astray`, `broken` and `faults` must be nothing."""

    amid_text: int
    amid_file: int
    texts: int
    lost: int
    twice: int
    in_doubt: int
    letters: int
    astray: int
    batches: int
    broken: int
    faults: int

    @property
    def kept(self) -> bool:
        """Say whether every promise was kept."""
        return not (self.lost or self.twice or self.astray or self.broken or self.faults)


HEADINGS = {
    "amid_text": "amid a text",
    "amid_file": "amid a file",
    "texts": "texts",
    "lost": "lost",
    "twice": "twice",
    "in_doubt": "in doubt",
    "letters": "letters",
    "astray": "astray",
    "batches": "print files",
    "broken": "not whole",
    "faults": "trail faults",
}


def run(options: Options) -> bool:
    """Print the table; return False when something was lost, sent twice or left half made."""
    kills = options.kills or options.size(KILLS, quick=2)
    size = options.size(BATCH, quick=60)
    with new_house() as house, SlowTwilio() as supplier:
        services = house.services()
        amid = _trial(house, services, supplier, kills=kills, size=size, hurry=options.quick)
        verdict = _judge(services, supplier, amid)
        services.database.dispose()
    row: list[Cell] = [f"kill -9, {kills} times", *(getattr(verdict, one) for one in HEADINGS)]
    title = f"Worker kills: {kills} times, while texts drain and print files are made, SQLite"
    show_table(title, ["what", *HEADINGS.values()], [row])
    say("\nA worker that tries again without asking would have sent “in doubt” texts twice.")
    return verdict.kept


def _trial(
    house: House, services: Services, supplier: SlowTwilio, *, kills: int, size: int, hurry: bool
) -> list[tuple[bool, bool]]:
    """Kill so often, let the last worker finish, and say what each kill was in the middle of."""
    letter = sample_letter(services.fonts, at=clock.now())
    feeder = Feeder(services.database)
    queue_texts(services.database, MOST_WAITING, at=clock.now())
    feeding = Thread(target=feeder.work)
    feeding.start()
    amid: list[tuple[bool, bool]] = []
    with _workers(house, supplier) as workers:
        try:
            for number in range(kills):
                batch_due = number % BATCH_EVERY == 0
                worker, since = next(workers), clock.now()
                _wait_for_work(services.database, letter, size if batch_due else 0, since=since)
                worker.kill()
                amid.append(_in_hand(services.database, since=since))
                if (number + 1) % BATCH_EVERY == 0:
                    say(f"worker-kills: {number + 1} of {kills}")
        finally:
            feeder.stop.set()
            feeding.join()
        if hurry:
            end_leases(services.database)
        next(workers)
        _wait_until_done(services.database)
    return amid


@contextmanager
def _workers(house: House, supplier: SlowTwilio) -> Iterator[Iterator[Started]]:
    """Give real workers that are ready, one after the other; the last one is stopped."""
    environment = process_environment(house, **stand_in_settings(supplier))
    started: list[Started] = []

    def workers(folder: Path) -> Iterator[Started]:
        while True:
            log = folder / f"worker-{len(started)}.log"
            command = [str(PROGRAMS / "alongside"), "worker"]
            started.append(Started(command, environment=environment, log=log))
            started[-1].wait_until_it_says(READY)
            yield started[-1]

    with TemporaryDirectory(prefix="alongside-bench-") as folder:
        try:
            yield workers(Path(folder))
        finally:
            for worker in started[-1:]:
                worker.stop()


def _wait_for_work(database: Database, letter: Rendered, letters: int, *, since: datetime) -> None:
    """Let the worker work a moment; with letters, until it is in the middle of their print file."""
    if not letters:
        time.sleep(random.uniform(*PAUSE))
        return
    fill_tray(database, letter, letters, at=clock.now())
    with database.unit_of_work() as session:
        close_batch(session, actor=COMMAND, at=clock.now())
    give_up = time.monotonic() + MAKING_WITHIN
    while not _is_making(database, since=since) and time.monotonic() < give_up:
        time.sleep(0.01)
    time.sleep(random.uniform(*INTO_IT))


def _in_hand(database: Database, *, since: datetime) -> tuple[bool, bool]:
    """Say whether a worker that was killed, ready since a moment, had a text, and a print file."""
    taken = since + timedelta(seconds=USUAL_PACE.lease)
    texts = select(Message.id).where(Message.channel == Channel.TEXT, Message.lease_until >= taken)
    with database.reading() as session:
        had_text = session.scalar(texts.limit(1)) is not None
    return had_text, _is_making(database, since=since)


def _is_making(database: Database, *, since: datetime) -> bool:
    """Say whether a print file was begun, or went on, since a moment."""
    query = select(PrintBatch.id).where(
        PrintBatch.state == BatchState.MAKING, PrintBatch.lease_until >= since + LEASE
    )
    with database.reading() as session:
        return session.scalar(query.limit(1)) is not None


def _wait_until_done(database: Database) -> None:
    """Wait until the worker has settled every message and written every print file."""
    give_up = time.monotonic() + DRAIN_SECONDS
    making = select(func.count()).where(PrintBatch.state == BatchState.MAKING)
    while time.monotonic() < give_up:
        with database.reading() as session:
            open_files = session.scalar(making)
        if not (open_files or waiting(database) or waiting(database, Channel.LETTER)):
            return
        time.sleep(0.5)


def _judge(services: Services, supplier: SlowTwilio, amid: list[tuple[bool, bool]]) -> Verdict:
    copies = taken_copies(supplier.taken)
    with services.database.reading() as session:
        texts = select(Message.id, Message.state).where(Message.channel == Channel.TEXT)
        states = dict(session.execute(texts).all())
        letters = select(Message.state).where(Message.channel == Channel.LETTER)
        ready = list(session.scalars(letters))
        files = session.scalar(select(func.count()).select_from(LetterFile)) or 0
        batches = list(session.scalars(select(PrintBatch.id)))
        faults = len(verify(session).faults)
    return Verdict(
        amid_text=sum(text for text, _file in amid),
        amid_file=sum(file for _text, file in amid),
        texts=len(states),
        lost=sum(state != State.SENT or str(one) not in copies for one, state in states.items()),
        twice=sum(times - 1 for times in copies.values()),
        in_doubt=found_by_asking(services, supplier),
        letters=len(ready),
        astray=sum(state != State.RENDERED for state in ready) + len(ready) - files,
        batches=len(batches),
        broken=sum(not _is_whole(services.database, one) for one in batches),
        faults=faults,
    )


def _is_whole(database: Database, batch_id: UUID) -> bool:
    """Say whether a print file is, byte for byte, what its letters joined in order give."""
    with database.reading() as session:
        if session.get_one(PrintBatch, batch_id).state != BatchState.CLOSED:
            return False
        query = select(LetterFile.message_id).where(LetterFile.batch_id == batch_id)
        ids = session.scalars(query.order_by(LetterFile.place)).all()
    stored, due = sha256(), sha256()
    for piece in stream_file(database, batch_id):
        stored.update(piece)
    for piece in joined(letters_of(database, ids)):
        due.update(piece)
    return stored.digest() == due.digest()
