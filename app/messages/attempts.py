"""One attempt at one message: looked up where that is doubtful, checked once more, sent or rendered.

No transaction is open while a supplier is asked. Whatever breaks on the way is counted against this
message alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import select

from app import clock
from app.db import Database
from app.i18n import Words
from app.messages.at_kiosk import screen_format, to_kiosk
from app.messages.carriers import Carriers
from app.messages.claims import Claim
from app.messages.confirming import goes_plainly, unconfirmed
from app.messages.faults import told
from app.messages.inbound.stops import was_not_theirs
from app.messages.kinds import is_known
from app.messages.lines import Lines
from app.messages.models import Channel, Message, State, TextTry
from app.messages.opening import Opened, open_one
from app.messages.outcomes import Ended, Outcome, Rest
from app.messages.overtaken import is_overtaken, newer_was_told, was_decided_since
from app.messages.pace import Pace
from app.messages.post import Unprintable, render_message
from app.messages.prices import letter_cost
from app.messages.texts import look_up, send_text
from app.messages.troubles import (
    NO_DETAILS,
    NO_WORDING,
    NOT_IN_HOURS,
    NOT_THEIRS,
    OUR_FAULT,
    OUTSIDE_HOURS,
    OVERTAKEN,
    PLACE,
    POST_CAME_BACK,
    TOO_LATE,
    WISH_CHANGED,
)
from app.messages.wishes import CAME_BACK, NO_WISH, Reach, Safe, reach
from letters import Fonts

# Nothing is sent in the last part of a lease: it might end on the way, and another worker send too.
LAST_PART = 1 / 3
# A deploy is over by then. Until then texts about one request wait for one whose words are unknown.
DEPLOY, UNTIL_KNOWN, STILL_UNKNOWN = timedelta(hours=1), timedelta(minutes=1), timedelta(minutes=10)
NEVER_KNOWN = timedelta(days=1)
Now = Callable[[], datetime]
log = structlog.get_logger()


@dataclass(frozen=True)
class Work:
    """With what, at which time and how fast a drain works."""

    services: Carriers
    now: Now
    pace: Pace

    @property
    def database(self) -> Database:
        """Return the database of the messages."""
        return self.services.database

    @property
    def lines(self) -> Lines:
        """Return the suppliers of texts."""
        return Lines(self.services.sms, self.services.spare_sms)


def attempt(work: Work, claim: Claim, opened: Opened | None = None) -> Outcome:
    """Attempt one claimed message, opening it if nobody did; say how it went, whatever happens."""
    try:
        return _attempt(work, claim, opened or open_one(work.database, claim.message_id))
    except Exception as fault:  # our own code broke on this message: the others must go on
        log.error("message.fault", message_id=str(claim.message_id), **told(fault))
        return after_fault(claim, fault, work.pace)


def after_fault(claim: Claim, fault: Exception, pace: Pace) -> Outcome:
    """Return what becomes of a message that our own code broke on."""
    words = OUR_FAULT.filled(what=type(fault).__name__)
    if claim.faults + 1 >= pace.faults:
        return Ended(State.HELD, error=str(words), doubtful=True)
    return Rest(pace.wait(claim.attempt), error=str(words), doubtful=True, fault=True)


def _attempt(work: Work, claim: Claim, opened: Opened) -> Outcome:
    message, safe = opened.message, opened.safe
    if not is_known(message.kind, message.wording_version):
        return _until_known(message, claim, work.now())
    text = message.channel == Channel.TEXT
    if text and claim.doubtful:
        known = _looked_up(work, claim, message)
        if known is not None:
            return known
        # That took its time: a STOP, say, may have come meanwhile.
        opened = open_one(work.database, claim.message_id)
        message, safe = opened.message, opened.safe
    found = reach(opened.person, Channel(message.channel), safe)
    stopped = _not_to_be_sent(message, found, work.now())
    if stopped is not None:
        wrong = found.why_not in NO_WISH and text and _was_wrong_number(work.database, message)
        return Ended(State.FAILED, error=NOT_THEIRS.source) if wrong else stopped
    if not text:
        _follow(work.database, message, {"to": found.to, "plain": safe.plain, "supplier": None})
        return _render(message, safe, work.services.fonts, work.now())
    rested = claim.attempt > 1 or message.last_error == NO_WORDING.source
    if rested and (old := _old_news(work.database, message)):
        return Ended(State.FAILED, error=old.source)
    return _hand_over(work, claim, opened, found)


def _until_known(message: Message, claim: Claim, at: datetime) -> Outcome:
    """Leave a message to a newer worker, as there is one during a deploy.

    A text that rests so for longer holds up no newer one about the same request. After a day no
    such worker is to come, and staff find it in the list of those that are held.
    """
    log.warning("message.wording-unknown", message_id=str(message.id), kind=message.kind, version=message.wording_version)  # fmt: skip
    if at >= message.due_at + NEVER_KNOWN:
        return Ended(State.HELD, error=NO_WORDING.source, doubtful=claim.doubtful)
    wait = UNTIL_KNOWN if at < message.due_at + DEPLOY else STILL_UNKNOWN
    return Rest(wait, error=NO_WORDING.source, doubtful=claim.doubtful, tried=False)


def _old_news(database: Database, message: Message) -> Words | None:
    """Return why a text is not sent where something newer left while it waited for another try.

    Where that does not stand in for it, another way is found to tell what it says.
    """
    with database.reading() as session:
        left = newer_was_told(session, message, has_left=True) and is_overtaken(session, message)
        if not left:
            return None
        return TOO_LATE if was_decided_since(session, message) else OVERTAKEN


def _looked_up(work: Work, claim: Claim, message: Message) -> Outcome | None:
    return look_up(
        message,
        claim,
        work.lines.named(message.supplier),
        pace=work.pace,
        at=work.now(),
        is_anothers=_anothers(work.database, message),
    )


def _hand_over(work: Work, claim: Claim, opened: Opened, found: Reach) -> Outcome:
    """Hand a text to its supplier, unless it must wait for the hours or for its number."""
    message, safe = opened.message, opened.safe
    if not safe.rules.open_at(work.now()):
        return _until_open(message, safe, work.now())
    confirms = work.services.confirm_numbers
    if confirms:
        waits = unconfirmed(work.database, message, safe, found.to, at=work.now())
        if waits is not None:
            return waits
    plain = safe.plain or (confirms and goes_plainly(message, safe, found.to))
    wanted = {"to": found.to, "plain": plain, "supplier": claim.line or None}
    _follow(work.database, message, wanted)
    if work.now() >= claim.until - timedelta(seconds=work.pace.lease * LAST_PART):
        return Rest(timedelta(0), error="the look-up took too long")
    return send_text(message, claim, work.lines.named(claim.line), pace=work.pace, at=work.now())


def _until_open(message: Message, safe: Safe, at: datetime) -> Outcome:
    """Wait for the person's hours, unless the text is of no use by then: then it goes another way."""
    opens = safe.rules.next_open(at)
    if message.expires_at is not None and opens >= message.expires_at:
        return Ended(State.FAILED, error=NOT_IN_HOURS.source)
    return Rest(opens - at, error=OUTSIDE_HOURS.source, tried=False)


def _anothers(database: Database, message: Message) -> Callable[[str], bool]:
    """Return what says whether an id of the supplier belongs to another message, or an earlier try."""

    def is_anothers(supplier_id: str) -> bool:
        held = select(Message.id).where(
            Message.supplier_id == supplier_id, Message.id != message.id
        )
        before = select(TextTry.message_id).where(TextTry.supplier_id == supplier_id)
        with database.reading() as session:
            return session.scalar(held) is not None or session.scalar(before) is not None

    return is_anothers


def _render(message: Message, safe: Safe, fonts: Fonts, at: datetime) -> Outcome:
    wanted, kiosk = safe.rules.letter_format, safe.rules.kiosk_at
    try:
        letter = render_message(message, fonts, at=at, format=screen_format(wanted) if kiosk else wanted)  # fmt: skip
    except Unprintable as unprintable:
        return Ended(State.FAILED, error=unprintable.words.source)
    if kiosk:
        return to_kiosk(letter, kiosk, wanted)
    cost = letter_cost(letter.postage, letter.sheets, on=clock.today(at))
    # Staff should hear that somebody who asked for braille, say, got print.
    note = letter.note.source if letter.note else None
    return Ended(State.RENDERED, letter=letter, cost=cost, error=note)


def _not_to_be_sent(message: Message, found: Reach, at: datetime) -> Outcome | None:
    """Return why a message must not leave any more, if so: too late, or the wish has changed."""
    if message.expires_at is not None and at >= message.expires_at:
        return Ended(State.FAILED, error=TOO_LATE.source)
    if found.why_not in NO_WISH:
        return Ended(State.CANCELLED, error=WISH_CHANGED.source)
    if found.why_not == CAME_BACK:
        return Ended(State.FAILED, error=POST_CAME_BACK.source)
    words = PLACE.get(found.why_not, NO_DETAILS)
    return None if found.to else Ended(State.FAILED, error=words.source)


def _was_wrong_number(database: Database, message: Message) -> bool:
    """Say whether the yes went because the number is not the person's: they still want to know."""
    with database.reading() as session:
        return was_not_theirs(session, message.person_id, message.to)


def _follow(database: Database, message: Message, wanted: Mapping[str, Any]) -> None:
    """Send to where the person is now and in the words they allow, where that changed since.

    A text that its first supplier surely has not got may now go on another line: the row says so
    before that supplier hears of it.
    """
    changed = {name: value for name, value in wanted.items() if getattr(message, name) != value}
    if not changed:
        return
    with database.unit_of_work() as session:
        stored = session.get_one(Message, message.id)
        for name, value in changed.items():
            setattr(stored, name, value)
    for name, value in changed.items():
        setattr(message, name, value)
