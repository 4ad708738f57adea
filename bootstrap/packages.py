"""Makes the Python environment from the lock files: .venv, the packages and our console script.

uv does the work when it can be installed (about seven times faster); plain pip reads the same file
and checks the same hashes, so uv is never required.
"""

import sys

from bootstrap.commands import BIN, PYTHON, VENV, attempt, run
from bootstrap.stamps import ROOT, SetupError, hash_of, is_current, say, write_stamp

LOCK = ROOT / "requirements-dev.txt"
UV_LOCK = ROOT / "requirements-uv.txt"
OUR_PACKAGES = ("app", "kiosk", "agent_console", "letters")
QUIET = ("install", "--quiet", "--disable-pip-version-check", "--no-input")
VENV_HINT = "Python could not make .venv: on Debian or Ubuntu, apt-get install python3-venv"


def make_environment() -> None:
    """Bring .venv up to date with the lock files. Touches neither disk nor network when it is current."""
    make_venv()
    _install_locked()
    _install_ourselves()


def uv_command() -> list[str] | None:
    """How to call uv, installing the locked one first; None when it cannot be had."""
    uv = BIN / "uv"
    stamp, value = VENV / ".stamp-uv", hash_of([UV_LOCK])
    if not (uv.is_file() and is_current(stamp, value)):
        say("Installing uv")
        if attempt([PYTHON, "-m", "pip", *QUIET, "--require-hashes", "-r", UV_LOCK]) != 0:
            say("uv could not be installed: going on with pip, which is slower")
            return None
        write_stamp(stamp, value)
    return [str(uv)]


def make_venv() -> None:
    """Make .venv with the Python that runs this script. Raises SetupError when Python cannot."""
    if PYTHON.exists():
        return
    say("Making .venv")
    if attempt([sys.executable, "-m", "venv", VENV], env=None) != 0:
        raise SetupError(VENV_HINT)


def _install_locked() -> None:
    stamp, value = VENV / ".stamp-lock", hash_of([LOCK])
    if is_current(stamp, value):
        return
    say("Installing the locked Python packages")
    uv = uv_command()
    if uv is None or attempt([*uv, "pip", "sync", "--quiet", *_with_hashes(), LOCK]) != 0:
        run([PYTHON, "-m", "pip", *QUIET, "--require-hashes", "-r", LOCK])
    write_stamp(stamp, value)


def _with_hashes() -> list[str]:
    return ["--require-hashes", "--python", str(PYTHON)]


def _install_ourselves() -> None:
    """Install this project for editing, offline, so that the `alongside` command exists."""
    packages = [name for name in OUR_PACKAGES if (ROOT / name).is_dir()]
    value = hash_of([ROOT / "pyproject.toml", LOCK], *packages)
    stamp = VENV / ".stamp-project"
    if is_current(stamp, value):
        return
    say("Installing the alongside command")
    options = ["--no-deps", "--no-build-isolation", "--no-index", "--editable", "."]
    run([PYTHON, "-m", "pip", *QUIET, *options])
    write_stamp(stamp, value)
