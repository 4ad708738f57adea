"""What an agent typed is never lost because their sign-in ran out while they typed.

A form posted too late is kept, encrypted and for the same agent, and shown on its page again once
they have signed in. It is not saved until they save it. Secrets are never kept.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from uuid import UUID

from flask import current_app, g, request, session
from werkzeug.datastructures import MultiDict

from app.errors import NotFound
from app.identity.carried_forms import NotCarried, carry, take_carried
from app.web.face import services

CARRIED = "carried"
WANTED = "wanted"
NEVER_KEPT = frozenset({"csrf_token", "password", "code"})
MOST_KEPT = 200_000  # characters of one form


def keep_form(agent_id: UUID | None, *, at: datetime) -> None:
    """Remember the page that was asked for, and what was posted to it, if an agent typed it."""
    session.pop(WANTED, None)
    if not current_app.url_map.bind("").test(request.path, "GET"):
        return
    session[WANTED] = (request.full_path if request.method == "GET" else request.path).rstrip("?")
    if request.method != "POST" or agent_id is None:
        return
    fields = {name: values for name, values in request.form.lists() if name not in NEVER_KEPT}
    if not fields or sum(len(value) for values in fields.values() for value in values) > MOST_KEPT:
        return
    try:
        with services().database.unit_of_work() as work:
            token = carry(work, agent_id=agent_id, path=request.path, fields=fields, at=at)
    except NotCarried:
        return
    session[CARRIED] = [token, request.path]


def bring_back(agent_id: UUID, *, at: datetime) -> None:
    """Take the kept form of this page back, for `typed` to hand to the view."""
    g.kept = None
    token, path = session.get(CARRIED, ("", ""))
    if not token or request.method != "GET" or path != request.path:
        return
    session.pop(CARRIED)
    with suppress(NotFound), services().database.unit_of_work() as work:
        form = take_carried(work, token, agent_id=agent_id, at=at)
        g.kept = MultiDict(
            [(name, value) for name, values in form.fields.items() for value in values]
        )


def typed() -> MultiDict[str, str] | None:
    """Return what the agent typed: just posted, or kept from before they were signed out."""
    if request.method == "POST":
        return request.form
    kept: MultiDict[str, str] | None = g.get("kept")
    return kept


def was_kept() -> bool:
    """Say whether this page shows a form again that was typed before signing in."""
    return g.get("kept") is not None
