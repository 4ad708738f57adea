"""Where an application of a service may stand, and the moves that take it there.

Every service shares the statuses of `Status`; those of its own stand beside its journey. A move is
named by its verb. `app.applications.lifecycle` is the only one that carries a move out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from app.errors import NotAllowedNow
from app.i18n import Words, _


class Status(StrEnum):
    """The statuses that every service shares."""

    DRAFT = "draft"
    REQUESTED = "requested"
    WITHDRAWN = "withdrawn"
    ABANDONED = "abandoned"


@dataclass(frozen=True)
class Stage:
    """One status as people see it: its words, and the colour of its tag."""

    slug: str
    words: Words
    colour: str


@dataclass(frozen=True)
class Move:
    """One verb: the statuses it may leave, the one it arrives at, what the timeline calls it.

    `decides` marks a move that answers the applicant, and so sets the time of the decision.
    """

    verb: str
    leaves: frozenset[str]
    arrives: str
    words: Words
    decides: bool = True


@dataclass(frozen=True)
class Life:
    """The statuses and moves of one service. `waiting` are those in which our staff must act."""

    stages: tuple[Stage, ...]
    moves: tuple[Move, ...]
    waiting: frozenset[str] = frozenset({Status.REQUESTED})

    def move(self, verb: str) -> Move:
        """Return a move; raise NotAllowedNow for a verb that this service does not have."""
        for move in self.moves:
            if move.verb == verb:
                return move
        raise NotAllowedNow(f"no such move: {verb}")

    def stage(self, slug: str) -> Stage:
        """Return a status as people see it; raise KeyError for one that this service lacks."""
        return {stage.slug: stage for stage in self.stages}[slug]


REQUEST = Move("request", frozenset({Status.DRAFT}), Status.REQUESTED, _("Sent"), decides=False)
ABANDON = Move("abandon", frozenset({Status.DRAFT}), Status.ABANDONED, _("Abandoned"), decides=False)  # fmt: skip
WITHDRAW = Move("withdraw", frozenset({Status.REQUESTED}), Status.WITHDRAWN, _("Withdrawn"))

SHARED_STAGES = (
    Stage(Status.DRAFT, _("Draft"), "grey"),
    Stage(Status.REQUESTED, _("Requested"), "blue"),
    Stage(Status.WITHDRAWN, _("Withdrawn"), "grey"),
    Stage(Status.ABANDONED, _("Abandoned"), "grey"),
)


def life_of(
    stages: Iterable[Stage] = (),
    moves: Iterable[Move] = (),
    *,
    waiting: Iterable[str] = (Status.REQUESTED,),
) -> Life:
    """Return a life with the shared statuses and moves, and a service's own.

    A stage of the service's own takes the place of a shared one of the same slug.
    """
    own = tuple(stages)
    named = {stage.slug for stage in own}
    shared = tuple(stage for stage in SHARED_STAGES if stage.slug not in named)
    return Life((*shared, *own), (REQUEST, ABANDON, WITHDRAW, *moves), frozenset(waiting))
