"""Where our own source lies, for the rules that read it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ("app", "agent_console", "kiosk", "letters")
ALL = (*SHIPPED, "bootstrap", "tests", "bench", "demo")
MADE = frozenset({"node_modules", "var", "build", "dist", "__pycache__"})


def python_files(*folders: str) -> Iterator[Path]:
    """Yield the Python files of these folders, and those at the root for ALL of them."""
    if folders == ALL:
        yield from sorted(ROOT.glob("*.py"))
    for folder in folders:
        yield from sorted((ROOT / folder).rglob("*.py"))


def every_file() -> Iterator[Path]:
    """Yield every file a person wrote, and the locks; nothing installed, made or hidden but .ci."""
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        hidden = any(part.startswith(".") and part != ".ci" for part in parts)
        if path.is_file() and not hidden and not MADE.intersection(parts):
            yield path


def name_of(path: Path) -> str:
    """Return "app.web.face" for a module's path."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def shown(path: Path) -> str:
    """Return the path as a failing test names it."""
    return path.relative_to(ROOT).as_posix()
