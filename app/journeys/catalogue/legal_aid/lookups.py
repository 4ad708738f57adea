"""What legal aid eligibility must look up in the outside world: only what day it is."""

from __future__ import annotations

from datetime import date
from typing import Protocol


class LegalAidLookups(Protocol):
    """What the steps may ask while a person is answering. `today` picks ages and figures."""

    today: date
