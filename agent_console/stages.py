"""Where an application stands, in its own service's words: for tags, lists and what agents are told."""

from __future__ import annotations

from app.applications.lifecycle import journey_of
from app.applications.models import Application
from app.journeys.life import Stage


def stage_of(application: Application) -> Stage:
    """Return the words and the colour of an application's status."""
    return journey_of(application).life.stage(application.status)
