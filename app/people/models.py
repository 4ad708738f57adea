"""The records of people, and the blind index by which they are found.

Whatever tells who somebody is lies encrypted. The reference is the only thing in clear that is
theirs alone, and it says nothing about them.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, SealedDate, SealedJson, SealedText
from app.vault import TOKEN_BYTES


class Person(Base):
    """One person, whoever they are in an application.

    `phone` is E.164 and `address` has line1, line2, town, county and postcode. `may_text` and
    `may_write` are the standing wishes: None means not asked, so not used. Only `app.consent`
    says yes or no there. `version` counts saved changes of the details.
    """

    __tablename__ = "people"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    reference: Mapped[str] = mapped_column(String(16), unique=True)
    first_names: Mapped[str] = mapped_column(SealedText("people.first_names"))
    last_name: Mapped[str] = mapped_column(SealedText("people.last_name"))
    born: Mapped[date | None] = mapped_column(SealedDate("people.born"))
    phone: Mapped[str | None] = mapped_column(SealedText("people.phone"))
    email: Mapped[str | None] = mapped_column(SealedText("people.email"))
    address: Mapped[dict[str, str] | None] = mapped_column(SealedJson("people.address"))
    language: Mapped[str] = mapped_column(String(5), default="en")
    may_text: Mapped[bool | None]
    may_write: Mapped[bool | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    @property
    def full_name(self) -> str:
        """Return first names and last name as one text."""
        return f"{self.first_names} {self.last_name}"

    @property
    def postcode(self) -> str:
        """Return the postcode of the address, or "" when there is none."""
        return (self.address or {}).get("postcode") or ""


class PersonToken(Base):
    """One search word of one person, as a keyed hash.

    The primary key is the search; the index on `person_id` serves rewriting and erasing.
    """

    __tablename__ = "person_tokens"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012  (SQLAlchemy's own name)

    token: Mapped[bytes] = mapped_column(LargeBinary(TOKEN_BYTES), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"), primary_key=True, index=True
    )
