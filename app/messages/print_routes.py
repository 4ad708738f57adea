"""Where print files go by themselves: a printer, a folder, or a print supplier's SFTP drop.

Without a route the post room downloads them. A folder or a drop may be written again under the same
name, so a broken attempt is simply repeated. A printer may have begun: what was handed to it and
not confirmed is never sent again by itself, and the post room is asked to look.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from app.errors import AlongsideError

TIMEOUT = 600  # seconds


class RouteFailed(AlongsideError):
    """The files did not get there; the message says what the tool said."""


class RouteUnclear(RouteFailed):
    """Nobody knows if the files got there: the tool did not end in time."""


@dataclass(frozen=True)
class Files:
    """The files of one batch: its name, the print file's pieces, and the two manifests."""

    name: str
    pieces: Iterable[bytes]
    manifests: dict[str, str]


class PrintRoute(Protocol):
    """One way out. `repeatable`: the same files may be sent twice without harm."""

    @property
    def name(self) -> str: ...

    @property
    def repeatable(self) -> bool: ...

    def send(self, files: Files) -> None:
        """Hand the files over; raise RouteFailed."""


@dataclass(frozen=True)
class Folder:
    """A folder that somebody or something watches. Files appear whole or not at all."""

    path: Path
    repeatable: bool = True

    @property
    def name(self) -> str:
        """Return how people know this route."""
        return f"folder {self.path}"

    def send(self, files: Files) -> None:
        """Write the manifests, and last the print file, each under its final name at once."""
        with _written():
            for ending, text in files.manifests.items():
                _write(self.path / f"{files.name}.{ending}", [text.encode()])
            _write(self.path / f"{files.name}.pdf", files.pieces)


@dataclass(frozen=True)
class Printer:
    """A CUPS printer, by name: both sides, in its own size, one job a batch."""

    queue: str
    repeatable: bool = False

    @property
    def name(self) -> str:
        """Return how people know this route."""
        return f"printer {self.queue}"

    def send(self, files: Files) -> None:
        """Hand the print file to `lp`."""
        with _written(), tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"{files.name}.pdf"
            _write(path, files.pieces)
            # A printer that shrinks pages to fit would move the address out of the window.
            wishes = ("sides=two-sided-long-edge", "media=A4", "print-scaling=none")
            options = [*(word for wish in wishes for word in ("-o", wish)), "-t", files.name]
            _run(["lp", "-d", self.queue, *options, str(path)])


@dataclass(frozen=True)
class SftpDrop:
    """A print supplier's drop: "user@host:/folder", with the key that ssh is set up with."""

    target: str
    repeatable: bool = True

    @property
    def name(self) -> str:
        """Return how people know this route."""
        return f"sftp {self.target}"

    def send(self, files: Files) -> None:
        """Put the files under a passing name, and rename each once it is whole."""
        host, _colon, folder = self.target.partition(":")
        with _written(), tempfile.TemporaryDirectory() as here:
            Folder(Path(here)).send(files)
            lines = [f"cd {_quoted(folder)}"] if folder else []
            for path in sorted(Path(here).iterdir(), key=lambda one: one.suffix == ".pdf"):
                lines += [f"put {path} {path.name}.part", f"-rm {path.name}"]
                lines.append(f"rename {path.name}.part {path.name}")
            _run(["sftp", "-b", "-", "-o", "BatchMode=yes", host], "\n".join(lines) + "\n")


def make_route(setting: str) -> PrintRoute | None:
    """Return the route that `ALONGSIDE_PRINT` names, None for "" (download by hand).

    The setting was checked when the program started.
    """
    if not setting:
        return None
    kind, _colon, rest = setting.partition(":")
    if kind == "folder":
        return Folder(Path(rest))
    return Printer(rest) if kind == "printer" else SftpDrop(rest)


@contextmanager
def _written() -> Iterator[None]:
    """Say in one line that a file could not be written, such as on a full disk."""
    try:
        yield
    except OSError as error:
        raise RouteFailed(error.strerror or type(error).__name__) from error


def _write(path: Path, pieces: Iterable[bytes]) -> None:
    passing = path.with_name(f".{path.name}.part")
    try:
        with passing.open("wb") as out:
            for piece in pieces:
                out.write(piece)
        passing.replace(path)
    finally:
        passing.unlink(missing_ok=True)


def _quoted(name: str) -> str:
    """Return a name as sftp reads it: whole, with its spaces."""
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _run(command: list[str], lines: str = "") -> None:
    try:
        done = subprocess.run(  # noqa: S603  (a fixed tool; the names come from settings)
            command, input=lines, capture_output=True, text=True, timeout=TIMEOUT, check=False
        )
    except OSError as error:
        raise RouteFailed(f"{command[0]}: {error.strerror or type(error).__name__}") from error
    except subprocess.TimeoutExpired as error:
        raise RouteUnclear(f"{command[0]}: no answer within {TIMEOUT} seconds") from error
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines()
        raise RouteFailed(f"{command[0]}: {said[-1] if said else done.returncode}"[:200])
