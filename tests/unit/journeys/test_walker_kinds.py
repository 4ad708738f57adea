"""The walker's own answers: good ones of every kind are taken, wrong ones refused, if optional too."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest
from wtforms import Field

from app.i18n import _
from app.journeys import questions
from app.journeys.questions import (
    BirthDate,
    Choice,
    OneOf,
    Question,
    SomeOf,
    StepForm,
)
from tests.walker.clear_words import expect_words
from tests.walker.good import MAKERS, good_answer, maker_for
from tests.walker.typing import posted_form
from tests.walker.wrong import WRONG, nasty_answer, wrong_answers

CHOICES = (Choice("a", _("Yes")), Choice("b", _("Text message")), Choice("none", _("No")))
TRIES = 60

every_kind = pytest.mark.parametrize("kind", MAKERS, ids=lambda kind: kind.__name__)
needed_or_not = pytest.mark.parametrize("optional", [False, True], ids=["needed", "optional"])


def blank(kind: type[Question], *, optional: bool) -> type[StepForm]:
    """Return a form with one question of a kind."""
    more = {"choices": CHOICES} if kind in (OneOf, SomeOf) else {}
    more |= {"alone": "none"} if kind is SomeOf else {}

    class OneQuestion(StepForm):
        it: Field = kind(_("Text"), optional=optional, **more)

    return OneQuestion


def filled(form: type[StepForm], make) -> StepForm:
    """Return the form with what `make` types in it, knowing the day as a step would tell it."""
    empty = made_today(form())
    return made_today(form(posted_form(empty, {"it": make(empty["it"])})))


def made_today(form: StepForm) -> StepForm:
    if isinstance(form["it"], BirthDate):
        form["it"].today = date(2026, 11, 25)
    return form


def test_every_kind_has_good_and_wrong_answers() -> None:
    exported = (getattr(questions, name) for name in questions.__all__)
    kinds = [k for k in exported if issubclass(k, Question) and k is not Question]
    assert len(kinds) >= 14
    for kind in kinds:
        question = blank(kind, optional=False)()["it"]
        assert maker_for(MAKERS, question)
        assert maker_for(WRONG, question)


@every_kind
@needed_or_not
def test_what_is_meant_well_is_taken(kind: type[Question], optional: bool) -> None:
    form, chance = blank(kind, optional=optional), Random(kind.__name__)
    for _try in range(TRIES):
        posted = filled(form, lambda question: good_answer(question, chance))
        assert posted.validate(), (posted["it"].typed, posted.errors)


@every_kind
@needed_or_not
def test_what_is_meant_badly_is_refused(kind: type[Question], optional: bool) -> None:
    form, chance = blank(kind, optional=optional), Random(kind.__name__)
    wrongs = [wrong for _try in range(5) for wrong in wrong_answers(made_today(form())["it"], chance)]  # fmt: skip
    for wrong in wrongs:
        posted = filled(form, lambda _question, wrong=wrong: wrong)
        assert not posted.validate(), f"took {wrong!r:.80} as {posted['it'].data!r}"
        for words in posted["it"].errors:
            expect_words(words, f"{wrong!r:.80}")


@every_kind
@needed_or_not
def test_nothing_nasty_raises(kind: type[Question], optional: bool) -> None:
    form, chance = blank(kind, optional=optional), Random(kind.__name__)
    for _try in range(TRIES):
        posted = filled(form, lambda question: nasty_answer(question, chance))
        assert posted.validate() != bool(posted["it"].errors)
