"""What every face is put to: walks that end in a submission, wrong answers, and a new version.

A `Begin` starts a service at the face, from nothing and by a number that settles the chance.
"""

from __future__ import annotations

from collections.abc import Callable

from app.applications.lifecycle import get_application
from app.journeys import catalogue
from app.journeys.catalogue import find_journey
from app.journeys.definition import Journey
from app.journeys.life import Status
from tests.walker.face_sheets import FaceSheet, as_sent, expect_shown
from tests.walker.publishing import NEW_STEP, with_one_question_more
from tests.walker.sabotage import spoil
from tests.walker.typing import posted_form
from tests.walker.walking import Walk

WALKS = 2

Begin = Callable[[Journey, int], tuple[Walk, FaceSheet]]


def expect_walks_sent(begin: Begin, journey: Journey) -> None:
    """Walk from the first page to the last, with wrong answers and a change of mind on the way."""
    for seed in range(WALKS):
        walk, sheet = begin(journey, seed)
        walk.some_posts(5)
        expect_refused(walk, sheet)
        walk.change_mind()
        walk.to_the_end()
        assert sheet.send(), f"seed {seed}"
        with sheet.opened() as opened:
            assert opened.running.application.status != Status.DRAFT
            assert opened.running.path.first_unanswered() is None


def expect_refused(walk: Walk, sheet: FaceSheet) -> None:
    """A wrong answer gets the page again with its words, and what was stored stays."""
    face = sheet.face
    with sheet.opened() as opened:
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
            prefix = face.prefix(place)
            posted = as_sent(posted_form(running.ask(place, prefix=prefix).form, spoilt[0]))
            asked = running.ask(place, posted, prefix)
            assert not asked.check()
            expect_shown(face.refuse(asked, posted), [asked])
        assert sheet.answers() == running.stored


def expect_a_draft_keeps_its_version(begin: Begin, journey: Journey) -> None:
    """Publish the next version meanwhile: the draft ends on its own, and a new one begins there."""
    walk, old = begin(journey, 7)
    walk.some_posts(2)
    newer = with_one_question_more(journey)
    with catalogue.also(newer):
        walk.to_the_end()
        assert old.send()
        walk, new = begin(find_journey(journey.slug), 8)
        walk.to_the_end()
        assert new.send()
        assert [_version(sheet) for sheet in (old, new)] == [journey.version, newer.version]
    assert [sheet.answers().has(NEW_STEP) for sheet in (old, new)] == [False, True]


def _version(sheet: FaceSheet) -> int:
    with sheet.services.database.reading() as session:
        return get_application(session, sheet.application_id).journey_version
