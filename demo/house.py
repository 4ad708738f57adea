"""A house of one's own: an installation in a folder, migrated, furnished and served on free ports.

It is made with the programs that a person would start, so what works here works there.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAMS = Path(sys.executable).parent
STARTS_WITHIN = 90  # seconds, on a machine that does much else
STOPS_WITHIN = 10  # seconds
OURS = ("ALONGSIDE_", "DATABASE_", "TWILIO_", "PORT", "HOST", "WEB_")


class HouseDown(Exception):
    """A part of the house did not start; the message ends with what it said last."""


@dataclass
class House:
    """One installation and the processes that serve it."""

    folder: Path
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)
    url: str = ""

    def environment(self, **more: str) -> dict[str, str]:
        """Return what a process of this house finds in its environment: nothing of another's."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
        return kept | {"ALONGSIDE_PROFILE": "demo", "ALONGSIDE_VAR": str(self.folder)} | more

    def command(self, *words: str) -> None:
        """Run an `alongside` command to its end; raise HouseDown when it fails."""
        done = subprocess.run(
            [PROGRAMS / "alongside", *words],
            cwd=ROOT,
            env=self.environment(),
            capture_output=True,
            check=False,
        )
        if done.returncode:
            raise HouseDown(f"alongside {' '.join(words)}: {done.stderr.decode()[-2000:]}")

    def serve(self, **settings: str) -> str:
        """Start a web server on a free port and return its address; settings are variables."""
        port = free_port()
        name = f"web-{port}"
        words = [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", "wsgi:app"]
        server = self._start(name, words, PORT=str(port), WEB_CONCURRENCY="1", **settings)
        address = f"http://127.0.0.1:{port}"
        self._wait(server, address, name)
        return address

    def work(self) -> None:
        """Start a worker."""
        self._start("worker", [str(PROGRAMS / "alongside"), "worker"])

    def stop(self) -> None:
        """Stop everything that was started here."""
        for process in self.running:
            process.terminate()
        for process in self.running:
            try:
                process.wait(STOPS_WITHIN)
            except subprocess.TimeoutExpired:
                process.kill()
        self.running.clear()

    def said(self, name: str) -> str:
        """Return what a process wrote."""
        return (self.folder / f"{name}.log").read_text(errors="replace")

    def _start(self, name: str, words: list[str], **more: str) -> subprocess.Popen[bytes]:
        with (self.folder / f"{name}.log").open("wb") as log:
            process = subprocess.Popen(
                words, cwd=ROOT, env=self.environment(**more), stdout=log, stderr=log
            )
        self.running.append(process)
        return process

    def _wait(self, server: subprocess.Popen[bytes], address: str, name: str) -> None:
        until = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < until and server.poll() is None:
            if _answers(f"{address}/health/ready"):
                return
            time.sleep(0.1)
        raise HouseDown(f"the web server did not start: {self.said(name)[-2000:]}")


@contextmanager
def open_house(folder: Path) -> Iterator[House]:
    """Give a house with the demo's people and visits, a web server and a worker."""
    folder.mkdir(parents=True, exist_ok=True)
    house = House(folder)
    try:
        house.command("db", "upgrade")
        house.command("demo", "load")
        house.url = house.serve()
        house.work()
        yield house
    finally:
        house.stop()


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False
