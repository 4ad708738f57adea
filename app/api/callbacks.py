"""Delivery reports of texts, and texts that people send us, as Twilio posts them: signed, or refused."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from flask import Flask, Response, current_app, request
from flask.typing import ResponseReturnValue

from app.messages.inbound.taking_in import Received, take_in
from app.messages.reports import take_report
from app.messages.sms import CALLBACK_PATH, NO_ANSWER, TEXTS_PATH, is_genuine
from app.web.face import EXTENSION
from app.web.guard import public
from app.web.parts import Parts

REPORT_PATH = CALLBACK_PATH.format(message_id="<uuid:message_id>")


def add_callbacks(app: Flask) -> None:
    """Add the supplier's routes to the backend."""
    app.add_url_rule(TEXTS_PATH, "text_received", text_received, methods=["POST"])
    app.add_url_rule(REPORT_PATH, "text_report", text_report, methods=["POST"])


@public
def text_report(message_id: UUID) -> ResponseReturnValue:
    """Take in one delivery report; 403 for a wrong signature, 404 where Twilio is not used.

    A report that changes nothing (repeated, late, of an unknown message) is answered like any
    other, so that the supplier does not send it again.
    """
    services: Parts = current_app.extensions[EXTENSION]
    fields = request.form.to_dict()
    if refusal := _refusal(services, fields):
        return "", refusal
    take_report(
        services.database,
        message_id,
        fields.get("MessageStatus", ""),
        at=services.now(),
        supplier_id=fields.get("MessageSid") or None,
        error_code=fields.get("ErrorCode") or None,
    )
    return "", 204


@public
def text_received() -> ResponseReturnValue:
    """Take in one text; 403 for a wrong signature, 404 where Twilio is not used.

    The answer is empty: replies go through the outbox, so that wishes, rate and trail hold. A text
    without an id is answered like one that we have, so that the supplier does not send it again.
    """
    services: Parts = current_app.extensions[EXTENSION]
    fields = request.form.to_dict()
    if refusal := _refusal(services, fields):
        return "", refusal
    received = Received(
        supplier_id=fields.get("MessageSid", ""),
        sender=fields.get("From", ""),
        body=fields.get("Body", ""),
        opt_out=fields.get("OptOutType", ""),
        picture=fields.get("NumMedia", "0") != "0",
    )
    if received.supplier_id and received.sender:
        take_in(services, received, at=services.now())
    return Response(NO_ANSWER, mimetype="text/xml")


def _refusal(services: Parts, fields: Mapping[str, str]) -> int:
    """Return the status that refuses this request, or 0 for one that Twilio signed.

    Either account may report; each signs with its own key.
    """
    settings = services.settings
    if settings.sms_supplier != "twilio":
        return 404
    if len(list(request.form.items(multi=True))) != len(fields):
        return 403  # a field that comes twice: the signature speaks of one of them only
    url = settings.public_url.rstrip("/") + request.full_path.removesuffix("?")
    signature = request.headers.get("X-Twilio-Signature", "")
    tokens = [token for token in (settings.twilio_token, settings.spare_token) if token]
    signed = any(is_genuine(one, url=url, fields=fields, signature=signature) for one in tokens)
    return 0 if signed else 403
