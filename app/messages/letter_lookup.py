"""Finding the letter that somebody holds in their hand, by the code or the reference on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.applications.lifecycle import find_called
from app.errors import NotAllowedNow, NotFound
from app.messages.letter_codes import LetterCode, letter_code
from app.messages.models import LetterFile, Message, State
from app.messages.returned_models import ReturnedLetter

Letters = Select[Message, UUID | None, int, datetime, list[int] | None]


class NotOurs(NotFound):
    """The code is well formed, but nothing of ours has this reference."""


class NoSuchLetter(NotFound):
    """The reference is ours, but no letter of it was ever made, or none with this code."""


class NeverPrinted(NotAllowedNow):
    """This letter has not been printed, so that nobody can hold it."""


@dataclass(frozen=True)
class Held:
    """A letter that somebody holds: its message, its pages, and when its file was made.

    `to_sign` lists the pages that have a place to sign, where there are any. `came_back` is its return, where it came back and that was not undone.
    """

    message: Message
    batch_id: UUID | None
    pages: int
    made_at: datetime
    to_sign: Sequence[int] | None
    came_back: ReturnedLetter | None

    @property
    def return_key(self) -> str:
        """The key of this printing's return: the same envelope comes back once."""
        return _return_key(self.message.id, self.made_at)

    @property
    def was_printed(self) -> bool:
        """Say whether it can be on paper. Whoever prints may forget to say so."""
        printed = self.message.state == State.PRINTED or self.came_back is not None
        return printed or (self.message.state == State.RENDERED and self.batch_id is not None)


def _return_key(message_id: UUID, made_at: datetime) -> str:
    return f"{message_id}:{made_at:%Y%m%d%H%M%S}"


def find_letter(session: Session, code: LetterCode) -> Held:
    """Return the letter that a code names; a code without one names the newest that was printed.

    Raises NotOurs, NoSuchLetter or NeverPrinted.
    """
    made = _read(session, _query().where(LetterFile.reference == code.reference))
    if not made and find_called(session, code.reference) is None:
        raise NotOurs(f"nothing has the reference {code.reference}")
    named = [held for held in made if code.letter in ("", letter_code(held.message.id))]
    if not named:
        raise NoSuchLetter(f"{code.reference} has no such letter")
    printed = [held for held in named if held.was_printed]
    if not printed:
        raise NeverPrinted(f"no letter of {code.reference} is printed")
    return printed[0]


def held_letter(session: Session, message_id: UUID, *, lock: bool = False) -> Held:
    """Return one printed letter by its message; `lock` keeps others from changing it meanwhile.

    Raises NoSuchLetter or NeverPrinted.
    """
    if lock:
        session.get(Message, message_id, with_for_update=True, populate_existing=True)
    found = _read(session, _query().where(LetterFile.message_id == message_id))
    if not found:
        raise NoSuchLetter(f"message {message_id} has no letter")
    if not found[0].was_printed:
        raise NeverPrinted(f"message {message_id} is not printed")
    return found[0]


def _query() -> Letters:
    """Return what is needed of letters, the newest first; their files are not opened."""
    file = LetterFile
    query = select(Message, file.batch_id, file.pages, file.rendered_at, file.to_sign)
    query = query.join(file, file.message_id == Message.id)
    return query.order_by(LetterFile.rendered_at.desc(), Message.id)


def _read(session: Session, query: Letters) -> Sequence[Held]:
    rows = session.execute(query).all()
    keys = [_return_key(row[0].id, row[3]) for row in rows]
    returns = select(ReturnedLetter).where(ReturnedLetter.key.in_(keys))
    back = {one.key: one for one in session.scalars(returns)}
    return [Held(*row, back.get(key)) for row, key in zip(rows, keys, strict=True)]
