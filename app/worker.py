"""The worker: sends what is due, and does what the clock asks for.

Nudges are answered at once in one thread; the main thread looks by itself every second, so a lost
nudge costs a second. Print files, which may take minutes, have a third. Every part may be repeated and may run in several workers. SIGTERM and SIGINT
stop it gently: what is with a supplier is settled first.
"""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

import structlog

from app.applications.forgetting import forget_idle
from app.appointments import generate_all_slots, sweep_lapsed
from app.jobs import HueyJobs
from app.messages.at_kiosk import any_at_kiosk, look_after
from app.messages.batches import close_due, due_to_close, letters_in_tray
from app.messages.handing_over import hand_over
from app.messages.last_look import look_again
from app.messages.print_files import make_files, something_to_make
from app.messages.print_routes import make_route
from app.messages.sending import Drained, drain, told
from app.services import Services

__all__ = ["Drained", "Duty", "drain", "duties", "run", "sweep"]

LOOK_EVERY = 1.0
GENTLE = 30.0  # seconds
TURN = timedelta(seconds=5)
log = structlog.get_logger()


@dataclass
class Duty:
    """Something done again and again: `every` is the least time between two turns.

    One that stands `apart` may take minutes, so it has a thread of its own.
    """

    name: str
    every: timedelta
    work: Callable[[datetime], object]
    last: datetime | None = None
    apart: bool = False

    def is_due(self, at: datetime) -> bool:
        """Say whether its turn has come; a clock set back does not keep it waiting."""
        return self.last is None or not self.last <= at < self.last + self.every


def duties(
    services: Services, *, stopping: Callable[[], bool] = lambda: False, turn: timedelta = TURN
) -> list[Duty]:
    """Return what the worker does, and how often.

    Messages get a `turn` at a time, so that a long queue of them keeps no other duty waiting.
    """

    def send(at: datetime) -> object:
        end = time.monotonic() + turn.total_seconds()
        return drain(services, at=at, stopping=lambda: stopping() or time.monotonic() > end)

    def with_parts(work: Callable[[Services, datetime], object]) -> Callable[[datetime], object]:
        return partial(work, services)

    return [
        Duty("messages", timedelta(0), send),
        Duty("lapsed-holds", timedelta(seconds=15), with_parts(_release_lapsed)),
        Duty("idle-kiosks", timedelta(seconds=15), with_parts(_wipe_idle)),
        Duty("letters-at-kiosks", timedelta(minutes=1), with_parts(_look_after_kiosk_letters)),
        Duty("letters-in-tray", timedelta(minutes=10), with_parts(_look_at_tray)),
        Duty("print-cut-off", timedelta(seconds=30), with_parts(_close_at_cut_off)),
        Duty(
            "print-files",
            timedelta(seconds=1),
            partial(_make_print_files, services, stopping),
            apart=True,
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
    """Work until SIGTERM or SIGINT, then stop gently."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    todo = duties(services, stopping=stop.is_set)
    jobs = services.jobs
    with jobs.consuming(_answer(services, stop)) if isinstance(jobs, HueyJobs) else nullcontext():
        log.info("worker.started")
        apart = [duty for duty in todo if duty.apart]
        slow = threading.Thread(target=_keep_sweeping, args=(services, stop, apart), daemon=True)
        slow.start()
        _keep_sweeping(services, stop, [duty for duty in todo if not duty.apart])
        # What is with a printer for longer is under a lease, and another worker goes on from there.
        slow.join(GENTLE)
    log.info("worker.stopped")


def _keep_sweeping(services: Services, stop: threading.Event, todo: list[Duty]) -> None:
    while not stop.is_set():
        sweep(todo, at=services.now())
        stop.wait(LOOK_EVERY)


def _answer(services: Services, stop: threading.Event) -> Callable[[], object]:
    """Return what answers a nudge: the first duty, guarded as in a sweep."""
    messages, *_others = duties(services, stopping=stop.is_set)
    return lambda: sweep([messages], at=services.now())


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
