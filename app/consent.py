"""What a person agreed to, in which words, and who heard it.

Nothing is sent to anybody who did not say yes: a wish that was never asked is None and counts as
no. Each answer is a row that is never changed, and the last one is the person's standing wish.
The wording is data with a version, so that years later we can show what was read out.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.audit import Actor, record
from app.db import Base
from app.errors import NotFound
from app.i18n import Words, _
from app.people import Person


class Channel(StrEnum):
    """The ways in which a person can hear from us."""

    TEXT = "text"
    LETTER = "letter"


class WordingNotFound(NotFound):
    """There is no wording of that channel and version."""


# A published wording never changes: a better one gets the next number.
WORDING: dict[tuple[Channel, int], Words] = {
    (Channel.TEXT, 1): _("You may send text messages about this visit to {phone}."),
    (Channel.LETTER, 1): _("You may send letters about this visit to {address}."),
    (Channel.TEXT, 2): _("You may send text messages about my requests to {phone}."),
    (Channel.LETTER, 2): _("You may send letters about my requests to {address}."),
}

_WISHES = {Channel.TEXT: "may_text", Channel.LETTER: "may_write"}


class Consent(Base):
    """One answer about one channel.

    `said_by` is "person" or "representative"; `witnessed_by` is the actor who took the answer.
    """

    __tablename__ = "consents"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    channel: Mapped[str] = mapped_column(String(10))
    given: Mapped[bool]
    wording_version: Mapped[int]
    said_by: Mapped[str] = mapped_column(String(20))
    witnessed_by: Mapped[str] = mapped_column(String(100))
    at: Mapped[datetime]


def current_version(channel: Channel | str) -> int:
    """Return the number of the wording in use for a channel."""
    return max(version for known, version in WORDING if known == Channel(channel))


def wording(channel: Channel | str, version: int | None = None) -> Words:
    """Return the words of a channel, with their hole open; without a version, those in use.

    Raises WordingNotFound.
    """
    number = current_version(channel) if version is None else version
    try:
        return WORDING[Channel(channel), number]
    except KeyError:
        raise WordingNotFound(f"no wording {number} for {channel}") from None


def agree(
    session: Session,
    person: Person,
    *,
    channel: Channel | str,
    given: bool,
    actor: Actor,
    at: datetime,
    wording_version: int | None = None,
    said_by: str = "person",
) -> Consent:
    """Keep one answer, yes or no, and make it the person's standing wish.

    The same answer again, under the same wording, from the same speaker to the same witness, is a
    repeat of the same form and returns the row that is there. Raises WordingNotFound.
    """
    channel = Channel(channel)
    version = current_version(channel) if wording_version is None else wording_version
    wording(channel, version)
    answer = Consent(
        person_id=person.id,
        channel=channel.value,
        given=given,
        wording_version=version,
        said_by=said_by,
        witnessed_by=f"{actor.kind} {actor.id}",
        at=at,
    )
    session.flush()
    session.refresh(person, with_for_update=True)
    standing = getattr(person, _WISHES[channel])
    if standing is given and (last := _same_as_last(session, answer)):
        return last
    setattr(person, _WISHES[channel], given)
    session.add(answer)
    _note(session, answer, actor=actor, at=at)
    return answer


def history(
    session: Session, person_id: UUID, channel: Channel | str | None = None
) -> list[Consent]:
    """Return every answer of a person, oldest first; of one channel when it is named."""
    query = select(Consent).where(Consent.person_id == person_id)
    if channel is not None:
        query = query.where(Consent.channel == Channel(channel).value)
    return list(session.scalars(query.order_by(Consent.at, Consent.id)))


def _same_as_last(session: Session, answer: Consent) -> Consent | None:
    answers = history(session, answer.person_id, answer.channel)
    if answers and _substance(answers[-1]) == _substance(answer):
        return answers[-1]
    return None


def _substance(answer: Consent) -> tuple[object, ...]:
    return answer.given, answer.wording_version, answer.said_by, answer.witnessed_by


def _note(session: Session, answer: Consent, *, actor: Actor, at: datetime) -> None:
    record(
        session,
        "consent.given" if answer.given else "consent.refused",
        actor=actor,
        at=at,
        subject_kind="person",
        subject_id=answer.person_id,
        details={
            "channel": answer.channel,
            "wording_version": answer.wording_version,
            "said_by": answer.said_by,
        },
    )
