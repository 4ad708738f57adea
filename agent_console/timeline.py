"""What happened to an application, in order and in plain words: trail, messages, post, tasks, contacts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from agent_console.happenings import Happening
from agent_console.message_shown import Shown
from agent_console.names import names_of
from agent_console.slips_shown import Posts
from agent_console.timeline_messages import (
    ABOUT_MESSAGES,
    OF_MESSAGE,
    from_message_trail,
    from_messages,
    message_happening,
)
from agent_console.timeline_post import from_post
from agent_console.timeline_tasks import OF_TASK, from_task_trail, from_tasks
from app.applications.lifecycle import journey_of
from app.applications.models import Application
from app.audit import AuditEntry, trail_of
from app.contacts import CHANNEL_LABELS, OUTCOME_LABELS, Contact
from app.i18n import Words, _
from app.tasks import tasks_of

ACTIONS: dict[str, Words] = {
    "application.started": _("Begun"),
    "answers.recorded": _("Answers saved"),
    "application.viewed": _("Looked at"),
    "text.received": _("A text came in"),
    "times.offered": _("Times were offered by text"),
}
VIEWS = frozenset({"message.viewed", "letter.viewed", "letter.downloaded", "letter.checked"})
ACTORS: dict[str, Words] = {
    "kiosk": _("at a kiosk"),
    "worker": _("by the system"),
    "command": _("by an operator"),
    "supplier": _("by a supplier"),
    "texter": _("by text"),
}


def timeline_of(
    session: Session, application: Application, messages: Iterable[Shown], posts: Posts
) -> list[Happening]:
    """Return what happened, the latest first; views are shown once a day for each agent.

    `posts` are the slips and pages that came in about it.
    """
    shown, tasks = list(messages), tasks_of(session, application.id)
    moves = _actions_of(application)
    known = moves.keys() | ABOUT_MESSAGES
    entries = [entry for entry in trail_of(session, application.id) if entry.action in known]
    beside = _trail_beside(session, [*(one.id for one in shown), *(task.id for task in tasks)])
    people = [entry.actor_id for entry in (*entries, *beside) if entry.actor_kind == "agent"]
    people += [one for task in tasks for one in (task.taken_by, task.done_by) if one]
    people += [one for post, _message in posts for one in (post.by, post.undone_by) if one]
    names = names_of(session, people)
    happenings = [*_from_trail(entries, moves, names, shown), *from_messages(shown)]
    happenings += from_message_trail(beside, shown, lambda entry: _by(entry, names))
    happenings += from_post(posts, names)
    happenings += [*from_tasks(tasks, names), *from_task_trail(beside, tasks, names)]
    if application.contact_id:
        contact = session.get(Contact, application.contact_id)
        happenings += _from_contact(contact) if contact else []
    return _without_repeats(sorted(happenings, key=lambda one: one.at))[::-1]


def _trail_beside(session: Session, ids: list[UUID]) -> list[AuditEntry]:
    """Return what the trail tells of the messages and tasks; views once a day for each agent."""
    if not ids:
        return []
    query = select(AuditEntry).where(
        AuditEntry.subject_id.in_(ids), AuditEntry.action.in_((*OF_MESSAGE, *OF_TASK))
    )
    entries = session.scalars(query.order_by(AuditEntry.at)).all()
    kept: dict[object, AuditEntry] = {}
    for entry in entries:
        seen = (entry.action, entry.subject_id, entry.actor_id, entry.at.date())
        kept.setdefault(seen if entry.action in VIEWS else entry.id, entry)
    return list(kept.values())


def _actions_of(application: Application) -> Mapping[str, Words]:
    """Return what the trail's actions are called: those of every service, and its own moves."""
    moves = journey_of(application).life.moves
    return ACTIONS | {f"application.{move.verb}": move.words for move in moves}


def _without_repeats(happenings: Iterable[Happening]) -> list[Happening]:
    """Keep only the last of several alike in a row, such as nine saves of one call."""
    kept: list[Happening] = []
    for one in happenings:
        if kept and (kept[-1].title, str(kept[-1].text)) == (one.title, str(one.text)):
            kept.pop()
        kept.append(one)
    return kept


def _from_trail(
    entries: Iterable[AuditEntry],
    moves: Mapping[str, Words],
    names: Mapping[str, str],
    shown: Sequence[Shown],
) -> Iterator[Happening]:
    viewed: set[tuple[str, object]] = set()
    for entry in entries:
        key = (entry.actor_id, entry.at.date())
        if entry.action == "application.viewed":
            if key in viewed:
                continue
            viewed.add(key)
        by = _by(entry, names)
        if entry.action in ABOUT_MESSAGES:
            yield message_happening(entry, by, shown)
        else:
            yield Happening(entry.at, moves[entry.action], by)


def _by(entry: AuditEntry, names: Mapping[str, str]) -> Words | str:
    who = names.get(entry.actor_id) if entry.actor_kind == "agent" else None
    return _("by {name}").filled(name=who) if who else ACTORS.get(entry.actor_kind, "")


def _from_contact(contact: Contact) -> list[Happening]:
    channel = CHANNEL_LABELS[contact.channel]  # type: ignore[index]
    found = [Happening(contact.started_at, _("Contact started"), channel)]
    if contact.ended_at:
        found.append(Happening(contact.ended_at, _("Contact ended"), OUTCOME_LABELS[contact.outcome]))  # type: ignore[index]  # fmt: skip
    return found
