"""Draining the outbox: claim in a short transaction, attempt with none open, settle in another.

A message that breaks our own code is counted and at last held with its reason; the others go on.
Killed at any point, the next drain carries on: the row says what is known.
"""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.audit import WORKER, record
from app.db import Database
from app.messages.batches import put_in_tray
from app.messages.claims import Claim, claim_due, is_due, put_back, settle
from app.messages.confirming import goes_plainly, unconfirmed
from app.messages.fallback import call_after_no, fall_back
from app.messages.lines import Lines, note_attempt
from app.messages.models import Channel, Message, State
from app.messages.outcomes import Ended, Outcome, Rest
from app.messages.pace import USUAL_PACE, Pace
from app.messages.post import Unprintable, render_message
from app.messages.prices import letter_cost
from app.messages.rate import give_back, take_tokens
from app.messages.supplier import SmsSupplier
from app.messages.texts import look_up, send_text
from app.messages.troubles import (
    NO_DETAILS,
    OUR_FAULT,
    OUTSIDE_HOURS,
    POST_CAME_BACK,
    TOO_LATE,
    WISH_CHANGED,
)
from app.messages.wishes import CAME_BACK, NO_WISH, Reach, reach, safe_for
from app.people import Person
from letters import Fonts

LETTERS_TOGETHER = 5
log = structlog.get_logger()


class Carriers(Protocol):
    """What draining needs of `Services`."""

    @property
    def database(self) -> Database: ...

    @property
    def sms(self) -> SmsSupplier: ...

    @property
    def spare_sms(self) -> SmsSupplier | None: ...

    @property
    def fonts(self) -> Fonts: ...

    @property
    def confirm_numbers(self) -> bool: ...


@dataclass
class Drained:
    """How many messages ended in each state, and how many rest for another try."""

    ended: dict[State, int] = field(default_factory=dict)
    resting: int = 0

    def count(self, outcome: Outcome) -> None:
        """Count one outcome."""
        if isinstance(outcome, Rest):
            self.resting += 1
        else:
            self.ended[outcome.state] = self.ended.get(outcome.state, 0) + 1


def drain(
    services: Carriers,
    *,
    at: datetime | None = None,
    pace: Pace = USUAL_PACE,
    stopping: Callable[[], bool] = lambda: False,
) -> Drained:
    """Send every text and render every letter that is due, at the supplier's rate.

    `at` is when draining starts, now if not given; time then passes as it does. `stopping` is
    asked between rounds.
    """
    now = _clock_from(at)
    drained = Drained()
    for channel, rounds in ((Channel.TEXT, _text_round), (Channel.LETTER, _letter_round)):
        while not stopping() and _something_due(services.database, channel, now()):
            rounds(services, now, pace, drained)
    return drained


def _clock_from(at: datetime | None) -> Callable[[], datetime]:
    if at is None:
        return clock.now
    start, begun = at, time.monotonic()
    return lambda: start + timedelta(seconds=time.monotonic() - begun)


def _something_due(database: Database, channel: Channel, at: datetime) -> bool:
    with database.reading() as session:
        query = select(Message.id).where(is_due(channel, at)).limit(1)
        return session.scalar(query) is not None


def _text_round(
    services: Carriers, now: Callable[[], datetime], pace: Pace, drained: Drained
) -> None:
    """Send what the rate allows, several at once; with no allowance left, wait for some."""
    with services.database.unit_of_work() as session:
        claims = _claim_texts(session, _lines(services), now(), pace)
    if not claims:
        time.sleep(1 / services.sms.per_second)
        return
    with ThreadPoolExecutor(len(claims)) as pool:
        for outcome in pool.map(lambda claim: _carry(services, claim, now, pace), claims):
            drained.count(outcome)


def _lines(services: Carriers) -> Lines:
    return Lines(services.sms, services.spare_sms)


def _claim_texts(session: Session, lines: Lines, at: datetime, pace: Pace) -> list[Claim]:
    sms = lines.choose(session, at=at)
    wanted = pace.together
    given = take_tokens(session, sms.name, per_second=sms.per_second, wanted=wanted, at=at)
    if not given:
        return []
    claims = claim_due(session, Channel.TEXT, at=at, limit=given, pace=pace, line=sms.name)
    give_back(session, sms.name, given - len(claims))
    return claims


def _letter_round(
    services: Carriers, now: Callable[[], datetime], pace: Pace, drained: Drained
) -> None:
    with services.database.unit_of_work() as session:
        claims = claim_due(session, Channel.LETTER, at=now(), limit=LETTERS_TOGETHER, pace=pace)
    for claim in claims:
        drained.count(_carry(services, claim, now, pace))


def _carry(services: Carriers, claim: Claim, now: Callable[[], datetime], pace: Pace) -> Outcome:
    """Attempt one claimed message and settle it, whatever happens."""
    try:
        outcome = _attempt(services, claim, now, pace)
    except Exception as fault:  # our own code broke on this message: the others must go on
        log.error("message.fault", message_id=str(claim.message_id), **told(fault))
        outcome = _after_fault(claim, fault, pace)
    try:
        with services.database.unit_of_work() as session:
            _settle(session, claim, outcome, at=now())
    except Exception as fault:  # what follows from the outcome broke: the others must go on
        log.error("message.settling-fault", message_id=str(claim.message_id), **told(fault))
        outcome = _after_fault(claim, fault, pace)
        with services.database.unit_of_work() as session:
            _settle(session, claim, outcome, at=now())
    return outcome


def told(fault: Exception) -> dict[str, str]:
    """Return what a log may say of a fault: its kind and its place, never its message."""
    place = traceback.extract_tb(fault.__traceback__)[-1]
    return {"fault": type(fault).__name__, "place": f"{place.name}, line {place.lineno}"}


def _attempt(services: Carriers, claim: Claim, now: Callable[[], datetime], pace: Pace) -> Outcome:
    with services.database.reading() as session:
        message = session.get_one(Message, claim.message_id)
        person = session.get_one(Person, message.person_id)
        safe = safe_for(session, person)
    text = message.channel == Channel.TEXT
    lines = _lines(services)
    if text and claim.doubtful:
        asked = lines.named(message.supplier)
        others = _anothers(services.database, message)
        known = look_up(message, claim, asked, pace=pace, at=now(), is_anothers=others)
        if known is not None:
            return known
    found = reach(person, Channel(message.channel), safe)
    stopped = _not_to_be_sent(message, found, now())
    if stopped is not None:
        return stopped
    if text and not safe.rules.open_at(now()):
        wait = safe.rules.next_open(now()) - now()
        return Rest(wait, error=OUTSIDE_HOURS.source, tried=False)
    confirms = text and services.confirm_numbers
    if confirms:
        waits = unconfirmed(services.database, message, safe, found.to, at=now())
        if waits is not None:
            return waits
    plain = safe.plain or (confirms and goes_plainly(message, safe, found.to))
    wanted = {"to": found.to, "plain": plain, "supplier": claim.line or None}
    _follow(services.database, message, wanted)
    if text:
        return send_text(message, claim, lines.named(claim.line), pace=pace, at=now())
    return _render(message, services.fonts, safe.rules.letter_format, now())


def _anothers(database: Database, message: Message) -> Callable[[str], bool]:
    """Return what says whether an id of the supplier belongs to another message of ours."""

    def is_anothers(supplier_id: str) -> bool:
        held = (Message.supplier_id == supplier_id, Message.id != message.id)
        with database.reading() as session:
            return session.scalar(select(Message.id).where(*held).limit(1)) is not None

    return is_anothers


def _render(message: Message, fonts: Fonts, format: str, at: datetime) -> Outcome:
    try:
        letter = render_message(message, fonts, at=at, format=format)
    except Unprintable as unprintable:
        return Ended(State.FAILED, error=unprintable.words.source)
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
    return None if found.to else Ended(State.FAILED, error=NO_DETAILS.source)


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


def _after_fault(claim: Claim, fault: Exception, pace: Pace) -> Outcome:
    words = OUR_FAULT.filled(what=type(fault).__name__)
    if claim.faults + 1 >= pace.faults:
        return Ended(State.HELD, error=str(words), doubtful=True)
    return Rest(pace.wait(claim.attempt), error=str(words), doubtful=True, fault=True)


def _settle(session: Session, claim: Claim, outcome: Outcome, *, at: datetime) -> None:
    if outcome.asked:
        _measure(session, outcome, at=at)
    if isinstance(outcome, Rest):
        put_back(
            session,
            claim,
            next_attempt_at=at + outcome.wait,
            error=outcome.error,
            doubtful=outcome.doubtful,
            fault=outcome.fault,
            tried=outcome.tried,
        )
        return
    ours = settle(
        session,
        claim,
        outcome.state,
        at=at,
        supplier_id=outcome.supplier_id,
        error=outcome.error,
        doubtful=outcome.doubtful,
        parts=outcome.parts,
        cost=outcome.cost,
    )
    if ours and outcome.state is State.FAILED:
        fall_back(session, claim.message_id, at=at)
    if ours and outcome.letter is not None:
        put_in_tray(session, claim.message_id, outcome.letter, at=at)
    if ours and outcome.state is State.CANCELLED:
        record(
            session,
            "message.not-sent",
            actor=WORKER,
            at=at,
            subject_kind="message",
            subject_id=claim.message_id,
            details={"reason": "wish-changed"},
        )
        call_after_no(session, claim.message_id, at=at)


def _measure(session: Session, outcome: Outcome, *, at: datetime) -> None:
    """Count how the supplier did; say in the log when it is left alone from now on."""
    failed = isinstance(outcome, Rest) and outcome.failed
    if note_attempt(session, outcome.asked, failed=failed, at=at):
        log.warning("supplier.resting", supplier=outcome.asked)
