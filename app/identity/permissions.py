"""What a signed-in agent may do. A role grants permissions; code asks for permissions only.

An agent may hold several roles. A role slug is stored; its label is for people.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from app.i18n import Words, _


class Permission(StrEnum):
    """One thing that a view or an action may ask for."""

    DESK_VIEW = "desk.view"
    CONTACT_START = "contact.start"
    PERSON_VIEW = "person.view"
    PERSON_CHANGE = "person.change"
    APPLICATION_KEY = "application.key"
    APPLICATION_VIEW = "application.view"
    VISIT_DECIDE = "visit.decide"
    VISIT_CANCEL_FOR_VISITOR = "visit.cancel-for-visitor"
    LEGAL_AID_DECIDE = "legal-aid.decide"
    WORKLIST_VIEW = "worklist.view"
    MESSAGE_VIEW = "message.view"
    MESSAGE_RETRY = "message.retry"
    INBOX_ANSWER = "inbox.answer"
    TASK_WORK = "task.work"
    POST_PRINT = "post.print"
    POST_CHECK_IN = "post.check-in"
    TEAM_VIEW = "team.view"
    AGENT_ADMIN = "agent.admin"
    DEVICE_ENROL = "device.enrol"
    VENUE_CHANGE = "venue.change"
    AUDIT_VIEW = "audit.view"
    DEMO = "demo.use"


class Role(StrEnum):
    """A job that agents do."""

    AGENT = "agent"
    BOOKING_CLERK = "booking-clerk"
    LEGAL_AID_ADVISER = "legal-aid-adviser"
    TEAM_LEADER = "team-leader"
    POST_ROOM = "post-room"
    SERVICE_MANAGER = "service-manager"


ROLE_LABELS: dict[Role, Words] = {
    Role.AGENT: _("Agent"),
    Role.BOOKING_CLERK: _("Booking clerk"),
    Role.LEGAL_AID_ADVISER: _("Legal aid adviser"),
    Role.TEAM_LEADER: _("Team leader"),
    Role.POST_ROOM: _("Post room"),
    Role.SERVICE_MANAGER: _("Service manager"),
}

_EVERYONE = frozenset({Permission.DESK_VIEW, Permission.DEMO})
_SPEAKS_WITH_PEOPLE = _EVERYONE | {
    Permission.CONTACT_START,
    Permission.PERSON_VIEW,
    Permission.PERSON_CHANGE,
    Permission.APPLICATION_KEY,
    Permission.APPLICATION_VIEW,
    Permission.MESSAGE_VIEW,
    Permission.MESSAGE_RETRY,
    Permission.TASK_WORK,
}
_TAKES_CONTACTS = _SPEAKS_WITH_PEOPLE | {
    Permission.VISIT_CANCEL_FOR_VISITOR,
    Permission.INBOX_ANSWER,
}

# Deciding a visit belongs to the prison's clerk and to nobody who keys requests; so whoever asks
# for a visit does not also grant it, unless a manager gives one agent both roles. An adviser on
# legal aid calls people back, and so also keys what they say. A stuck message is tried again or
# given up by whoever speaks with people and works on the task that follows; a clerk only reads it.
ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.AGENT: _TAKES_CONTACTS,
    Role.BOOKING_CLERK: _EVERYONE
    | {
        Permission.WORKLIST_VIEW,
        Permission.APPLICATION_VIEW,
        Permission.PERSON_VIEW,
        Permission.MESSAGE_VIEW,
        Permission.VISIT_DECIDE,
    },
    Role.LEGAL_AID_ADVISER: _SPEAKS_WITH_PEOPLE
    | {Permission.WORKLIST_VIEW, Permission.LEGAL_AID_DECIDE},
    Role.TEAM_LEADER: _TAKES_CONTACTS
    | {
        Permission.WORKLIST_VIEW,
        Permission.TEAM_VIEW,
        Permission.DEVICE_ENROL,
        Permission.AUDIT_VIEW,
    },
    Role.POST_ROOM: _EVERYONE | {Permission.POST_PRINT, Permission.POST_CHECK_IN},
    Role.SERVICE_MANAGER: _EVERYONE
    | {
        Permission.TEAM_VIEW,
        Permission.AGENT_ADMIN,
        Permission.DEVICE_ENROL,
        Permission.VENUE_CHANGE,
        Permission.AUDIT_VIEW,
    },
}


def permissions_of(roles: Iterable[Role | str]) -> frozenset[Permission]:
    """Return everything that these roles grant together; an unknown role is a ValueError."""
    granted: frozenset[Permission] = frozenset()
    return granted.union(*(ROLE_PERMISSIONS[Role(role)] for role in roles))
