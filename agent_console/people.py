"""People: found by whatever is known of them, kept once, shown with what they asked for."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from agent_console.acting import acting, actor
from agent_console.addresses import id_in
from agent_console.keeping import typed
from agent_console.own_forms import errors_of, widgets
from agent_console.person_forms import (
    DetailsForm,
    SearchForm,
    details_form,
    details_in,
    guess,
    query_in,
)
from agent_console.safe_contact import safe_contact_of
from app.applications.lifecycle import find_called
from app.applications.worklists import applications_of
from app.clock import today
from app.consent import Channel, agree, wording
from app.errors import NotFound
from app.i18n import Words, _
from app.identity.agents import wait_for_agent
from app.identity.permissions import Permission
from app.journeys.catalogue import offered
from app.journeys.questions import Question
from app.journeys.questions.yes_or_no import MAY_WE
from app.messages.waking import wake_texts
from app.people import (
    WHY_WORDS,
    Found,
    Person,
    PersonChanged,
    PersonDetails,
    PersonQuery,
    change_person,
    create_person,
    details_of,
    find_people,
    get_person,
    likely_same,
    record_search,
    view_person,
)
from app.references import parse_reference
from app.values.phones import show_phone
from app.web.face import services
from app.web.guard import needs
from app.web.runner import ConflictRow, version_of

views = Blueprint("people", __name__)
SAME_CLICK = timedelta(minutes=2)


@views.route("/people", methods=["GET", "POST"])
@needs(Permission.PERSON_VIEW)
def search() -> ResponseReturnValue:
    """Look for somebody; names are posted, so that they stay out of addresses and histories."""
    posted = typed()
    form = SearchForm(posted)
    if posted is None or not form.validate():
        return _search_page(form, None)
    return _search_page(form, _look_up(query_in(form)))


@views.post("/people/find")
@needs(Permission.PERSON_VIEW)
def find_anything() -> ResponseReturnValue:
    """Understand one line of search words; an application's reference opens it."""
    words = request.form.get("words", "")[:200]
    reference = parse_reference(words)
    with services().database.reading() as session:
        key = find_called(session, reference) if reference else None
    if key:
        return redirect(url_for("application_page.show", application_id=key))
    query = guess(words)
    form = SearchForm(
        data={
            "last_name": query.last_name,
            "first_names": query.first_names,
            "postcode": query.postcode,
            "born": query.born.isoformat() if query.born else None,
            "phone": query.phone,
            "reference": query.reference,
        }
    )
    return _search_page(form, _look_up(query))


def _look_up(query: PersonQuery) -> list[Found]:
    with services().database.reading() as session:
        found = find_people(session, query)
    if found:
        with services().database.unit_of_work() as work:
            record_search(work, found, actor=actor(), at=services().now())
    return found


def _search_page(form: SearchForm, found: list[Found] | None) -> str:
    return render_template(
        "console/people.html",
        widgets=widgets(form),
        errors=errors_of(form),
        found=found,
        why=WHY_WORDS,
    )


@views.route("/people/new", methods=["GET", "POST"])
@needs(Permission.PERSON_CHANGE)
def create() -> ResponseReturnValue:
    """Keep a new person, after showing who may be the same."""
    at = services().now()
    form = details_form(typed(), today(at))
    if request.method != "POST" or not form.validate():
        return _details_page(form, None)
    details = details_in(form)
    with services().database.unit_of_work() as work:
        wait_for_agent(work, acting().agent.id)
        same = likely_same(work, details)
        person = _just_made(same, details, at)
        if person is None and same and "anyway" not in request.form:
            record_search(work, same, actor=actor(), at=at)
            return _details_page(form, None, same=same)
        person = person or create_person(work, details, actor=actor(), at=at)
    flash(str(_("The person is kept.")))
    return redirect(url_for("people.show", person_id=person.id))


def _just_made(same: list[Found], details: PersonDetails, at: datetime) -> Person | None:
    """Return the record that a first click of the same button made a moment ago."""
    for one in same:
        if details_of(one.person) == details and at - one.person.created_at < SAME_CLICK:
            return one.person
    return None


@views.get("/people/<person_id>")
@needs(Permission.PERSON_VIEW)
def show(person_id: str) -> ResponseReturnValue:
    """Show a person; the view is noted."""
    at = services().now()
    with services().database.unit_of_work() as work:
        person = view_person(work, id_in(person_id), actor=actor(), at=at)
        return render_template(
            "console/person.html",
            person=person,
            rows=applications_of(work, person.id),
            journeys=offered(),
            start_key=uuid4().hex,
            wishes=_wishes(person),
            **safe_contact_of(work, person, at),
        )


def _wishes(person: Person) -> list[dict[str, Any]]:
    """Return each channel's standing wish, and the words to ask with when it can be asked."""
    phone = show_phone(person.phone) if person.phone else ""
    address = ", ".join(part for part in (person.address or {}).values() if part)
    return [
        _wish(Channel.TEXT, _("Text messages"), person.may_text, {"phone": phone}),
        _wish(Channel.LETTER, _("Letters"), person.may_write, {"address": address}),
    ]


def _wish(channel: Channel, label: Words, said: bool | None, holes: dict[str, str]) -> dict[str, Any]:  # fmt: skip
    known = all(holes.values())
    words = wording(channel).filled(**holes) if known else None
    answer = _("Not asked") if said is None else MAY_WE.said(said)
    return {"channel": channel.value, "label": label, "said": said, "answer": answer, "words": words}  # fmt: skip


@views.post("/people/<person_id>/wishes")
@needs(Permission.PERSON_CHANGE)
def wishes(person_id: str) -> ResponseReturnValue:
    """Note what the person said to messages on one channel.

    They were asked about the number or address on the page, so it must be theirs still.
    """
    channel, given = request.form.get("channel", ""), request.form.get("given", "")
    if channel not in tuple(Channel) or given not in ("yes", "no"):
        raise NotFound("no such wish")
    with services().database.unit_of_work() as work:
        person, at = get_person(work, id_in(person_id)), services().now()
        agree(work, person, channel=channel, given=given == "yes", actor=actor(), at=at)
        if (channel, given) == (Channel.TEXT, "no"):
            wake_texts(work, [person.id], at=at)
        if person.version != version_of(request.form):
            raise PersonChanged(f"person {person.id} is at version {person.version}")
    flash(str(_("The answer is kept.")))
    return redirect(url_for("people.show", person_id=person.id))


@views.route("/people/<person_id>/change", methods=["GET", "POST"])
@needs(Permission.PERSON_CHANGE)
def change(person_id: str) -> ResponseReturnValue:
    """Change a person's details; opening them is noted as a view.

    When somebody else changed them first, both are shown.
    """
    at, key = services().now(), id_in(person_id)
    with services().database.reading() as reading:
        person = get_person(reading, key)
    if request.method == "GET":
        with services().database.unit_of_work() as work:
            view_person(work, key, actor=actor(), at=at)
    posted = typed()
    form = details_form(posted, today(at), person)
    if request.method != "POST" or not form.validate():
        version = version_of(posted) if posted else person.version
        return _details_page(form, person, version=version)
    try:
        with services().database.unit_of_work() as work:
            kept = get_person(work, person.id)
            expected = version_of(request.form)
            change_person(work, kept, details_in(form), actor=actor(), at=at, expected_version=expected)  # fmt: skip
    except PersonChanged:
        return _both_versions(form, person.id), 409
    flash(str(_("The details are saved.")))
    return redirect(url_for("people.show", person_id=person.id))


def _both_versions(form: DetailsForm, person_id: Any) -> str:
    with services().database.reading() as reading:
        person = get_person(reading, person_id)
    theirs = details_form(None, today(services().now()), person)
    rows = [
        ConflictRow(str(field.words), str(theirs[field.short_name].said()), str(field.said()))
        for field in form
        if isinstance(field, Question) and field.data != theirs[field.short_name].data
    ]
    return _details_page(form, person, version=person.version, conflict=rows)


def _details_page(
    form: DetailsForm,
    person: Person | None,
    *,
    version: int = 0,
    same: list[Found] | None = None,
    conflict: list[ConflictRow] | None = None,
) -> str:
    return render_template(
        "console/person_details.html",
        person=person,
        widgets=widgets(form),
        errors=errors_of(form),
        version=version,
        same=same,
        conflict=conflict,
        why=WHY_WORDS,
    )
