"""The person's draft as a view opens it, or the page they should be on instead."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.applications.lifecycle import get_application, journey_of
from app.errors import AlongsideError
from app.i18n import Words
from app.journeys.answers import Key
from app.journeys.life import Status
from app.journeys.path import Path, Place
from app.web.face import services
from app.web.runner import Running, Save, open_application
from kiosk import access


class Elsewhere(AlongsideError):
    """This page is not the one to be on: `endpoint` is, with `values` in its address."""

    def __init__(self, endpoint: str, **values: Any) -> None:
        super().__init__(f"go to {endpoint}")
        self.endpoint = endpoint
        self.values = values


def go_there(elsewhere: Elsewhere) -> ResponseReturnValue:
    """Send the browser to the page that the person should be on."""
    return redirect(url_for(elsewhere.endpoint, **elsewhere.values), 303)


def open_draft(session: Session, *, at: datetime) -> Running:
    """Return what is not sent yet; raise Elsewhere when there is none."""
    application_id = access.person().application_id
    if application_id is None:
        raise Elsewhere("choose")
    application = get_application(session, application_id)
    if application.status == Status.ABANDONED:
        raise Elsewhere("choose")
    if application.status != Status.DRAFT:
        raise Elsewhere("done")
    return open_application(session, application, services(), at=at)


def own_service() -> Words | str:
    """Return the title of the service that the person has begun, or "" before that."""
    application_id = access.person().application_id
    if application_id is None:
        return ""
    with services().database.reading() as session:
        return journey_of(get_application(session, application_id)).title


def reached(running: Running, slug: str) -> Place:
    """Return a place that may be asked now; raise Elsewhere for one that is not, or not yet."""
    for place in running.path.places:
        if place.slug == slug:
            return place
        if not running.path.answered(place):
            break
    raise next_page(running.path)


def next_page(path: Path) -> Elsewhere:
    """Return where the person carries on: the first gap, or the check page."""
    gap = path.first_unanswered()
    return Elsewhere("question", slug=gap.slug) if gap else Elsewhere("check")


def saving(running: Running, *, at: datetime, removed: Collection[Key] = ()) -> Save:
    """Return how this person saves. Alone at their screen, their latest answer is the one meant."""
    return Save(
        actor=access.actor(),
        at=at,
        expected_version=running.application.version,
        removed=removed,
    )
