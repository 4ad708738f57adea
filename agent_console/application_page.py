"""One application: its status and reference, what was said, what happened, what can be done."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from agent_console.acting import Acting, acting, actor
from agent_console.addresses import id_in
from agent_console.timeline import (
    MESSAGE_CHANNELS,
    MESSAGE_COLOURS,
    MESSAGE_STATES,
    timeline_of,
)
from agent_console.visit_facts import booked_slot
from app.applications import lifecycle
from app.applications.models import Application
from app.applications.visit_reasons import CANCEL_REASONS, REJECT_REASONS
from app.audit import record
from app.i18n import Words
from app.identity.permissions import Permission
from app.journeys.catalogue.prison_visit.life import VisitStatus
from app.journeys.life import Status
from app.journeys.summary import summarise
from app.messages.kinds import name_of, text_of
from app.messages.models import Channel, Message, State
from app.messages.outbox import messages_of
from app.people import get_person
from app.places import Venue
from app.web.face import services
from app.web.guard import needs

views = Blueprint("application_page", __name__)
LETTER_READY = (State.RENDERED, State.PRINTED)
_REASONS = {reason.slug: reason.words for reason in (*CANCEL_REASONS, *REJECT_REASONS)}


@views.get("/applications/<application_id>")
@needs(Permission.APPLICATION_VIEW)
def show(application_id: str) -> ResponseReturnValue:
    """Show an application; the view is noted. A draft goes on where it stopped."""
    at, key = services().now(), id_in(application_id)
    with services().database.unit_of_work() as work:
        application = lifecycle.get_application(work, key)
        path = lifecycle.load_path(work, application)
        if application.status == Status.DRAFT and acting().may(Permission.APPLICATION_KEY):
            gap = path.first_unanswered()
            if gap is None:
                return redirect(url_for("check_answers.show", application_id=key))
            return redirect(url_for("keying.show", application_id=key, slug=gap.section.slug))
        record(work, "application.viewed", actor=actor(), at=at, subject_kind="application", subject_id=key)  # fmt: skip
        messages = messages_of(work, key)
        return render_template(
            "console/application.html",
            application=application,
            person=get_person(work, application.person_id) if application.person_id else None,
            venue=work.get(Venue, application.venue_code) if application.venue_code else None,
            parts=summarise(path),
            slot=booked_slot(work, application),
            replaced=_other(work, application),
            reason=_reason(application),
            messages=[_shown(message) for message in messages],
            timeline=timeline_of(work, application, messages),
            actions=_actions(application, acting()),
            start_key=uuid4().hex,
        )


def _other(session: Session, application: Application) -> Application | None:
    """Return the visit that this one replaces or would replace."""
    return session.get(Application, application.replaces_id) if application.replaces_id else None


def _reason(application: Application) -> dict[str, Any] | None:
    decision = application.decision
    if not decision:
        return None
    words: Words | str = _REASONS.get(decision["reason"], decision["reason"])
    return {"words": words, "until": decision.get("until"), "said": decision.get("words")}


def _shown(message: Message) -> dict[str, Any]:
    """Return a message as the page shows it: a text exactly as it is sent."""
    text = text_of(message) if message.channel == Channel.TEXT else ""
    return {
        "id": message.id,
        "kind": name_of(message.kind),
        "channel": MESSAGE_CHANNELS[message.channel],
        "state": MESSAGE_STATES[message.state],
        "colour": MESSAGE_COLOURS[message.state],
        "to": message.to,
        "text": text,
        "language": message.language,
        "letter": message.channel == Channel.LETTER and message.state in LETTER_READY,
        "when": message.settled_at or message.sent_at or message.due_at,
        "due": message.state == State.QUEUED and message.due_at > message.created_at,
        "error": Words(message.last_error) if message.last_error else None,
    }


def _actions(application: Application, acting: Acting) -> set[str]:
    """Say what this agent can do with the application as it stands."""
    status, actions = application.status, set()
    for_visitor = acting.may(Permission.VISIT_CANCEL_FOR_VISITOR)
    decides = acting.may(Permission.VISIT_DECIDE)
    if status == VisitStatus.BOOKED and for_visitor:
        actions |= {"change", "cancel"}
    if status == Status.REQUESTED and for_visitor:
        actions.add("withdraw")
    if decides and status in (VisitStatus.BOOKED, Status.REQUESTED):
        actions.add("decide")
    return actions
