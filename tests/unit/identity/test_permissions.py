"""Who may do what, as a table that somebody must change on purpose."""

from __future__ import annotations

import pytest

from app.identity.models import Agent
from app.identity.permissions import (
    ROLE_LABELS,
    ROLE_PERMISSIONS,
    Permission,
    Role,
    permissions_of,
)


def test_every_role_has_a_label_and_a_desk() -> None:
    for role in Role:
        assert str(ROLE_LABELS[role])
        assert Permission.DESK_VIEW in ROLE_PERMISSIONS[role]


def test_every_permission_is_held_by_some_role() -> None:
    assert permissions_of(Role) == frozenset(Permission)


def test_whoever_keys_a_request_does_not_decide_it() -> None:
    for role, granted in ROLE_PERMISSIONS.items():
        assert not {Permission.APPLICATION_KEY, Permission.VISIT_DECIDE} <= granted, role


def test_only_a_service_manager_changes_agents() -> None:
    holders = {
        role for role, granted in ROLE_PERMISSIONS.items() if Permission.AGENT_ADMIN in granted
    }
    assert holders == {Role.SERVICE_MANAGER}


def test_whoever_settles_stuck_messages_reads_them_and_has_the_task_that_follows() -> None:
    holders = {
        role for role, granted in ROLE_PERMISSIONS.items() if Permission.MESSAGE_RETRY in granted
    }
    assert holders == {Role.AGENT, Role.LEGAL_AID_ADVISER, Role.TEAM_LEADER}
    for role in holders:
        assert {Permission.MESSAGE_VIEW, Permission.TASK_WORK} <= ROLE_PERMISSIONS[role]


def test_the_post_room_sees_no_records() -> None:
    assert permissions_of([Role.POST_ROOM]) == {
        Permission.DESK_VIEW,
        Permission.DEMO,
        Permission.POST_PRINT,
        Permission.POST_CHECK_IN,
        Permission.POST_CHECK_IN,
    }


def test_roles_add_up_and_no_role_grants_nothing() -> None:
    both = Agent(roles=["booking-clerk", "post-room"]).permissions
    assert {Permission.VISIT_DECIDE, Permission.POST_PRINT} <= both
    assert permissions_of([]) == frozenset()


def test_a_role_that_is_no_longer_known_is_a_fault() -> None:
    with pytest.raises(ValueError, match="governor"):
        permissions_of(["governor"])
