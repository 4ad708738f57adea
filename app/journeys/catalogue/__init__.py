"""Every service, and every version of it that a draft may still be on."""

from __future__ import annotations

from app.errors import NotFound
from app.journeys.catalogue.legal_aid.journey import LEGAL_AID
from app.journeys.catalogue.prison_visit.journey import PRISON_VISIT
from app.journeys.definition import Journey

JOURNEYS: tuple[Journey, ...] = (PRISON_VISIT,)
# Written and tested, but not offered yet: the faces and the desk do not know them, and every
# journey of JOURNEYS is put before agents and visitors.
COMING: tuple[Journey, ...] = (LEGAL_AID,)


def find_journey(slug: str, version: int | None = None) -> Journey:
    """Return a journey at one version, or at its newest; raise NotFound when there is none."""
    found = [j for j in (*JOURNEYS, *COMING) if j.slug == slug and version in (None, j.version)]
    if not found:
        raise NotFound(f"no journey {slug!r} at version {version}")
    return max(found, key=lambda journey: journey.version)
