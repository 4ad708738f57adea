"""Keying: an application is begun for a person, and one section is typed on one screen.

Nothing typed is lost: what is right is saved, what is wrong comes back with its words beside it,
and when two people save the same draft both texts are shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from agent_console.acting import acting, actor
from agent_console.addresses import id_in
from agent_console.keeping import NEVER_KEPT, typed
from agent_console.members import adding, another_wanted, removed_keys, without_removed
from agent_console.prefill import fill_from_person, known_answers
from agent_console.section_screen import screen_of
from agent_console.stages import person_of, standing_of
from agent_console.viewing import note_view
from app.applications import lifecycle
from app.applications.desks import Gone
from app.applications.models import Application
from app.errors import NotAllowedNow, VersionConflict
from app.i18n import _
from app.identity.permissions import Permission
from app.journeys.asking import Asked
from app.journeys.catalogue import find_journey
from app.journeys.definition import Section
from app.journeys.life import Status
from app.people import Person, get_person
from app.web import runner
from app.web.face import services
from app.web.guard import needs

views = Blueprint("keying", __name__)
DO = "do"


@views.post("/people/<person_id>/applications")
@needs(Permission.APPLICATION_KEY)
def start(person_id: str) -> ResponseReturnValue:
    """Begin an application for a person; the same click twice begins one."""
    contact, at = acting().contact, services().now()
    if contact is None:
        flash(str(_("Start a contact first.")))
        return redirect(url_for("people.show", person_id=id_in(person_id)))
    key = request.form.get("start_key", "")
    with services().database.unit_of_work() as work:
        person = get_person(work, id_in(person_id))
        wish = lifecycle.Start(
            journey=find_journey(request.form.get("journey", "")[:40]),
            channel=contact.channel,
            language=person.language,
            key=f"{key}{person.id.hex[:8]}" if key.isalnum() and len(key) <= 40 else uuid4().hex,
            person_id=person.id,
            contact_id=contact.id,
        )
        application = lifecycle.start(work, wish, actor=actor(), at=at)
        if application.version == 1:
            _keep_known(work, application, person, at)
        section = lifecycle.journey_of(application).sections[0]
    return redirect(_address(application.id, section))


def _keep_known(work: Session, application: Application, person: Person, at: datetime) -> None:
    """Save what the person's record says already, so that nobody is asked twice."""
    running = runner.open_application(work, application, services(), at=at)
    if known := known_answers(running, person):
        saving = lifecycle.Saving(steps=known, expected_version=1, said_by="record")
        lifecycle.record_answers(work, application, saving, actor=actor(), at=at)


@views.get("/applications/<application_id>/sections/<slug>")
@needs(Permission.APPLICATION_KEY)
def show(application_id: str, slug: str) -> ResponseReturnValue:
    """Show one section with what is stored, or with what was typed before signing in again."""
    at = services().now()
    with services().database.reading() as reading:
        application = lifecycle.get_application(reading, id_in(application_id))
        if application.status != Status.DRAFT:
            return redirect(_page_of(application.id))
        running = runner.open_application(reading, application, services(), at=at)
        section = running.section(slug)
        note_view(application)
        kept = typed()
        if kept is not None:
            checked = runner.check_section(running, section, kept)
            version = runner.version_of(kept)
            return _screen(reading, running, section, checked.asked, version=version)
        return _screen(reading, running, section, (), version=application.version)


@views.post("/applications/<application_id>/sections/<slug>")
@needs(Permission.APPLICATION_KEY)
def save(application_id: str, slug: str) -> ResponseReturnValue:
    """Save the answers of a section that are right; show the others again with what is wrong."""
    key = id_in(application_id)
    try:
        return _save(key, slug, gone=None)
    except Gone as gone:
        return _save(key, slug, gone=gone)
    except VersionConflict:
        return _both(key, slug), 409
    except NotAllowedNow:
        flash(str(_("This application was sent already. Nothing was changed.")))
        return redirect(_page_of(key))


def _save(application_id: UUID, slug: str, *, gone: Gone | None) -> ResponseReturnValue:
    at, wish = services().now(), request.form.get(DO, "")
    with services().database.unit_of_work() as work:
        application = lifecycle.get_application(work, application_id)
        running = runner.open_application(work, application, services(), at=at)
        section = running.section(slug)
        removed = removed_keys(section, wish)
        posted = adding(section, without_removed(request.form, removed), wish)
        checked = runner.check_section(running, section, posted)
        good = [one for one in checked.good if not (gone and one.place.slug == gone.place)]
        if gone is not None:
            runner.show_gone(checked.asked, gone)
        if good or removed:
            version = runner.version_of(posted)
            saving = runner.Save(actor=actor(), at=at, expected_version=version, removed=removed)
            answers = runner.save(work, running, good, saving, services=services())
            if more := another_wanted(section, answers, wish):
                again = lifecycle.Saving(steps=more, expected_version=application.version)
                answers = lifecycle.record_answers(work, application, again, actor=actor(), at=at)
            running = running.answered_with(answers)
    # Who adds a member has not come to the rest yet; a blank one went with "no other".
    waits = [one for one in checked.asked if one not in good and (runner.is_begun(one) or not wish)]
    drawn = {place.slug for place in runner.drawn_places(running, section, waits)}
    if bad := [one for one in waits if one.place.slug in drawn]:
        return _again(application_id, section, bad), 422
    return redirect(_next_page(running, section, stay=bool(wish)))


def _again(application_id: UUID, section: Section, bad: Sequence[Asked]) -> str:
    """Show a section as it is stored now, and what was wrong as it was typed."""
    with services().database.reading() as reading:
        application = lifecycle.get_application(reading, application_id)
        running = runner.open_application(reading, application, services(), at=services().now())
        return _screen(reading, running, section, bad, version=application.version)


def _next_page(running: runner.Running, section: Section, *, stay: bool) -> str:
    """Return where to go on: this section until all of it is answered, then the next gap."""
    key, sections = running.application.id, running.journey.sections
    if stay or not running.path.complete(section):
        return _address(key, section) + "#next"
    for later in sections[sections.index(section) + 1 :]:
        if not running.path.complete(later):
            return _address(key, later)
    return url_for("check_answers.show", application_id=key)


def _screen(
    session: Session,
    running: runner.Running,
    section: Section,
    asked: Sequence[Asked],
    *,
    version: int,
) -> str:
    """Draw a section: the places just typed as they were, the others as they are stored."""
    again = {one.place.slug: one for one in asked}
    places = [
        again.get(place.slug) or running.ask(place, prefix=place.slug)
        for place in runner.drawn_places(running, section, asked)
    ]
    application = running.application
    person = person_of(session, application)
    fresh = [one for one in places if one.place.slug not in again]
    if person:
        fill_from_person(fresh, running, person)
    return render_template(
        "console/section.html",
        screen=screen_of(running, section, places),
        standing=standing_of(runner.as_typed(running, asked), at=services().now()),
        application=application,
        person=person,
        version=version,
        unsaved=bool(asked),
    )


def _both(application_id: UUID, slug: str) -> str:
    """Show what somebody else saved beside what was typed here, to choose from."""
    at = services().now()
    with services().database.reading() as reading:
        application = lifecycle.get_application(reading, application_id)
        running = runner.open_application(reading, application, services(), at=at)
        section = running.section(slug)
        checked = runner.check_section(running, section, request.form)
        rows = runner.conflict_rows(running, checked.asked)
        mine = MultiDict(
            (name, value)
            for name, values in request.form.lists()
            for value in values
            if name not in (*NEVER_KEPT, "version")
        )
        return render_template(
            "console/conflict.html",
            application=application,
            section=section,
            conflict=rows,
            mine=list(mine.items(multi=True)),
            version=application.version,
        )


def _address(application_id: UUID, section: Section) -> str:
    return url_for("keying.show", application_id=application_id, slug=section.slug)


def _page_of(application_id: UUID) -> str:
    return url_for("application_page.show", application_id=application_id)
