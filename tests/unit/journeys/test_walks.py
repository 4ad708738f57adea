"""Random walks through every journey: good ones arrive, wrong answers are refused, changes tidy up.

WALKS=5000 in the environment walks more often. A failure names its seed: `walk_of(journey, seed)`
walks the same way again.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random

import pytest

from app.applications.lifecycle import NotComplete
from app.i18n import LANGUAGES, speaking
from app.journeys import catalogue
from app.journeys.answers import Answers
from app.journeys.asking import first_refused
from app.journeys.catalogue import COMING, JOURNEYS, find_journey
from app.journeys.definition import Group, Journey
from app.journeys.path import ANOTHER, Place, find_path, settle
from app.journeys.summary import summarise
from app.web.runner import Running
from tests.walker.clear_words import expect_words
from tests.walker.publishing import NEW_STEP, with_one_question_more
from tests.walker.sabotage import sabotage
from tests.walker.second_thoughts import change_there_and_back, left_tidy
from tests.walker.typing import posted_form
from tests.walker.walking import Walk, walk_of
from tests.walker.wrong import nasty_answer

WALKS = int(os.environ.get("WALKS", "60"))
INVISIBLE = set("\x00\x01\x1b\u200b\u202e\u2028\u2800\ud800")

ALL = (*JOURNEYS, *COMING)
every_journey = pytest.mark.parametrize(
    "journey", ALL, ids=[f"{journey.slug}-{journey.version}" for journey in ALL]
)


@contextmanager
def named(seed: int) -> Iterator[None]:
    """Name the seed where something fails."""
    try:
        yield
    except BaseException as error:
        error.add_note(f"seed {seed}")
        raise


def stored(walk: Walk) -> Answers:
    with walk.sheet.opened() as opened:
        return opened.running.path.answers


def rows(journey: Journey, answers: Answers) -> list[tuple[str, str, str]]:
    parts = summarise(find_path(journey, answers))
    return [(row.place.slug, str(row.label), str(row.text)) for part in parts for row in part.rows]


def expect_sent(walk: Walk) -> None:
    """It is complete, keeps nothing that is not asked, and is sent once."""
    expect_finished(walk)
    assert walk.sheet.send()
    assert not walk.sheet.send()


def expect_finished(walk: Walk) -> None:
    journey, answers = walk.journey, stored(walk)
    path = find_path(journey, answers)
    assert all(path.answered(place) for place in path.places)
    assert path.first_unanswered() is None
    assert first_refused(path, walk.setting.lookups) is None
    assert answers.keys() <= {place.key for place in path.places}
    assert settle(journey, answers, answers) == answers == path.answers


def expect_readable(walk: Walk) -> None:
    """The summary has a label and a text for every answer, in each language."""
    for language in LANGUAGES:
        with speaking(language):
            shown = rows(walk.journey, stored(walk))
        assert shown
        assert all(label and "{" not in label for _slug, label, _text in shown)


@every_journey
def test_a_valid_walk_ends_complete(journey: Journey) -> None:
    for seed in range(WALKS):
        walk = walk_of(journey, seed)
        with named(seed), speaking(("en", "cy")[seed // 2 % 2]):
            walk.to_the_end()
            expect_sent(walk)
            expect_readable(walk)
            expect_no_more_members_than_wanted(walk)


def expect_no_more_members_than_wanted(walk: Walk) -> None:
    """Every member was wished for by a yes of its own."""
    for section in walk.journey.sections:
        for group in section.parts:
            if isinstance(group, Group):
                said = (save.said.get((group.slug, 0), {}) for save in walk.saves)
                yes = sum(values.get(ANOTHER) is True for values in said)
                assert len(group.items(stored(walk))) <= yes


@every_journey
def test_a_wrong_answer_is_refused_in_clear_words_and_stays_typed(journey: Journey) -> None:
    spoilt: set[str] = set()
    for seed in range(WALKS):
        walk = walk_of(journey, seed)
        with named(seed):
            walk.some_posts(walk.chance.randrange(25))
            before = stored(walk)
            place = sabotage(walk)
            assert place
            assert stored(walk) == before
            spoilt.add(place.rstrip("-0123456789"))
    steps = len(list(journey.steps()))
    assert len(spoilt) > min(WALKS / 3, steps * 0.6), f"{len(spoilt)} of {steps} pages: {spoilt}"


@every_journey
def test_a_change_of_mind_drops_just_what_no_longer_applies(journey: Journey) -> None:
    for seed in range(WALKS):
        walk = walk_of(journey, seed)
        with named(seed):
            for _change in range(1 + seed % 2):
                walk.some_posts(walk.chance.randrange(12))
                walk.change_mind()
            walk.to_the_end()
            expect_sent(walk)
            for save in walk.saves:
                assert left_tidy(journey, save), save.said


@every_journey
def test_what_a_change_dropped_does_not_come_back_by_itself(journey: Journey) -> None:
    dropped = 0
    for seed in range(WALKS):
        walk = walk_of(journey, seed)
        with named(seed):
            walk.some_posts(walk.chance.randrange(25))
            dropped += change_there_and_back(walk)
            for save in walk.saves:
                assert left_tidy(journey, save), save.said
            walk.to_the_end()
            expect_sent(walk)
    assert dropped > WALKS * 0.03


@every_journey
def test_what_is_not_complete_is_not_sent(journey: Journey) -> None:
    for seed in range(0, WALKS, 3):
        walk = walk_of(journey, seed)
        walk.some_posts(walk.chance.randrange(12))
        with walk.sheet.opened() as opened:
            gap = opened.running.path.first_unanswered()
        if gap is not None:
            with named(seed), pytest.raises(NotComplete) as caught:
                walk.sheet.send()
            assert caught.value.place == gap.slug


@every_journey
def test_nothing_nasty_ever_raises(journey: Journey) -> None:
    for seed in range(0, WALKS, 3):
        walk = walk_of(journey, seed)
        walk.some_posts(walk.chance.randrange(25))
        with named(seed), walk.sheet.opened() as opened:
            for place in opened.running.path.places:
                expect_taken_or_refused(opened.running, place, walk.chance)


def expect_taken_or_refused(running: Running, place: Place, chance: Random) -> None:
    form = running.ask(place).form
    typed = {question.short_name: nasty_answer(question, chance) for question in form}
    asked = running.ask(place, posted_form(form, typed))
    if asked.check() or asked.warnings:
        kept = json.dumps(asked.values(), ensure_ascii=False)
        assert not INVISIBLE & set(kept), f"{place.slug} keeps {kept}"
        return
    wrong = [words for question in asked.form for words in question.errors]
    assert wrong
    for words in wrong:
        expect_words(words, place.slug)


@every_journey
def test_a_draft_stays_on_its_version_when_a_newer_one_is_published(journey: Journey) -> None:
    begun = [walk_of(journey, seed) for seed in range(20)]
    for walk in begun:
        walk.some_posts(4)
    newer = with_one_question_more(journey)
    for seed, walk in enumerate(begun):
        with catalogue.also(newer), named(seed):
            assert find_journey(journey.slug) is newer
            walk.sheet.journey = find_journey(journey.slug, journey.version)
            walk.to_the_end()
            expect_finished(walk)
            assert not stored(walk).has(NEW_STEP)
            assert find_path(newer, stored(walk)).first_unanswered().slug == NEW_STEP
