"""Forgetting the person at a kiosk: their session ends, and a draft they did not send is deleted.

Both happen in one unit of work, so that no answer outlives the session it was given in.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from app.applications.desks import Desk
from app.applications.lifecycle import forget_draft, get_application
from app.audit import WORKER, Actor
from app.db import Database
from app.identity import kiosk_sessions
from app.identity.models import EndedHow, KioskSession
from app.journeys.answers import Answers

Desks = Mapping[str, Desk]


def end_and_forget(
    session: Session,
    kiosk_session: KioskSession,
    *,
    how: EndedHow,
    desks: Desks,
    actor: Actor,
    at: datetime,
) -> bool:
    """End a kiosk session and forget its draft; return False when it had ended before."""
    if not kiosk_sessions.end(session, kiosk_session, how=how, at=at, actor=actor):
        return False
    forget_begun(session, kiosk_session, desks=desks, actor=actor, at=at)
    return True


def forget_idle(database: Database, *, desks: Desks, at: datetime, idle: int) -> int:
    """Do so for every session that was left alone for `idle` seconds; return how many.

    Each has its own unit of work, so that a sweep never holds the places of two people at once.
    """
    forgotten = 0
    while True:
        with database.unit_of_work(repeatable=True) as session:
            left = kiosk_sessions.sweep_idle(session, at=at, idle=idle, most=1)
            for kiosk_session in left:
                forget_begun(session, kiosk_session, desks=desks, actor=WORKER, at=at)
        if not left:
            return forgotten
        forgotten += len(left)


def forget_begun(
    session: Session, kiosk_session: KioskSession, *, desks: Desks, actor: Actor, at: datetime
) -> None:
    """Forget the draft that somebody has begun; what was sent stays, and so does their session."""
    if kiosk_session.application_id is None:
        return
    application = get_application(session, kiosk_session.application_id)
    if forget_draft(session, application, actor=actor, at=at):
        # With no answers left, the desk gives back the place that the draft held.
        desks[application.journey].recorded(session, application, Answers(), saved=(), at=at)
