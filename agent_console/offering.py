"""Offering times by text: up to three, for the person to answer with a number."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from agent_console.acting import acting, actor
from agent_console.addresses import id_in
from agent_console.possible import deciding_on
from app.applications.actions import Deciding
from app.applications.lifecycle import get_application
from app.applications.models import Application
from app.audit import record
from app.errors import Forbidden
from app.i18n import Words, _
from app.identity.permissions import Permission
from app.messages.inbound.requests import time_taking
from app.messages.inbound.slots import (
    MOST_TIMES,
    CannotOffer,
    Offering,
    offer_slots,
    times_for,
)
from app.people import get_person
from app.values.date_words import show_date, show_times
from app.web.face import services
from app.web.guard import needs

views = Blueprint("offering", __name__)
FIELDS = tuple(f"time-{number}" for number in range(1, MOST_TIMES + 1))
NONE_CHOSEN = _("Choose at least one time")
NOT_TO_BE_HAD: Words = _(
    "These times cannot be offered by text. One may be taken, or the person may not want texts, or "
    "shares the phone."
)


def may_offer(deciding: Deciding) -> bool:
    """Say whether this agent may offer times for an application as it stands now."""
    application = deciding.application
    action = time_taking(deciding.session, application, services().desks, at=deciding.at)
    return action is not None and acting().may(action.needs)


@views.get("/applications/<application_id>/offer-times")
@needs(Permission.APPLICATION_VIEW)
def show(application_id: str) -> ResponseReturnValue:
    """Show the times that can be offered; the view is noted."""
    return _page(id_in(application_id))


@views.post("/applications/<application_id>/offer-times")
@needs(Permission.APPLICATION_VIEW)
def offer(application_id: str) -> ResponseReturnValue:
    """Text the times that were chosen to the person."""
    key = id_in(application_id)
    typed = [request.form.get(field, "") for field in FIELDS]
    chosen = [int(text) for text in typed if text.isascii() and text.isdigit() and len(text) < 10]
    if not chosen:
        return _page(key, error=NONE_CHOSEN), 422
    try:
        with services().database.unit_of_work() as work:
            application = _allowed(work, key)
            offer_slots(_offering(work), application, list(dict.fromkeys(chosen)))
    except CannotOffer:
        return _page(key, error=NOT_TO_BE_HAD), 422
    flash(str(_("The times are on their way to the person.")))
    return redirect(url_for("application_page.show", application_id=key))


def _offering(work: Session) -> Offering:
    return Offering(
        session=work,
        desks=services().desks,
        settings=services().settings,
        actor=actor(),
        at=services().now(),
    )


def _allowed(work: Session, application_id: UUID) -> Application:
    """Return the application; raise Forbidden for an agent who may not book its times."""
    application = get_application(work, application_id)
    deciding = deciding_on(work, application_id, at=services().now())
    if not may_offer(deciding):
        raise Forbidden(f"no times of {application.reference} are offered by this agent")
    return application


def _page(application_id: UUID, *, error: Words | None = None) -> str:
    at = services().now()
    with services().database.unit_of_work() as work:
        application = _allowed(work, application_id)
        record(
            work,
            "application.viewed",
            actor=actor(),
            at=at,
            subject_kind="application",
            subject_id=application.id,
        )
        return render_template(
            "console/offer_times.html",
            application=application,
            person=get_person(work, application.person_id) if application.person_id else None,
            times=times_for(work, application, at=at),
            fields=FIELDS,
            typed=request.form,
            show_date=show_date,
            show_times=show_times,
            error=error,
            errors=[{"text": str(error), "href": f"#{FIELDS[0]}"}] if error else [],
        )
