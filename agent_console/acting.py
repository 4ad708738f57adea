"""Who is at the console: the signed-in agent of a request, their open contact, what they may do.

The browser's cookie holds a token only; the sign-in itself is a row that ends when it is idle, too
old, or signed out. A form posted after that is kept and given back (see `keeping`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from flask import g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import and_
from sqlalchemy.exc import SQLAlchemyError

from agent_console.keeping import bring_back, keep_form
from app.audit import Actor
from app.contacts import Contact
from app.errors import Forbidden
from app.i18n import ENGLISH
from app.identity.models import Agent, SignIn
from app.identity.permissions import Permission
from app.identity.sign_in import BY_TOKEN, SignedOut, find_sign_in, touch, touch_is_due
from app.people import Person
from app.web.face import services
from app.web.guard import Mark

# Made once. Of several open contacts the one that was started last counts.
_WHO = (
    BY_TOKEN.add_columns(Contact, Person)
    .outerjoin(Contact, and_(Contact.agent_id == Agent.id, Contact.ended_at.is_(None)))
    .outerjoin(Person, Person.id == Contact.person_id)
    .order_by(Contact.started_at.desc())
    .limit(1)
)
TOKEN = "token"  # noqa: S105  (the name of a place in the cookie)


@dataclass(frozen=True)
class Acting:
    """The agent of this request, and the contact they have open, with whom it is."""

    agent: Agent
    sign_in: SignIn
    contact: Contact | None
    person: Person | None

    @property
    def actor(self) -> Actor:
        """The agent as the audit trail names them."""
        return Actor("agent", str(self.agent.id), self.contact.channel if self.contact else "")

    def may(self, permission: Permission | str) -> bool:
        """Say whether the agent's roles grant a permission."""
        return Permission(permission) in self.agent.permissions


def acting() -> Acting:
    """Return who acts in this request."""
    return cast(Acting, g.acting)


def actor() -> Actor:
    """Return who acts, for the audit trail."""
    return acting().actor


def spoken_language() -> str:
    """Return the language that this browser's agent chose."""
    return str(session.get("language", ENGLISH))


def enforce(mark: Mark) -> ResponseReturnValue | None:
    """Let a signed-in agent with the permission in; send anybody else to sign in first."""
    at = services().now()
    try:
        g.acting = _find(session.get(TOKEN, ""), at)
    except SignedOut as signed_out:
        keep_form(signed_out.agent_id, at=at)
        return redirect(url_for("sign_in.start"))
    if mark.value not in g.acting.agent.permissions:
        raise Forbidden(f"{request.endpoint} needs {mark.value}")
    bring_back(g.acting.agent.id, at=at)
    return None


def acting_at_error() -> Acting | None:
    """Return who is signed in when a request failed, perhaps before anybody asked; None if unknown.

    Whoever lost their way keeps the navigation. It must not fail itself when the database is away.
    """
    if known := cast(Acting | None, g.get("acting")):
        return known
    try:
        return _find(session.get(TOKEN, ""), services().now())
    except (SignedOut, SQLAlchemyError):
        return None


def _find(token: str, at: datetime) -> Acting:
    """Look up everything about who acts in one query: every page of the console asks."""
    settings = services().settings
    with services().database.reading() as reading:
        sign_in, agent, contact, person = find_sign_in(
            reading,
            token,
            at=at,
            idle=settings.sign_in_idle,
            longest=settings.sign_in_longest,
            query=_WHO,
        )
    if touch_is_due(sign_in, at=at):
        with services().database.unit_of_work(repeatable=True) as work:
            touch(work, sign_in, at=at)
    return Acting(agent, sign_in, contact, person)
