"""A Welsh answer takes the verb of its question; in English every yes is the same."""

from __future__ import annotations

import pytest

from app.i18n import ENGLISH, WELSH, in_context, speaking
from app.journeys.catalogue import offered
from app.journeys.catalogue.legal_aid.forms import PartnerForm
from app.journeys.definition import Group, Journey
from app.journeys.questions import YesNo


def asked(journey: Journey) -> list[tuple[str, YesNo]]:
    """Return every question of a journey that is answered with yes or no, as it is asked."""
    groups = [part for section in journey.sections for part in section.parts]
    titles = {part.slug: part.title for part in groups if isinstance(part, Group)}
    return [
        (str(titles.get(step.slug, field.label.text)), field)
        for step in journey.steps()
        for field in step.form()
        if isinstance(field, YesNo)
    ]


@pytest.mark.parametrize("journey", offered(), ids=lambda journey: journey.slug)
def test_only_a_question_that_begins_with_ai_is_answered_with_ie(journey: Journey) -> None:
    with speaking(WELSH):
        said = [(label, str(field.answers.yes)) for label, field in asked(journey)]
    assert said
    assert [each for each in said if (each[1] == "Ie") != each[0].startswith("Ai ")] == []


def test_the_boxes_the_summary_and_english_agree() -> None:
    (has,) = PartnerForm(data={"has": False})
    for language, words in ((ENGLISH, ["Yes", "No"]), (WELSH, ["Oes", "Nac oes"])):
        with speaking(language):
            assert [str(choice.words) for choice in has.choices] == words
            assert str(has.said()) == words[1]


def test_a_context_that_nobody_translated_is_english() -> None:
    words = in_context("said nowhere", "Yes")
    assert words.in_language(WELSH) == "Yes"
    assert words != in_context("may we", "Yes")
    assert words.filled(hole=1).context == "said nowhere"
