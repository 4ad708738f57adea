"""Runs other programs for the set-up and turns their failure into one clear line."""

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from bootstrap.stamps import ROOT, SetupError

VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / "python"


def environment(**extra: str) -> dict[str, str]:
    """Our own environment variables with the project's programs first on the PATH.

    Python may keep its compiled files, whatever the shell says: without them a start takes thrice as long.
    """
    path = os.pathsep.join([str(BIN), os.environ.get("PATH", os.defpath)])
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PATH": path, "VIRTUAL_ENV": str(VENV), **extra}


def attempt(command: Sequence[str | Path], *, env: Mapping[str, str] | None = None) -> int:
    """Run a command from the root of the project, showing its output; return its exit code."""
    words = [str(word) for word in command]
    try:
        return subprocess.run(words, cwd=ROOT, env=env or environment(), check=False).returncode
    except FileNotFoundError as error:
        raise SetupError(f"{words[0]} was not found") from error


def run(command: Sequence[str | Path], *, env: Mapping[str, str] | None = None) -> None:
    """Run a command that must succeed. Raises SetupError naming the command and its exit code."""
    code = attempt(command, env=env)
    if code != 0:
        raise SetupError(f"{' '.join(str(word) for word in command)} failed (exit code {code})")


def output_of(command: Sequence[str | Path]) -> str:
    """What a command prints, stripped; its own complaints go to the terminal. Raises SetupError."""
    words = [str(word) for word in command]
    result = subprocess.run(
        words, cwd=ROOT, env=environment(), check=False, stdout=subprocess.PIPE, text=True
    )
    if result.returncode != 0:
        raise SetupError(f"{' '.join(words)} failed (exit code {result.returncode})")
    return result.stdout.strip()
