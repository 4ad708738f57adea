"""The worker: sends what is due, and does what the clock asks for.

There are lanes, a thread each, so that no text waits until a letter or a print file is made. Each lane
looks by itself every second. A nudge is answered at once, in one more thread, which sends texts and
rings for the letters; a lost one costs a second. Every part may be repeated and may run in several
workers. SIGTERM and SIGINT stop it gently: what is with a supplier, and the letter in hand, is
settled first.
"""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto
from functools import partial

import structlog

from app.applications.forgetting import forget_idle
from app.appointments import generate_all_slots, sweep_lapsed
from app.jobs import HueyJobs
from app.messages.at_kiosk import any_at_kiosk, look_after
from app.messages.batches import close_due, due_to_close, letters_in_tray
from app.messages.handing_over import hand_over
from app.messages.last_look import look_again
from app.messages.models import Channel
from app.messages.print_files import make_files, something_to_make
from app.messages.print_routes import make_route
from app.messages.sending import drain, told
from app.services import Services

__all__ = ["Duty", "Lane", "duties", "run", "sweep", "working"]

LOOK_EVERY = 1.0
GENTLE = 30.0  # seconds
TURN = timedelta(seconds=5)
log = structlog.get_logger()


class Lane(Enum):
    """What is done in a thread of its own: what is quick, the letters, and what takes minutes."""

    QUICK = auto()
    LETTERS = auto()
    PRINT_FILES = auto()


@dataclass
class Duty:
    """Something done again and again: `every` is the least time between two turns."""

    name: str
    every: timedelta
    work: Callable[[datetime], object]
    last: datetime | None = None
    lane: Lane = Lane.QUICK

    def is_due(self, at: datetime) -> bool:
        """Say whether its turn has come; a clock set back does not keep it waiting."""
        return self.last is None or not self.last <= at < self.last + self.every


def duties(
    services: Services, *, stopping: Callable[[], bool] = lambda: False, turn: timedelta = TURN
) -> list[Duty]:
    """Return what the worker does, and how often.

    Texts get a `turn` at a time, so that a long queue of them keeps no other duty waiting.
    """

    def send(at: datetime) -> object:
        end = time.monotonic() + turn.total_seconds()

        def over() -> bool:
            return stopping() or time.monotonic() > end

        return drain(services, lanes=[Channel.TEXT], at=at, stopping=over)

    def make(at: datetime) -> object:
        return drain(services, lanes=[Channel.LETTER], at=at, stopping=stopping)

    def with_parts(work: Callable[[Services, datetime], object]) -> Callable[[datetime], object]:
        return partial(work, services)

    return [
        Duty("texts", timedelta(0), send),
        Duty("letters", timedelta(0), make, lane=Lane.LETTERS),
        Duty("lapsed-holds", timedelta(seconds=15), with_parts(_release_lapsed)),
        Duty("idle-kiosks", timedelta(seconds=15), with_parts(_wipe_idle)),
        Duty("letters-at-kiosks", timedelta(minutes=1), with_parts(_look_after_kiosk_letters)),
        Duty("letters-in-tray", timedelta(minutes=10), with_parts(_look_at_tray)),
        Duty("print-cut-off", timedelta(seconds=30), with_parts(_close_at_cut_off)),
        Duty(
            "print-files",
            timedelta(seconds=1),
            partial(_make_print_files, services, stopping),
            lane=Lane.PRINT_FILES,
        ),
        Duty("new-slots", timedelta(hours=6), with_parts(_make_slots)),
    ]


def sweep(todo: list[Duty], *, at: datetime) -> None:
    """Do each duty whose turn has come; one that fails is logged and the others go on."""
    for duty in todo:
        if not duty.is_due(at):
            continue
        duty.last = at
        try:
            duty.work(at)
        except Exception as fault:  # a broken duty must not stop the others, nor the worker
            log.error("worker.duty-failed", duty=duty.name, **told(fault))


def run(services: Services) -> None:
    """Work until SIGTERM or SIGINT, then stop gently.

    Raises SystemExit where a lane ended by itself: whatever keeps the worker running starts it anew.
    """
    asked = threading.Event()
    with working(services) as ended:

        def stop(*_: object) -> None:
            asked.set()
            ended.set()

        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, stop)
        log.info("worker.started")
        ended.wait()
    log.info("worker.stopped")
    if not asked.is_set():
        raise SystemExit(1)


@contextmanager
def working(services: Services, *, look_every: float = LOOK_EVERY) -> Iterator[threading.Event]:
    """Do every duty, each lane in its thread, until the block ends; `look_every` is in seconds.

    Gives an event that is set when a lane ends by itself, for a worker must not go on without one.
    """
    stop, ended = threading.Event(), threading.Event()
    bells = {lane: threading.Event() for lane in Lane}
    todo = duties(services, stopping=stop.is_set)

    def keep_sweeping(lane: Lane) -> None:
        mine = [duty for duty in todo if duty.lane is lane]
        try:
            while not stop.is_set():
                bells[lane].clear()
                sweep(mine, at=services.now())
                stop.is_set() or bells[lane].wait(look_every)
        finally:
            if not stop.is_set():
                log.error("worker.lane-ended", lane=lane.name)
                ended.set()

    threads = [threading.Thread(target=keep_sweeping, args=(lane,), daemon=True) for lane in Lane]
    jobs = services.jobs
    answer = _answer(services, stop, bells[Lane.LETTERS])
    with jobs.consuming(answer) if isinstance(jobs, HueyJobs) else nullcontext():
        for thread in threads:
            thread.start()
        try:
            yield ended
        finally:
            stop.set()
            for bell in bells.values():
                bell.set()
            _join(threads)


def _join(threads: list[threading.Thread]) -> None:
    """Wait for the lanes to end. What takes longer is under a lease, and another worker goes on."""
    end = time.monotonic() + GENTLE
    for thread in threads:
        thread.join(max(0.0, end - time.monotonic()))


def _answer(
    services: Services, stop: threading.Event, letters: threading.Event
) -> Callable[[], object]:
    """Return what answers a nudge: it rings for letters, and sends texts, guarded as in a sweep."""
    texts = next(duty for duty in duties(services, stopping=stop.is_set) if duty.name == "texts")

    def answer() -> None:
        letters.set()
        sweep([texts], at=services.now())

    return answer


def _release_lapsed(services: Services, at: datetime) -> None:
    with services.database.unit_of_work() as session:
        sweep_lapsed(session, at=at)


def _wipe_idle(services: Services, at: datetime) -> None:
    settings = services.settings
    # The warning's time counts too: until it is over, the person may still touch the screen.
    idle = settings.kiosk_idle + settings.kiosk_warning
    forget_idle(services.database, desks=services.desks, at=at, idle=idle)


def _look_after_kiosk_letters(services: Services, at: datetime) -> None:
    with services.database.reading() as session:
        if not any_at_kiosk(session):
            return
    with services.database.unit_of_work() as session:
        look_after(session, at=at)


def _look_at_tray(services: Services, at: datetime) -> None:
    """Have letters made anew before the cut-off, so that they catch the post of the day."""
    with services.database.reading() as session:
        if not letters_in_tray(session):
            return
    with services.database.unit_of_work() as session:
        look_again(session, at=at)


def _close_at_cut_off(services: Services, at: datetime) -> None:
    with services.database.reading() as session:
        due = due_to_close(session, at=at)
    if due:
        with services.database.unit_of_work() as session:
            close_due(session, at=at)


def _make_print_files(services: Services, stopping: Callable[[], bool], at: datetime) -> None:
    with services.database.reading() as session:
        waiting = something_to_make(session, at=at)
    if waiting:
        make_files(services.database, now=services.now, stopping=stopping)
    route = make_route(services.settings.print_route)
    if route is not None:
        hand_over(services.database, route, now=services.now)


def _make_slots(services: Services, at: datetime) -> None:
    with services.database.unit_of_work() as session:
        generate_all_slots(session, at=at)
