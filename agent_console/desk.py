"""The desk: what an agent sees first. Start a contact, find somebody, carry on with a draft."""

from __future__ import annotations

from uuid import uuid4

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from agent_console.acting import Acting, acting
from agent_console.worklist import watched
from app.applications.worklists import count_waiting, my_drafts
from app.identity.permissions import Permission
from app.messages.batches import letters_in_tray
from app.messages.listing import count_stuck
from app.tasks import count_open
from app.web.face import services
from app.web.guard import needs

views = Blueprint("desk", __name__)


@views.get("/")
@needs(Permission.DESK_VIEW)
def home() -> ResponseReturnValue:
    """Show the desk."""
    with services().database.reading() as session:
        return render_template(
            "console/desk.html",
            drafts=my_drafts(session, acting().agent.id),
            waiting=_waiting(session, acting()),
            start_key=uuid4().hex,
        )


def _waiting(session: Session, acting: Acting) -> dict[str, int]:
    """Count the work that waits for this agent's roles."""
    counts: dict[str, int] = {}
    if acting.may(Permission.WORKLIST_VIEW):
        counts["requests"] = count_waiting(session, watched())
    if acting.may(Permission.POST_PRINT):
        counts["letters"] = letters_in_tray(session)
    if acting.may(Permission.MESSAGE_RETRY):
        counts["messages"] = count_stuck(session)
    if acting.may(Permission.TASK_WORK):
        counts["tasks"] = sum(count_open(session).values())
    return counts
