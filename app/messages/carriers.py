"""What sending needs of the house: the database, whoever carries texts, and the letters' fonts."""

from __future__ import annotations

from typing import Protocol

from app.db import Database
from app.messages.supplier import SmsSupplier
from letters import Fonts


class Carriers(Protocol):
    """What draining needs of `Services`."""

    @property
    def database(self) -> Database: ...

    @property
    def sms(self) -> SmsSupplier: ...

    @property
    def spare_sms(self) -> SmsSupplier | None: ...

    @property
    def fonts(self) -> Fonts: ...

    @property
    def confirm_numbers(self) -> bool: ...
