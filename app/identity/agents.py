"""Agents: made, given roles, given a new password or second factor, and let go.

Whatever changes what an agent may do, or how they prove who they are, signs them out everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID, uuid4

from argon2 import PasswordHasher
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.audit import Actor, record
from app.errors import AlongsideError, NotFound
from app.i18n import Words, _
from app.identity.models import Agent
from app.identity.passwords import HASHER, check_strength, hash_password
from app.identity.permissions import Role
from app.identity.second_factor import enrolment_uri, new_secret
from app.identity.sign_in import sign_out_everywhere

_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")
LONGEST_NAME = 100


class BadAgent(AlongsideError):
    """These particulars cannot be an agent's; `words` say what to put right, `field` says where."""

    def __init__(self, field: str, words: Words) -> None:
        super().__init__(words.source)
        self.field = field
        self.words = words


class UsernameTaken(BadAgent):
    """Another agent has this username already."""

    def __init__(self) -> None:
        super().__init__("username", _("Another agent has this username. Choose another."))


def create_agent(
    session: Session,
    *,
    username: str,
    name: str,
    password: str,
    roles: Iterable[Role | str],
    actor: Actor,
    at: datetime,
    hasher: PasswordHasher = HASHER,
) -> tuple[Agent, str]:
    """Make an agent and return them with the otpauth: address for their app, shown only once.

    Raises BadAgent, UsernameTaken or WeakPassword.
    """
    check_strength(password)
    agent = Agent(
        id=uuid4(),
        username=_checked_username(username),
        name=_checked_name(name),
        password_hash=hash_password(password, hasher=hasher),
        totp_secret=new_secret(),
        roles=_checked_roles(roles),
        active=True,
        created_at=at,
    )
    _add_unless_taken(session, agent)
    _note(session, "agent.created", agent, actor=actor, at=at, roles=agent.roles)
    return agent, enrolment_uri(agent.totp_secret, username=agent.username)


def get_agent(session: Session, agent_id: UUID) -> Agent:
    """Return one agent, active or not; raise NotFound."""
    agent = session.get(Agent, agent_id)
    if agent is None:
        raise NotFound("no such agent")
    return agent


def find_agent(session: Session, username: str) -> Agent:
    """Return the agent of a username, active or not; raise NotFound."""
    folded = username.strip().casefold()
    agent = session.scalar(select(Agent).where(Agent.username == folded))
    if agent is None:
        raise NotFound(f"no agent {username}")
    return agent


def wait_for_agent(session: Session, agent_id: UUID) -> None:
    """Hold this agent's own row, so that two presses of one button are answered one after the other."""
    session.execute(select(Agent.id).where(Agent.id == agent_id).with_for_update())


def list_agents(session: Session) -> Sequence[Agent]:
    """Return every agent, active or not, by username."""
    return session.scalars(select(Agent).order_by(Agent.username)).all()


def change_roles(
    session: Session, agent: Agent, *, roles: Iterable[Role | str], actor: Actor, at: datetime
) -> None:
    """Give an agent these roles and no others, and sign them out everywhere."""
    kept = _locked(session, agent)
    kept.roles = _checked_roles(roles)
    _note(session, "agent.roles-changed", kept, actor=actor, at=at, roles=kept.roles)
    sign_out_everywhere(session, kept, actor=actor, at=at)


def change_password(
    session: Session,
    agent: Agent,
    *,
    password: str,
    actor: Actor,
    at: datetime,
    hasher: PasswordHasher = HASHER,
) -> None:
    """Give an agent a new password, unlock them and sign them out everywhere.

    Raises WeakPassword.
    """
    check_strength(password)
    kept = _locked(session, agent)
    kept.password_hash = hash_password(password, hasher=hasher)
    kept.forget_failures()
    _note(session, "agent.password-changed", kept, actor=actor, at=at)
    sign_out_everywhere(session, kept, actor=actor, at=at)


def reset_second_factor(session: Session, agent: Agent, *, actor: Actor, at: datetime) -> str:
    """Give an agent a new second factor; return its otpauth: address, which is shown only once."""
    kept = _locked(session, agent)
    kept.totp_secret = new_secret()
    kept.forget_failures()
    _note(session, "agent.second-factor-reset", kept, actor=actor, at=at)
    sign_out_everywhere(session, kept, actor=actor, at=at)
    return enrolment_uri(kept.totp_secret, username=kept.username)


def deactivate(session: Session, agent: Agent, *, actor: Actor, at: datetime) -> None:
    """Let an agent go. Their record stays, because the audit trail speaks of it."""
    kept = _locked(session, agent)
    if not kept.active:
        return
    kept.active = False
    _note(session, "agent.deactivated", kept, actor=actor, at=at)
    sign_out_everywhere(session, kept, actor=actor, at=at)


def _locked(session: Session, agent: Agent) -> Agent:
    """Read the agent again, for writing, in this unit of work."""
    kept = session.get(Agent, agent.id, populate_existing=True, with_for_update=True)
    if kept is None:
        raise NotFound("no such agent")
    return kept


def _add_unless_taken(session: Session, agent: Agent) -> None:
    try:
        with session.begin_nested():
            session.add(agent)
    except IntegrityError as error:
        raise UsernameTaken from error


def _checked_username(username: str) -> str:
    folded = username.strip().casefold()
    if not _USERNAME.fullmatch(folded):
        raise BadAgent("username", _("Use 2 to 40 letters, digits, full stops or hyphens."))
    return folded


def _checked_name(name: str) -> str:
    shown = " ".join(name.split())
    if not shown or len(shown) > LONGEST_NAME or not shown.isprintable():
        raise BadAgent("name", _("Enter a name of 100 characters or fewer."))
    return shown


def _checked_roles(roles: Iterable[Role | str]) -> list[str]:
    """Return role slugs in a fixed order, each once."""
    wanted = {str(role) for role in roles}
    if not wanted or wanted - {role.value for role in Role}:
        raise BadAgent("roles", _("Choose one or more roles."))
    return [role.value for role in Role if role.value in wanted]


def _note(
    session: Session, action: str, agent: Agent, *, actor: Actor, at: datetime, **details: object
) -> None:
    record(
        session,
        action,
        actor=actor,
        at=at,
        subject_kind="agent",
        subject_id=agent.id,
        details=details,
    )
