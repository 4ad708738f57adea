"""The shelf on which the catalogue's journeys stand: by slug, and several versions side by side.

The newest version of a service is offered to whoever begins; a draft finds the one it began with.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from app.errors import AlongsideError, NotFound
from app.journeys.definition import Journey


class StandsTwice(AlongsideError):
    """One version of a service stands twice, or two services begin their references alike."""


@dataclass(frozen=True)
class Shelf:
    """Journeys that are offered, and those that are written but not offered yet.

    Raises StandsTwice when one version of a service stands twice, or two services begin their
    references alike.
    """

    journeys: tuple[Journey, ...]
    coming: tuple[Journey, ...] = ()
    offered: tuple[Journey, ...] = field(init=False)
    _versions: dict[tuple[str, int], Journey] = field(init=False)
    _newest: dict[str, Journey] = field(init=False)

    def __post_init__(self) -> None:
        everything = (*self.journeys, *self.coming)
        versions = {(journey.slug, journey.version): journey for journey in everything}
        if len(versions) != len(everything):
            raise StandsTwice(f"a version of a service stands twice: {_names(everything)}")
        if len(_newest(everything)) != len({(j.slug, j.prefix) for j in everything}):
            raise StandsTwice(f"one service, one prefix: {_names(everything)}")
        if len({journey.prefix for journey in everything}) != len(_newest(everything)):
            raise StandsTwice(f"two services share a prefix: {_names(everything)}")
        object.__setattr__(self, "_versions", versions)
        object.__setattr__(self, "_newest", _newest(everything) | _newest(self.journeys))
        object.__setattr__(self, "offered", tuple(_newest(self.journeys).values()))

    def find(self, slug: str, version: int | None = None) -> Journey:
        """Return one version, or the newest that is offered; raise NotFound for none.

        Where no version is offered yet, the newest is the newest of those that are coming.
        """
        found = self._newest.get(slug) if version is None else self._versions.get((slug, version))
        if found is None:
            raise NotFound(f"no journey {slug!r} at version {version}")
        return found

    def also(self, journeys: Iterable[Journey]) -> Shelf:
        """Return a shelf with more on offer; one that was coming is then here."""
        added = tuple(journeys)
        waiting = tuple(one for one in self.coming if not any(one is new for new in added))
        return Shelf((*self.journeys, *added), waiting)


def _newest(journeys: Iterable[Journey]) -> dict[str, Journey]:
    """Return the newest version of each service, in the order in which services first stand."""
    newest: dict[str, Journey] = {}
    for journey in journeys:
        standing = newest.get(journey.slug, journey)
        newest[journey.slug] = max(standing, journey, key=lambda one: one.version)
    return newest


def _names(journeys: Iterable[Journey]) -> str:
    return ", ".join(f"{j.slug} {j.version} ({j.prefix})" for j in journeys)
