"""Contacts: one click starts a call or a talk at the desk, and an outcome ends it."""

from __future__ import annotations

from uuid import uuid4

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from agent_console.acting import acting, actor
from agent_console.addresses import id_in
from agent_console.keeping import typed
from agent_console.own_forms import errors_of, widgets
from app.applications.worklists import drafts_of_contact
from app.contacts import (
    OUTCOME_LABELS,
    Channel,
    attach_person,
    end_contact,
    get_contact,
    start_contact,
)
from app.errors import Forbidden
from app.i18n import _
from app.identity.permissions import Permission
from app.journeys.questions import Choice, LongText, OneOf, StepForm
from app.people import get_person
from app.web.face import services
from app.web.guard import needs

views = Blueprint("contacts", __name__)


class EndForm(StepForm):
    outcome = OneOf(
        _("How did it end?"),
        choices=tuple(Choice(slug.value, words) for slug, words in OUTCOME_LABELS.items()),
        empty=_("Choose how the contact ended"),
    )
    note = LongText(
        _("Note (optional)"), hint=_("Only what the next agent needs to know."), optional=True
    )


@views.post("/contacts")
@needs(Permission.CONTACT_START)
def start() -> ResponseReturnValue:
    """Start a contact; while one is open there is no second one."""
    channel = request.form.get("channel", "")
    if acting().contact is not None or channel not in tuple(Channel):
        return redirect(url_for("desk.home"))
    key = request.form.get("start_key", "")
    with services().database.unit_of_work() as work:
        contact = start_contact(
            work,
            agent_id=acting().agent.id,
            channel=channel,
            start_key=key if key.isalnum() and len(key) <= 64 else uuid4().hex,
            actor=acting().actor,
            at=services().now(),
        )
        person_id = request.form.get("person", "")
        if person_id:
            person = get_person(work, id_in(person_id))
            attach_person(work, contact, person, actor=actor(), at=services().now())
            return redirect(url_for("people.show", person_id=person.id))
    return redirect(url_for("people.search"))


@views.post("/contacts/person/<person_id>")
@needs(Permission.CONTACT_START)
def attach(person_id: str) -> ResponseReturnValue:
    """Say that the open contact is with this person."""
    with services().database.unit_of_work() as work:
        person = get_person(work, id_in(person_id))
        if open_contact := acting().contact:
            contact = get_contact(work, open_contact.id)
            attach_person(work, contact, person, actor=actor(), at=services().now())
    return redirect(url_for("people.show", person_id=person.id))


@views.route("/contacts/<contact_id>/end", methods=["GET", "POST"])
@needs(Permission.CONTACT_START)
def end(contact_id: str) -> ResponseReturnValue:
    """Ask how the contact ended, and end it."""
    form = EndForm(typed())
    at = services().now()
    with services().database.unit_of_work() as work:
        contact = get_contact(work, id_in(contact_id))
        if contact.agent_id != acting().agent.id:
            raise Forbidden("another agent's contact")
        if request.method == "POST" and form.validate():
            values = form.values()
            end_contact(
                work,
                contact,
                outcome=values["outcome"],
                note=values["note"] or "",
                actor=actor(),
                at=at,
            )
            flash(str(_("The contact has ended.")))
            return redirect(url_for("desk.home"))
        return render_template(
            "console/contact_end.html",
            contact=contact,
            widgets=widgets(form),
            errors=errors_of(form),
            drafts=drafts_of_contact(work, contact.id),
        )
