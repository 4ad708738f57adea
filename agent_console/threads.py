"""Threads: all that was said to one person, or about one application, in order, texts and reply slips too."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from agent_console.acting import acting, actor
from agent_console.addresses import id_in, number_in
from agent_console.message_shown import shown_all
from agent_console.slips_shown import slips_shown
from app.applications.lifecycle import get_application
from app.audit import record
from app.errors import Forbidden
from app.identity.permissions import Permission
from app.messages.threads import thread_of
from app.people import view_person
from app.web.face import services
from app.web.guard import needs

views = Blueprint("threads", __name__)


@views.get("/messages/person/<person_id>")
@needs(Permission.MESSAGE_VIEW)
def of_person(person_id: str) -> ResponseReturnValue:
    """Show everything that was said to one person; the view is noted."""
    if not acting().may(Permission.PERSON_VIEW):
        raise Forbidden("a thread of a person needs person.view")
    key = id_in(person_id)
    with services().database.unit_of_work() as work:
        person = view_person(work, key, actor=actor(), at=services().now())
        return _page(work, {"person_id": key}, person=person, application=None)


@views.get("/messages/application/<application_id>")
@needs(Permission.MESSAGE_VIEW)
def of_application(application_id: str) -> ResponseReturnValue:
    """Show everything that was said about one application; the view is noted."""
    key, at = id_in(application_id), services().now()
    with services().database.unit_of_work() as work:
        application = get_application(work, key)
        record(work, "application.viewed", actor=actor(), at=at, subject_kind="application", subject_id=key)  # fmt: skip
        return _page(work, {"application_id": key}, person=None, application=application)


def _page(session: Session, whose: dict[str, Any], **about: Any) -> str:
    number = number_in(request.args.get("page", ""), least=1, most=1000, otherwise=1)
    thread = thread_of(session, number=number, **whose)
    ours = [one.ours for one in thread.said if one.ours is not None]
    shown = {one.id: one for one in shown_all(session, ours, at=services().now())}
    came = [one.slip for one in thread.said if one.slip is not None]
    newest_first = [post.id for post, _letter in reversed(came)]
    slips = dict(zip(newest_first, slips_shown(session, came), strict=True))
    return render_template(
        "console/thread.html", thread=thread, shown=shown, slips=slips, number=number, **about
    )
