"""One application: its status and reference, what was said, what happened, what can be done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from agent_console.acting import acting, actor
from agent_console.addresses import id_in
from agent_console.message_shown import shown_all
from agent_console.pages_shown import forms_about
from agent_console.possible import decides, form_of, offered, open_actions
from agent_console.slips_shown import slips_shown
from agent_console.stages import facts_beside
from agent_console.timeline import timeline_of
from app.applications import lifecycle
from app.applications.actions import Deciding
from app.applications.desks import Desk
from app.applications.held_time import taken_slot
from app.applications.models import Application
from app.audit import record
from app.i18n import Words
from app.identity.permissions import Permission
from app.journeys.life import Status
from app.journeys.summary import summarise
from app.messages.outbox import messages_of
from app.messages.slips_kept import post_about
from app.people import get_person
from app.places import Venue
from app.web.face import services
from app.web.guard import needs
from app.web.runner import desk_of

views = Blueprint("application_page", __name__)


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
        messages = shown_all(work, list(messages_of(work, key)), at=at)
        posts = post_about(work, key)
        return render_template(
            "console/application.html",
            application=application,
            person=get_person(work, application.person_id) if application.person_id else None,
            venue=work.get(Venue, application.venue_code) if application.venue_code else None,
            parts=summarise(path),
            slot=taken_slot(work, key),
            replaced=_other(work, application),
            messages=messages,
            slips=slips_shown(work, posts),
            forms=forms_about(work, [one.message for one in messages], posts),
            timeline=timeline_of(work, application, messages, posts),
            start_key=uuid4().hex,
            **_of_service(
                Deciding(session=work, application=application, answers=path.answers, at=at)
            ),
        )


def _of_service(found: Deciding) -> Mapping[str, Any]:
    """Return what the service's desk adds: what can be done, why, how it stands, what to see."""
    application, answers = found.application, found.answers
    desk = desk_of(application, services())
    standing = desk.standing(application, answers, at=found.at)
    open_now = open_actions(found)
    return {
        "actions": [offered(one, form_of(one, found)) for one in open_now if not one.on_page],
        "to_decide": any(one.on_page for one in open_now),
        "reason": _reason(application, desk),
        "said": (application.decision or {}).get("words"),
        "standing": standing,
        "facts": facts_beside(found, standing) if decides(desk) else (),
    }


def _other(session: Session, application: Application) -> Application | None:
    """Return the application that this one replaces or would replace."""
    return session.get(Application, application.replaces_id) if application.replaces_id else None


def _reason(application: Application, desk: Desk) -> Words | None:
    """Return why it ended as it did, in the service's words, where there is a reason."""
    return desk.decision_words(application) if application.decision else None
