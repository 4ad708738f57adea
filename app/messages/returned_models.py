"""The records of post that comes in: letters that came back, reply slips and signed pages."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, SealedJson


class ReturnedLetter(Base):
    """A letter that came back, and why.

    `key` names one printing of one letter, so that the same envelope scanned twice is one return;
    an undone return has a key of its own. `state_before` and `settled_before` are those of the
    message, for an undo. `address_stopped`: this return stopped letters to the address. `stopped`
    lists the ids of letters that were taken out of the tray.
    """

    __tablename__ = "returned_letters"
    __table_args__ = (Index("ix_returned_letters_by", "by", "at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    key: Mapped[str] = mapped_column(String(80), unique=True)
    message_id: Mapped[UUID] = mapped_column(ForeignKey("messages.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    reason: Mapped[str] = mapped_column(String(20))
    state_before: Mapped[str] = mapped_column(String(12))
    settled_before: Mapped[datetime | None]
    address_stopped: Mapped[bool]
    stopped: Mapped[list[str]] = mapped_column(JSON)
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(80))
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[str | None] = mapped_column(String(80))


class PostKind(StrEnum):
    """What came in: a reply slip, or a page that somebody signed."""

    SLIP = "slip"
    PAGE = "page"


class PostIn(Base):
    """A slip or a page of one of our letters that somebody sent back to us.

    `key` names the slip or the page of its letter. `answers` is {question: [choice]} of a slip, as
    ticked, and `changed` what its ticks changed of the person by themselves: {what: [before, after]}.
    Once it is undone `changed` says what was put back, which is less where somebody changed it since.
    `page` counts from 1 within the letter.
    """

    __tablename__ = "post_in"
    __table_args__ = (Index("ix_post_in_by", "by", "at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    key: Mapped[str] = mapped_column(String(80), unique=True)
    kind: Mapped[str] = mapped_column(String(10))
    message_id: Mapped[UUID] = mapped_column(ForeignKey("messages.id"), index=True)
    application_id: Mapped[UUID | None] = mapped_column(ForeignKey("applications.id"), index=True)
    page: Mapped[int | None]
    answers: Mapped[dict[str, Any] | None] = mapped_column(SealedJson("post_in.answers"))
    changed: Mapped[dict[str, Any] | None] = mapped_column(SealedJson("post_in.changed"))
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(80))
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[str | None] = mapped_column(String(80))
