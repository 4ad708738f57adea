"""Deciding: the page of one request with what helps to decide it, and whatever its service can do.

An action that is part of the decision is drawn on the page of decisions; any other has a page of
its own. Whoever comes second is told how the application stands now.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from agent_console.acting import actor
from agent_console.addresses import id_in
from agent_console.keeping import typed
from agent_console.offering import may_offer
from agent_console.possible import (
    Offered,
    action_called,
    decides,
    deciding_on,
    doing,
    fits,
    form_of,
    offered,
    open_actions,
)
from agent_console.slips_shown import slips_shown
from agent_console.stages import facts_beside, stage_of
from app.applications.actions import Action, Deciding
from app.applications.desks import Gone
from app.applications.lifecycle import get_application, journey_of
from app.audit import record
from app.errors import AlreadyDone, NotAllowedNow
from app.i18n import _
from app.identity.permissions import Permission
from app.journeys.life import Status
from app.journeys.path import find_path
from app.journeys.questions import StepForm
from app.journeys.summary import summarise
from app.messages.slips_kept import post_about
from app.people import get_person
from app.web.face import services
from app.web.guard import needs
from app.web.runner import desk_of

views = Blueprint("deciding", __name__)
TOLD = _("This was decided already. It is now: {status}. Nothing was changed.")


@views.get("/requests/<application_id>")
@needs(Permission.APPLICATION_VIEW)
def show(application_id: str) -> ResponseReturnValue:
    """Show one request with everything that helps to decide it; the view is noted.

    Whoever decides nothing about it is led to its ordinary page.
    """
    at, key = services().now(), id_in(application_id)
    with services().database.unit_of_work() as work:
        deciding = deciding_on(work, key, at=at)
        mine = decides(desk_of(deciding.application, services()))
        if not mine or deciding.application.status == Status.DRAFT:
            return redirect(_page_of(key))
        return _page(deciding)


@views.route("/applications/<application_id>/do/<slug>", methods=["GET", "POST"])
@needs(Permission.APPLICATION_VIEW)
def act(application_id: str, slug: str) -> ResponseReturnValue:
    """Ask what an action needs to know, or carry it out. Raises Forbidden as the action demands."""
    key = id_in(application_id)
    try:
        return _ask(key, slug) if request.method == "GET" else _carry_out(key, slug)
    except Gone as gone:
        return _ask(key, slug, gone), 422
    except (AlreadyDone, NotAllowedNow):
        return _told(key)


def _carry_out(key: UUID, slug: str) -> ResponseReturnValue:
    with services().database.unit_of_work() as work:
        deciding = deciding_on(work, key, at=services().now())
        action = action_called(deciding, slug)
        form = form_of(action, deciding, typed())
        if not fits(action, form, deciding):
            return _page(deciding, action, form), 422
        wish = doing(deciding, key=_start_key())
        onward = action.do(wish, form.values())
        next_page = _page_of(onward.id if onward else key)
    flash(str(action.done))
    return redirect(next_page)


def _start_key() -> str:
    key = request.form.get("start_key", "")
    return key if key.isalnum() and len(key) <= 64 else uuid4().hex


def _ask(key: UUID, slug: str, gone: Gone | None = None) -> str:
    """Show the page of an action, with what was typed and, if so, with what is gone."""
    with services().database.unit_of_work() as work:
        deciding = deciding_on(work, key, at=services().now())
        action = action_called(deciding, slug)
        form = form_of(action, deciding, typed())
        if gone is not None and gone.question in form:
            form.refuse(gone.question, gone.words)
        elif gone is not None:
            flash(str(gone.words))
        return _page(deciding, action, form)


def _told(key: UUID) -> ResponseReturnValue:
    """Say that somebody else was first, and how the application stands now."""
    with services().database.reading() as reading:
        stage = stage_of(get_application(reading, key))
    flash(str(TOLD.filled(status=stage.words)))
    return redirect(_page_of(key))


def _page(deciding: Deciding, chosen: Action | None = None, form: StepForm | None = None) -> str:
    """Draw the page of decisions, or the page of an action that has its own; the view is noted."""
    application = deciding.application
    record(
        deciding.session,
        "application.viewed",
        actor=actor(),
        at=deciding.at,
        subject_kind="application",
        subject_id=application.id,
    )
    about = {
        "application": application,
        "person": get_person(deciding.session, application.person_id)
        if application.person_id
        else None,
        "start_key": uuid4().hex,
    }
    if chosen is not None and form is not None and not chosen.on_page:
        one = offered(chosen, form)
        return render_template("console/action.html", one=one, errors=one.errors, **about)
    drawn = [
        offered(one, form if form is not None and one is chosen else form_of(one, deciding))
        for one in open_actions(deciding)
    ]
    return render_template("console/decide.html", **about, **_helpful(deciding), **_sorted(drawn))


def _helpful(deciding: Deciding) -> Mapping[str, Any]:
    """Return what helps to decide: the answers, the desk's facts, the verdict, and what slips say."""
    application, answers, at = deciding.application, deciding.answers, deciding.at
    standing = desk_of(application, services()).standing(application, answers, at=at)
    return {
        "parts": summarise(find_path(journey_of(application), answers)),
        "standing": standing,
        "facts": facts_beside(deciding, standing),
        "may_offer": may_offer(deciding),
        "slips": slips_shown(deciding.session, post_about(deciding.session, application.id)),
    }


def _sorted(drawn: list[Offered]) -> Mapping[str, Any]:
    return {
        "forms": [one for one in drawn if one.action.on_page],
        "others": [one for one in drawn if not one.action.on_page],
        "errors": [error for one in drawn for error in one.errors],
    }


def _page_of(application_id: UUID) -> str:
    return url_for("application_page.show", application_id=application_id)
