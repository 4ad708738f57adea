"""The clerk's worklist: requests that wait, oldest first, and one of them with its checks."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from agent_console.addresses import number_in
from agent_console.viewing import note_listing
from app.applications.worklists import venues_waiting
from app.applications.worklists import waiting as waiting_page
from app.identity.permissions import Permission
from app.web.face import services
from app.web.guard import needs

views = Blueprint("worklist", __name__)


@views.get("/requests")
@needs(Permission.WORKLIST_VIEW)
def waiting() -> ResponseReturnValue:
    """List the requests that wait, of one prison or of all; whose names it shows is noted."""
    code = request.args.get("prison", "")[:8]
    code = code if code.isascii() and code.isalnum() else ""
    number = number_in(request.args.get("page", ""), least=1, most=100_000, otherwise=1)
    with services().database.reading() as session:
        page = waiting_page(session, venue_code=code or None, number=number)
        venues = venues_waiting(session)
    note_listing(row.person for row in page.rows)
    return render_template("console/worklist.html", page=page, venues=venues, chosen=code)
