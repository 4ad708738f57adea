"""What happened, in the past tense, told to our own code before the commit.

An event carries ids and never personal data; `app.reactions` is the one table that says what
else happens. The audit trail and the log are other records and are kept apart.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened to an application at a moment."""

    application_id: UUID
    at: datetime
    details: dict[str, Any] = field(default_factory=dict)


class ApplicationSubmitted(Event):
    """The applicant's request is complete and was sent."""


class VisitBooked(Event):
    """A visit has its slot: `details` holds `appointment_id`."""


class VisitRejected(Event):
    """The prison refused a request: `details` holds `reason` and its particulars."""


class VisitCancelled(Event):
    """A booked visit will not take place: `details` holds `reason` and `appointment_id`."""


class VisitWithdrawn(Event):
    """The visitor took a request back before it was answered."""
