"""What every story of the demo has: who tells it, on which channel, and how far it comes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

TELEPHONE, IN_PERSON, KIOSK = "telephone", "in-person", "kiosk"
TEXT, LETTER = ("text",), ("letter",)
BOTH = ("text", "letter")


@dataclass(frozen=True, kw_only=True)
class Story:
    """One application. It was sent `ago` before the demo was loaded, and answered half-way since.

    `ends` is the status it comes to. `age` is that of the applicant, in years, where it matters.
    """

    key: str
    channel: str
    ends: str
    ago: timedelta
    ways: tuple[str, ...] = TEXT
    language: str = "en"
    age: int = 0


def hours(count: float) -> timedelta:
    """Return so many hours."""
    return timedelta(hours=count)
