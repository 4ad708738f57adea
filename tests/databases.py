"""Databases for tests, prepared once and copied for each test, since a copy is quicker than a load.

A preparation is a function that fills a fresh database; its copies are shared by every test of
this process that asks for the same one.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from app.audit import write_trail
from app.db import Database
from app.vault import Vault

KINDS = ("sqlite", "postgres")

Preparation = Callable[[Database], None]


class Cabinet:
    """Prepared databases of both kinds. `postgres` starts the server when it is first needed."""

    def __init__(self, folder: Path, vault: Vault, postgres: Callable[[], Any]) -> None:
        self._folder = folder
        self._vault = vault
        self._postgres = postgres
        self._prepared: dict[tuple[str, str], str] = {}
        self._numbers = count(1)

    @contextmanager
    def copy(self, kind: str, prepare: Preparation) -> Iterator[Database]:
        """Give a database of this kind as `prepare` left it; it is gone afterwards."""
        source = self._prepared_once(kind, prepare)
        name = f"test_{next(self._numbers)}"
        if kind == "sqlite":
            path = self._folder / f"{name}.db"
            shutil.copy(source, path)
            url = f"sqlite:///{path}"
        else:
            url = self._postgres().create_database(name, template=source)
        opened = self._open(url)
        try:
            yield opened
        finally:
            opened.dispose()
            if kind == "postgres":
                self._postgres().drop_database(name)
            else:
                for left in self._folder.glob(f"{name}.db*"):
                    left.unlink()

    def _prepared_once(self, kind: str, prepare: Preparation) -> str:
        key = (kind, prepare.__name__)
        if key not in self._prepared:
            name = f"prepared_{len(self._prepared)}"
            path = self._folder / f"{name}.db"
            postgres = kind == "postgres"
            url = self._postgres().create_database(name) if postgres else f"sqlite:///{path}"
            opened = self._open(url)
            prepare(opened)
            opened.dispose()
            self._prepared[key] = name if postgres else str(path)
        return self._prepared[key]

    def _open(self, url: str) -> Database:
        return Database(url, vault=self._vault, closing=(write_trail,))
