"""What legal aid eligibility must look up in the outside world: the day, and when we can call."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from app.journeys.catalogue.timing import OfferedTime

# The code of the helpline that calls people back.
HELPLINE = "CLA"


class LegalAidLookups(Protocol):
    """What the steps may ask while a person is answering. `today` picks ages and figures."""

    @property
    def today(self) -> date:
        """Return the London date."""

    def times(self, code: str) -> Sequence[OfferedTime]:
        """Return the half hours in which a helpline can call somebody, in order."""
