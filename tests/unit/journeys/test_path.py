"""The path: what is asked, what is dropped, what comes next, and how groups repeat."""

from __future__ import annotations

import pytest

from app.errors import NotFound
from app.journeys.answers import Answers
from app.journeys.catalogue import PRISON_VISIT, find_journey
from app.journeys.path import find_path, settle
from tests.builders import CARDIFF, HOLLESLEY, LEEDS, limits, visit_answers, visit_steps

GROUP = PRISON_VISIT.sections[1].parts[2]
BORN = {"born": "2015-01-01"}


def slugs(answers: Answers) -> list[str]:
    return [place.slug for place in find_path(PRISON_VISIT, answers).places]


def test_every_step_slug_is_used_once() -> None:
    steps = [step.slug for step in PRISON_VISIT.steps()]
    assert len(steps) == len(set(steps))


@pytest.mark.parametrize(
    ("prison", "asked", "not_asked"),
    [
        (LEEDS, "first-choice", "visit-time"),
        (CARDIFF, "visit-time", "first-choice"),
        (HOLLESLEY, "times-by-hand", "visit-time"),
    ],
)
def test_each_way_of_working_asks_its_own_times(prison, asked, not_asked) -> None:
    path = slugs(visit_answers(prison))
    assert asked in path
    assert not_asked not in path
    assert find_path(PRISON_VISIT, visit_answers(prison)).first_unanswered() is None


def test_changing_the_prison_drops_the_times_of_the_other_way() -> None:
    before = visit_answers(LEEDS)
    after = settle(PRISON_VISIT, before, before.including({("prison", 0): limits(CARDIFF)}))
    assert not after.has("first-choice")
    assert find_path(PRISON_VISIT, after).first_unanswered().slug == "visit-time"


def test_a_dropped_answer_cannot_keep_its_followers_alive() -> None:
    answers = visit_answers().including(
        {("support", 0): {"needed": True}, ("support-details", 0): {"details": "A ramp"}}
    )
    assert "support-details" in slugs(answers)
    changed = settle(PRISON_VISIT, answers, answers.including({("support", 0): {"needed": False}}))
    assert not changed.has("support-details")


def test_third_choice_needs_a_second() -> None:
    assert "third-choice" not in slugs(visit_answers())
    chosen = visit_answers().including({("second-choice", 0): {"time": "2"}})
    assert "third-choice" in slugs(chosen)


def test_yes_to_another_asks_for_the_next_member_and_then_again() -> None:
    before = visit_answers()
    wanted = before.including({("other-visitors", 0): {"another": True}})
    path = find_path(PRISON_VISIT, wanted)
    assert path.first_unanswered().slug == "visitor-name-1"
    named = settle(PRISON_VISIT, wanted, wanted.including({("visitor-name", 1): {"name": {"first": "A", "last": "B"}}}))  # fmt: skip
    born = settle(PRISON_VISIT, named, named.including({("visitor-born", 1): BORN}))
    path = find_path(PRISON_VISIT, born)
    assert path.first_unanswered().slug == "other-visitors"
    assert path.place("visitor-born-1").item == 1


def test_a_full_group_is_not_asked_for_more() -> None:
    answers = visit_answers(CARDIFF)
    for item in (1, 2):
        answers = answers.including(
            {
                ("visitor-name", item): {"name": {"first": "A", "last": str(item)}},
                ("visitor-born", item): BORN,
            }  # fmt: skip
        )
    assert "other-visitors" not in slugs(answers)


def test_removing_the_only_member_asks_again() -> None:
    answers = visit_answers().including(
        {("visitor-name", 1): {"name": {}}, ("visitor-born", 1): BORN}
    )
    after = settle(PRISON_VISIT, answers, answers.without((step.slug, 1) for step in GROUP.steps))
    assert after.items("visitor-name") == []
    assert find_path(PRISON_VISIT, after).first_unanswered().slug == "other-visitors"


def test_after_skips_what_is_answered_and_before_goes_back() -> None:
    path = find_path(PRISON_VISIT, visit_answers())
    assert path.after(path.place("prison")) is None
    assert path.before(path.place("prisoner-number")).slug == "prison"
    assert path.before(path.place("prison")) is None


def test_back_from_a_new_member_is_the_page_that_asked() -> None:
    answers = visit_answers().including(
        {
            ("visitor-name", 1): {"name": {"first": "A", "last": "B"}},
            ("visitor-born", 1): BORN,
            ("other-visitors", 0): {"another": True},
        }
    )
    path = find_path(PRISON_VISIT, answers)
    assert path.before(path.place("visitor-name-2")).slug == "other-visitors"


def test_an_unknown_journey_is_not_found() -> None:
    with pytest.raises(NotFound, match="no journey"):
        find_journey("teleport")


def test_answers_survive_any_order_of_saving() -> None:
    steps = list(visit_steps().items())
    answers = Answers()
    for key, values in reversed(steps):
        answers = answers.including({key: values})
    assert find_path(PRISON_VISIT, answers).first_unanswered() is None


def test_yes_to_another_leads_to_the_new_member_and_not_past_it() -> None:
    wanted = visit_answers().including({("other-visitors", 0): {"another": True}})
    path = find_path(PRISON_VISIT, wanted.without([("first-choice", 0)]))
    assert path.after(path.place("other-visitors")).slug == "visitor-name-1"


def test_members_are_counted_as_people_count_them() -> None:
    """The main visitor is the first; after a removal the numbers close up, the keys do not."""
    answers = visit_answers().including(
        {("visitor-name", n): {"name": {"first": "A", "last": str(n)}} for n in (1, 3)}
    )
    path = find_path(PRISON_VISIT, answers)
    assert [(p.item, p.number) for p in path.places if p.step.slug == "visitor-name"] == [
        (1, 2),
        (3, 3),
    ]
