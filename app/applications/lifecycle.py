"""The life of an application. This module is the only one that writes `Application.status`.

Each verb works inside the caller's unit of work, checks that nobody saved in between, and leaves
an audit entry. A verb that is repeated with the same content changes nothing and does not fail.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID, uuid4

from sqlalchemy import CursorResult, Table, Uuid, bindparam, delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from app.applications.models import Answer, Application
from app.audit import Actor, record
from app.db import announce
from app.errors import AlreadyDone, NotAllowedNow, NotFound, VersionConflict
from app.events import Moved
from app.journeys.answers import Answers, Key, Values
from app.journeys.catalogue import find_journey
from app.journeys.definition import Journey
from app.journeys.life import Status
from app.journeys.path import Path, find_path, settle
from app.references import new_reference

# Made once, and most without the ORM: they run at every save, and building them costs more than that.
_APPLICATIONS, _STORED = cast(Table, Application.__table__), cast(Table, Answer.__table__)
_ANSWERS = select(_STORED.c.step, _STORED.c.item, _STORED.c.question, _STORED.c.value).where(
    _STORED.c.application_id == bindparam("of_application", type_=Uuid())
)
_BY_ID = select(Application).where(Application.id == bindparam("of_id", type_=Uuid()))
_ADD = insert(_STORED)
_TAKE_OUT = delete(_STORED).where(
    _STORED.c.application_id == bindparam("of_application", type_=Uuid()),
    _STORED.c.step == bindparam("of_step"),
    _STORED.c.item == bindparam("of_item"),
    _STORED.c.question == bindparam("of_question"),
)
_COUNT_UP = update(_APPLICATIONS).where(
    _APPLICATIONS.c.id == bindparam("of_id"), _APPLICATIONS.c.version == bindparam("expected")
)


class NotComplete(NotAllowedNow):
    """A question is still unanswered; `place` is its slug."""

    def __init__(self, place: str) -> None:
        super().__init__(f"{place} is not answered")
        self.place = place


@dataclass(frozen=True, kw_only=True)
class Start:
    """How an application begins. `key` makes a repeated start the same application."""

    journey: Journey
    channel: str
    language: str
    key: str
    person_id: UUID | None = None
    contact_id: UUID | None = None
    replaces_id: UUID | None = None


def start(session: Session, wish: Start, *, actor: Actor, at: datetime) -> Application:
    """Return the draft that this start makes, or the one that the same key made before."""
    key = stored_key(wish.key)
    if found := _started_with(session, key):
        return found
    application = Application(
        id=uuid4(),
        reference=_unused_reference(session, wish.journey.prefix),
        journey=wish.journey.slug,
        journey_version=wish.journey.version,
        status=Status.DRAFT,
        channel=wish.channel,
        language=wish.language,
        person_id=wish.person_id,
        contact_id=wish.contact_id,
        replaces_id=wish.replaces_id,
        start_key=key,
        created_at=at,
        updated_at=at,
        version=1,
    )
    try:
        with session.begin_nested():
            session.add(application)
    except IntegrityError:
        # Another press of the same button was a moment quicker.
        if found := _started_with(session, key):
            return found
        raise
    _note(session, "application.started", application, actor=actor, at=at)
    return application


def _started_with(session: Session, key: str) -> Application | None:
    return session.scalar(select(Application).where(Application.start_key == key))


def stored_key(key: str) -> str:
    """Return the `start_key` that a start with this key is stored under."""
    return hashlib.sha256(key.encode(errors="replace")).hexdigest()


def _unused_reference(session: Session, prefix: str) -> str:
    """Draw until a reference is new: 24^7 draws repeat sooner than one would think."""
    while True:
        reference = new_reference(prefix)
        if find_called(session, reference) is None:
            return reference


def find_called(session: Session, reference: str) -> UUID | None:
    """Return the id of the application with a reference, if there is one."""
    return session.scalar(select(Application.id).where(Application.reference == reference))


def get_application(session: Session, application_id: UUID) -> Application:
    """Return an application; raise NotFound when there is none of that id."""
    application: Application | None = session.scalar(_BY_ID, {"of_id": application_id})
    if application is None:
        raise NotFound(f"no application {application_id}")
    return application


def lock_application(session: Session, application_id: UUID) -> Application:
    """Return an application as it is now, which nobody else changes until the commit.

    Where two are locked, the one that would replace comes before the one that it replaces.
    """
    session.flush()
    found = session.get(Application, application_id, populate_existing=True, with_for_update=True)
    if found is None:
        raise NotFound(f"no application {application_id}")
    return found


def journey_of(application: Application) -> Journey:
    """Return the journey, at the version this application began with."""
    return find_journey(application.journey, application.journey_version)


def load_answers(session: Session, application_id: UUID) -> Answers:
    """Return the stored answers of an application."""
    steps: dict[Key, dict[str, Any]] = {}
    rows = session.execute(_ANSWERS, {"of_application": application_id})
    for step, item, question, value in rows:
        steps.setdefault((step, item), {})[question] = value
    return Answers(steps)


def load_path(session: Session, application: Application) -> Path:
    """Return the path of an application, with its answers."""
    return find_path(journey_of(application), load_answers(session, application.id))


@dataclass(frozen=True, kw_only=True)
class Saving:
    """Answers to save together: the steps, the version they were given against, and who said them.

    `removed` holds the keys of a group's member that the person took away. `before` may hold the
    stored answers when this unit of work has loaded them already.
    """

    steps: Mapping[Key, Values]
    expected_version: int
    said_by: str = "applicant"
    removed: Collection[Key] = ()
    before: Answers | None = None


def record_answers(
    session: Session, application: Application, saving: Saving, *, actor: Actor, at: datetime
) -> Answers:
    """Save answers and drop those whose question is no longer asked; return what now applies.

    Raises VersionConflict when somebody saved other answers first, and NotAllowedNow once the
    application is no longer a draft. The same answers posted again are accepted and change nothing.
    """
    before = load_answers(session, application.id) if saving.before is None else saving.before
    changed = {key: values for key, values in saving.steps.items() if before.at(*key) != values}
    if not changed and not saving.removed and all(before.has(*key) for key in saving.steps):
        return find_path(journey_of(application), before).answers
    if application.status != Status.DRAFT:
        raise NotAllowedNow(f"{application.reference} is {application.status}")
    _advance(session, application, expected=saving.expected_version, at=at)
    wished = before.including(saving.steps).without(saving.removed)
    after = settle(journey_of(application), before, wished)
    _store(session, application, before=before, after=after, saving=saving, actor=actor, at=at)
    _keep_venue(application, after)
    steps = sorted({slug for slug, _item in changed})
    dropped = sorted({slug for slug, _item in before.keys() - after.keys()})
    _note(
        session, "answers.recorded", application, actor=actor, at=at, steps=steps, dropped=dropped
    )
    return after


def _keep_venue(application: Application, answers: Answers) -> None:
    """Keep which place decides, for lists and desks, where the service has one."""
    named = journey_of(application).venue
    venue = answers.value(*named) if named else None
    if venue != application.venue_code:
        application.venue_code = venue


def _store(
    session: Session,
    application: Application,
    *,
    before: Answers,
    after: Answers,
    saving: Saving,
    actor: Actor,
    at: datetime,
) -> None:
    rows, stale = [], []
    for step, item in before.keys() | after.keys():
        old, new = before.at(step, item), after.at(step, item)
        stale += [
            {"of_application": application.id, "of_step": step, "of_item": item, "of_question": q}
            for q in old
            if q not in new or old[q] != new[q]
        ]
        rows += [
            {
                "application_id": application.id,
                "step": step,
                "item": item,
                "question": question,
                "value": value,
                "said_by": saving.said_by,
                "typed_by": f"{actor.kind}:{actor.id}",
                "channel": actor.channel,
                "at": at,
            }
            for question, value in new.items()
            if question not in old or old[question] != value
        ]
    if stale:
        session.execute(_TAKE_OUT, stale)
    if rows:
        session.execute(_ADD, rows)


def _advance(session: Session, application: Application, *, expected: int, at: datetime) -> None:
    """Count one save up, or raise VersionConflict when `expected` is not the stored version."""
    session.flush()
    new = {"version": expected + 1, "updated_at": at}
    result = session.execute(_COUNT_UP, {"of_id": application.id, "expected": expected, **new})
    if not isinstance(result, CursorResult) or result.rowcount != 1:
        raise VersionConflict(f"{application.reference} was saved by someone else")
    for name, value in new.items():
        set_committed_value(application, name, value)


def submit(
    session: Session, application: Application, *, actor: Actor, at: datetime, expected_version: int
) -> None:
    """Send a complete draft; raise NotComplete, VersionConflict, or AlreadyDone when it was sent."""
    if application.status != Status.DRAFT:
        raise AlreadyDone(f"{application.reference} was sent")
    path = load_path(session, application)
    gap = path.first_unanswered()
    if gap:
        raise NotComplete(gap.slug)
    _advance(session, application, expected=expected_version, at=at)
    application.submitted_at = application.due_at = at
    move(session, application, "request", actor=actor, at=at)


def move(
    session: Session,
    application: Application,
    verb: str,
    *,
    actor: Actor,
    at: datetime,
    decision: Mapping[str, Any] | None = None,
) -> Moved:
    """Take an application to the status that a verb leads to; raise NotAllowedNow or AlreadyDone.

    The row is changed only from a status that the verb may leave, so of two people deciding at
    once one is told that it was done. Every move is announced here and nowhere else; what was
    announced is returned, for details that are learned while the move is carried out.
    """
    wish = journey_of(application).life.move(verb)
    values: dict[str, Any] = {"status": wish.arrives, "updated_at": at}
    if wish.decides:
        values |= {"decided_at": at}
    if decision is not None:
        values["decision"] = dict(decision)
    session.flush()
    result = session.execute(
        update(Application)
        .where(Application.id == application.id, Application.status.in_(wish.leaves))
        .values(**values, version=Application.version + 1)
        .execution_options(synchronize_session=False)
    )
    session.refresh(application)
    if not isinstance(result, CursorResult) or result.rowcount != 1:
        problem = AlreadyDone if application.status == wish.arrives else NotAllowedNow
        raise problem(f"{application.reference} is {application.status}")
    _note(session, f"application.{verb}", application, actor=actor, at=at, status=str(wish.arrives))
    moved = Moved(application_id=application.id, journey=application.journey, verb=verb, at=at)
    announce(session, moved)
    return moved


def forget_draft(session: Session, application: Application, *, actor: Actor, at: datetime) -> bool:
    """Abandon a draft and delete every answer in it; return whether it still was a draft.

    A sent application stays as it is. The caller's desk gives back what the draft held.
    """
    # A save that is under way is waited for, so that what it adds is deleted too.
    if lock_application(session, application.id).status != Status.DRAFT:
        return False
    application.venue_code = None
    session.flush()
    session.execute(delete(Answer).where(Answer.application_id == application.id))
    try:
        move(session, application, "abandon", actor=actor, at=at)
    except (AlreadyDone, NotAllowedNow) as error:
        raise VersionConflict(f"{application.reference} was moved by someone else") from error
    return True


def _note(
    session: Session,
    action: str,
    application: Application,
    *,
    actor: Actor,
    at: datetime,
    **details: Any,
) -> None:
    record(
        session,
        action,
        actor=actor,
        at=at,
        subject_kind="application",
        subject_id=application.id,
        details=details,
    )
