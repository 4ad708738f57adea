"""The one table from what happened to what else happens, all before the same commit.

Each service has a table of its own, from the verb of a move to what follows it; a service that is
not named here has nothing follow. A new service adds its line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from sqlalchemy.orm import Session

from app.db import announced
from app.journeys.shelf import StandsTwice
from app.reactions.legal_aid import LEGAL_AID_REACTIONS
from app.reactions.telling import Reaction
from app.reactions.visits import VISIT_REACTIONS
from app.settings import Settings

Reactions = Mapping[str, tuple[Reaction, ...]]

REACTIONS: dict[str, Reactions] = {
    "prison-visit": VISIT_REACTIONS,
    "legal-aid": LEGAL_AID_REACTIONS,
}


@contextmanager
def also(journey: str, reactions: Reactions) -> Iterator[None]:
    """Let this follow inside the block as well: for a service that only a test or example runs."""
    if journey in REACTIONS:
        raise StandsTwice(f"what follows a move of {journey} is said already")
    REACTIONS[journey] = reactions
    try:
        yield
    finally:
        del REACTIONS[journey]


def react(session: Session, *, settings: Settings) -> None:
    """Answer every event announced in this session. Called before the commit."""
    for event in announced(session):
        for reaction in REACTIONS.get(event.journey, {}).get(event.verb, ()):
            reaction(session, event, settings)
