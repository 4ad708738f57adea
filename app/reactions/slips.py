"""What a tick on a reply slip sets going: each service's table, from a choice's code to a task.

The post room may type what a slip says and no more, so that a tick never decides anything about a
request: somebody who may do so is told, with how soon. A wish that is safe to keep at once becomes
an answer by itself (`slip_answers`). A choice that no table names is kept, and shown as not acted
on. A slip that says nothing clear is a task too, to read it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from app.applications.models import Application
from app.audit import Actor
from app.messages.models import Message
from app.messages.post_in import Ticks, slip_in, slip_of, undo_post
from app.messages.returned_models import PostIn, PostKind
from app.people import get_person, rules_of
from app.reactions.slip_answers import answer, give_back
from app.tasks import (
    NewTask,
    Task,
    TaskKind,
    TaskOutcome,
    finish_task,
    open_task,
    tasks_with_keys,
)

SOON, TODAY, NEXT_DAY = timedelta(hours=2), timedelta(hours=8), timedelta(days=1)


@dataclass(frozen=True)
class Asks:
    """What a tick asks us to do: a kind of task, and within what time."""

    kind: TaskKind
    within: timedelta


_CALL = Asks(TaskKind.CALL_BACK, NEXT_DAY)
_READ = Asks(TaskKind.SLIP, NEXT_DAY)
NOTHING_TICKED = "nothing-ticked"

SLIPS: dict[str, Mapping[str, Asks]] = {
    "prison-visit": {
        "cannot-come": Asks(TaskKind.SLIP, SOON),
        "another-time": Asks(TaskKind.SLIP, TODAY),
        "call-me": _CALL,
    },
    "legal-aid": {
        "call-me": _CALL,
        "no-help": Asks(TaskKind.SLIP, NEXT_DAY),
        "papers": Asks(TaskKind.SLIP, NEXT_DAY),
    },
}


def take_slip(
    session: Session,
    message_id: UUID,
    ticks: Ticks,
    *,
    actor: Actor,
    at: datetime,
    page: int | None = None,
) -> PostIn:
    """Keep a reply slip, and open what its ticks ask for; raises what `slip_in` raises."""
    post = slip_in(session, message_id, ticks, actor=actor, at=at, page=page)
    message = session.get_one(Message, post.message_id)
    to_read = {NOTHING_TICKED, *answer(session, post, message, actor=actor, at=at)}
    asked = _asked(session, message)
    for choice in _choices(post):
        if asks := (_READ if choice in to_read else asked.get(choice)):
            _open(session, post, message, choice, asks, actor=actor, at=at)
    return post


def _asked(session: Session, message: Message) -> Mapping[str, Asks]:
    if message.application_id is None:
        return {}
    application = session.get_one(Application, message.application_id)
    return SLIPS.get(application.journey, {})


def _choices(post: PostIn) -> Iterable[str]:
    return [one for ticked in (post.answers or {}).values() for one in ticked] or [NOTHING_TICKED]


def _open(
    session: Session,
    post: PostIn,
    message: Message,
    choice: str,
    asks: Asks,
    *,
    actor: Actor,
    at: datetime,
) -> None:
    """Open one task. A tick that asks for a call is the person's own yes to that call."""
    rules = rules_of(session, get_person(session, message.person_id).id)
    due = at + asks.within
    wish = NewTask(
        key=_key(post, choice),
        kind=asks.kind,
        reason=f"slip-{choice}",
        due_at=rules.next_open(due) if asks.kind is TaskKind.CALL_BACK else due,
        person_id=message.person_id,
        application_id=message.application_id,
        message_id=message.id,
        details={"kind": message.kind, "words": _words(message, choice)},
    )
    open_task(session, wish, actor=actor, at=at)


def _words(message: Message, choice: str) -> str:
    """Return what the ticked box says, in English, for whoever takes the task."""
    slip = slip_of(message)
    boxes = slip.boxes() if slip else ()
    return next((one.words.source for _code, _asked, one in boxes if one.code == choice), "")


def tasks_of_ticks(session: Session, slips: Iterable[PostIn]) -> dict[tuple[UUID, str], Task]:
    """Return the tasks that the ticks of slips opened, each by its slip's id and its choice."""
    ticks = {_key(post, choice): (post.id, choice) for post in slips for choice in _choices(post)}
    return {ticks[key]: task for key, task in tasks_with_keys(session, ticks.keys()).items()}


def _key(post: PostIn, choice: str) -> str:
    return f"slip:{post.id}:{choice}"


def undo_slip(session: Session, post_id: UUID, *, actor: Actor, at: datetime) -> PostIn:
    """Take back a slip or a page: what a slip changed, and its tasks that nobody has done yet.

    Raises NoSuchPost or AlreadyDone.
    """
    post = undo_post(session, post_id, actor=actor, at=at)
    give_back(session, post, session.get_one(Message, post.message_id), actor=actor, at=at)
    slips = [post] if post.kind == PostKind.SLIP else []
    for task in tasks_of_ticks(session, slips).values():
        if task.done_at is None:
            finish_task(session, task.id, TaskOutcome.NOT_NEEDED, actor=actor, at=at)
    return post
