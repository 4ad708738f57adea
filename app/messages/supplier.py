"""What the outbox asks of whoever carries texts, and the three ways an attempt can go wrong.

The difference between the errors is the promise that a text is sent once: `TryLater` means it was
surely not taken, `Unclear` means nobody knows, so it is looked up first, and `Refused` is final.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeGuard
from uuid import UUID

from app.errors import AlongsideError
from app.i18n import Words

_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


def is_id(found: object) -> TypeGuard[str]:
    """Say whether this can be a supplier's id of a text; anything may come over the wire."""
    return isinstance(found, str) and _ID.fullmatch(found) is not None


@dataclass(frozen=True)
class Receipt:
    """The supplier took the message: its own id for it."""

    supplier_id: str


class TryLater(AlongsideError):
    """The supplier did not take the message; `after` is the seconds it asked us to wait, if any.

    `busy`: it works, and only wants fewer at a time.
    """

    def __init__(self, message: str, *, after: float | None = None, busy: bool = False) -> None:
        super().__init__(message)
        self.after = after
        self.busy = busy


class Unclear(AlongsideError):
    """The supplier may or may not have taken the message: no answer, or one that makes no sense."""


class Refused(AlongsideError):
    """The supplier will never take this message. `words` say why, for staff."""

    def __init__(self, code: str, words: Words) -> None:
        super().__init__(f"refused with code {code}")
        self.code = code
        self.words = words


class Undelivered(AlongsideError):
    """The supplier took the message and knows already that it did not arrive."""

    def __init__(self, supplier_id: str, code: str, words: Words) -> None:
        super().__init__(f"taken, and failed with code {code}")
        self.supplier_id = supplier_id
        self.words = words


class SmsSupplier(Protocol):
    """A carrier of texts. `per_second` is how many it may be given in a second."""

    name: str
    per_second: int

    def send(self, *, to: str, body: str, message_id: UUID, valid_for: int) -> Receipt:
        """Hand over one text, of no use after `valid_for` seconds.

        Raises TryLater, Unclear or Refused.
        """

    def find_sent(
        self,
        *,
        to: str,
        body: str,
        since: datetime,
        message_id: UUID,
        but_not: Collection[str] = (),
    ) -> str | None:
        """Return the supplier's id of a text it took since a moment, or None when it took none.

        Texts with the ids in `but_not` are passed over: they are known to be others.

        Raises TryLater or Unclear when the supplier cannot say, and Undelivered for a text that it
        took and that failed since.
        """
