"""Who it is: their name and date of birth, for services that ask people about themselves.

The steps' slugs are shared, so that whatever reads them (the record of a person, letters) serves
every journey. A service that needs more of a step puts it there with `dataclasses.replace`.
"""

from __future__ import annotations

from app.i18n import _
from app.journeys.definition import Step
from app.journeys.questions import BirthDate, FullNameBoxes, StepForm


class NameForm(StepForm):
    name = FullNameBoxes(_("What is your name?"), brief=_("Name"), empty=_("Enter your name"))


class BornForm(StepForm):
    born = BirthDate(
        _("What is your date of birth?"),
        brief=_("Date of birth"),
        hint=_("For example, 27 3 1985."),
        empty=_("Enter your date of birth"),
    )


NAME = Step(
    slug="name",
    title=_("What is your name?"),
    form=NameForm,
    said=_("Your name is {text}."),
    script=_("What is your full name? Please spell the last name."),
)
BORN = Step(
    slug="born",
    title=_("What is your date of birth?"),
    form=BornForm,
    said=_("You were born on {text}."),
    script=_("What is your date of birth?"),
)
