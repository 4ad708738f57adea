"""What happened, told to our own code before the commit.

An event carries ids and codes and never personal data; `app.reactions` is the one table that says
what else happens. The audit trail and the log are other records and are kept apart.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class Moved:
    """An application of a service, whose slug is `journey`, took the move of this verb.

    `details` holds what the records no longer say once the move is done, such as the id of a slot
    that was given back. Whoever carries the move out may add to them until the commit.
    """

    application_id: UUID
    journey: str
    verb: str
    at: datetime
    details: dict[str, Any] = field(default_factory=dict)
