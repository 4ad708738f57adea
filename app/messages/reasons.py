"""A reason as it is told to a person. Each service keeps its own, by the slug that staff choose."""

from __future__ import annotations

from dataclasses import dataclass

from app.i18n import Words


@dataclass(frozen=True)
class Reason:
    """The reason in plain words, and what the person can do. Holes are filled where it is told."""

    why: Words
    then: Words
