"""The records of an application: the request itself and its answers, one row a question."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, SealedJson
from app.journeys.life import Status


class Application(Base):
    """One request on one version of a journey.

    `version` counts saves, and saving against an old one is refused. `start_key` is the hash of
    a key that makes a repeated "start" the same application. `replaces_id` names the application
    that this one would change. `decision` keeps why it was rejected, cancelled or withdrawn, or how
    it was closed. `due_at` is when our staff should look at it: the worklist's order. `result` is
    what the service worked out when it was sent, such as a verdict with its working.
    """

    __tablename__ = "applications"
    __table_args__ = (Index("ix_applications_worklist", "journey", "status", "due_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    reference: Mapped[str] = mapped_column(String(16), unique=True)
    journey: Mapped[str] = mapped_column(String(40))
    journey_version: Mapped[int]
    status: Mapped[str] = mapped_column(String(20), default=Status.DRAFT)
    version: Mapped[int] = mapped_column(default=1)
    channel: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(5))
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"), index=True)
    contact_id: Mapped[UUID | None] = mapped_column(ForeignKey("contacts.id"), index=True)
    venue_code: Mapped[str | None] = mapped_column(String(8), index=True)
    replaces_id: Mapped[UUID | None] = mapped_column(ForeignKey("applications.id"), index=True)
    start_key: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    due_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    decision: Mapped[dict[str, Any] | None] = mapped_column(SealedJson("applications.decision"))
    result: Mapped[dict[str, Any] | None] = mapped_column(SealedJson("applications.result"))


class Answer(Base):
    """One stored answer, and where it came from.

    `item` is 0, or the number of the member of a repeating group that it speaks of.
    A question that was left empty has no value.
    """

    __tablename__ = "answers"

    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id"), primary_key=True)
    step: Mapped[str] = mapped_column(String(40), primary_key=True)
    item: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    question: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[Any] = mapped_column(SealedJson("answers.value"), nullable=True)
    said_by: Mapped[str] = mapped_column(String(20))
    typed_by: Mapped[str] = mapped_column(String(80))
    channel: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime]
