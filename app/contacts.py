"""Contacts: one telephone call or one person at the desk, from hello to how it ended.

An agent starts a contact, says whom it is with once that is known, and ends it with an outcome.
Starting and ending can be repeated safely: a double click makes one contact and one ending.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index, String, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.audit import Actor, record
from app.db import Base, SealedText
from app.errors import Forbidden, NotAllowedNow, NotFound
from app.i18n import Words, _
from app.people import Person


class Channel(StrEnum):
    """How the agent and the person talk."""

    TELEPHONE = "telephone"
    IN_PERSON = "in-person"


CHANNEL_LABELS: dict[Channel, Words] = {
    Channel.TELEPHONE: _("Telephone"),
    Channel.IN_PERSON: _("In person"),
}


class Outcome(StrEnum):
    """How a contact ended."""

    APPLICATION_SENT = "application-sent"
    INFORMATION_GIVEN = "information-given"
    ADVICE_GIVEN = "advice-given"
    CALL_BACK_AGREED = "call-back-agreed"
    CALLER_LEFT = "caller-left"
    WRONG_SERVICE = "wrong-service"
    VISIT_CHANGED = "visit-changed"
    OTHER = "other"


OUTCOME_LABELS: dict[Outcome, Words] = {
    Outcome.APPLICATION_SENT: _("Application sent"),
    Outcome.INFORMATION_GIVEN: _("Information given"),
    Outcome.ADVICE_GIVEN: _("Advice given"),
    Outcome.CALL_BACK_AGREED: _("Call back agreed"),
    Outcome.CALLER_LEFT: _("Caller left before the end"),
    Outcome.WRONG_SERVICE: _("Wrong service"),
    Outcome.VISIT_CHANGED: _("Request cancelled or changed"),
    Outcome.OTHER: _("Other"),
}


class ContactNotFound(NotFound):
    """There is no such contact."""


class NotYourContact(Forbidden):
    """The key belongs to a contact that another agent started."""


class ContactEnded(NotAllowedNow):
    """The contact has ended, so nobody can be attached to it."""


class Contact(Base):
    """One conversation.

    `note` is the agent's own words and may name people, so it is sealed. `start_key` is a digest
    of the key, so that a tampered one of any length or content does no harm.
    """

    __tablename__ = "contacts"
    __table_args__ = (Index("ix_contacts_open", "agent_id", "ended_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    channel: Mapped[str] = mapped_column(String(20))
    agent_id: Mapped[UUID] = mapped_column(ForeignKey("agents.id"))
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"), index=True)
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    outcome: Mapped[str | None] = mapped_column(String(30))
    note: Mapped[str | None] = mapped_column(SealedText("contacts.note"))
    start_key: Mapped[str] = mapped_column(String(64), unique=True)


def start_contact(
    session: Session,
    *,
    agent_id: UUID,
    channel: Channel | str,
    start_key: str,
    actor: Actor,
    at: datetime,
) -> Contact:
    """Start a contact; the same key again returns the same contact.

    `start_key` is a random text that the page with the start button was made with. Raises
    NotYourContact when another agent used that key.
    """
    digest = sha256(start_key.encode(errors="replace")).hexdigest()
    if known := _with_key(session, digest):
        return _own(known, agent_id)
    contact = Contact(
        id=uuid4(),
        agent_id=agent_id,
        channel=Channel(channel).value,
        start_key=digest,
        started_at=at,
    )
    try:
        with session.begin_nested():
            session.add(contact)
    except IntegrityError:
        # Either another request with this key was a moment faster, or there is no such agent.
        if known := _with_key(session, digest):
            return _own(known, agent_id)
        raise
    _note(session, contact, "contact.started", actor=actor, at=at, channel=contact.channel)
    return contact


def get_contact(session: Session, contact_id: UUID) -> Contact:
    """Return a contact or raise ContactNotFound."""
    contact = session.get(Contact, contact_id)
    if contact is None:
        raise ContactNotFound(f"no contact {contact_id}")
    return contact


def attach_person(
    session: Session, contact: Contact, person: Person, *, actor: Actor, at: datetime
) -> Contact:
    """Say whom the contact is with; a wrong choice can be put right until it ends.

    Raises ContactEnded.
    """
    _lock(session, contact)
    if contact.person_id == person.id:
        return contact
    if contact.ended_at is not None:
        raise ContactEnded(f"contact {contact.id} has ended")
    contact.person_id = person.id
    _note(session, contact, "contact.attached", actor=actor, at=at, person=str(person.id))
    return contact


def end_contact(
    session: Session,
    contact: Contact,
    *,
    outcome: Outcome | str,
    note: str = "",
    actor: Actor,
    at: datetime,
) -> Contact:
    """End the contact; ending it again changes nothing, so the first outcome and note stay."""
    ended_how = Outcome(outcome)
    _lock(session, contact)
    if contact.ended_at is not None:
        return contact
    contact.ended_at = at
    contact.outcome = ended_how.value
    contact.note = note.strip() or None
    _note(session, contact, "contact.ended", actor=actor, at=at, outcome=contact.outcome)
    return contact


def _with_key(session: Session, digest: str) -> Contact | None:
    return session.scalar(select(Contact).where(Contact.start_key == digest))


def _own(contact: Contact, agent_id: UUID) -> Contact:
    if contact.agent_id != agent_id:
        raise NotYourContact(f"contact {contact.id} is another agent's")
    return contact


def _lock(session: Session, contact: Contact) -> None:
    """Read the contact as it is now, and let nobody else change it until the commit."""
    session.flush()
    session.refresh(contact, with_for_update=True)


def _note(
    session: Session, contact: Contact, action: str, *, actor: Actor, at: datetime, **details: str
) -> None:
    record(
        session,
        action,
        actor=actor,
        at=at,
        subject_kind="contact",
        subject_id=contact.id,
        details=dict(details),
    )
