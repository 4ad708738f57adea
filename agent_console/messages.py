"""Messages: found by whom or what they are about, shown as sent, started again or given up when stuck."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from agent_console.acting import acting, actor
from agent_console.addresses import id_in, number_in
from agent_console.downloads import file_of
from agent_console.message_shown import shown_all
from agent_console.message_words import CHANNELS, COLOURS, STATES
from agent_console.person_forms import guess
from app.applications.lifecycle import find_called
from app.applications.models import Application
from app.audit import record
from app.errors import NotAllowedNow
from app.i18n import Words, _
from app.identity.permissions import Permission
from app.messages.batches import letter_file
from app.messages.formats import kind_of_file
from app.messages.giving_up import give_up
from app.messages.kinds import all_kinds, name_of
from app.messages.letter_previews import can_be_previewed, letter_to_come
from app.messages.listing import Wanted, count_stuck, find_messages, posted_of
from app.messages.models import Channel, Message, State
from app.messages.outbox import NoSuchMessage, retry
from app.messages.post import Unprintable
from app.people import find_people, get_person, record_search
from app.references import parse_reference
from app.tasks import KIND_LABELS, Task
from app.values.dates import parse_date
from app.values.refusal import Refusal
from app.web.face import services
from app.web.guard import needs

views = Blueprint("messages", __name__)
PAGE = 50
CAN_RETRY = (State.FAILED, State.HELD)


@views.get("/messages")
@needs(Permission.MESSAGE_VIEW)
def listed() -> ResponseReturnValue:
    """List messages, the newest first; sealed fields stay closed."""
    day, wrong = _day(request.args.get("day", ""))
    words = request.args.get("reference", "")[:50]
    reference = parse_reference(words)
    wanted = Wanted(
        reference=(reference or "-") if words.strip() else "",
        kind=_listed("kind", [one.kind for one in all_kinds()]),
        channel=_listed("channel", list(Channel)),
        state=_listed("state", list(State)),
        day=day,
    )
    return _list_page(wanted, words=reference or _printable(words), wrong=wrong)


@views.get("/messages/stuck")
@needs(Permission.MESSAGE_VIEW)
def stuck() -> ResponseReturnValue:
    """List what was held, or failed with nothing to follow, each with its reason."""
    number = _number()
    with services().database.reading() as session:
        found = find_messages(session, Wanted(stuck=True), number=number, size=PAGE)
        total = count_stuck(session)
    return render_template(
        "console/stuck.html",
        page=found,
        number=number,
        total=total,
        states=STATES,
        colours=COLOURS,
        channels_of=CHANNELS,
        name_of=name_of,
        error_of=Words,
    )


def _listed(name: str, known: list[Any]) -> str:
    value = request.args.get(name, "")
    return value if value in known else ""


def _number() -> int:
    return number_in(request.args.get("page", ""), least=1, most=100_000, otherwise=1)


def _printable(text: str) -> str:
    return "".join(c for c in text if c.isprintable())


def _day(text: str) -> tuple[date | None, Words | None]:
    """Return the day that was typed, and what is wrong with it."""
    try:
        return (parse_date(text[:30]) if text.strip() else None), None
    except Refusal as refusal:
        return None, refusal.words


def _list_page(wanted: Wanted, *, words: str, wrong: Words | None) -> str:
    number = _number()
    with services().database.reading() as session:
        found = find_messages(session, wanted, number=number, size=PAGE)
        waiting = count_stuck(session)
    return render_template(
        "console/messages.html",
        page=found,
        number=number,
        wanted=wanted,
        words=words,
        day=_printable(request.args.get("day", "")[:30]),
        wrong=wrong,
        stuck=waiting,
        kinds=sorted(((one.kind, str(one.name)) for one in all_kinds()), key=lambda one: one[1]),
        states=STATES,
        colours=COLOURS,
        name_of=name_of,
        channels_of=CHANNELS,
    )


@views.post("/messages/find")
@needs(Permission.PERSON_VIEW)
def find() -> ResponseReturnValue:
    """Find whose messages to read, by name or phone; they are posted, so that no address has them."""
    words = request.form.get("words", "")[:200]
    reference = parse_reference(words)
    with services().database.unit_of_work() as work:
        if reference and (key := find_called(work, reference)):
            return redirect(url_for("threads.of_application", application_id=key))
        found = find_people(work, guess(words))
        if found:
            record_search(work, found, actor=actor(), at=services().now())
    return render_template("console/messages_of.html", found=found)


@views.get("/messages/<message_id>")
@needs(Permission.MESSAGE_VIEW)
def show(message_id: str) -> ResponseReturnValue:
    """Show one message exactly as it is sent; the view is noted."""
    key, at = id_in(message_id), services().now()
    with services().database.unit_of_work() as work:
        message = work.get(Message, key)
        if message is None:
            raise NoSuchMessage("no such message")
        record(work, "message.viewed", actor=actor(), at=at, subject_kind="message", subject_id=key)
        (one,) = shown_all(work, [message], at=at)
        application = message.application_id and work.get(Application, message.application_id)
        return render_template(
            "console/message.html",
            one=one,
            message=message,
            application=application,
            person=get_person(work, message.person_id) if acting().may("person.view") else None,
            tasks=work.scalars(select(Task).where(Task.message_id == key)).all(),
            task_kinds=KIND_LABELS,
            name_of=name_of,
            channels_of=CHANNELS,
            can_retry=message.state in CAN_RETRY and acting().may(Permission.MESSAGE_RETRY),
        )


@views.get("/messages/<message_id>/letter")
@needs(Permission.MESSAGE_VIEW)
def letter(message_id: str) -> ResponseReturnValue:
    """Open the letter as it is printed or will be, or its braille or sound; the view is noted."""
    key, at = id_in(message_id), services().now()
    try:
        data, ending = _letter(key, at)
    except Unprintable as unprintable:
        flash(str(unprintable.words))
        return redirect(url_for("messages.show", message_id=key))
    with services().database.unit_of_work() as work:
        record(work, "letter.viewed", actor=actor(), at=at, subject_kind="message", subject_id=key)
    return file_of(data, ending, name="letter", of=key, shown=True)


def _letter(key: UUID, at: datetime) -> tuple[bytes, str]:
    """Return the file of a letter and how its name ends; one to come is made for this look only."""
    with services().database.reading() as session:
        message = session.get(Message, key)
        if message is not None and can_be_previewed(message):
            made = letter_to_come(session, key, services().fonts, at=at)
            return made.data, made.kind
        kept = letter_file(session, key)
        return kept, kind_of_file(posted_of(session, [key])[key].format, kept)


@views.post("/messages/<message_id>/retry")
@needs(Permission.MESSAGE_RETRY)
def again(message_id: str) -> ResponseReturnValue:
    """Start a failed or held message again."""
    key = id_in(message_id)
    try:
        with services().database.unit_of_work() as work:
            retry(work, key, at=services().now(), actor=actor())
        flash(str(_("The message is tried again.")))
    except NotAllowedNow:
        flash(str(_("This message was tried again already, or has left.")))
    return redirect(url_for("messages.show", message_id=key))


@views.post("/messages/<message_id>/give-up")
@needs(Permission.MESSAGE_RETRY)
def leave(message_id: str) -> ResponseReturnValue:
    """Give a stuck message up: its next channel is used, and staff have a task."""
    key = id_in(message_id)
    try:
        with services().database.unit_of_work() as work:
            give_up(work, key, actor=actor(), at=services().now())
        flash(str(_("The message is given up. There is a task about it.")))
    except NotAllowedNow:
        flash(str(_("This message was tried again already, or has left.")))
    return redirect(url_for("messages.show", message_id=key))
