"""A crowd: many clients, in several processes of many threads, who do one thing at one moment."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any, Generic, TypeVar

from app.audit import write_trail
from app.db import Database
from app.settings import read_settings

Wish = TypeVar("Wish")
PATIENCE = 60  # seconds

Doing = Callable[[Database, Any], str]


@dataclass(frozen=True)
class Ended:
    """How one client's try ended; times in seconds of the machine's steady clock."""

    outcome: str
    started: float
    ended: float


class Crowd(Generic[Wish]):
    """Clients spread over processes; each process has its own Database, as web workers have."""

    def __init__(
        self, environment: Mapping[str, str], doing: Doing, *, clients: int, processes: int
    ) -> None:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload([doing.__module__])
        self._gate = context.Barrier(clients)
        self._pipes: list[Connection] = []
        self._processes: list[tuple[Any, int]] = []
        for share in _shares(clients, processes):
            ours, theirs = context.Pipe()
            given = (theirs, dict(environment), doing, self._gate, share)
            process = context.Process(target=_live, args=given, daemon=True)
            process.start()
            self._pipes.append(ours)
            self._processes.append((process, share))

    def __enter__(self) -> Crowd[Wish]:
        return self

    def __exit__(self, *_: object) -> None:
        for pipe in self._pipes:
            pipe.send(None)
        for process, _share in self._processes:
            process.join(PATIENCE)

    def all_at_once(self, wishes: Sequence[Wish]) -> list[Ended]:
        """Let every client try its wish at the same moment, and wait for the last."""
        remaining = list(wishes)
        for pipe, (_process, share) in zip(self._pipes, self._processes, strict=True):
            pipe.send(remaining[:share])
            remaining = remaining[share:]
        return [ended for pipe in self._pipes for ended in pipe.recv()]


def _shares(clients: int, processes: int) -> list[int]:
    return [clients // processes + (n < clients % processes) for n in range(processes)]


def _live(
    pipe: Connection, environment: dict[str, str], doing: Doing, gate: Any, share: int
) -> None:
    """Serve one process of the crowd until it is told None."""
    os.environ.update(environment)
    settings = read_settings()
    database = Database(settings.database_url, vault=settings.vault, closing=(write_trail,))

    def try_one(wish: Any) -> Ended:
        gate.wait(PATIENCE)
        started = time.monotonic()
        outcome = doing(database, wish)
        return Ended(outcome, started, time.monotonic())

    with ThreadPoolExecutor(share) as threads:
        while (wishes := pipe.recv()) is not None:
            pipe.send(list(threads.map(try_one, wishes)))
    database.dispose()
