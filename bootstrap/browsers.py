"""Finds the real browser that the browser tests and the demo drive, and installs one when there is none.

`make test` and `make demo` run this as a program first, so that a missing browser is one clear line
and never a skipped test.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
)
MAC_APPS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
CACHES = ("~/.cache/ms-playwright", "~/Library/Caches/ms-playwright")
PROGRAMS = ("headless_shell", "chrome-headless-shell", "chrome", "Chromium")
DEBIAN_PACKAGE = "chromium-headless-shell"

# Keeps the browser from calling anyone or asking anything.
QUIET_FLAGS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-default-browser-check",
    "--no-first-run",
]


class NoBrowser(Exception):
    """No browser was found and none could be installed."""


def find_browser() -> Path:
    """The one asked for, else playwright's own, else the system's. Raises NoBrowser."""
    asked = os.environ.get("BROWSER_EXECUTABLE")
    if asked:
        return _checked(Path(asked))
    for candidate in [*_playwrights_own(), *_on_the_system()]:
        return candidate
    raise NoBrowser("no browser was found: install chromium, or set BROWSER_EXECUTABLE to one")


def ensure_browser() -> Path:
    """Find a browser, installing one first when there is none. Raises NoBrowser."""
    for install in (_nothing, _by_playwright, _by_apt):
        install()
        try:
            return find_browser()
        except NoBrowser:
            if os.environ.get("BROWSER_EXECUTABLE"):
                raise
    return find_browser()


def _checked(path: Path) -> Path:
    if not os.access(path, os.X_OK) or not path.is_file():
        raise NoBrowser(f"BROWSER_EXECUTABLE is {path}, which cannot be run")
    return path


def _playwrights_own() -> list[Path]:
    """Browsers that playwright downloaded earlier, newest first."""
    folders = [os.environ.get("PLAYWRIGHT_BROWSERS_PATH", ""), *CACHES]
    found = [
        program
        for folder in folders
        if folder
        for program in sorted(Path(folder).expanduser().glob("chromium*/*/*"), reverse=True)
        if program.name in PROGRAMS and os.access(program, os.X_OK)
    ]
    return sorted(found, key=lambda program: "shell" not in program.name)


def _on_the_system() -> list[Path]:
    named = [shutil.which(name) for name in NAMES]
    return [Path(path) for path in named if path] + [Path(p) for p in MAC_APPS if Path(p).exists()]


def _nothing() -> None:
    """Install nothing: look first."""


def _by_playwright() -> None:
    _quietly([sys.executable, "-m", "playwright", "install", "--only-shell", "chromium"])


def _by_apt() -> None:
    """Install Debian's small headless browser, which only root can do."""
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        return
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    _quietly(["apt-get", "update", "-q"])
    _quietly(["apt-get", "install", "-q", "-y", "--no-install-recommends", DEBIAN_PACKAGE])


def _quietly(command: list[str]) -> None:
    """Run an installer with its words on stderr; whether it worked is seen by looking again."""
    sys.stderr.write(f"==> {' '.join(command)}\n")
    subprocess.run(command, stdin=subprocess.DEVNULL, stdout=sys.stderr, check=False)


if __name__ == "__main__":
    try:
        sys.stdout.write(f"{ensure_browser()}\n")
    except NoBrowser as error:
        sys.exit(f"bootstrap: {error}")
