"""One line of a timeline, whatever it tells of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.i18n import Words


@dataclass(frozen=True)
class Happening:
    """One line of the timeline: when, what, and by whom or how."""

    at: datetime
    title: Words | str
    text: Words | str
