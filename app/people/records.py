"""Making, changing and looking at a person; each leaves its audit entry.

A change is saved against the version it was made from. Search tokens are rewritten only where
they differ. An entry of the trail names the fields that changed and never what was in them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from app.audit import Actor, record
from app.db import vault_of
from app.errors import NotFound, VersionConflict
from app.people.details import PersonDetails
from app.people.matching import Found
from app.people.models import Person, PersonToken
from app.people.tokens import keys_of, tokens_of
from app.references import new_reference

PREFIX = "PE"


class PersonNotFound(NotFound):
    """There is no such person."""


class PersonChanged(VersionConflict):
    """Somebody else changed this person's details first; nothing was overwritten."""


def create_person(
    session: Session, details: PersonDetails, *, actor: Actor, at: datetime
) -> Person:
    """Make a new person. Show `likely_same` to whoever types before calling this."""
    person = Person(
        id=uuid4(),
        reference=_free_reference(session),
        version=1,
        created_at=at,
        updated_at=at,
        **details.as_columns(),
    )
    session.add(person)
    session.flush()
    _write_tokens(session, person.id, details)
    record(
        session,
        "person.created",
        actor=actor,
        at=at,
        subject_kind="person",
        subject_id=person.id,
    )
    return person


def get_person(session: Session, person_id: UUID) -> Person:
    """Return a person for our own code to use, without a trace; raise PersonNotFound."""
    person = session.get(Person, person_id)
    if person is None:
        raise PersonNotFound(f"no person {person_id}")
    return person


def view_person(session: Session, person_id: UUID, *, actor: Actor, at: datetime) -> Person:
    """Return a person to be shown to this actor, and note it; raise PersonNotFound."""
    person = get_person(session, person_id)
    record(
        session,
        "person.viewed",
        actor=actor,
        at=at,
        subject_kind="person",
        subject_id=person.id,
    )
    return person


def change_person(
    session: Session,
    person: Person,
    details: PersonDetails,
    *,
    actor: Actor,
    at: datetime,
    expected_version: int,
) -> Person:
    """Save changed details; raise PersonChanged if the version is no longer the expected one.

    A yes was given for one number or one address, so a new phone number or address takes a yes
    to texts or letters back to "not asked". A no stays.
    """
    session.flush()
    session.refresh(person, with_for_update=True)
    if person.version != expected_version:
        raise PersonChanged(f"person {person.id} is at version {person.version}")
    new = details.as_columns()
    changed = sorted(name for name, value in new.items() if getattr(person, name) != value)
    if not changed:
        return person
    for name in changed:
        setattr(person, name, new[name])
    withdrawn = _withdraw_outdated_wishes(person, changed)
    person.version += 1
    person.updated_at = at
    session.flush()
    _write_tokens(session, person.id, details)
    record(
        session,
        "person.changed",
        actor=actor,
        at=at,
        subject_kind="person",
        subject_id=person.id,
        details={"changed": changed, "to_ask_again": withdrawn, "version": person.version},
    )
    return person


def record_search(session: Session, found: Sequence[Found], *, actor: Actor, at: datetime) -> None:
    """Note that these people were shown to this actor in a list of search results."""
    record(
        session,
        "people.searched",
        actor=actor,
        at=at,
        subject_kind="person",
        details={"shown": [str(one.person.id) for one in found]},
    )


def _withdraw_outdated_wishes(person: Person, changed: Sequence[str]) -> list[str]:
    withdrawn = []
    if "phone" in changed and person.may_text:
        person.may_text = None
        withdrawn.append("text")
    if "address" in changed and person.may_write:
        person.may_write = None
        withdrawn.append("letter")
    return withdrawn


def _write_tokens(session: Session, person_id: UUID, details: PersonDetails) -> None:
    """Make the stored tokens those of these details, touching only what differs."""
    of_person = PersonToken.person_id == person_id
    stored = set(session.scalars(select(PersonToken.token).where(of_person)))
    wanted = set(tokens_of(vault_of(session), keys_of(details)))
    if gone := stored - wanted:
        session.execute(
            delete(PersonToken).where(of_person, PersonToken.token.in_(gone)),
            execution_options={"synchronize_session": False},
        )
    if fresh := wanted - stored:
        rows = [{"token": token, "person_id": person_id} for token in sorted(fresh)]
        session.execute(insert(PersonToken), rows)


def _free_reference(session: Session) -> str:
    """Return a reference that nobody has yet; with millions of people a draw can repeat."""
    while True:
        reference = new_reference(PREFIX)
        taken = session.scalar(select(Person.id).where(Person.reference == reference))
        if taken is None:
            return reference
