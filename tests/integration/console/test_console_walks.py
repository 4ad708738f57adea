"""Random walks through the real pages of the console: every service arrives, what is wrong is said."""

from __future__ import annotations

import pytest

from app.applications.lifecycle import get_application
from app.journeys import catalogue
from app.journeys.catalogue import find_journey, offered
from app.journeys.definition import Journey
from app.journeys.life import Status
from app.services import Services
from tests.integration.console.console_client import ConsoleClient
from tests.integration.console.walking_agent import walk_at_console
from tests.walker.face_sheets import as_sent, expect_shown
from tests.walker.publishing import NEW_STEP, with_one_question_more
from tests.walker.sabotage import spoil
from tests.walker.typing import posted_form
from tests.walker.walking import Walk

WALKS = 2

every_journey = pytest.mark.parametrize("journey", offered(), ids=[j.slug for j in offered()])


@every_journey
def test_random_walks_are_sent(amina: ConsoleClient, office: Services, journey: Journey) -> None:
    for seed in range(WALKS):
        walk = walk_at_console(amina, office, journey, seed)
        walk.some_posts(5)
        expect_refused(walk)
        walk.change_mind()
        walk.to_the_end()
        assert walk.sheet.send(), f"seed {seed}"
        with walk.sheet.opened() as opened:
            assert opened.running.application.status != Status.DRAFT
            assert opened.running.path.first_unanswered() is None


def expect_refused(walk: Walk) -> None:
    """A wrong answer gets the page again with its words, and what was stored stays."""
    with walk.sheet.opened() as opened:
        running = opened.running
        reached = [
            p
            for p in running.path.places
            if running.path.answers.has(*p.key) and not p.step.guarded  # Guesses are counted.
        ]
        for place in walk.chance.sample(reached, min(3, len(reached))):
            spoilt = spoil(walk, running, place)
            if spoilt is None:
                continue
            posted = as_sent(posted_form(running.ask(place, prefix=place.slug).form, spoilt[0]))
            asked = running.ask(place, posted, place.slug)
            assert not asked.check()
            expect_shown(walk.sheet.face.refuse(asked, posted), [asked])
        assert walk.sheet.answers() == running.stored


@every_journey
def test_a_draft_stays_on_its_version_and_a_new_one_begins_on_the_next(
    amina: ConsoleClient, office: Services, journey: Journey
) -> None:
    old = walk_at_console(amina, office, journey, 7)
    old.some_posts(2)
    newer = with_one_question_more(journey)
    with catalogue.also(newer):
        old.to_the_end()
        assert old.sheet.send()
        new = walk_at_console(amina, office, find_journey(journey.slug), 8)
        new.to_the_end()
        assert new.sheet.send()
        versions = []
        for walk in (old, new):
            with office.database.reading() as session:
                application = get_application(session, walk.sheet.application_id)
                versions.append(application.journey_version)
    assert versions == [journey.version, newer.version]
    assert [walk.sheet.answers().has(NEW_STEP) for walk in (old, new)] == [False, True]
