"""Starts, tests and checks Alongside on a fresh machine. The Makefile calls it.

It needs only Python 3.11. Each step leaves a stamp, so that a second start does no work and needs no
network (see bootstrap/).
"""

import os
import shutil
import socket
import sys
from collections.abc import Callable
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 - this is the line that says so.
    sys.exit("Alongside needs Python 3.11 or later: make PYTHON=python3.11 run")

from bootstrap.assets import make_assets
from bootstrap.commands import BIN, PYTHON, attempt, environment, output_of, run
from bootstrap.locks import make_locks
from bootstrap.memory import scratch_environment, scratch_folder
from bootstrap.node import install_node_modules, node_hash
from bootstrap.packages import make_environment, make_venv
from bootstrap.stamps import ROOT, SetupError, say

ALONGSIDE = BIN / "alongside"
HONCHO = BIN / "honcho"
PYTEST: list[str | Path] = [PYTHON, "-m", "pytest", "-q"]
# Two side by side. pytest goes through tests/ by name, so one begins with the slow browser tests.
ALL_TESTS = ["-n", "2", "tests"]
TYPED = ("app", "letters", "kiosk", "agent_console")
MADE = (".venv", "node_modules", "var/assets", "var/fonts", "var/stamps", "var/node", "build")
CACHES = (".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis", "alongside.egg-info")

HELP = """Alongside: assisted-digital contact centre and kiosk.

  make run    set everything up and start it on http, port 8000 (PORT=8080 make run changes that)
  make test   run every test, with a real browser and a real PostgreSQL
              make test ARGS="tests/unit -k postcode" runs some of them
  make demo   watch the main job done by itself, and keep its pictures, texts and letters
  make bench  measure speed and safety, each figure beside its comparison
  make lint   check the code's style and types
  make words  collect the texts to translate and list those that have no Welsh
  make clean  remove what was installed and copied; your database in var/ stays

Also: python3 dev.py setup (install only), python3 dev.py lock [--upgrade] (make the lock files anew).
"""


def help_() -> None:
    """List the commands."""
    sys.stdout.write(HELP)


def setup() -> None:
    """Install the locked packages and copy the front-end files; quick when nothing changed."""
    make_environment()
    install_node_modules()
    make_assets(node_hash=node_hash())


def start(*words: str) -> None:
    """Set up, migrate, load the demo people and start web and worker; Ctrl-C stops both."""
    setup()
    env = environment(
        ALONGSIDE_PROFILE=os.environ.get("ALONGSIDE_PROFILE", "demo"),
        HOST=os.environ.get("HOST", "127.0.0.1"),
        PORT=os.environ.get("PORT", "8000"),
    )
    _refuse_taken_port(env["HOST"], env["PORT"])
    if env["ALONGSIDE_PROFILE"] == "demo":
        run([ALONGSIDE, "demo", "load", "--upgrade", "--show"], env=env)
    else:
        run([ALONGSIDE, "db", "upgrade"], env=env)
    os.execve(HONCHO, [str(HONCHO), "start", *words], env)


def test(*words: str) -> None:
    """Run the tests that the words name, or all of them. Never skips for want of a browser."""
    setup()
    browser = output_of([PYTHON, "-m", "bootstrap.browsers"])
    say(f"Browser: {browser}")
    say(f"PostgreSQL: {output_of([PYTHON, '-m', 'tests.postgres'])}")
    with scratch_folder() as folder:
        env = environment(BROWSER_EXECUTABLE=browser, **scratch_environment(folder))
        code = attempt([*PYTEST, *(words or ALL_TESTS)], env=env)
    _stop_unless([code], "tests failed")


def demo(*words: str) -> None:
    """Walk the main job in a real browser and keep what it made."""
    setup()
    browser = output_of([PYTHON, "-m", "bootstrap.browsers"])
    run([PYTHON, "-m", "demo", *words], env=environment(BROWSER_EXECUTABLE=browser))


def bench(*words: str) -> None:
    """Print the figures, each beside its comparison."""
    setup()
    run([PYTHON, "-m", "bench", *words])


def lint(*words: str) -> None:
    """Check style with ruff and types with mypy; go through all three before failing."""
    setup()
    typed = [name for name in TYPED if (ROOT / name).is_dir()]
    checks = [["ruff", "check", *words], ["ruff", "format", "--check"], ["mypy", *typed]]
    codes = [attempt([PYTHON, "-m", *check]) for check in checks]
    _stop_unless(codes, "lint found faults")


def clean() -> None:
    """Remove what was installed, copied or cached. The database and the demo's keys stay."""
    for name in (*MADE, *CACHES):
        shutil.rmtree(ROOT / name, ignore_errors=True)
    say("Clean. The database in var/ is still there.")


def words() -> None:
    """Collect the texts that people read and list those that have no Welsh."""
    setup()
    run([PYTHON, "-m", "bootstrap.words"])


def lock(*words: str) -> None:
    """Make the lock files anew; --upgrade takes the newest versions."""
    make_venv()
    make_locks(list(words))


COMMANDS: dict[str, Callable[..., None]] = {
    "help": help_,
    "setup": setup,
    "run": start,
    "test": test,
    "demo": demo,
    "bench": bench,
    "lint": lint,
    "words": words,
    "clean": clean,
    "lock": lock,
}


def _refuse_taken_port(host: str, port: str) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, int(port)))
        except (OSError, ValueError) as error:
            raise SetupError(f"port {port} cannot be used: try PORT=8080 make run") from error


def _stop_unless(codes: list[int], complaint: str) -> None:
    if any(codes):
        raise SetupError(complaint)


def main(words: list[str]) -> int:
    """Run one command and return its exit code; a failure is one line."""
    name, *rest = words or ["help"]
    if name not in COMMANDS:
        sys.stderr.write(f"dev.py: there is no command {name}\n\n{HELP}")
        return 2
    try:
        COMMANDS[name](*rest)
    except SetupError as error:
        sys.stderr.write(f"dev.py: {error}\n")
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
