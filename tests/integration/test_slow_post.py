"""A letter that is the only word of a decision, and comes after the visit: somebody calls as well."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.applications import visits
from app.applications.lifecycle import get_application
from app.applications.visits import Decision
from app.audit import COMMAND
from app.people import get_person, set_rules
from app.services import Services
from app.tasks import Task
from tests.conftest import Clock
from tests.integration.messages.conftest import ADDRESS
from tests.integration.test_visits import CLERK, keyed, send, times
from tests.integration.test_visits_at_once import confirm


def asked_by_post(services: Services, **rules: Any) -> UUID:
    """Return a request of somebody who is told by letter only, and may be called by these rules."""
    visit = keyed(services)
    send(services, visit)
    with services.database.unit_of_work() as session:
        person = get_person(session, get_application(session, visit).person_id)
        person.may_text, person.may_write, person.phone = False, True, "+447700900123"
        person.address = ADDRESS
        set_rules(session, person.id, rules, actor=COMMAND, at=services.now())
    return visit


def cancel(services: Services, visit: UUID, reason: str) -> None:
    with services.database.unit_of_work() as session:
        application = get_application(session, visit)
        visits.cancel(session, application, Decision(reason=reason), actor=CLERK, at=services.now())


def calls(services: Services) -> list[str]:
    """Return the kind of message that each call is about."""
    with services.database.reading() as session:
        found = session.scalars(select(Task).order_by(Task.opened_at, Task.id)).all()
        return [f"{task.kind} {task.reason} {task.details['kind']}" for task in found]


def test_a_cancelled_visit_is_also_told_by_a_call_where_the_post_is_too_slow(
    open_house: Services, clock: Clock
) -> None:
    slot = times(open_house, "LEI")[-1]
    visit = asked_by_post(open_house, may_call=True)
    confirm(open_house, visit, slot.id)
    assert calls(open_house) == []
    clock.at = slot.starts_at - timedelta(days=2)
    cancel(open_house, visit, "prison")
    assert calls(open_house) == ["call-back post-too-slow visit-cancelled"]


def test_a_visit_booked_by_a_clerk_is_also_told_by_a_call_where_the_post_is_too_slow(
    open_house: Services, clock: Clock
) -> None:
    slot = times(open_house, "LEI")[0]
    visit = asked_by_post(open_house, may_call=True)
    clock.at = slot.starts_at - timedelta(days=2)
    confirm(open_house, visit, slot.id)
    assert calls(open_house) == ["call-back post-too-slow visit-booked"]
    cancel(open_house, visit, "visitor")
    assert len(calls(open_house)) == 1


def test_nobody_is_called_who_did_not_allow_it(open_house: Services, clock: Clock) -> None:
    slot = times(open_house, "LEI")[0]
    visit = asked_by_post(open_house, may_call=False)
    clock.at = slot.starts_at - timedelta(days=2)
    confirm(open_house, visit, slot.id)
    assert calls(open_house) == []
