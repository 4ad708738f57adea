"""Messages: found by reference or by how they stand, shown as sent, started again when stuck."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from agent_console.acting import actor
from agent_console.addresses import id_in
from agent_console.timeline import (
    MESSAGE_CHANNELS,
    MESSAGE_COLOURS,
    MESSAGE_STATES,
)
from app.applications.models import Application
from app.audit import record
from app.errors import NotAllowedNow
from app.i18n import Words, _
from app.identity.permissions import Permission
from app.messages.batches import letter_file
from app.messages.kinds import name_of, text_of
from app.messages.models import Message, State
from app.messages.outbox import NoSuchMessage, retry
from app.references import parse_reference
from app.web.face import services
from app.web.guard import needs

views = Blueprint("messages", __name__)
MOST = 100
CAN_RETRY = (State.FAILED, State.HELD)


@views.get("/messages")
@needs(Permission.MESSAGE_VIEW)
def listed() -> ResponseReturnValue:
    """List messages, the newest first; sealed fields stay closed."""
    words, state = request.args.get("reference", "")[:50], request.args.get("state", "")
    reference = parse_reference(words)
    query = select(
        Message.id,
        Message.kind,
        Message.channel,
        Message.state,
        Message.due_at,
        Message.created_at,
        Application.reference,
        Application.id.label("application_id"),
    ).join(Application, Application.id == Message.application_id)
    if state in tuple(State):
        query = query.where(Message.state == state)
    if words.strip():
        query = query.where(Application.reference == (reference or ""))
    with services().database.reading() as session:
        rows = session.execute(query.order_by(Message.created_at.desc()).limit(MOST)).all()
    return render_template(
        "console/messages.html",
        rows=rows,
        words=reference or "".join(c for c in words if c.isprintable()),
        chosen=state,
        states=MESSAGE_STATES,
        colours=MESSAGE_COLOURS,
        name_of=name_of,
        channels_of=MESSAGE_CHANNELS,
        most=MOST,
    )


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
        application = work.get(Application, message.application_id)
        return render_template(
            "console/message.html",
            message=message,
            problem=Words(message.last_error) if message.last_error else None,
            application=application,
            text=text_of(message) if message.channel == "text" else "",
            states=MESSAGE_STATES,
            colours=MESSAGE_COLOURS,
            name_of=name_of,
            channels_of=MESSAGE_CHANNELS,
            can_retry=message.state in CAN_RETRY,
            has_letter=message.state in (State.RENDERED, State.PRINTED),
        )


@views.get("/messages/<message_id>/letter.pdf")
@needs(Permission.MESSAGE_VIEW)
def letter(message_id: str) -> ResponseReturnValue:
    """Open the letter as it is printed; the view is noted."""
    key, at = id_in(message_id), services().now()
    with services().database.unit_of_work() as work:
        pdf = letter_file(work, key)
        record(work, "letter.viewed", actor=actor(), at=at, subject_kind="message", subject_id=key)
    return Response(pdf, mimetype="application/pdf")


@views.post("/messages/<message_id>/retry")
@needs(Permission.MESSAGE_VIEW)
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
