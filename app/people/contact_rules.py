"""How a person may safely be reached: per channel, at which hours, in which format, named or not.

The standing yes to texts and to letters is `app.consent`'s. What stands here narrows it or adds to
it, and None always means: not asked, so not used. Staff set it; every change leaves an audit entry
that names the rules and never what they say.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.audit import Actor, record
from app.clock import from_london, london, today
from app.db import Base, SealedJson, SealedText
from app.errors import NotAllowedNow, VersionConflict

WEEK = 7
PLACE = "collect_at"


class LetterFormat(StrEnum):
    """How a person can read a letter."""

    STANDARD = "standard"
    LARGE_18 = "large-18"
    LARGE_24 = "large-24"
    EASY_READ = "easy-read"
    BRAILLE = "braille"
    AUDIO = "audio"


class CollectHow(StrEnum):
    """How post is collected at a place: from its staff, or read at the kiosk there."""

    CARE_OF = "care-of"
    KIOSK = "kiosk"


class ContactRules(Base):
    """The rules of one person; nobody asked gives a person without a row.

    `may_call` and `may_voicemail` allow a call and a message on the machine. `may_name`: the sender
    and the service may be named to whoever reads or answers. `shared_phone`: others read its texts.
    `plain`: the wording says as little as it can. `hours` is {"from": "09:00", "to": "17:30",
    "days": [0, 1]} in London time, Monday 0, or None for any time. `collect_at` is the code of the
    place where the person collects post, in place of an address, and `collect_how` a `CollectHow`;
    None there, at a place, means in its care. `confirmed_phone` is the number
    that answered our first text. `bad_address` is an address from which a letter came back; its
    "collect_at" is the code of a place from which one came back.
    """

    __tablename__ = "contact_rules"

    person_id: Mapped[UUID] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"), primary_key=True
    )
    may_call: Mapped[bool | None]
    may_voicemail: Mapped[bool | None]
    may_name: Mapped[bool | None]
    shared_phone: Mapped[bool | None]
    plain: Mapped[bool | None]
    hours: Mapped[dict[str, Any] | None] = mapped_column(SealedJson("contact_rules.hours"))
    letter_format: Mapped[str] = mapped_column(String(12), default=LetterFormat.STANDARD)
    collect_at: Mapped[str | None] = mapped_column(String(8), index=True)
    collect_how: Mapped[str | None] = mapped_column(String(10))
    confirmed_phone: Mapped[str | None] = mapped_column(SealedText("contact_rules.confirmed_phone"))
    bad_address: Mapped[dict[str, str] | None] = mapped_column(
        SealedJson("contact_rules.bad_address")
    )
    updated_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    @property
    def kiosk_at(self) -> str:
        """Return the code of the place at whose kiosk letters are read, or ""."""
        return (self.collect_at or "") if self.collect_how == CollectHow.KIOSK else ""

    @property
    def bad_home(self) -> dict[str, str]:
        """Return the address of the person's own from which a letter came back, or {}."""
        return {box: said for box, said in (self.bad_address or {}).items() if box != PLACE}

    @property
    def bad_place(self) -> str:
        """Return the code of the place from which a letter came back, or ""."""
        return (self.bad_address or {}).get(PLACE, "")

    def open_at(self, at: datetime) -> bool:
        """Say whether a text or a call may reach the person at a moment."""
        if self.hours is None:
            return True
        local = london(at)
        inside = self.hours["from"] <= local.strftime("%H:%M") < self.hours["to"]
        return inside and local.weekday() in self.hours["days"]

    def next_open(self, at: datetime) -> datetime:
        """Return the first moment from `at` on at which the person may be reached.

        Hours that name no day at all are never open: the moment is then a week away, again and
        again, until staff ask the person once more.
        """
        if self.open_at(at) or self.hours is None:
            return at
        opens = time.fromisoformat(self.hours["from"])
        # Two weeks: the one hour of the one day may be the hour that a clock change leaves out.
        for days in range(2 * WEEK + 1):
            moment = from_london(today(at) + timedelta(days=days), opens)
            if moment >= at and self.open_at(moment):
                return moment
        return at + timedelta(days=WEEK)


RULES = (
    "may_call",
    "may_voicemail",
    "may_name",
    "shared_phone",
    "plain",
    "hours",
    "letter_format",
    "collect_at",
    "collect_how",
    "confirmed_phone",
    "bad_address",
)


def rules_of(session: Session, person_id: UUID) -> ContactRules:
    """Return a person's rules; where nobody asked, rules that allow nothing more, not stored."""
    return session.get(ContactRules, person_id) or no_rules(person_id)


def no_rules(person_id: UUID) -> ContactRules:
    """Return the rules of a person whom nobody asked: they allow nothing more, and are not stored."""
    return ContactRules(person_id=person_id, letter_format=LetterFormat.STANDARD.value, version=0)


def bad_addresses(home: Mapping[str, str], place: str) -> dict[str, str] | None:
    """Return what to keep of an address and of a place from which post came back; each may be empty."""
    return {**home, **({PLACE: place} if place else {})} or None


def set_rules(
    session: Session,
    person_id: UUID,
    wished: Mapping[str, Any],
    *,
    actor: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> ContactRules:
    """Set some rules and return them all; the same values again change nothing.

    Raises VersionConflict when they were changed since `expected_version` (0: none were stored),
    and NotAllowedNow for a rule that there is not.
    """
    if unknown := wished.keys() - set(RULES):
        raise NotAllowedNow(f"no such rules: {', '.join(sorted(unknown))}")
    session.flush()
    rules = session.get(ContactRules, person_id, with_for_update=True, populate_existing=True)
    here = rules.version if rules else 0
    if expected_version is not None and expected_version != here:
        raise VersionConflict(f"the rules of {person_id} were changed by someone else")
    if rules is None:
        rules = rules_of(session, person_id)
    changed = sorted(name for name, value in wished.items() if getattr(rules, name) != value)
    if not changed:
        return rules
    for name in changed:
        setattr(rules, name, wished[name])
    rules.version, rules.updated_at = here + 1, at
    session.add(rules)
    session.flush()
    _note(session, person_id, changed, actor=actor, at=at)
    return rules


def _note(
    session: Session, person_id: UUID, changed: list[str], *, actor: Actor, at: datetime
) -> None:
    record(
        session,
        "contact-rules.changed",
        actor=actor,
        at=at,
        subject_kind="person",
        subject_id=person_id,
        details={"changed": changed},
    )
