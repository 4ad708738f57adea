"""The desk of support at court: staff arrange it, and say in a sentence what was arranged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.applications.actions import Action, Doing
from app.applications.lifecycle import move
from app.applications.plain_desk import PlainDesk
from app.i18n import _
from app.identity.permissions import Permission
from app.journeys.answers import Values
from app.journeys.questions import LongText, StepForm
from docs.example_service.journey import REQUESTED


class ArrangedForm(StepForm):
    words = LongText(_("What is arranged?"), limit=200, empty=_("Say what is arranged"))


def arrange(doing: Doing, said: Values) -> None:
    """Note that the support is arranged."""
    move(doing.session, doing.application, "arrange", actor=doing.actor, at=doing.at, decision=said)


ARRANGE = Action(
    slug="arrange",
    title=_("The support is arranged"),
    button=_("Arranged"),
    done=_("The support is arranged. The person will be told."),
    needs=Permission.APPLICATION_KEY,
    leaves=REQUESTED,
    form=ArrangedForm,
    do=arrange,
    on_page=True,
)


@dataclass(frozen=True)
class CourtSupportDesk(PlainDesk):
    """The desk of support at court."""

    @property
    def actions(self) -> Sequence[Action]:
        """What staff can do."""
        return (ARRANGE,)
