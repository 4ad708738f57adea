"""What happened to an application, in order and in plain words: trail, messages and contacts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.applications.lifecycle import journey_of
from app.applications.models import Application
from app.audit import AuditEntry, trail_of
from app.contacts import CHANNEL_LABELS, OUTCOME_LABELS, Contact
from app.i18n import Words, _
from app.identity.models import Agent
from app.messages.kinds import name_of
from app.messages.models import Message

ACTIONS: dict[str, Words] = {
    "application.started": _("Begun"),
    "answers.recorded": _("Answers saved"),
    "application.viewed": _("Looked at"),
    "message.not-sent": _("A message could not be sent"),
}
WHY_NOT: dict[str, Words] = {
    "not-asked": _("they were not asked"),
    "said-no": _("they said no"),
    "no-address": _("no address is known"),
    "no-phone": _("no phone number is known"),
    "not-a-mobile": _("the number is not a mobile"),
    "too-late": _("it would come too late"),
}
ACTORS: dict[str, Words] = {
    "kiosk": _("at a kiosk"),
    "worker": _("by the system"),
    "command": _("by an operator"),
    "supplier": _("by a supplier"),
}
MESSAGE_STATES: dict[str, Words] = {
    "queued": _("Waiting to leave"),
    "attempting": _("Being sent"),
    "sent": _("Sent"),
    "delivered": _("Delivered"),
    "rendered": _("Waiting for the printer"),
    "printed": _("Printed"),
    "failed": _("Failed"),
    "cancelled": _("Cancelled"),
    "held": _("Held back"),
}
MESSAGE_COLOURS: dict[str, str] = {
    "queued": "govuk-tag--blue",
    "attempting": "govuk-tag--blue",
    "sent": "govuk-tag--turquoise",
    "delivered": "govuk-tag--green",
    "rendered": "govuk-tag--blue",
    "printed": "govuk-tag--green",
    "failed": "govuk-tag--red",
    "cancelled": "govuk-tag--grey",
    "held": "govuk-tag--orange",
}
MESSAGE_CHANNELS: dict[str, Words] = {"text": _("Text message"), "letter": _("Letter")}


@dataclass(frozen=True)
class Happening:
    """One line of the timeline: when, what, and by whom or how."""

    at: datetime
    title: Words | str
    text: Words | str


def timeline_of(
    session: Session, application: Application, messages: Sequence[Message]
) -> list[Happening]:
    """Return what happened, the latest first; views are shown once a day for each agent."""
    actions = _actions_of(application)
    entries = [entry for entry in trail_of(session, application.id) if entry.action in actions]
    names = _names(session, entries)
    happenings = [*_from_trail(entries, actions, names), *_from_messages(messages)]
    if application.contact_id:
        contact = session.get(Contact, application.contact_id)
        happenings += _from_contact(contact) if contact else []
    return _without_repeats(sorted(happenings, key=lambda one: one.at))[::-1]


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


def _names(session: Session, entries: Iterable[AuditEntry]) -> dict[str, str]:
    ids = {UUID(entry.actor_id) for entry in entries if entry.actor_kind == "agent" and len(entry.actor_id) == 36}  # fmt: skip
    rows = session.execute(select(Agent.id, Agent.name).where(Agent.id.in_(ids)))
    return {str(agent_id): name for agent_id, name in rows}


def _from_trail(
    entries: Iterable[AuditEntry], actions: Mapping[str, Words], names: dict[str, str]
) -> Iterator[Happening]:
    viewed: set[tuple[str, object]] = set()
    for entry in entries:
        who = names.get(entry.actor_id)
        key = (entry.actor_id, entry.at.date())
        if entry.action == "application.viewed":
            if key in viewed:
                continue
            viewed.add(key)
        if entry.action == "message.not-sent":
            yield _not_sent(entry)
            continue
        by = _("by {name}").filled(name=who) if who else ACTORS.get(entry.actor_kind, "")
        yield Happening(entry.at, actions[entry.action], by)


def _not_sent(entry: AuditEntry) -> Happening:
    channel = MESSAGE_CHANNELS.get(entry.details.get("channel", ""), "")
    why = WHY_NOT.get(entry.details.get("reason", ""), "")
    words = _("{channel} not sent: {why}").filled(channel=channel, why=why)
    return Happening(entry.at, words, "")


def _from_messages(messages: Iterable[Message]) -> Iterator[Happening]:
    for message in messages:
        channel = MESSAGE_CHANNELS[message.channel]
        title = Words("{channel}: {kind}", {"channel": channel, "kind": name_of(message.kind)})
        yield Happening(message.created_at, title, _("queued"))
        if message.settled_at and message.state in MESSAGE_STATES:
            yield Happening(message.settled_at, title, MESSAGE_STATES[message.state])


def _from_contact(contact: Contact) -> list[Happening]:
    channel = CHANNEL_LABELS[contact.channel]  # type: ignore[index]
    found = [Happening(contact.started_at, _("Contact started"), channel)]
    if contact.ended_at:
        found.append(Happening(contact.ended_at, _("Contact ended"), OUTCOME_LABELS[contact.outcome]))  # type: ignore[index]  # fmt: skip
    return found
