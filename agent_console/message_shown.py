"""A message as staff see it on any page: exactly what it says, how it stands, and when it arrives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from agent_console.message_words import CHANNELS, COLOURS, FORMATS, STATES
from app.i18n import Words, _, current_language
from app.messages.delivery import arrives_between, ready_in_batch
from app.messages.formats import NOT_PRINTED
from app.messages.kinds import is_known, name_of, text_of
from app.messages.letter_previews import can_be_previewed
from app.messages.listing import Posted, posted_of
from app.messages.models import WAITING, Channel, Message, State
from app.messages.troubles import OUTSIDE_HOURS
from app.places import Venue
from app.values.date_words import show_day, show_moment

AT_KIOSK = (State.AT_KIOSK, State.COLLECTED)
LETTER_READY = (State.RENDERED, State.PRINTED, *AT_KIOSK)


@dataclass(frozen=True)
class Shown:
    """One message, ready for a template. `text` is that of a text message, as it is or was sent.

    `letter` says that there is a letter to open, and `to_come` that it is not made yet.
    `expects` says when it leaves, or when a letter should arrive. `instead_of` is the message that
    failed so that this one was made, and `went_on` the one that was made because this one failed, and
    that was not taken back since.
    """

    id: UUID
    message: Message
    kind: Words
    channel: Words
    state: Words
    colour: str
    text: str
    letter: bool
    to_come: bool
    expects: Words | None
    error: Words | None
    posted: Posted | None
    went_on: Message | None
    instead_of: Message | None

    @property
    def when(self) -> datetime:
        """Return when it last moved."""
        message = self.message
        return message.settled_at or message.sent_at or message.created_at

    @property
    def format(self) -> Words | str:
        """Return the format of a letter that is made."""
        return FORMATS.get(self.posted.format, self.posted.format) if self.posted else ""


def shown_all(session: Session, messages: list[Message], *, at: datetime) -> list[Shown]:
    """Return messages as they are shown, in the same order."""
    letters = [one.id for one in messages if one.channel == Channel.LETTER]
    posted = posted_of(session, letters) if letters else {}
    ids = {one.id for one in messages}
    instead = _read(session, Message.fallback_of, ids)
    went_on = {key: one for key, one in instead.items() if one.state != State.CANCELLED}
    before = _read(session, Message.id, {one.fallback_of for one in messages if one.fallback_of})
    places = _places(session, posted.values())
    return [_shown(one, posted.get(one.id), went_on, before, places, at) for one in messages]


def _places(session: Session, posted: Iterable[Posted]) -> dict[str, str]:
    """Return the names of the places at whose kiosks these letters are read, by code."""
    codes = {one.collect_at for one in posted if one.collect_at}
    if not codes:
        return {}
    found = session.scalars(select(Venue).where(Venue.code.in_(codes)))
    return {venue.code: venue.name_in(current_language()) for venue in found}


def _read(session: Session, column: Any, ids: set[UUID]) -> dict[UUID, Message]:
    """Return the messages whose column holds one of the ids, by that id."""
    if not ids:
        return {}
    found = session.scalars(select(Message).where(column.in_(ids)))
    return {getattr(one, column.key): one for one in found}


def _shown(
    message: Message,
    posted: Posted | None,
    went_on: Mapping[UUID, Message],
    before: Mapping[UUID, Message],
    places: Mapping[str, str],
    at: datetime,
) -> Shown:
    error = message.last_error if message.last_error != OUTSIDE_HOURS.source else None
    return Shown(
        id=message.id,
        message=message,
        kind=name_of(message.kind),
        channel=CHANNELS[message.channel],
        state=STATES[message.state],
        colour=COLOURS[message.state],
        text=_words_of(message),
        letter=posted is not None or can_be_previewed(message),
        to_come=can_be_previewed(message),
        expects=_expects(message, posted, places, at),
        error=Words(error) if error else None,
        posted=posted,
        went_on=went_on.get(message.id),
        instead_of=before.get(message.fallback_of) if message.fallback_of else None,
    )


def _words_of(message: Message) -> str:
    """Return the words of a text; "" for a letter, and for words that only a newer program has."""
    known = is_known(message.kind, message.wording_version)
    return text_of(message) if known and message.channel == Channel.TEXT else ""


def _expects(
    message: Message, posted: Posted | None, places: Mapping[str, str], at: datetime
) -> Words | None:
    language = current_language()
    if message.state in WAITING and message.next_attempt_at > at:
        moment = show_moment(message.next_attempt_at, language)
        if message.last_error == OUTSIDE_HOURS.source:
            words = _("It waits for the hours at which they may be reached. It leaves on {moment}.")
        elif message.attempts:
            words = _("The next try is on {moment}.")
        else:
            words = _("It will leave on {moment}.")
        return words.filled(moment=moment)
    if posted and posted.collect_at and message.state in AT_KIOSK:
        place = places.get(posted.collect_at, posted.collect_at)
        return _("It is read at the kiosk in {place}. It is not posted.").filled(place=place)
    if posted and message.state in LETTER_READY:
        return arrival(posted, at)
    return None


def arrival(posted: Posted, at: datetime) -> Words | None:
    """Return when a letter should arrive; None for braille and audio, which are made elsewhere."""
    if posted.format in NOT_PRINTED:
        return None
    if posted.closed_at is None:
        ready = max(posted.rendered_at, at)
    else:
        ready = ready_in_batch(posted.closed_at, posted.closed_by or "")
    days = arrives_between(ready, posted.postage)
    first, last = (show_day(day, current_language()) for day in days)
    if first == last:
        return _("It should arrive on {first}.").filled(first=first)
    return _("It should arrive between {first} and {last}.").filled(first=first, last=last)
