"""What stands around every page: navigation by permission, the open contact, the languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import g, request, url_for

from agent_console.acting import Acting, acting_at_error
from agent_console.keeping import was_kept
from app.contacts import CHANNEL_LABELS, OUTCOME_LABELS, Channel
from app.i18n import LANGUAGES, Words, _
from app.identity.permissions import Permission
from app.web.error_pages import shows_error


@dataclass(frozen=True)
class Item:
    """One link of the main navigation, and the part of the address that it stands for."""

    words: Words
    endpoint: str
    permission: Permission
    parts: tuple[str, ...]


ITEMS = (
    Item(_("Desk"), "desk.home", Permission.DESK_VIEW, ("desk", "contacts")),
    Item(
        _("People"),
        "people.search",
        Permission.PERSON_VIEW,
        ("people", "keying", "check_answers", "application_page", "safe_contact"),
    ),
    Item(
        _("Requests"),
        "worklist.waiting",
        Permission.WORKLIST_VIEW,
        ("worklist", "deciding", "offering"),
    ),
    Item(_("Tasks"), "tasks.listed", Permission.TASK_WORK, ("tasks",)),
    Item(_("Inbox"), "inbox.listed", Permission.INBOX_ANSWER, ("inbox",)),
    Item(_("Messages"), "messages.listed", Permission.MESSAGE_VIEW, ("messages", "threads")),
    Item(_("Post room"), "post_room.tray", Permission.POST_PRINT, ("post_room", "other_formats")),
    Item(_("Check post in"), "check_in.start", Permission.POST_CHECK_IN, ("check_in",)),
    Item(_("Prisons"), "venues.listed", Permission.VENUE_CHANGE, ("venues",)),
    Item(_("Helplines"), "helplines.listed", Permission.VENUE_CHANGE, ("helplines",)),
    Item(_("Places for post"), "post_places.listed", Permission.VENUE_CHANGE, ("post_places",)),
    Item(_("Kiosks"), "devices.listed", Permission.DEVICE_ENROL, ("devices",)),
    Item(_("Agents"), "team.listed", Permission.AGENT_ADMIN, ("team",)),
)


def page_surroundings() -> dict[str, Any]:
    """Return what `console/page.html` shows around a page."""
    acting: Acting | None = acting_at_error() if shows_error() else g.get("acting")
    return {
        "acting": acting,
        "navigation": _navigation(acting) if acting else [],
        "language_items": _languages(),
        "kept": was_kept(),
        "channel_labels": CHANNEL_LABELS,
        "channels": tuple(Channel),
        "outcome_labels": OUTCOME_LABELS,
    }


def _navigation(acting: Acting) -> list[dict[str, Any]]:
    here = (request.endpoint or "").partition(".")[0]
    return [
        {"text": item.words, "href": url_for(item.endpoint), "current": here in item.parts}
        for item in ITEMS
        if item.permission in acting.agent.permissions
    ]


def _languages() -> list[dict[str, str]]:
    back = request.script_root + request.path
    return [
        {"code": code, "name": name, "href": url_for("sign_in.language", code=code, back=back)}
        for code, name in LANGUAGES.items()
    ]
