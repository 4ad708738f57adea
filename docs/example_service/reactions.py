"""What follows a move of support at court: the person is told."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.applications.lifecycle import get_application
from app.events import Moved
from app.reactions.telling import tell
from app.settings import Settings
from docs.example_service.wording import ARRANGED_WORDING


def tell_arranged(session: Session, event: Moved, settings: Settings) -> None:
    """Tell the person what was arranged."""
    application = get_application(session, event.application_id)
    said = application.decision or {}
    tell(session, ARRANGED_WORDING.kind, application, event, settings, said)


COURT_SUPPORT_REACTIONS = {"arrange": (tell_arranged,)}
