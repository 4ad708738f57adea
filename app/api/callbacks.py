"""Delivery reports of texts, as Twilio posts them: signed, or refused."""

from __future__ import annotations

from uuid import UUID

from flask import Flask, current_app, request
from flask.typing import ResponseReturnValue

from app.messages.reports import settle_report
from app.messages.sms import CALLBACK_PATH, is_genuine
from app.web.face import EXTENSION
from app.web.guard import public
from app.web.parts import Parts

REPORT_PATH = CALLBACK_PATH.format(message_id="<uuid:message_id>")


def add_callbacks(app: Flask) -> None:
    """Add the supplier's routes to the backend."""
    app.add_url_rule(REPORT_PATH, "text_report", text_report, methods=["POST"])


@public
def text_report(message_id: UUID) -> ResponseReturnValue:
    """Take in one delivery report; 403 for a wrong signature, 404 where Twilio is not used.

    A report that changes nothing (repeated, late, of an unknown message) is answered like any
    other, so that the supplier does not send it again.
    """
    services: Parts = current_app.extensions[EXTENSION]
    settings = services.settings
    if settings.sms_supplier != "twilio":
        return "", 404
    fields = request.form.to_dict()
    url = settings.public_url.rstrip("/") + request.path
    signature = request.headers.get("X-Twilio-Signature", "")
    # Either account may report; each signs with its own key.
    tokens = [token for token in (settings.twilio_token, settings.spare_token) if token]
    if not any(is_genuine(token, url=url, fields=fields, signature=signature) for token in tokens):
        return "", 403
    with services.database.unit_of_work() as session:
        settle_report(
            session,
            message_id,
            fields.get("MessageStatus", ""),
            at=services.now(),
            supplier_id=fields.get("MessageSid") or None,
            error_code=fields.get("ErrorCode") or None,
        )
    return "", 204
