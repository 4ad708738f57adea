"""Style sheets, scripts and fonts: their addresses, and the wrapper that serves them.

An address carries a short hash of the file ("?v="), and only such an address may be kept by
browsers for ever; the plain one is good for an hour.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from whitenoise import WhiteNoise

from app.settings import ROOT

PREFIX = "/assets"
HOUR = 3600  # seconds
OWN = Path(__file__).parent / "static"
COPIED = ROOT / "var" / "assets"
FACES = {"kiosk": ROOT / "kiosk" / "static", "console": ROOT / "agent_console" / "static"}

Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def asset_folders() -> Mapping[str, Path]:
    """Return {address prefix: folder} of everything that is served."""
    folders = {PREFIX: COPIED, f"{PREFIX}/alongside": OWN}
    folders |= {f"{PREFIX}/{face}": folder for face, folder in FACES.items()}
    return {prefix: folder for prefix, folder in folders.items() if folder.is_dir()}


def hash_of(path: Path) -> str:
    """Return the short hash that a file's address carries."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:10]


class AssetAddresses:
    """Gives templates the address of a file: `asset_url("govuk/govuk-frontend.min.css")`."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def __call__(self, path: str) -> str:
        """Return "/assets/...?v=hash"; a file that is not there gets the plain address."""
        if path not in self._known:
            self._known[path] = _address(path)
        return self._known[path]


def _address(path: str) -> str:
    first, _, rest = path.partition("/")
    folder = asset_folders().get(f"{PREFIX}/{first}")
    file = folder / rest if folder else COPIED / path
    return f"{PREFIX}/{path}?v={hash_of(file)}" if file.is_file() else f"{PREFIX}/{path}"


class ServeAssets:
    """A WSGI wrapper that serves files under /assets and passes everything else on."""

    def __init__(self, application: Wsgi) -> None:
        self.application = application
        self._hourly = WhiteNoise(_not_found, max_age=HOUR, allow_all_origins=False)
        self._lasting = WhiteNoise(
            _not_found, immutable_file_test=lambda *_: True, allow_all_origins=False
        )
        self._hashes: dict[str, str] = {}
        for prefix, folder in asset_folders().items():
            self._hourly.add_files(str(folder), prefix)
            self._lasting.add_files(str(folder), prefix)
            for path in folder.rglob("*"):
                if path.is_file():
                    self._hashes[f"{prefix}/{path.relative_to(folder).as_posix()}"] = hash_of(path)

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        """Answer one request."""
        path = environ.get("PATH_INFO", "")
        if not path.startswith(PREFIX + "/"):
            return self.application(environ, start_response)
        current = environ.get("QUERY_STRING") == f"v={self._hashes.get(path)}"
        served: Iterable[bytes] = (self._lasting if current else self._hourly)(
            environ, start_response
        )
        return served


def _not_found(_environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    start_response("404 Not Found", [("Content-Type", "text/plain"), ("Cache-Control", "no-store")])
    return [b"Not found\n"]
