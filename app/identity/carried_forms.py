"""A form that was posted after its agent's sign-in ran out, kept until they have signed in again.

The fields are encrypted, only the same agent gets them back, and after 12 hours nobody does. A face
leaves the form's CSRF token out of `fields` and shows them again for the agent to save.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.audit import Actor, record
from app.errors import AlongsideError, NotFound
from app.identity.models import CarriedForm
from app.identity.tokens import digest_of, new_token

KEPT_FOR = timedelta(hours=12)
LONGEST_PATH = 500


class NotCarried(AlongsideError):
    """This form cannot be kept: its path is not a page of ours."""


class NothingCarried(NotFound):
    """There is no such form for this agent, or it was taken back or is too old."""


def carry(
    session: Session, *, agent_id: UUID, path: str, fields: dict[str, Any], at: datetime
) -> str:
    """Keep a form and return the token that brings it back; raise NotCarried.

    `agent_id` is the one that `SignedOut` carried. Forms past their time are deleted.
    """
    if not _is_our_path(path):
        raise NotCarried("the path is not one of ours")
    session.execute(delete(CarriedForm).where(CarriedForm.made_at <= at - KEPT_FOR))
    token, digest = new_token()
    form = CarriedForm(
        id=uuid4(), token_hash=digest, agent_id=agent_id, path=path, fields=fields, made_at=at
    )
    session.add(form)
    _note(session, "carried-form.kept", form, at=at)
    return token


def take_carried(session: Session, token: str, *, agent_id: UUID, at: datetime) -> CarriedForm:
    """Give a form back to the agent who typed it, once; raise NothingCarried."""
    form = session.scalar(
        select(CarriedForm)
        .where(
            CarriedForm.token_hash == digest_of(token),
            CarriedForm.agent_id == agent_id,
            CarriedForm.made_at > at - KEPT_FOR,
        )
        .with_for_update()
    )
    if form is None:
        raise NothingCarried("no such form for this agent")
    session.delete(form)
    session.flush()
    _note(session, "carried-form.taken", form, at=at)
    return form


def _is_our_path(path: str) -> bool:
    """Refuse what a browser would read as another site, and what no address of ours holds."""
    return (
        path.startswith("/")
        and not path.startswith("//")
        and "\\" not in path
        and path.isprintable()
        and len(path) <= LONGEST_PATH
    )


def _note(session: Session, action: str, form: CarriedForm, *, at: datetime) -> None:
    record(
        session,
        action,
        actor=Actor("agent", str(form.agent_id)),
        at=at,
        subject_kind="carried-form",
        subject_id=form.id,
    )
