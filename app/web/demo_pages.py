"""The demo phone and the demo print tray: what would have been sent, shown instead.

They exist in the demo profile only, where everybody is invented.
"""

from __future__ import annotations

from uuid import UUID

from flask import Flask, Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from app.i18n import LANGUAGES, Words
from app.messages.demo_phone import demo_texts
from app.messages.formats import MIME, kind_of_file
from app.messages.inbound.taking_in import Received, take_in
from app.messages.kinds import wording_of
from app.messages.models import LetterFile, Message
from app.web.face import services
from app.web.guard import public
from app.web.request_log import request_id

SHOWN = 100
LONGEST_NUMBER = 40


def add_demo_pages(app: Flask) -> None:
    """Add both pages to the front."""
    app.add_url_rule("/demo/phone", "demo_phone", phone)
    app.add_url_rule("/demo/phone/reply", "demo_reply", reply, methods=["POST"])
    app.add_url_rule("/demo/post", "demo_post", post)
    app.add_url_rule("/demo/post/<uuid:message_id>.pdf", "demo_letter", letter)


@public
def phone() -> str:
    """Show the texts that would have been sent, newest first; the phone that texted stays chosen."""
    with services().database.reading() as session:
        texts = demo_texts(session, limit=SHOWN)
    numbers = list(dict.fromkeys(text.to for text in texts))
    chosen = request.args.get("sender", "")
    return render_template("web/demo_phone.html", texts=texts, numbers=numbers, chosen=chosen)


@public
def reply() -> ResponseReturnValue:
    """Take in a text from one of these phones, as if a supplier had handed it on."""
    received = Received(
        supplier_id=f"demo-{request_id()}",
        sender=request.form.get("sender", ""),
        body=request.form.get("body", ""),
    )
    if received.sender and received.body.strip():
        take_in(services(), received, at=services().now())
    return redirect(url_for("demo_phone", sender=received.sender[:LONGEST_NUMBER]))


@public
def post() -> str:
    """List the letters that were made, newest first."""
    query = (
        select(Message, LetterFile.pages, LetterFile.rendered_at)
        .join(LetterFile, LetterFile.message_id == Message.id)
        .order_by(LetterFile.rendered_at.desc(), Message.id)
        .limit(SHOWN)
    )
    with services().database.reading() as session:
        rows = [
            (message, _heading(message), pages, made)
            for message, pages, made in session.execute(query)
        ]
    return render_template("web/demo_post.html", rows=rows, languages=LANGUAGES)


def _heading(message: Message) -> Words:
    return wording_of(message.kind, message.wording_version).said(message.body).heading


@public
def letter(message_id: UUID) -> Response:
    """Show one letter as it would be printed."""
    with services().database.reading() as session:
        made = session.get(LetterFile, message_id)
    if made is None:
        abort(404)
    return Response(made.pdf, mimetype=MIME[kind_of_file(made.format, made.pdf)])
