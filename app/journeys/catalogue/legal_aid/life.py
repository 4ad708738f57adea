"""Where a question about legal aid may stand: waiting, told at once, in hand, referred, closed."""

from __future__ import annotations

from enum import StrEnum

from app.i18n import _
from app.journeys.life import Move, Stage, Status, life_of


class LegalAidStatus(StrEnum):
    """The statuses that only legal aid has.

    Told: the outcome was given, and nobody of ours has to act unless the person calls.
    """

    TOLD = "told"
    IN_HAND = "in-hand"
    REFERRED = "referred"
    CLOSED = "closed"


_OPEN = frozenset({Status.REQUESTED, LegalAidStatus.TOLD, LegalAidStatus.IN_HAND})
# A call is promised only while somebody of ours has yet to act.
_CALLED = frozenset({Status.REQUESTED, LegalAidStatus.IN_HAND})

LEGAL_AID_LIFE = life_of(
    stages=(
        Stage(Status.REQUESTED, _("To follow up"), "blue"),
        Stage(LegalAidStatus.TOLD, _("Outcome given"), "grey"),
        Stage(LegalAidStatus.IN_HAND, _("In hand"), "turquoise"),
        Stage(LegalAidStatus.REFERRED, _("Referred"), "green"),
        Stage(LegalAidStatus.CLOSED, _("Closed"), "grey"),
    ),
    moves=(
        Move("tell", frozenset({Status.REQUESTED}), LegalAidStatus.TOLD, _("Outcome given")),
        Move("follow-up", _OPEN, LegalAidStatus.IN_HAND, _("Followed up"), decides=False),
        Move("refer", _OPEN, LegalAidStatus.REFERRED, _("Referred")),
        Move("move-call", _CALLED, Status.REQUESTED, _("Call moved"), decides=False),
        Move("cancel-call", _CALLED, Status.REQUESTED, _("Call called off"), decides=False),
        Move("close", _OPEN | {LegalAidStatus.REFERRED}, LegalAidStatus.CLOSED, _("Closed")),
    ),
    waiting=(Status.REQUESTED, LegalAidStatus.IN_HAND),
)
