"""Processes of ours that an experiment starts, measures and stops; each is a group of its own."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import psutil

from bench.houses import ROOT

START_SECONDS = 60
STOP_SECONDS = 30
PROGRAMS = Path(sys.executable).parent


class NotStarted(Exception):
    """A process ended, or did not listen in time."""


class Started:
    """One process group: a program and its children. `port` is 0 when it listens nowhere."""

    def __init__(
        self, command: Sequence[str], *, environment: Mapping[str, str], log: Path, port: int = 0
    ) -> None:
        self.port = port
        self.log = log
        self._said_before = log.stat().st_size if log.exists() else 0
        with log.open("ab") as output:
            self.process = subprocess.Popen(
                command,
                env=dict(environment),
                cwd=ROOT,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )

    def wait_until_answering(self) -> None:
        """Return once a page is answered; raise NotStarted with the end of the log.

        The port is open before the workers have loaded, so that it is open says nothing.
        """
        give_up = time.monotonic() + START_SECONDS
        while time.monotonic() < give_up and self.process.poll() is None:
            with contextlib.suppress(OSError, http.client.HTTPException):
                asking = http.client.HTTPConnection("127.0.0.1", self.port, timeout=START_SECONDS)
                asking.request("GET", "/")
                asking.getresponse().read()
                asking.close()
                return
            time.sleep(0.05)
        raise NotStarted(self.log.read_text(errors="replace")[-2000:])

    def wait_until_it_says(self, words: str) -> None:
        """Return once these words stand in the log, from this start on; raise NotStarted."""
        give_up = time.monotonic() + START_SECONDS
        while time.monotonic() < give_up and self.process.poll() is None:
            if words.encode() in self.log.read_bytes()[self._said_before :]:
                return
            time.sleep(0.05)
        raise NotStarted(self.log.read_text(errors="replace")[-2000:])

    def cpu(self) -> float:
        """Return the seconds of processor time, user and system, used by its workers so far."""
        workers = psutil.Process(self.process.pid).children(recursive=True)
        return sum(sum(worker.cpu_times()[:2]) for worker in workers)

    def memory(self) -> int:
        """Return the bytes of memory that its workers hold."""
        workers = psutil.Process(self.process.pid).children(recursive=True)
        return sum(worker.memory_info().rss for worker in workers)

    def kill(self) -> None:
        """Kill the whole group at once, as kill -9 does, and bury it."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(STOP_SECONDS)

    def stop(self) -> None:
        """Ask it to stop gently, and kill what is left."""
        with contextlib.suppress(ProcessLookupError):
            self.process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(STOP_SECONDS)
        self.kill()


def serve(target: str, *, environment: Mapping[str, str], log: Path, port: int = 0) -> Started:
    """Start gunicorn as the house does, two workers, on a port of 127.0.0.1; a free one for 0."""
    chosen = port or free_port()
    more = {"HOST": "127.0.0.1", "PORT": str(chosen), "WEB_CONCURRENCY": "2"}
    command = [
        str(PROGRAMS / "gunicorn"),
        "--config",
        "gunicorn.conf.py",
        "--max-requests",
        "0",
        target,
    ]
    return Started(command, environment={**environment, **more}, log=log, port=chosen)


@contextmanager
def serving(target: str, *, environment: Mapping[str, str], log: Path) -> Iterator[Started]:
    """Give a listening server, stopped at the end."""
    server = serve(target, environment=environment, log=log)
    try:
        server.wait_until_answering()
        yield server
    finally:
        server.stop()


def free_port() -> int:
    """Return a port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
