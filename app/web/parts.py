"""What the faces ask of the services: a narrow view, so that tests may hand over less."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from app.applications.desks import Desk
from app.db import Database
from app.settings import Settings


class Parts(Protocol):
    """The part of app.services.Services that the chassis uses."""

    @property
    def settings(self) -> Settings: ...

    @property
    def database(self) -> Database: ...

    @property
    def desks(self) -> Mapping[str, Desk]: ...

    def now(self) -> datetime:
        """Return the time now, aware."""
