"""Random walks through the real lifecycle, desk and submission, on both kinds of database."""

from __future__ import annotations

from collections import Counter

import pytest
from sqlalchemy import select

from app.applications.lifecycle import get_application, load_answers
from app.appointments import Appointment, Slot, State
from app.audit import verify
from app.journeys import catalogue
from app.journeys.catalogue import JOURNEYS, find_journey
from app.journeys.catalogue.prison_visit.life import VisitStatus
from app.journeys.definition import Journey
from app.journeys.life import Status
from app.services import Services
from tests.walker.desk_sheets import DeskSheet, walk_at_desk
from tests.walker.publishing import NEW_STEP, with_one_question_more
from tests.walker.sabotage import sabotage
from tests.walker.walking import Walk

WALKS = 15
SENT = {Status.REQUESTED, VisitStatus.BOOKED}

every_journey = pytest.mark.parametrize("journey", JOURNEYS, ids=[j.slug for j in JOURNEYS])


@every_journey
def test_every_walk_ends_in_a_submission(open_house: Services, journey: Journey) -> None:
    sheets = []
    for seed in range(WALKS):
        walk, sheet = walk_at_desk(open_house, journey, seed)
        walk.some_posts(walk.chance.randrange(8))
        expect_nothing_saved(walk, sheet)
        walk.change_mind()
        walk.to_the_end()
        assert sheet.send(), f"seed {seed}"
        assert not sheet.send(), f"seed {seed}: sent twice"
        sheets.append(sheet)
    expect_sent(open_house, journey, sheets)
    expect_places_counted(open_house)


def expect_nothing_saved(walk: Walk, sheet: DeskSheet) -> None:
    """A refused answer leaves the stored ones, and the count of saves, as they were."""
    with sheet.opened() as opened:
        before = opened.running.stored, opened.running.version
    assert sabotage(walk)
    with sheet.opened() as opened:
        assert (opened.running.stored, opened.running.version) == before


def expect_sent(services: Services, journey: Journey, sheets: list[DeskSheet]) -> None:
    with services.database.unit_of_work() as session:
        for sheet in sheets:
            application = get_application(session, sheet.application_id)
            assert application.status in SENT
            assert application.journey_version == journey.version
            assert application.person_id is not None
        assert verify(session).faults == ()


def expect_places_counted(services: Services) -> None:
    """Only booked visits are left with an appointment, and each slot counts what it has."""
    with services.database.unit_of_work() as session:
        live = session.scalars(select(Appointment).where(Appointment.state != State.RELEASED)).all()
        for appointment in live:
            application = get_application(session, appointment.application_id)
            assert (appointment.state, application.status) == (State.BOOKED, VisitStatus.BOOKED)
        counted = Counter(appointment.slot_id for appointment in live)
        for slot in session.scalars(select(Slot).where((Slot.taken > 0) | Slot.id.in_(counted))):
            assert slot.taken == counted[slot.id]


@every_journey
def test_a_stored_draft_stays_on_its_version(open_house: Services, journey: Journey) -> None:
    walk, old = walk_at_desk(open_house, journey, 1)
    walk.some_posts(3)
    newer = with_one_question_more(journey)
    with catalogue.also(newer):
        walk.to_the_end()
        assert old.send()
        walk, new = walk_at_desk(open_house, find_journey(journey.slug), 2)
        walk.to_the_end()
        assert new.send()
    with open_house.database.unit_of_work() as session:
        versions = [get_application(session, s.application_id).journey_version for s in (old, new)]
        asked = [load_answers(session, s.application_id).has(NEW_STEP) for s in (old, new)]
    assert versions == [journey.version, newer.version]
    assert asked == [False, True]
