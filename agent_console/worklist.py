"""What waits for our staff, the earliest due first: of the services that this agent answers.

Whoever may see the list but answers for no service, such as a team leader, sees all of them.
"""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from agent_console.acting import acting
from agent_console.addresses import number_in
from agent_console.viewing import note_listing
from app.applications.worklists import count_waiting, journeys_decided_by, venues_waiting
from app.applications.worklists import waiting as waiting_page
from app.identity.permissions import Permission
from app.journeys.catalogue import offered
from app.web.face import services
from app.web.guard import needs

views = Blueprint("worklist", __name__)


@views.get("/requests")
@needs(Permission.WORKLIST_VIEW)
def waiting() -> ResponseReturnValue:
    """List what waits, of one service and place or of all; whose names it shows is noted."""
    mine = watched()
    service = request.args.get("service", "")
    chosen = (service,) if service in mine else mine
    place = _code(request.args.get("place", "")[:8])
    number = number_in(request.args.get("page", ""), least=1, most=100_000, otherwise=1)
    with services().database.reading() as session:
        page = waiting_page(session, journeys=chosen, venue_code=place or None, number=number)
        places = venues_waiting(session, chosen)
        counts = {slug: count_waiting(session, [slug]) for slug in mine} if len(mine) > 1 else {}
    note_listing(row.person for row in page.rows)
    return render_template(
        "console/worklist.html",
        page=page,
        places=places,
        place=place,
        kinds=[(one, counts[one.slug]) for one in offered() if one.slug in counts],
        service=service if service in mine else "",
        now=services().now(),
    )


def watched() -> Sequence[str]:
    """Return the services whose worklist this agent sees: those they answer, or else all."""
    decided = journeys_decided_by(services().desks, acting().agent.permissions)
    return decided or tuple(journey.slug for journey in offered())


def _code(text: str) -> str:
    return text if text.isascii() and text.isalnum() else ""
