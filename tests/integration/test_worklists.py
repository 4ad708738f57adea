"""Lists of applications: in the order in which they fall due, told apart as each service says."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import event

from app.applications import visits
from app.applications.lifecycle import get_application
from app.applications.models import Answer, Application
from app.applications.worklists import (
    applications_of,
    count_waiting,
    journeys_decided_by,
    venues_waiting,
    waiting,
)
from app.i18n import speaking
from app.identity.permissions import ROLE_PERMISSIONS, Role
from app.journeys.catalogue import LEGAL_AID, also, offered
from app.services import Services
from tests.builders import CARDIFF
from tests.integration.test_visits import CLERK, keyed, send, times

HELP = "legal-aid"


def asked_for_help(services: Services, *, due: datetime, problem: str = "debt") -> UUID:
    """Return a question about legal aid as it lies in the records once it is sent."""
    at = services.now()
    application = Application(
        id=uuid4(),
        reference=f"LA-{uuid4().hex[:8]}",
        journey=HELP,
        journey_version=LEGAL_AID.version,
        status="requested",
        channel="kiosk",
        language="en",
        start_key=uuid4().hex,
        created_at=at,
        updated_at=at,
        submitted_at=at,
        due_at=due,
    )
    said = {"said_by": "applicant", "typed_by": "kiosk:1", "channel": "kiosk", "at": at}
    answer = Answer(application_id=application.id, step="problem", item=0, question="problem", value=problem, **said)  # fmt: skip
    with services.database.unit_of_work() as session:
        session.add(application)
        session.flush()
        session.add(answer)
    return application.id


def requested(services: Services, *, nth: int = 0) -> UUID:
    visit = keyed(services, nth=nth)
    send(services, visit)
    return visit


def test_what_falls_due_first_comes_first(open_house: Services, clock) -> None:
    first = requested(open_house)
    clock.forward(minutes=5)
    second = requested(open_house)
    with open_house.database.unit_of_work() as session:
        get_application(session, first).due_at = clock.forward(days=1)
    with open_house.database.reading() as session:
        page = waiting(session)
        assert [row.application.id for row in page.rows] == [second, first]
        assert count_waiting(session) == page.total == 2


def test_a_list_is_of_the_services_it_is_asked_for(open_house: Services) -> None:
    visit = requested(open_house)
    question = asked_for_help(open_house, due=open_house.now())
    with open_house.database.reading() as session:
        for journeys, expected in ((["prison-visit"], {visit}), ([HELP], {question}), ([], set())):
            rows = waiting(session, journeys=journeys).rows
            assert {row.application.id for row in rows} == expected
            assert count_waiting(session, journeys) == len(expected)
        assert [(v.code, n) for v, n in venues_waiting(session, ["prison-visit"])] == [("LEI", 1)]
        assert waiting(session, venue_code="CFI").total == 0


def test_a_row_is_told_apart_as_its_service_says(open_house: Services) -> None:
    requested(open_house)
    asked_for_help(open_house, due=open_house.now() + timedelta(days=1))
    with open_house.database.reading() as session:
        visit, question = waiting(session, journeys=["prison-visit", HELP]).rows
        assert visit.subject == "Leeds Prison"
        assert visit.journey.slug == "prison-visit"
        with speaking("en"):
            assert str(question.subject).startswith("Debt")
        assert (question.starts_at, question.ends_at) == (None, None)


def test_a_row_has_the_time_asked_for_and_then_the_time_booked(open_house: Services) -> None:
    visit, had = requested(open_house, nth=2), times(open_house, "LEI")
    with open_house.database.unit_of_work() as session:
        assert waiting(session).rows[0].starts_at == had[2].starts_at
        application = get_application(session, visit)
        visits.confirm(session, application, int(had[1].id), actor=CLERK, at=open_house.now())
    with open_house.database.reading() as session:
        application = get_application(session, visit)
        row = applications_of(session, application.person_id)[0]
        assert (row.starts_at, row.ends_at) == (had[1].starts_at, had[1].ends_at)


def test_a_booked_visit_waits_for_nobody(open_house: Services) -> None:
    send(open_house, keyed(open_house, CARDIFF))
    with open_house.database.reading() as session:
        assert count_waiting(session) == 0


def test_a_longer_list_asks_no_more_often(open_house: Services) -> None:
    def asked() -> int:
        seen: list[str] = []
        engine = open_house.database.engine

        def note(*args: object) -> None:
            seen.append(str(args[2]))

        with open_house.database.reading() as session:
            event.listen(engine, "before_cursor_execute", note)
            waiting(session, journeys=["prison-visit", HELP])
            event.remove(engine, "before_cursor_execute", note)
        return len(seen)

    requested(open_house)
    few = asked()
    for n in range(4):
        asked_for_help(open_house, due=open_house.now() + timedelta(hours=n))
        requested(open_house)
    assert asked() == few


@pytest.mark.parametrize(
    ("role", "decided"),
    [
        (Role.BOOKING_CLERK, ("prison-visit",)),
        (Role.LEGAL_AID_ADVISER, (HELP,)),
        (Role.AGENT, ()),
        (Role.TEAM_LEADER, ()),
    ],
)
def test_whose_requests_a_role_decides_follows_from_its_actions(
    open_house: Services, role: Role, decided: tuple[str, ...]
) -> None:
    known = {journey.slug for journey in offered()}
    missing = [] if HELP in known else [LEGAL_AID]
    with also(*missing):
        assert journeys_decided_by(open_house.desks, ROLE_PERMISSIONS[role]) == decided
