"""Checking and sending: the summary, the words to read back, the declaration."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from agent_console.acting import actor
from agent_console.addresses import id_in
from agent_console.keeping import typed
from agent_console.number_read import FIELD, keep_read_number, number_to_read
from agent_console.read_back import one_by_one, read_back
from agent_console.section_screen import tasks_of
from agent_console.stages import person_of, standing_of
from agent_console.viewing import note_view
from app.applications import lifecycle
from app.applications.desks import Gone
from app.errors import NotAllowedNow, VersionConflict
from app.i18n import Words, _
from app.identity.permissions import Permission
from app.journeys.life import Status
from app.journeys.summary import summarise
from app.web import runner
from app.web.face import services
from app.web.guard import needs

views = Blueprint("check_answers", __name__)
AGREED = _("Read the declaration out. Then tick that they agreed.")
CHANGED = _("Someone else changed this meanwhile. Read it back once more.")


@views.get("/applications/<application_id>/check")
@needs(Permission.APPLICATION_KEY)
def show(application_id: str) -> ResponseReturnValue:
    """Show everything, to read back before it is sent."""
    return _page(id_in(application_id), None)


@views.post("/applications/<application_id>/check")
@needs(Permission.APPLICATION_KEY)
def send(application_id: str) -> ResponseReturnValue:
    """Send the application once, however often the button is pressed."""
    key, at = id_in(application_id), services().now()
    if "agreed" not in request.form:
        return _page(key, ("agreed", AGREED))
    try:
        _send(key, at)
    except Gone as gone:
        return _page(key, (gone.place, gone.words))
    except lifecycle.NotComplete as gap:
        return _page(key, (gap.place, _("A question is not answered yet.")))
    except VersionConflict:
        return _page(key, ("agreed", CHANGED))
    except NotAllowedNow:
        flash(str(_("This application cannot be sent any more. Nothing was changed.")))
    return redirect(url_for("application_page.show", application_id=key))


def _send(application_id: UUID, at: datetime) -> None:
    with services().database.unit_of_work() as work:
        application = lifecycle.get_application(work, application_id)
        running = runner.open_application(work, application, services(), at=at)
        wish = runner.Save(actor=actor(), at=at, expected_version=runner.version_of(request.form))
        sent = runner.submit(work, running, wish, services=services())
        if sent and FIELD in request.form:
            keep_read_number(work, application, running.path.answers, at=at)
    if sent:
        flash(str(_("The application is sent. Give them the reference.")))


def _page(application_id: UUID, problem: tuple[str, Words] | None) -> ResponseReturnValue:
    at = services().now()
    with services().database.reading() as reading:
        application = lifecycle.get_application(reading, application_id)
        if application.status != Status.DRAFT:
            return redirect(url_for("application_page.show", application_id=application_id))
        if problem is None:
            note_view(application)
        running = runner.open_application(reading, application, services(), at=at)
        parts = summarise(running.path)
        page = render_template(
            "console/check.html",
            application=application,
            person=person_of(reading, application),
            parts=parts,
            spoken={part.section.slug: read_back(part) for part in parts},
            tasks=tasks_of(running, None),
            standing=standing_of(running, at=at),
            gap=running.path.first_unanswered(),
            declaration=running.journey.declaration,
            version=application.version,
            errors=[_error(running, problem)] if problem else [],
            agreed="agreed" in (typed() or ()),
            one_by_one=one_by_one,
            number=number_to_read(reading, application, running.path.answers),
            number_read=FIELD in (typed() or ()),
        )
    return page, 422 if problem else 200


def _error(running: runner.Running, problem: tuple[str, Words]) -> dict[str, str]:
    slug, words = problem
    if slug == "agreed":
        return {"text": str(words), "href": "#agreed"}
    place = running.place(slug)
    section = url_for("keying.show", application_id=running.application.id, slug=place.section.slug)
    return {"text": f"{place.section.title}: {words}", "href": section}
