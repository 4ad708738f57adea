"""Publishing: the next version of any journey, to see that drafts stay on theirs."""

from __future__ import annotations

from dataclasses import replace

from app.i18n import _
from app.journeys.catalogue import find_journey
from app.journeys.definition import Journey, Section, Step
from app.journeys.questions import StepForm, YesNo

NEW_STEP = "one-more"


class MoreForm(StepForm):
    more = YesNo(_("Yes"))


def with_one_question_more(journey: Journey) -> Journey:
    """Return the version after the newest of a journey, which begins with a question of its own."""
    step = Step(slug=NEW_STEP, title=_("Yes"), form=MoreForm)
    section = Section(slug="more", title=_("Yes"), parts=(step,))
    version = find_journey(journey.slug).version + 1
    return replace(journey, version=version, sections=(section, *journey.sections))
