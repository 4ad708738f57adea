"""The records of two-way texts: threads by number, texts received, questions asked, and stops."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, SealedJson, SealedText
from app.vault import TOKEN_BYTES


class TextThread(Base):
    """Everything that one number texted. `unread` counts the texts that wait for an agent.

    `number_token` is the number as a keyed token, by which it is found again. A number that belongs
    to nobody, or to several people, has no person.
    """

    __tablename__ = "text_threads"
    __table_args__ = (Index("ix_text_threads_listed", "unread", "last_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    number_token: Mapped[bytes] = mapped_column(LargeBinary(TOKEN_BYTES), unique=True)
    number: Mapped[str] = mapped_column(SealedText("text_threads.number"))
    person_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"), index=True
    )
    unread: Mapped[int] = mapped_column(default=0)
    last_at: Mapped[datetime]
    handled_at: Mapped[datetime | None]
    handled_by: Mapped[str | None] = mapped_column(String(80))


class InboundText(Base):
    """One text that we received, kept before anything is done about it.

    `meaning` is what it was understood as; without one nothing has come of it yet. `answer_id` is
    the message that answered it. `waits`: an agent should read it.
    """

    __tablename__ = "inbound_texts"
    __table_args__ = (Index("ix_inbound_texts_thread", "thread_id", "received_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    supplier_id: Mapped[str] = mapped_column(String(64), unique=True)
    thread_id: Mapped[UUID] = mapped_column(ForeignKey("text_threads.id", ondelete="CASCADE"))
    body: Mapped[str] = mapped_column(SealedText("inbound_texts.body"))
    opt_out: Mapped[str | None] = mapped_column(String(10))
    received_at: Mapped[datetime]
    meaning: Mapped[str | None] = mapped_column(String(20))
    person_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"), index=True
    )
    application_id: Mapped[UUID | None] = mapped_column(ForeignKey("applications.id"), index=True)
    answer_id: Mapped[UUID | None] = mapped_column(ForeignKey("messages.id"))
    waits: Mapped[bool] = mapped_column(default=True)


class TextQuestion(Base):
    """One question that we asked by text, open until it is answered, closed or too old.

    `key` makes asking twice for one happening one question. `options` holds what the answers stand
    for. `answer` is "yes", "no", the number that was chosen, or "closed" when another took its place.
    """

    __tablename__ = "text_questions"
    __table_args__ = (Index("ix_text_questions_number", "number_token", "answered_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    key: Mapped[str] = mapped_column(String(100), unique=True)
    number_token: Mapped[bytes] = mapped_column(LargeBinary(TOKEN_BYTES))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    application_id: Mapped[UUID | None] = mapped_column(ForeignKey("applications.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    options: Mapped[list[dict[str, Any]]] = mapped_column(SealedJson("text_questions.options"))
    asked_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    answer: Mapped[str | None] = mapped_column(String(10))


class TextStop(Base):
    """A standing yes to texts that was taken back for one person, and what took it.

    `how` is "text" (they texted STOP), "supplier" (the supplier says that they did) or "not-theirs"
    (whoever has the number said that it is not the person's). START gives back what a STOP took and
    was not given back before.
    """

    __tablename__ = "text_stops"
    __table_args__ = (Index("ix_text_stops_number", "number_token", "ended_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    number_token: Mapped[bytes] = mapped_column(LargeBinary(TOKEN_BYTES))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    how: Mapped[str] = mapped_column(String(12))
    at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
