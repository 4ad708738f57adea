"""The questions of somebody who needs support at court."""

from __future__ import annotations

from app.i18n import _
from app.journeys.catalogue.replying import mobile_question, ways_question
from app.journeys.questions import Choice, SomeOf, StepForm, Text


class SupportForm(StepForm):
    support = SomeOf(
        _("What do you need at court?"),
        brief=_("Support"),
        choices=(
            Choice("step-free", _("A way in without steps")),
            Choice("loop", _("A hearing loop")),
            Choice("interpreter", _("Somebody who interprets")),
        ),
        empty=_("Choose what you need"),
    )


class LanguageForm(StepForm):
    language = Text(
        _("Which language do you speak?"),
        brief=_("Language"),
        hint=_("You can also name a sign language."),
        empty=_("Enter a language"),
    )


class ReplyForm(StepForm):
    ways = ways_question(_("How can we tell you what is arranged?"))


class MobileForm(StepForm):
    mobile = mobile_question(_("We will only text about your support."))
