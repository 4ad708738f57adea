"""The records of agents, their sign-ins, kiosk devices and kiosk sessions.

Tokens and codes are stored as digests only; names and second-factor secrets are encrypted.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, false
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, SealedJson, SealedText
from app.identity.attempts import Limit
from app.identity.permissions import Permission, permissions_of


class CountsFailures:
    """The columns and arithmetic of a lock that closes after too many wrong tries.

    `failed_at` holds the moments that still counted at the last failure.
    """

    failed_attempts: Mapped[int] = mapped_column(default=0)
    failed_at: Mapped[list[str]] = mapped_column(JSON, default=list)
    locked_until: Mapped[datetime | None]

    def is_locked(self, at: datetime) -> bool:
        """Say whether tries are refused at this moment, right or wrong."""
        return self.locked_until is not None and at < self.locked_until

    def count_failure(self, limit: Limit, at: datetime) -> None:
        """Count one wrong try, and lock when it is one too many."""
        before = [datetime.fromisoformat(moment) for moment in self.failed_at or ()]
        recent = limit.recent([*before, at], at)
        self.failed_at = [moment.isoformat() for moment in recent]
        self.failed_attempts = len(recent)
        if limit.shuts(recent, at):
            self.locked_until = at + limit.lasts

    def forget_failures(self) -> None:
        """Begin again from nothing."""
        self.failed_at, self.failed_attempts, self.locked_until = [], 0, None


class Agent(CountsFailures, Base):
    """Somebody who works at the console.

    `last_timestep` is the 30-second step of the last code used, so that no code works twice.
    """

    __tablename__ = "agents"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    username: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(SealedText("agents.name"))
    password_hash: Mapped[str] = mapped_column(String(200))
    totp_secret: Mapped[str] = mapped_column(SealedText("agents.totp_secret"))
    last_timestep: Mapped[int] = mapped_column(default=0)
    roles: Mapped[list[str]] = mapped_column(JSON)
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]

    @property
    def permissions(self) -> frozenset[Permission]:
        """Everything that this agent's roles grant."""
        return permissions_of(self.roles)


class SignIn(Base):
    """One agent signed in at one browser."""

    __tablename__ = "sign_ins"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    agent_id: Mapped[UUID] = mapped_column(ForeignKey("agents.id"), index=True)
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class CarriedForm(Base):
    """What an agent had typed when their sign-in ran out, kept until they sign in again."""

    __tablename__ = "carried_forms"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    agent_id: Mapped[UUID] = mapped_column(ForeignKey("agents.id"), index=True)
    path: Mapped[str] = mapped_column(String(500))
    fields: Mapped[dict[str, Any]] = mapped_column(SealedJson("carried_forms.fields"))
    made_at: Mapped[datetime] = mapped_column(index=True)


class Device(Base):
    """A kiosk that we trust. `prints` says that a printer stands beside it."""

    __tablename__ = "devices"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    name: Mapped[str] = mapped_column(String(80))
    venue_code: Mapped[str] = mapped_column(String(8), index=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    prints: Mapped[bool] = mapped_column(default=False, server_default=false())
    enrolled_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]


class EnrolmentCode(Base):
    """A short code that makes a machine a kiosk; it works `uses_left` more times."""

    __tablename__ = "enrolment_codes"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    code_token: Mapped[bytes] = mapped_column(LargeBinary(16), unique=True)
    venue_code: Mapped[str] = mapped_column(String(8))
    name: Mapped[str] = mapped_column(String(80))
    uses_left: Mapped[int] = mapped_column(default=1)
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class EnrolmentGuard(CountsFailures, Base):
    """The one row that counts wrong enrolment codes, wherever they were typed."""

    __tablename__ = "enrolment_guard"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class EndedHow(StrEnum):
    """How one person's use of a kiosk ended."""

    FINISHED = "finished"
    LEFT = "left"
    TIMED_OUT = "timed-out"
    WIPED = "wiped"


class KioskSession(Base):
    """One person's use of a kiosk, from choosing a language to being forgotten.

    `letter_id` is a message: whoever is here said its reference and the date of birth of the person
    whom it is for, and so may read the letters of that person with that reference.
    """

    __tablename__ = "kiosk_sessions"
    __table_args__ = (Index("ix_kiosk_sessions_open", "ended_at", "seen_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    device_id: Mapped[UUID] = mapped_column(ForeignKey("devices.id"), index=True)
    language: Mapped[str] = mapped_column(String(5))
    application_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("applications.id", ondelete="SET NULL"), index=True
    )
    letter_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("messages.id", ondelete="SET NULL"), index=True
    )
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_how: Mapped[str | None] = mapped_column(String(20))
