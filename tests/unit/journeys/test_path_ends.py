"""A path that ends early asks nothing more, and a section that is not for this person asks nothing."""

from __future__ import annotations

from typing import Any

from app.i18n import _
from app.journeys.answers import Answers
from app.journeys.definition import Applicant, Group, Journey, Section, Step
from app.journeys.life import life_of
from app.journeys.path import Path, find_path, settle
from app.journeys.questions import StepForm, YesNo


class SoForm(StepForm):
    so = YesNo(_("Yes"))


def step(slug: str, **more: Any) -> Step:
    return Step(slug=slug, title=_("Yes"), form=SoForm, **more)


def said_no(slug: str) -> Any:
    return lambda answers, item: answers.value(slug, "so", item=item) is False


def said_yes(slug: str) -> Any:
    return lambda answers, _item: answers.value(slug, "so") is True


MEMBERS = Group(
    slug="members",
    title=_("Yes"),
    title_more=_("Yes"),
    member=_("Yes"),
    add=_("Yes"),
    most=lambda _answers: 3,
    steps=(step("member", ends_when=said_no("member")),),
)
JOURNEY = Journey(
    slug="short",
    version=1,
    prefix="SH",
    title=_("Yes"),
    name=_("Yes"),
    about=_("Yes"),
    needed=(),
    declaration=_("Yes"),
    life=life_of(),
    applicant=Applicant(name="first", born="first"),
    sections=(
        Section(slug="a", title=_("Yes"), parts=(step("first", ends_when=said_no("first")),)),
        Section(
            slug="b",
            title=_("Yes"),
            parts=(step("second"), MEMBERS),
            asked_when=said_yes("first"),
        ),
        Section(slug="c", title=_("Yes"), parts=(step("last"),)),
    ),
)


def path_of(**so: bool) -> Path:
    return find_path(JOURNEY, Answers({(slug, 0): {"so": value} for slug, value in so.items()}))


def slugs(path: Path) -> list[str]:
    return [place.slug for place in path.places]


def test_an_unanswered_end_ends_nothing_yet() -> None:
    path = path_of()
    assert slugs(path) == ["first", "last"]
    assert path.ended_at is None


def test_an_answer_that_ends_the_path_completes_it_there() -> None:
    path = path_of(first=False)
    assert slugs(path) == ["first"]
    assert path.first_unanswered() is None
    assert path.ended_at is path.places[0]
    assert path.after(path.places[0]) is None


def test_what_was_answered_past_the_end_is_dropped() -> None:
    before = path_of(first=True, second=True, last=True).answers
    after = settle(JOURNEY, before, before.including({("first", 0): {"so": False}}))
    assert after.keys() == {("first", 0)}


def test_a_section_is_asked_only_when_it_applies() -> None:
    assert slugs(path_of(first=True)) == ["first", "second", "members", "last"]
    assert path_of(first=True).ended_at is None


def test_a_member_of_a_group_can_end_the_path() -> None:
    answers = path_of(first=True, second=True).answers
    path = find_path(JOURNEY, answers.including({("member", 1): {"so": False}}))
    assert slugs(path) == ["first", "second", "member-1"]
    assert path.ended_at is not None
    assert path.ended_at.slug == "member-1"
