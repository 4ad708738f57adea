"""What an agent does for a visitor with a visit that was sent: change it, cancel it, take it back."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID, uuid4

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from agent_console.acting import acting, actor
from agent_console.addresses import id_in
from agent_console.stages import stage_of
from app.applications import visits
from app.applications.lifecycle import get_application
from app.applications.models import Application
from app.applications.visits import Decision
from app.contacts import Channel
from app.errors import AlreadyDone, NotAllowedNow
from app.i18n import Words, _
from app.identity.permissions import Permission
from app.web.face import services
from app.web.guard import needs

views = Blueprint("changes", __name__)


@views.post("/applications/<application_id>/change")
@needs(Permission.APPLICATION_KEY)
def change(application_id: str) -> ResponseReturnValue:
    """Begin a change of a booked visit, which keeps its time until the new one is confirmed."""
    key, at, contact = id_in(application_id), services().now(), acting().contact
    start_key = request.form.get("start_key", "")
    try:
        with services().database.unit_of_work() as work:
            draft = visits.start_change(
                work,
                get_application(work, key),
                key=start_key if start_key.isalnum() and len(start_key) <= 64 else uuid4().hex,
                channel=contact.channel if contact else Channel.TELEPHONE.value,
                contact_id=contact.id if contact else None,
                actor=actor(),
                at=at,
            )
    except NotAllowedNow:
        return told(key)
    return redirect(url_for("keying.show", application_id=draft.id, slug="time"))


@views.route("/applications/<application_id>/cancel", methods=["GET", "POST"])
@needs(Permission.VISIT_CANCEL_FOR_VISITOR)
def cancel(application_id: str) -> ResponseReturnValue:
    """Cancel a booked visit because the visitor asks."""
    key, at = id_in(application_id), services().now()
    if request.method == "GET":
        return _ask(key, _("Cancel this visit?"), _("Cancel the visit"))

    def do(application: Application) -> None:
        with services().database.unit_of_work() as work:
            kept = get_application(work, application.id)
            visits.cancel(work, kept, Decision(reason="visitor"), actor=actor(), at=at)

    return decide(key, do, _("The visit is cancelled."))


@views.route("/applications/<application_id>/withdraw", methods=["GET", "POST"])
@needs(Permission.VISIT_CANCEL_FOR_VISITOR)
def withdraw(application_id: str) -> ResponseReturnValue:
    """Take back a request that was not answered yet."""
    key, at = id_in(application_id), services().now()
    if request.method == "GET":
        return _ask(key, _("Take this request back?"), _("Take the request back"))

    def do(application: Application) -> None:
        with services().database.unit_of_work() as work:
            visits.withdraw(work, get_application(work, application.id), actor=actor(), at=at)

    return decide(key, do, _("The request is withdrawn."))


def decide(key: UUID, do: Callable[[Application], None], done: Words) -> ResponseReturnValue:
    """Do one thing to an application; whoever comes second is told how it stands."""
    with services().database.reading() as reading:
        application = get_application(reading, key)
    try:
        do(application)
    except (AlreadyDone, NotAllowedNow):
        return told(key)
    flash(str(done))
    return redirect(url_for("application_page.show", application_id=key))


def told(key: UUID) -> ResponseReturnValue:
    """Say that somebody else was first, and how the application stands now."""
    with services().database.reading() as reading:
        stage = stage_of(get_application(reading, key))
    words = _("This was decided already. It is now: {status}. Nothing was changed.")
    flash(str(words.filled(status=stage.words)))
    return redirect(url_for("application_page.show", application_id=key))


def _ask(key: UUID, question: Words, button: Words) -> str:
    with services().database.reading() as reading:
        application = get_application(reading, key)
    return render_template(
        "console/confirm.html", application=application, question=question, button=button
    )
