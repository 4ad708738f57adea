"""The one table from what happened to what else happens, all before the same commit.

Each service has a table of its own, from the verb of a move to what follows it; a service that is
not named here has nothing follow.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.orm import Session

from app.db import announced
from app.reactions.telling import Reaction
from app.reactions.visits import VISIT_REACTIONS
from app.settings import Settings

Reactions = Mapping[str, tuple[Reaction, ...]]

REACTIONS: Mapping[str, Reactions] = {
    "prison-visit": VISIT_REACTIONS,
}


def react(session: Session, *, settings: Settings) -> None:
    """Answer every event announced in this session. Called before the commit."""
    for event in announced(session):
        for reaction in REACTIONS.get(event.journey, {}).get(event.verb, ()):
            reaction(session, event, settings)
