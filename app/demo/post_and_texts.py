"""Tells what came of the demo's messages: printed, failed, come back, answered, waiting.

Each step is what staff, the worker or a supplier would do, at the time when they would. All of it
is past before anything else of the demo is told, so that nothing but these messages is carried
here, on the demo phone and in the print tray. The last step is a text under a fixed id: once that
is in, nothing is told again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.applications.lifecycle import stored_key
from app.applications.models import Application
from app.audit import Actor
from app.clock import from_london, today
from app.consent import agree
from app.contacts import Contact
from app.db import Database
from app.demo.answering import StoryBroken
from app.demo.message_stories import (
    ASKED,
    EASY_READ,
    GONE_AWAY,
    MESSAGE_STORIES,
    TEXTS_US,
    TO_CALL,
    TO_LETTER,
    YESTERDAY,
    MessageStory,
)
from app.demo.telling import Cast, Parts, start_key, tell_stories
from app.demo.visit_stories import VisitStory
from app.demo.visits import VisitPlot
from app.errors import AlreadyDone
from app.messages.batches import NothingToPrint, close_batch, mark_printed
from app.messages.demo_phone import DemoPhone
from app.messages.inbound.models import InboundText
from app.messages.inbound.taking_in import Received, take_in
from app.messages.models import Channel, Message
from app.messages.print_files import make_files
from app.messages.reports import settle_report
from app.messages.returned import come_back
from app.messages.sending import drain
from app.messages.supplier import SmsSupplier
from app.people import PersonDetails, get_person, set_rules
from app.places import is_working_day
from app.reactions.slips import take_slip

TEN = time(10)
STATUS_ID, ASKED_ID = "demo-text-status", "demo-text-asked"
NOT_IN_USE = "30005"  # Twilio's code for a number that nobody has


class MessagePlot(VisitPlot):
    """Requests for visits, by people whose rules are asked in the call."""

    stories = MESSAGE_STORIES

    def begin(
        self,
        session: Session,
        story: VisitStory,
        person: PersonDetails,
        contact: Contact,
        *,
        actor: Actor,
        at: datetime,
    ) -> Application:
        """Begin the request, and keep the rules before any message is queued."""
        application = super().begin(session, story, person, contact, actor=actor, at=at)
        if isinstance(story, MessageStory) and story.rules and application.person_id:
            set_rules(session, application.person_id, story.rules, actor=actor, at=at)
        return application


@dataclass(frozen=True)
class _PastCarriers:
    """What draining needs, with a demo phone on which each text has the time it was sent at."""

    database: Database
    sms: SmsSupplier
    fonts: Any
    spare_sms: SmsSupplier | None = None
    confirm_numbers: bool = False


def tell_of_messages(parts: Parts, cast: Cast, *, at: datetime) -> int:
    """Tell of all messages unless that is done; return how many applications are new."""
    with parts.database.reading() as session:
        done = select(InboundText.id).where(InboundText.supplier_id == ASKED_ID)
        if session.scalar(done) is not None:
            return 0
    sent = {days: _ten(at, days) for days in {story.days for story in MESSAGE_STORIES}}
    told = 0
    for days in sorted(sent, reverse=True):
        stories = [replace(one, ago=at - sent[days]) for one in MESSAGE_STORIES if one.days == days]
        plot = MessagePlot()
        plot.stories = tuple(stories)
        told += tell_stories(parts, cast, plot, [story.person for story in stories], at=at)
        _carry(parts, at=sent[days] + timedelta(minutes=5))
        if days != YESTERDAY:
            _print(parts, Actor("agent", str(cast.porter_id), "console"), at=sent[days])
    _go_wrong(parts, cast, at=sent[YESTERDAY] + timedelta(minutes=20))
    _send_a_slip(parts, cast, at=sent[YESTERDAY] + timedelta(minutes=40))
    _text_us(parts, at=sent[YESTERDAY] + timedelta(hours=1))
    return told


def _ten(at: datetime, days: int) -> datetime:
    """Return ten in the morning of the working day that is so many before today."""
    day = today(at)
    while days:
        day -= timedelta(days=1)
        days -= is_working_day(day)
    return from_london(day, TEN)


def _carry(parts: Parts, *, at: datetime) -> None:
    """Send and make what is due by then; what is in the demo of later days is not due yet."""
    phone = DemoPhone(parts.database, time=lambda: at)
    drain(_PastCarriers(parts.database, phone, parts.fonts), at=at)


def _print(parts: Parts, porter: Actor, *, at: datetime) -> None:
    """Let the post room print the tray in the afternoon."""
    closed_at, printed_at = at + timedelta(hours=5), at + timedelta(hours=6)
    with parts.database.unit_of_work() as session:
        try:
            batch = close_batch(session, actor=porter, at=closed_at, ready_by=closed_at)
        except NothingToPrint:  # printed before, by a loading that was stopped
            return
    make_files(parts.database, now=lambda: closed_at + timedelta(minutes=1))
    with parts.database.unit_of_work() as session:
        mark_printed(session, batch.id, actor=porter, at=printed_at)


def _go_wrong(parts: Parts, cast: Cast, *, at: datetime) -> None:
    """Let two texts fail, of which one becomes a letter, and let a letter come back."""
    agent = Actor("agent", str(cast.agent_id), "telephone")
    porter = Actor("agent", str(cast.porter_id), "console")
    with parts.database.unit_of_work() as session:
        person = get_person(session, _message(session, TO_LETTER, Channel.TEXT).person_id)
        agree(session, person, channel="letter", given=True, actor=agent, at=at)
    for story in (TO_LETTER, TO_CALL):
        with parts.database.unit_of_work() as session:
            text = _message(session, story, Channel.TEXT)
            settle_report(session, text.id, "undelivered", at=at, error_code=NOT_IN_USE)
    with parts.database.unit_of_work() as session:
        letter = _message(session, GONE_AWAY, Channel.LETTER)
        try:
            come_back(session, letter.id, "gone-away", actor=porter, at=at)
        except AlreadyDone:  # told before, by a loading that was stopped
            return


def _send_a_slip(parts: Parts, cast: Cast, *, at: datetime) -> None:
    """Let a reply slip come in, with a tick that waits for somebody and one that is so already."""
    porter = Actor("agent", str(cast.porter_id), "console")
    ticks = {"visit": ["another-time"], "wishes": ["no-texts"]}
    with parts.database.unit_of_work() as session:
        letter = _message(session, EASY_READ, Channel.LETTER)
        try:
            take_slip(session, letter.id, ticks, actor=porter, at=at)
        except AlreadyDone:  # told before, by a loading that was stopped
            return


def _text_us(parts: Parts, *, at: datetime) -> None:
    """Let somebody ask how the request stands, which is answered, and then what no rule knows."""
    number = TEXTS_US.person.phone or ""
    bodies: Mapping[str, str] = {STATUS_ID: "STATUS", ASKED_ID: ASKED}
    for key, body in bodies.items():
        take_in(parts, Received(supplier_id=key, sender=number, body=body), at=at)
        _carry(parts, at=at)
        at += timedelta(minutes=4)


def _message(session: Session, story: MessageStory, channel: Channel) -> Message:
    """Return the first message of a story on a channel."""
    query = (
        select(Message)
        .join(Application, Application.id == Message.application_id)
        .where(Application.start_key == stored_key(start_key(story.key)))
        .where(Message.channel == channel)
    )
    found = session.scalars(query.order_by(Message.created_at)).first()
    if found is None:
        raise StoryBroken(f"{story.key} has no {channel}")
    return found
