"""A reminder goes with its appointment: moved with it, taken back with it, and never silently left out."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from app.audit import trail_of
from app.messages.models import Message, State
from app.messages.outbox import messages_of
from app.reactions.visits import REMINDER, remind_at
from app.services import Services
from tests.integration.test_visits import keyed, send, times
from tests.integration.test_visits_at_once import booked, change_sent, confirm


def reminders(services: Services, visit: UUID) -> list[Message]:
    with services.database.reading() as session:
        return [one for one in messages_of(session, visit) if one.kind == REMINDER]


def reasons(services: Services, visit: UUID) -> set[tuple[str, str]]:
    """Return each channel on which no reminder goes, and why."""
    with services.database.reading() as session:
        return {
            (entry.details["channel"], entry.details["reason"])
            for entry in trail_of(session, visit)
            if entry.action == "message.not-sent" and entry.details["kind"] == REMINDER
        }


def test_a_visit_that_moves_moves_its_reminder(open_house: Services) -> None:
    later = times(open_house, "LEI")[6]
    visit = booked(open_house)
    (old,) = reminders(open_house, visit)
    assert old.state == State.QUEUED
    change = change_sent(open_house, visit, nth=6)
    confirm(open_house, change, later.id)
    assert [one.state for one in reminders(open_house, visit)] == [State.CANCELLED]
    (new,) = reminders(open_house, change)
    assert (new.state, new.due_at) == (State.QUEUED, remind_at(later.starts_at))
    assert new.due_at != old.due_at


def test_a_reminder_that_would_come_too_late_is_left_out_and_the_trail_says_why(
    open_house: Services, clock
) -> None:
    slot = times(open_house, "LEI")[0]
    visit = keyed(open_house)
    send(open_house, visit)
    clock.at = remind_at(slot.starts_at) + timedelta(hours=1)
    confirm(open_house, visit, slot.id)
    assert reminders(open_house, visit) == []
    assert ("text", "too-late") in reasons(open_house, visit)


def test_a_reminder_that_nobody_asked_for_is_left_out_and_the_trail_says_why(
    open_house: Services,
) -> None:
    visit = booked(open_house)
    assert [one.channel for one in reminders(open_house, visit)] == ["text"]
    assert reasons(open_house, visit) == {("letter", "said-no")}
