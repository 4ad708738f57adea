"""The records of the outbox: messages, the sender's rate, letters, print batches, the demo phone.

A message row is the whole truth about one text or one letter. What the queue holds is only a nudge.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import JSON, ForeignKey, Index, String, false
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, SealedBytes, SealedJson, SealedText

KEY_LENGTH = 100


class Channel(StrEnum):
    """The two ways a message can leave."""

    TEXT = "text"
    LETTER = "letter"


class State(StrEnum):
    """Where a message stands. It moves forward only; `retry` alone starts it again.

    A text: queued, attempting, sent, then delivered or failed. One that failed, or is held, goes on
    to delivered when its supplier says so later.
    A letter: queued, attempting, rendered (it waits for the printer), printed. One that is read at
    a kiosk goes there in place of the printer, and is then collected.
    Either may be cancelled before it leaves, fail for good, or be held because our own code broke.
    """

    QUEUED = "queued"
    ATTEMPTING = "attempting"
    SENT = "sent"
    DELIVERED = "delivered"
    RENDERED = "rendered"
    PRINTED = "printed"
    AT_KIOSK = "at-kiosk"
    COLLECTED = "collected"
    FAILED = "failed"
    CANCELLED = "cancelled"
    HELD = "held"


WAITING = (State.QUEUED, State.ATTEMPTING)


class Message(Base):
    """One thing to say to one person on one channel.

    `key` is the caller's key and the channel, so the same happening never queues twice. `body`
    holds the holes that the wording of `kind` and `wording_version` is filled with. `doubtful`
    means an attempt began and nobody knows how it ended: the supplier is asked before a resend.
    `faults` counts the times our own code broke, or stopped, while it had the message. `supplier`
    is who has a text, or may have it, and `supplier_id` its id there, which no other text has.
    `plain`: the text says as little as it can. `fallback_of` is
    the message that failed for good, so that this one was made. `parts` and `cost` (hundredths of a penny, before VAT) are
    those of the text as it was sent, or `cost` that of the letter.
    """

    __tablename__ = "messages"
    __table_args__ = (Index("ix_messages_due", "channel", "state", "next_attempt_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    key: Mapped[str] = mapped_column(String(KEY_LENGTH + 10), unique=True)
    application_id: Mapped[UUID | None] = mapped_column(ForeignKey("applications.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    wording_version: Mapped[int]
    channel: Mapped[str] = mapped_column(String(10))
    language: Mapped[str] = mapped_column(String(5))
    to: Mapped[str] = mapped_column(SealedText("messages.to"))
    body: Mapped[dict[str, Any]] = mapped_column(SealedJson("messages.body"))
    state: Mapped[str] = mapped_column(String(12), default=State.QUEUED)
    plain: Mapped[bool] = mapped_column(default=False, server_default=false())
    fallback_of: Mapped[UUID | None] = mapped_column(ForeignKey("messages.id"), index=True)
    due_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    faults: Mapped[int] = mapped_column(default=0)
    doubtful: Mapped[bool] = mapped_column(default=False)
    attempted_at: Mapped[datetime | None]
    next_attempt_at: Mapped[datetime]
    lease_until: Mapped[datetime | None]
    lease_token: Mapped[UUID | None]
    supplier: Mapped[str | None] = mapped_column(String(20))
    supplier_id: Mapped[str | None] = mapped_column(String(64), unique=True, index=True)
    parts: Mapped[int | None]
    cost: Mapped[int | None]
    last_error: Mapped[str | None] = mapped_column(String(300))
    created_at: Mapped[datetime] = mapped_column(index=True)
    sent_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]


class TextTry(Base):
    """A try of a text that failed before the text was started again, by its id at the supplier.

    `arrived_at` is when a report said that it arrived after all.
    """

    __tablename__ = "text_tries"

    supplier_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    message_id: Mapped[UUID] = mapped_column(ForeignKey("messages.id"), index=True)
    arrived_at: Mapped[datetime | None]


class TextSupplier(Base):
    """How a supplier of texts does: attempts and failures of late, and until when it rests."""

    __tablename__ = "text_suppliers"

    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    tried: Mapped[float]
    failed: Mapped[float]
    as_of: Mapped[datetime]
    resting_until: Mapped[datetime | None]


class SendingRate(Base):
    """The token bucket of one sender: how many messages it may send at once, and as of when."""

    __tablename__ = "sending_rates"

    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    tokens: Mapped[float]
    filled_at: Mapped[datetime]


class BatchState(StrEnum):
    """Where a print batch stands.

    Making: its letters are settled and its print file is being written. Closed: the file is whole.
    """

    MAKING = "making"
    CLOSED = "closed"
    PRINTED = "printed"
    CANCELLED = "cancelled"


class PrintBatch(Base):
    """Letters that go to the printer together. Rendered letters without one are in the tray.

    `done` counts the letters that are in the print file so far. `lease_token` and `lease_until`
    are those of the worker that writes it. `sent_to` is where the file was put, such as a printer.
    """

    __tablename__ = "print_batches"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    state: Mapped[str] = mapped_column(String(10), default=BatchState.MAKING)
    letters: Mapped[int]
    pages: Mapped[int]
    sheets: Mapped[int]
    done: Mapped[int] = mapped_column(default=0, server_default="0")
    closed_at: Mapped[datetime] = mapped_column(index=True)
    closed_by: Mapped[str] = mapped_column(String(80))
    made_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    sent_to: Mapped[str | None] = mapped_column(String(120))
    error: Mapped[str | None] = mapped_column(String(300))
    printed_at: Mapped[datetime | None]
    printed_by: Mapped[str | None] = mapped_column(String(80))
    cancelled_at: Mapped[datetime | None]
    cancelled_by: Mapped[str | None] = mapped_column(String(80))
    lease_token: Mapped[UUID | None]
    lease_until: Mapped[datetime | None]


class BatchPart(Base):
    """A piece of the print file of one batch. The pieces in order are the file."""

    __tablename__ = "batch_parts"

    batch_id: Mapped[UUID] = mapped_column(ForeignKey("print_batches.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    data: Mapped[bytes] = mapped_column(SealedBytes("batch_parts.data"))


class Reprint(Base):
    """Some letters of a batch that are printed once more, and why. Pages are the print file's.

    `key` makes a form that is posted twice one reprint.
    """

    __tablename__ = "reprints"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    batch_id: Mapped[UUID] = mapped_column(ForeignKey("print_batches.id"), index=True)
    first_page: Mapped[int]
    last_page: Mapped[int]
    letters: Mapped[int]
    reason: Mapped[str] = mapped_column(String(20))
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(80))


class LetterFile(Base):
    """One rendered letter. `place` counts from 1 within its batch.

    `first_page` and `last_page` say where it is in the print file. `address_hash` is keyed: equal
    addresses give equal hashes, and without the key it says nothing. `format` is how the person
    reads it. `copies` counts how often it was printed again. `collect_at` is the code of the place at
    whose kiosk it waits: it never goes to the printer. `to_sign` lists the pages that somebody must
    sign and send back; None, as in letters made before this was kept, means none.
    """

    __tablename__ = "letter_files"
    __table_args__ = (Index("ix_letter_files_batch", "batch_id", "place"),)

    message_id: Mapped[UUID] = mapped_column(ForeignKey("messages.id"), primary_key=True)
    batch_id: Mapped[UUID | None] = mapped_column(ForeignKey("print_batches.id"))
    place: Mapped[int | None]
    first_page: Mapped[int | None]
    last_page: Mapped[int | None]
    reference: Mapped[str] = mapped_column(String(20), index=True)
    pages: Mapped[int]
    sheets: Mapped[int]
    format: Mapped[str] = mapped_column(String(12), default="standard", server_default="standard")
    copies: Mapped[int] = mapped_column(default=0, server_default="0")
    collect_at: Mapped[str | None] = mapped_column(String(8), index=True)
    to_sign: Mapped[list[int] | None] = mapped_column(JSON(none_as_null=True))
    postage: Mapped[str] = mapped_column(String(10))
    address_hash: Mapped[str] = mapped_column(String(32))
    rendered_at: Mapped[datetime]
    pdf: Mapped[bytes] = mapped_column(SealedBytes("letter_files.pdf"))


class DemoText(Base):
    """A text as the demo phone shows it. Its id is the message's own, so none can come twice."""

    __tablename__ = "demo_texts"

    message_id: Mapped[UUID] = mapped_column(primary_key=True)
    to: Mapped[str] = mapped_column(SealedText("demo_texts.to"))
    body: Mapped[str] = mapped_column(SealedText("demo_texts.body"))
    sent_at: Mapped[datetime] = mapped_column(index=True)
