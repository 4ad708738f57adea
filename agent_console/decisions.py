"""A clerk decides: a request is confirmed at one of its times or rejected, a visit is cancelled."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from agent_console.acting import actor
from agent_console.addresses import id_in, number_in
from agent_console.changes import decide, told
from agent_console.decision_forms import AgreedTimeForm, CancelForm, RejectForm
from agent_console.keeping import typed
from agent_console.own_forms import errors_of, widgets
from agent_console.visit_facts import MATCH_WORDS, booked_slot, choices_of, match_of
from app.applications import visits
from app.applications.lifecycle import get_application, load_answers, load_path
from app.applications.models import Application
from app.applications.visits import Decision
from app.appointments import AlreadyBooked, SlotGone
from app.audit import record
from app.errors import AlreadyDone, NotAllowedNow, NotFound
from app.i18n import Words, _
from app.identity.permissions import Permission
from app.journeys.catalogue.prison_visit.lookups import BY_HAND
from app.journeys.questions import StepForm
from app.journeys.summary import summarise
from app.people import get_person
from app.prisoners import Match
from app.web.face import services
from app.web.guard import needs

views = Blueprint("decisions", __name__)
FULL = _("That time is full now, or has passed. Choose another.")
FIRST_ID, LAST_ID = 1, 2**31 - 1


@views.get("/requests/<application_id>")
@needs(Permission.VISIT_DECIDE)
def show(application_id: str) -> ResponseReturnValue:
    """Show one request with everything that helps to decide it; the view is noted."""
    return _page(id_in(application_id))


@views.post("/requests/<application_id>/confirm")
@needs(Permission.VISIT_DECIDE)
def confirm(application_id: str) -> ResponseReturnValue:
    """Say yes, at one of the times that were asked for."""
    key, at = id_in(application_id), services().now()
    slot_id = number_in(request.form.get("slot", ""), least=FIRST_ID, most=LAST_ID, otherwise=0)
    try:
        with services().database.unit_of_work() as work:
            application = get_application(work, key)
            asked = {one.slot.id for one in choices_of(work, load_answers(work, key))}
            if slot_id not in asked:
                raise NotFound("not one of the chosen times")
            visits.confirm(work, application, slot_id, actor=actor(), at=at)
    except (SlotGone, AlreadyBooked):
        return _page(key, problem=FULL), 422
    except (AlreadyDone, NotAllowedNow):
        return told(key)
    return _decided(key, _("The visit is booked."))


@views.route("/requests/<application_id>/agree", methods=["GET", "POST"])
@needs(Permission.VISIT_DECIDE)
def agree(application_id: str) -> ResponseReturnValue:
    """Say yes, at a time that was agreed with a prison whose times we lack."""
    key, at = id_in(application_id), services().now()
    form = AgreedTimeForm(typed())
    if request.method == "GET":
        return _page(key, agreed=form)
    times = form.times(at=at) if form.validate() else None
    if times is None:
        return _page(key, agreed=form), 422
    try:
        with services().database.unit_of_work() as work:
            application = get_application(work, key)
            slot = visits.agreed_slot(work, application, *times)
            visits.confirm(work, application, slot.id, actor=actor(), at=at)
    except (SlotGone, AlreadyBooked):
        return _page(key, agreed=form, problem=FULL), 422
    except (AlreadyDone, NotAllowedNow):
        return told(key)
    return _decided(key, _("The visit is booked."))


@views.route("/requests/<application_id>/reject", methods=["GET", "POST"])
@needs(Permission.VISIT_DECIDE)
def reject(application_id: str) -> ResponseReturnValue:
    """Say no, with a reason from the list."""
    key, at = id_in(application_id), services().now()
    form = RejectForm(typed())
    if request.method == "GET":
        return _page(key, reject=form)
    if not form.validate() or not form.is_complete():
        return _page(key, reject=form), 422

    def do(application: Application) -> None:
        with services().database.unit_of_work() as work:
            kept = get_application(work, application.id)
            visits.reject(work, kept, _decision(form), actor=actor(), at=at)

    return decide(key, do, _("The request is rejected. They will be told why."))


@views.route("/requests/<application_id>/cancel", methods=["GET", "POST"])
@needs(Permission.VISIT_DECIDE)
def cancel(application_id: str) -> ResponseReturnValue:
    """Cancel a booked visit, with a reason from the list."""
    key, at = id_in(application_id), services().now()
    form = CancelForm(typed())
    if request.method != "POST" or not form.validate() or not form.is_complete():
        with services().database.reading() as reading:
            application = get_application(reading, key)
        return render_template(
            "console/cancel.html",
            application=application,
            widgets=widgets(form),
            errors=errors_of(form),
        )

    def do(application: Application) -> None:
        with services().database.unit_of_work() as work:
            kept = get_application(work, application.id)
            visits.cancel(work, kept, _decision(form), actor=actor(), at=at)

    return decide(key, do, _("The visit is cancelled. They will be told why."))


@views.post("/requests/<application_id>/withdraw")
@needs(Permission.VISIT_DECIDE)
def withdraw(application_id: str) -> ResponseReturnValue:
    """Note that the visitor took the request back."""
    key, at = id_in(application_id), services().now()

    def do(application: Application) -> None:
        with services().database.unit_of_work() as work:
            visits.withdraw(work, get_application(work, application.id), actor=actor(), at=at)

    return decide(key, do, _("The request is withdrawn."))


def _decision(form: StepForm) -> Decision:
    values = form.values()
    until = values.get("until")
    return Decision(
        reason=values["reason"],
        until=date.fromisoformat(until) if until else None,
        words=values["words"] or "",
    )


def _decided(key: UUID, words: Words) -> ResponseReturnValue:
    flash(str(words))
    return redirect(url_for("application_page.show", application_id=key))


def _page(
    key: UUID,
    *,
    reject: RejectForm | None = None,
    agreed: AgreedTimeForm | None = None,
    problem: Words | None = None,
) -> str:
    reject, agreed = reject or RejectForm(), agreed or AgreedTimeForm()
    at: datetime = services().now()
    with services().database.unit_of_work() as work:
        application = get_application(work, key)
        record(work, "application.viewed", actor=actor(), at=at, subject_kind="application", subject_id=key)  # fmt: skip
        answers = load_answers(work, key)
        match = match_of(services().prisoners, answers)
        errors = [*errors_of(reject), *errors_of(agreed)]
        return render_template(
            "console/request.html",
            application=application,
            person=get_person(work, application.person_id) if application.person_id else None,
            parts=summarise(load_path(work, application)),
            choices=choices_of(work, answers),
            slot=booked_slot(work, application),
            by_hand=answers.value("prison", "way") == BY_HAND,
            match=MATCH_WORDS[match],
            matches=match is Match.SAME,
            reject=widgets(reject),
            agreed=widgets(agreed),
            errors=[*errors, *([{"text": str(problem), "href": "#times"}] if problem else [])],
        )
