"""Remembers which steps of the set-up are done, so that a second start does no work.

A stamp is a small file holding the hash of everything a step was made from. While that hash is the
same, the step is current. Standard library only: this runs before anything is installed.
"""

import hashlib
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"


class SetupError(Exception):
    """The set-up cannot go on; the message is the one line to show."""


def say(text: str) -> None:
    """Tell the person at the terminal what is being done."""
    sys.stdout.write(f"==> {text}\n")
    sys.stdout.flush()


def hash_of(files: Iterable[Path], *words: str) -> str:
    """One hash over the files' contents and the words. Raises SetupError naming a missing file."""
    digest = hashlib.sha256()
    for file in files:
        if not file.is_file():
            raise SetupError(f"{file.relative_to(ROOT)} is missing")
        digest.update(file.read_bytes() + b"\0")
    digest.update("\0".join(words).encode())
    return digest.hexdigest()


def is_current(stamp: Path, value: str) -> bool:
    """Whether the step that wrote this stamp was made from the same things."""
    return stamp.is_file() and stamp.read_text() == value


def write_stamp(stamp: Path, value: str) -> None:
    """Mark a step as done; call it last, so that a step cut short is done again."""
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(value)
