"""Every service, and every version of it that a draft may still be on. A new one adds its line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from app.journeys.catalogue.legal_aid.journey import LEGAL_AID
from app.journeys.catalogue.prison_visit.journey import PRISON_VISIT
from app.journeys.definition import Journey
from app.journeys.shelf import Shelf

# What agents and visitors are offered, in this order. An older version stays for its drafts.
JOURNEYS: tuple[Journey, ...] = (PRISON_VISIT, LEGAL_AID)
# Written and tested, but not offered yet.
COMING: tuple[Journey, ...] = ()

_shelf = Shelf(JOURNEYS, COMING)


def offered() -> tuple[Journey, ...]:
    """Return what can be begun now: the newest version of each service."""
    return _shelf.offered


def find_journey(slug: str, version: int | None = None) -> Journey:
    """Return a journey at one version, or at its newest; raise NotFound when there is none."""
    return _shelf.find(slug, version)


@contextmanager
def also(*journeys: Journey) -> Iterator[None]:
    """Offer more services, or newer versions, for a while: for trials and tests, not when serving.

    Raises StandsTwice for a version that is there already.
    """
    global _shelf
    before = _shelf
    _shelf = before.also(journeys)
    try:
        yield
    finally:
        _shelf = before
