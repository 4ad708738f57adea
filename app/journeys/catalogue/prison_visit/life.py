"""Where a prison visit may stand: asked for, booked, refused, cancelled, or replaced by another."""

from __future__ import annotations

from enum import StrEnum

from app.i18n import _
from app.journeys.life import Move, Stage, Status, life_of


class VisitStatus(StrEnum):
    """The statuses that only a visit has."""

    BOOKED = "booked"
    REJECTED = "rejected"
    CANCELLED = "cancelled"
    REPLACED = "replaced"


_REQUESTED, _BOOKED = frozenset({Status.REQUESTED}), frozenset({VisitStatus.BOOKED})

VISIT_LIFE = life_of(
    stages=(
        Stage(VisitStatus.BOOKED, _("Booked"), "green"),
        Stage(VisitStatus.REJECTED, _("Rejected"), "red"),
        Stage(VisitStatus.CANCELLED, _("Cancelled"), "red"),
        Stage(VisitStatus.REPLACED, _("Replaced"), "grey"),
    ),
    moves=(
        Move("book", frozenset({Status.DRAFT, Status.REQUESTED}), VisitStatus.BOOKED, _("Booked")),
        Move("reject", _REQUESTED, VisitStatus.REJECTED, _("Rejected")),
        Move("cancel", _BOOKED, VisitStatus.CANCELLED, _("Cancelled")),
        Move("replace", _BOOKED, VisitStatus.REPLACED, _("Replaced by a changed visit")),
    ),
)
