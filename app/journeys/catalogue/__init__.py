"""Every service, and every version of it that a draft may still be on."""

from __future__ import annotations

from app.errors import NotFound
from app.journeys.catalogue.prison_visit.journey import PRISON_VISIT
from app.journeys.definition import Journey

JOURNEYS: tuple[Journey, ...] = (PRISON_VISIT,)


def find_journey(slug: str, version: int | None = None) -> Journey:
    """Return a journey at one version, or at its newest; raise NotFound when there is none."""
    found = [j for j in JOURNEYS if j.slug == slug and version in (None, j.version)]
    if not found:
        raise NotFound(f"no journey {slug!r} at version {version}")
    return max(found, key=lambda journey: journey.version)
