"""The agent console: where telephone and face-to-face helpers work on people's behalf.

Views lie by noun, one blueprint a file. The chassis in `app.web` gives headers, guard and widgets.
"""

from __future__ import annotations

from pathlib import Path

from flask import Flask

from agent_console import (
    application_page,
    check_answers,
    check_in,
    contacts,
    deciding,
    desk,
    devices,
    helplines,
    inbox,
    keying,
    messages,
    offering,
    other_formats,
    people,
    post_places,
    post_room,
    previewing,
    safe_contact,
    sign_in,
    tasks,
    team,
    threads,
    venues,
    worklist,
)
from agent_console.acting import enforce, spoken_language
from agent_console.message_words import CHANNELS
from agent_console.navigation import page_surroundings
from agent_console.stages import stage_of
from app.applications.lifecycle import journey_of
from app.services import Services
from app.values.costs import show_cost
from app.web.face import Manner, finish_face, make_face

FOLDER = Path(__file__).parent
PARTS = (
    application_page,
    check_answers,
    check_in,
    contacts,
    deciding,
    desk,
    devices,
    helplines,
    inbox,
    keying,
    messages,
    offering,
    other_formats,
    people,
    post_places,
    post_room,
    previewing,
    safe_contact,
    sign_in,
    tasks,
    team,
    threads,
    venues,
    worklist,
)


def create_app(services: Services, *, mounted_at: str = "/console") -> Flask:
    """Return the console as a Flask app that is mounted at a path."""
    manner = Manner(
        mounted_at=mounted_at,
        home="desk.home",
        language=spoken_language,
        enforce=enforce,
        templates=FOLDER / "templates",
        error_layout="console/page.html",
    )
    app = make_face("console", services, manner)
    for part in PARTS:
        app.register_blueprint(part.views)
    app.context_processor(page_surroundings)
    app.jinja_env.globals.update(stage_of=stage_of, journey_of=journey_of, channel_words=CHANNELS)
    app.jinja_env.filters["cost"] = show_cost
    return finish_face(app)
