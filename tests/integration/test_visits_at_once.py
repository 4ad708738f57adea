"""Two people act on one visit at the same moment: nothing is lost, doubled or left waiting."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from time import sleep
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.applications import visits
from app.applications.lifecycle import (
    Saving,
    Start,
    forget_draft,
    get_application,
    load_answers,
    record_answers,
    start,
)
from app.applications.models import Answer, Application
from app.applications.visits import Decision
from app.appointments import Slot, appointment_of
from app.journeys.catalogue import PRISON_VISIT
from app.journeys.life import Status
from app.messages.outbox import messages_of
from app.people import change_person, details_of, get_person
from app.services import Services
from tests.integration.test_visits import (
    AGENT,
    CLERK,
    keyed,
    kinds,
    send,
    taken,
    times,
)

MOMENT = 0.4  # seconds, enough for the other side to come to its lock

Work = Callable[[Session], object]


@contextmanager
def meanwhile(services: Services, work: Work) -> Iterator[Future[None]]:
    """Let somebody else begin `work` in a unit of work of their own while the block runs."""

    def act() -> None:
        with services.database.unit_of_work() as session:
            work(session)

    with ThreadPoolExecutor(1) as pool:
        other = pool.submit(act)
        sleep(MOMENT)
        yield other


def booked(services: Services, *, nth: int = 0) -> UUID:
    """Return a visit at Leeds that is booked at the nth time on offer."""
    slot = times(services, "LEI")[nth].id
    visit = keyed(services, nth=nth)
    send(services, visit)
    confirm(services, visit, slot)
    return visit


def confirm(services: Services, visit: UUID, slot: str) -> None:
    with services.database.unit_of_work() as session:
        confirming(visit, slot, at=services.now())(session)


def confirming(visit: UUID, slot: str, *, at: datetime) -> Work:
    return lambda session: visits.confirm(
        session, get_application(session, visit), int(slot), actor=CLERK, at=at
    )


def change_sent(services: Services, visit: UUID, *, nth: int) -> UUID:
    """Return a request, sent and not answered, that would change a booked visit."""
    with services.database.unit_of_work() as session:
        draft = visits.start_change(
            session,
            get_application(session, visit),
            key=uuid4().hex,
            channel="telephone",
            actor=AGENT,
            at=services.now(),
        )
    keyed(services, nth=nth, draft=draft.id)
    send(services, draft.id)
    return draft.id


def statuses(services: Services, *visits_: UUID) -> list[str]:
    with services.database.reading() as session:
        return [get_application(session, visit).status for visit in visits_]


def cancelling(visit: UUID, *, at: datetime, reason: str = "visitor") -> Work:
    return lambda session: visits.cancel(
        session, get_application(session, visit), Decision(reason=reason), actor=AGENT, at=at
    )


def test_two_changes_of_one_visit_leave_one_visit(open_house: Services) -> None:
    first, second, third = (time.id for time in times(open_house, "LEI")[:3])
    visit = booked(open_house)
    one = change_sent(open_house, visit, nth=1)
    two = change_sent(open_house, visit, nth=2)
    confirm(open_house, one, second)
    confirm(open_house, two, third)
    assert statuses(open_house, visit, one, two) == ["replaced", "replaced", "booked"]
    assert [taken(open_house, slot) for slot in (first, second, third)] == [0, 0, 1]
    assert "visit-changed" in kinds(open_house, two)
    with open_house.database.reading() as session:
        reminders = [message.state for message in _reminders(session, one)]
    assert reminders == ["cancelled"]


def _reminders(session: Session, visit: UUID) -> list[object]:
    return [m for m in messages_of(session, visit) if m.kind == "visit-reminder"]


def test_a_visitor_who_cancels_is_not_booked_by_a_change_that_waits(
    open_house: Services,
) -> None:
    visit = booked(open_house)
    change = change_sent(open_house, visit, nth=1)
    with open_house.database.unit_of_work() as session:
        cancelling(visit, at=open_house.now())(session)
    assert statuses(open_house, visit, change) == ["cancelled", "withdrawn"]
    assert "visit-withdrawn" in kinds(open_house, change)


def test_a_visit_the_prison_cancels_leaves_its_change_waiting(
    open_house: Services,
) -> None:
    visit = booked(open_house)
    change = change_sent(open_house, visit, nth=1)
    with open_house.database.unit_of_work() as session:
        cancelling(visit, at=open_house.now(), reason="prison")(session)
    assert statuses(open_house, visit, change) == ["cancelled", "requested"]


@pytest.mark.parametrize("reason", ["visitor", "prison"])
def test_cancelling_while_a_change_is_confirmed_never_deadlocks(
    open_house: Services,
    reason: str,
) -> None:
    now, second = open_house.now(), times(open_house, "LEI")[1].id
    visit = booked(open_house)
    change = change_sent(open_house, visit, nth=1)
    with open_house.database.unit_of_work() as session:
        session.get(Application, visit, with_for_update=True)
        with meanwhile(open_house, confirming(change, second, at=now)) as other:
            if reason == "prison":
                cancelling(visit, at=now, reason=reason)(session)
            session.commit()
    assert other.exception() is None
    ended = statuses(open_house, visit, change)
    assert ended == (["cancelled", "booked"] if reason == "prison" else ["replaced", "booked"])


def test_visits_that_swap_their_times_never_deadlock(open_house: Services) -> None:
    early, late = (int(time.id) for time in times(open_house, "LEI")[:2])
    visit = booked(open_house)
    change = change_sent(open_house, visit, nth=1)
    locked = select(Slot.id).with_for_update()
    with open_house.database.unit_of_work() as session:
        session.execute(locked.where(Slot.id == min(early, late)))
        with meanwhile(open_house, confirming(change, str(late), at=open_house.now())) as other:
            session.execute(locked.where(Slot.id == max(early, late)))
            session.commit()
    assert other.exception() is None
    assert statuses(open_house, visit, change) == ["replaced", "booked"]


def test_one_start_pressed_twice_at_once_makes_one_application(services: Services) -> None:
    wish = Start(journey=PRISON_VISIT, channel="telephone", language="en", key="one press")
    begin: Work = lambda session: start(session, wish, actor=AGENT, at=services.now())  # noqa: E731
    with services.database.unit_of_work() as session:
        begin(session)
        with meanwhile(services, begin) as other:
            session.commit()
    assert other.exception() is None
    with services.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Application)) == 1


def test_no_answer_outlives_a_draft_that_is_forgotten(services: Services) -> None:
    wish = Start(journey=PRISON_VISIT, channel="kiosk", language="en", key="kiosk")
    with services.database.unit_of_work() as session:
        draft = start(session, wish, actor=AGENT, at=services.now())
    prison = {"prison": "LEI", "name": "Leeds", "way": "request"}
    saving = Saving(steps={("prison", 0): prison}, expected_version=1)

    def forget(session: Session) -> None:
        forget_draft(session, get_application(session, draft.id), actor=AGENT, at=services.now())

    with services.database.unit_of_work() as session:
        kept = get_application(session, draft.id)
        record_answers(session, kept, saving, actor=AGENT, at=services.now())
        session.flush()
        with meanwhile(services, forget) as other:
            session.commit()
    assert other.exception() is None
    with services.database.reading() as session:
        application = get_application(session, draft.id)
        assert application.status == Status.ABANDONED
        assert application.venue_code is None
        assert session.scalar(select(func.count()).select_from(Answer)) == 0
        assert not len(load_answers(session, draft.id))
        assert appointment_of(session, draft.id) is None


@pytest.mark.parametrize("stocked", ["postgres"], indirect=True)
def test_a_yes_is_never_kept_for_a_number_that_was_changed_meanwhile(open_house: Services) -> None:
    """Only where two may write at once: the embedded database lets one writer in at a time."""
    now = open_house.now()
    sent = keyed(open_house)
    send(open_house, sent)
    draft = keyed(open_house, nth=1)
    with open_house.database.unit_of_work() as session:
        person_id = get_application(session, sent).person_id
        assert person_id
        get_application(session, draft).person_id = person_id
    with open_house.database.unit_of_work() as session:
        assert (read_before := get_person(session, person_id))
        with open_house.database.unit_of_work() as other:
            person = get_person(other, person_id)
            moved = replace(details_of(person), phone="+447700900777")
            change_person(
                other, person, moved, actor=AGENT, at=now, expected_version=person.version
            )
        assert read_before.phone == "+447700900123"
        application = get_application(session, draft)
        version = application.version
        open_house.desks["prison-visit"].submit(
            session, application, actor=AGENT, at=now, expected_version=version
        )
    with open_house.database.reading() as session:
        person = get_person(session, person_id)
        assert (person.phone, person.may_text) == ("+447700900123", True)
