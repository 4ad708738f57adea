"""The names of agents, and of what acts by itself, by the ids that records keep."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audit import COMMAND, WORKER
from app.i18n import Words, _
from app.identity.models import Agent

_LENGTH = 36
_BY_ITSELF: dict[str, Words] = {WORKER.id: _("the system"), COMMAND.id: _("an operator")}


def names_of(session: Session, ids: Iterable[str | None]) -> dict[str, str]:
    """Return who is meant by each id that is an agent's or that acts by itself."""
    wanted = {one for one in ids if one}
    agents = {UUID(one) for one in wanted if len(one) == _LENGTH}
    found = {one: str(words) for one, words in _BY_ITSELF.items() if one in wanted}
    if agents:
        rows = session.execute(select(Agent.id, Agent.name).where(Agent.id.in_(agents)))
        found |= {str(agent_id): name for agent_id, name in rows}
    return found
