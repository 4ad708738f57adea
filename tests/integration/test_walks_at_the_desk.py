"""Random walks through the real lifecycle, desk and submission, on both kinds of database."""

from __future__ import annotations

from collections import Counter

import pytest
from sqlalchemy import select

from app.applications.lifecycle import NotComplete, get_application, load_answers
from app.applications.models import Answer
from app.appointments import Appointment, Slot, State
from app.audit import verify
from app.journeys import catalogue
from app.journeys.answers import Answers
from app.journeys.catalogue import find_journey, offered
from app.journeys.definition import Journey
from app.journeys.life import Life, Status
from app.journeys.path import find_path
from app.journeys.summary import summarise
from app.services import Services
from app.web.runner import Running
from tests.walker.desk_sheets import DeskSheet, walk_at_desk
from tests.walker.publishing import NEW_STEP, with_one_question_more
from tests.walker.retelling import told_again
from tests.walker.sabotage import sabotage
from tests.walker.second_thoughts import change_there_and_back
from tests.walker.walking import Walk

WALKS = 8

every_journey = pytest.mark.parametrize("journey", offered(), ids=[j.slug for j in offered()])


def sent_statuses(life: Life) -> set[str]:
    """Return where sending may leave an application: requested, or where a desk moves it at once."""
    at_once = {move.arrives for move in life.moves if Status.REQUESTED in move.leaves}
    return {Status.REQUESTED} | at_once - {Status.WITHDRAWN}


@every_journey
def test_every_walk_ends_in_a_submission(open_house: Services, journey: Journey) -> None:
    sheets = []
    for seed in range(WALKS):
        walk, sheet = walk_at_desk(open_house, journey, seed)
        walk.some_posts(walk.chance.randrange(8))
        expect_nothing_saved(walk, sheet)
        expect_not_sent(walk, sheet)
        if seed % 2:
            walk.change_mind()
        else:
            change_there_and_back(walk)
        expect_all_agree(sheet, walk)
        walk.to_the_end()
        expect_all_agree(sheet, walk)
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


def expect_not_sent(walk: Walk, sheet: DeskSheet) -> None:
    """What is not complete is refused with the place that is open, and stays a draft."""
    with sheet.opened() as opened:
        gap = opened.running.path.first_unanswered()
    if gap is None:
        return
    with pytest.raises(NotComplete) as caught:
        sheet.send()
    assert caught.value.place == gap.slug
    with sheet.opened() as opened:
        assert opened.running.application.status == Status.DRAFT


def expect_all_agree(sheet: DeskSheet, walk: Walk) -> None:
    """The stored rows, the path, the summary and the verdict tell one story: the one told last."""
    if not walk.saves:
        return
    with sheet.opened() as opened:
        running, session = opened.running, opened.session
        rows = session.execute(
            select(Answer.step, Answer.item).where(Answer.application_id == sheet.application_id)
        )
        answers = walk.saves[-1].after
        kept = {(step, item) for step, item in rows}
        assert kept == answers.keys() == running.path.answers.keys()
        assert answers.keys() <= {place.key for place in running.path.places}
        shown = {row.place.key for part in summarise(running.path) for row in part.rows}
        assert shown <= answers.keys()
        expect_one_verdict(sheet.services, running, told_again(walk.journey, answers))


def expect_one_verdict(services: Services, running: Running, again: Answers) -> None:
    """A person who tells the same from scratch has the same standing: nothing dropped counts."""
    desk, application = services.desks[running.journey.slug], running.application
    at = services.now()
    assert desk.standing(application, running.path.answers, at=at) == desk.standing(
        application, find_path(running.journey, again).answers, at=at
    )


def expect_sent(services: Services, journey: Journey, sheets: list[DeskSheet]) -> None:
    with services.database.unit_of_work() as session:
        for sheet in sheets:
            application = get_application(session, sheet.application_id)
            assert application.status in sent_statuses(journey.life)
            assert application.submitted_at is not None
            assert application.journey_version == journey.version
            named = load_answers(session, application.id).has(journey.applicant.name)
            assert (application.person_id is not None) == named
        assert verify(session).faults == ()


def expect_places_counted(services: Services) -> None:
    """Whoever was sent with a time has it booked, and each slot counts what it has."""
    with services.database.unit_of_work() as session:
        live = session.scalars(select(Appointment).where(Appointment.state != State.RELEASED)).all()
        for appointment in live:
            application = get_application(session, appointment.application_id)
            assert (appointment.state, bool(application.submitted_at)) == (State.BOOKED, True)
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
