"""What the answers being typed would lead to: follow-up questions, and the verdict so far.

A small script asks for it while an agent keys; nothing is saved or kept. Without scripts the page
says the same after each save.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from agent_console.addresses import id_in
from agent_console.prefill import fill_from_person
from agent_console.section_screen import screen_of
from agent_console.stages import person_of, standing_of
from agent_console.viewing import note_view
from app.applications.lifecycle import get_application
from app.identity.permissions import Permission
from app.journeys.definition import Section
from app.journeys.life import Status
from app.journeys.path import Place
from app.web import runner
from app.web.face import services
from app.web.guard import needs

views = Blueprint("previewing", __name__)


@views.post("/applications/<application_id>/sections/<slug>/preview")
@needs(Permission.APPLICATION_KEY)
def show(application_id: str, slug: str) -> ResponseReturnValue:
    """Show a section as it would be with what is typed; say nothing once it was sent."""
    at = services().now()
    with services().database.reading() as reading:
        application = get_application(reading, id_in(application_id))
        if application.status != Status.DRAFT:
            return "", 204
        note_view(application)
        running = runner.open_application(reading, application, services(), at=at)
        return _preview(reading, running, running.section(slug), at=at)


def _preview(session: Session, running: runner.Running, section: Section, *, at: datetime) -> str:
    checked = runner.check_section(running, section, request.form)
    running = runner.as_typed(running, checked.asked)
    shown = {one.place.slug for one in checked.asked}
    places = [
        running.ask(place, prefix=place.slug)
        for place in running.path.in_section(section)
        if _may_appear(place, shown)
    ]
    person = person_of(session, running.application)
    if person:
        fill_from_person(places, running, person)
    return render_template(
        "console/preview.html",
        application=running.application,
        screen=screen_of(running, section, places),
        standing=standing_of(running, at=at),
    )


def _may_appear(place: Place, shown: Collection[str]) -> bool:
    """Leave out a new member: one is added by its button, which keeps what else was typed."""
    if not place.item or place.group is None:
        return True
    return any(f"{step.slug}-{place.item}" in shown for step in place.group.steps)
