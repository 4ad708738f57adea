"""Ticks that are answers by themselves: what a person asks of us that is safe to do on paper's word.

Such a tick can only make a letter easier to read, or let less leave than before, so nobody weighs
it. It changes what the person's own word changes, through the same verbs, and goes back with its
slip. A wish that would undo what somebody set up for the person is asked about instead.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.audit import Actor, record
from app.consent import Channel, agree, history
from app.i18n import ENGLISH, WELSH
from app.messages.models import Message
from app.messages.returned_models import PostIn
from app.messages.waking import wake_texts
from app.people import (
    LetterFormat,
    Person,
    change_person,
    details_of,
    get_person,
    rules_of,
    set_rules,
)

SOURCE = "reply-slip"
Value = str | bool | None


@dataclass(frozen=True)
class Becomes:
    """An answer: what of the person it sets, to what, and the one value that it may replace.

    `enough` are values that say as much already.
    """

    what: str
    value: Value
    instead_of: Value
    enough: tuple[Value, ...] = ()


BECOMES: Mapping[str, Becomes] = {
    "large-print": Becomes(
        "letter_format",
        LetterFormat.LARGE_18.value,
        LetterFormat.STANDARD.value,
        (LetterFormat.LARGE_24.value,),
    ),
    "in-welsh": Becomes("language", WELSH, ENGLISH),
    "no-texts": Becomes("may_text", False, True, (None,)),
}


def answer(
    session: Session, post: PostIn, message: Message, *, actor: Actor, at: datetime
) -> set[str]:
    """Let a slip's ticks change what they answer; return those that somebody must ask about."""
    person = _locked(session, message)
    to_ask: set[str] = set()
    changed: dict[str, list[Value]] = {}
    for choice in _answers(post):
        becomes = BECOMES[choice]
        now = _now(session, person, becomes.what)
        if now == becomes.instead_of:
            _WRITERS[becomes.what](session, person, becomes.value, actor, at)
            changed[becomes.what] = [now, becomes.value]
        elif now != becomes.value and now not in becomes.enough:
            to_ask.add(choice)
    if changed:
        post.changed = changed
        _note(session, "slip.answered", post, person, sorted(changed), actor=actor, at=at)
    return to_ask


def give_back(
    session: Session, post: PostIn, message: Message, *, actor: Actor, at: datetime
) -> None:
    """Put back what a slip changed, but nothing that was changed again since.

    Of an undone slip `changed` says what was put back.
    """
    if not post.changed:
        return
    person = _locked(session, message)
    back = {
        what: [before, after]
        for what, (before, after) in post.changed.items()
        if _stands(session, post, person, what, after)
    }
    for what, (before, _after) in back.items():
        _WRITERS[what](session, person, before, actor, at)
    post.changed = back or None
    if back:
        _note(session, "slip.answers-undone", post, person, sorted(back), actor=actor, at=at)


def _answers(post: PostIn) -> list[str]:
    ticked = [one for chosen in (post.answers or {}).values() for one in chosen]
    return [one for one in ticked if one in BECOMES]


def _locked(session: Session, message: Message) -> Person:
    person = get_person(session, message.person_id)
    session.refresh(person, with_for_update=True)
    return person


def _now(session: Session, person: Person, what: str) -> Value:
    """Return how it stands now, as of this person or of their rules."""
    source = rules_of(session, person.id) if what == "letter_format" else person
    value: Value = getattr(source, what)
    return value


def _stands(session: Session, post: PostIn, person: Person, what: str, after: Value) -> bool:
    """Say whether it is still as the slip left it.

    A no to texts said again since is another's. And a yes was given for one number: where the
    person's details were changed since, somebody asks anew.
    """
    if _now(session, person, what) != after:
        return False
    if what != "may_text":
        return True
    said = history(session, person.id, Channel.TEXT)
    return bool(said) and said[-1].at == post.at and person.updated_at <= post.at


def _format(session: Session, person: Person, value: Value, actor: Actor, at: datetime) -> None:
    set_rules(session, person.id, {"letter_format": value}, actor=actor, at=at)


def _language(session: Session, person: Person, value: Value, actor: Actor, at: datetime) -> None:
    details = replace(details_of(person), language=str(value))
    change_person(
        session, person, details, actor=actor, at=at, expected_version=person.version
    )  # fmt: skip


def _texts(session: Session, person: Person, value: Value, actor: Actor, at: datetime) -> None:
    """Keep the no of a slip, and have what waits looked at now.

    A yes that goes back is the last that was given, in its words.
    """
    said = history(session, person.id, Channel.TEXT) if value else []
    yes = next((one for one in reversed(said) if one.given), None)
    agree(
        session,
        person,
        channel=Channel.TEXT,
        given=bool(value),
        actor=actor,
        at=at,
        wording_version=yes.wording_version if yes else None,
        said_by=yes.said_by if yes else "person",
    )
    if not value:
        wake_texts(session, [person.id], at=at)


_WRITERS: Mapping[str, Callable[[Session, Person, Value, Actor, datetime], None]] = {
    "letter_format": _format,
    "language": _language,
    "may_text": _texts,
}


def _note(
    session: Session,
    action: str,
    post: PostIn,
    person: Person,
    changed: list[str],
    *,
    actor: Actor,
    at: datetime,
) -> None:
    details: dict[str, Any] = {"source": SOURCE, "changed": changed, "slip": str(post.id)}
    record(
        session,
        action,
        actor=actor,
        at=at,
        subject_kind="person",
        subject_id=person.id,
        details=details,
    )
