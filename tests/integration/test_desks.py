"""What every service's desk and reactions must keep to, whichever service it is."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from app.applications.actions import Action
from app.applications.lifecycle import get_application, load_answers
from app.applications.plain_desk import PlainDesk
from app.db import announced
from app.identity.permissions import ROLE_PERMISSIONS
from app.journeys.catalogue import COMING, JOURNEYS
from app.journeys.definition import Journey
from app.reactions import REACTIONS
from app.services import Services
from tests.builders import CARDIFF
from tests.integration.test_visits import keyed, kinds, send

EVERY = (*JOURNEYS, *COMING)
BY_SLUG = [journey.slug for journey in EVERY]


@pytest.mark.parametrize("journey", EVERY, ids=BY_SLUG)
def test_a_service_has_a_desk_whose_actions_fit_its_life(
    services: Services, journey: Journey
) -> None:
    actions = services.desks[journey.slug].actions
    stages = {stage.slug for stage in journey.life.stages}
    assert [one.slug for one in actions if not one.leaves or one.leaves - stages] == []
    assert len({one.slug for one in actions}) == len(actions)
    assert {one.needs for one in actions} <= frozenset().union(*ROLE_PERMISSIONS.values())


@pytest.mark.parametrize("journey", EVERY, ids=BY_SLUG)
def test_where_staff_must_act_there_is_something_to_do(
    services: Services, journey: Journey
) -> None:
    deciding: list[Action] = [one for one in services.desks[journey.slug].actions if one.on_page]
    left = frozenset().union(*(one.leaves for one in deciding))
    assert journey.life.waiting <= left


@pytest.mark.parametrize("journey", EVERY, ids=BY_SLUG)
def test_what_follows_a_move_follows_one_that_the_service_has(journey: Journey) -> None:
    verbs = {move.verb for move in journey.life.moves}
    assert REACTIONS.get(journey.slug, {}).keys() <= verbs


def test_every_move_is_announced_once_and_told_by_nobody_else(
    open_house: Services,
) -> None:
    seen: list[str] = []

    def watch(session: Session) -> None:
        seen.extend(event.verb for event in announced(session))

    # Whoever takes the events first leaves none for the reactions, so nothing is told here.
    open_house.database.closing = (watch, *open_house.database.closing)
    visit = keyed(open_house, CARDIFF)
    send(open_house, visit)
    assert seen == ["request", "book"]
    assert kinds(open_house, visit) == []


def test_a_plain_desk_gives_no_reason_no_fact_and_no_verdict(open_house: Services) -> None:
    desk = PlainDesk()
    assert desk.actions == ()
    visit = keyed(open_house)
    with open_house.database.reading() as session:
        application, answers = get_application(session, visit), load_answers(session, visit)
        at = open_house.now()
        assert desk.decision_words(application) is None
        assert desk.facts(session, application, answers, at=at) == ()
        assert desk.standing(application, answers, at=at) is None
        ending = desk.ending(session, application, answers, at=at)
        assert [str(line) for line in ending.next] == [
            "We will send a text to the number that ends in 123."
        ]
