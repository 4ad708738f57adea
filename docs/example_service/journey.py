"""Support at court, version 1: who needs it, what they need, and how to reply."""

from __future__ import annotations

from app.i18n import _
from app.journeys.answers import Answers
from app.journeys.catalogue.replying import reply_steps
from app.journeys.catalogue.who import BORN, NAME
from app.journeys.definition import Applicant, Journey, Section, Step
from app.journeys.life import Move, Stage, Status, life_of
from docs.example_service import forms

ARRANGED = "arranged"
REQUESTED = frozenset({Status.REQUESTED})

COURT_SUPPORT_LIFE = life_of(
    stages=(Stage(ARRANGED, _("Arranged"), "green"),),
    moves=(Move("arrange", REQUESTED, ARRANGED, _("Support arranged")),),
)


def interpreter_wanted(answers: Answers, _item: int) -> bool:
    """Ask for the language only of somebody who needs an interpreter."""
    return "interpreter" in (answers.value("support", "support") or ())


SUPPORT = Section(
    slug="support",
    title=_("The support"),
    script=_("I need to know who you are and what would help you at court."),
    parts=(
        NAME,
        BORN,
        Step(
            slug="support",
            title=_("What do you need at court?"),
            form=forms.SupportForm,
            script=_("What would help you at court? I can read out what there is."),
            said=_("At court you need: {text}."),
        ),
        Step(
            slug="language",
            title=_("Which language do you speak?"),
            form=forms.LanguageForm,
            asked_when=interpreter_wanted,
            said=_("Somebody interprets for you: {text}."),
        ),
    ),
)

REPLY = Section(
    slug="reply",
    title=_("How to reply"),
    parts=reply_steps(
        title=_("How can we tell you what is arranged?"),
        ways=forms.ReplyForm,
        mobile=forms.MobileForm,
    ),
)

COURT_SUPPORT = Journey(
    slug="court-support",
    version=1,
    prefix="CS",
    title=_("Ask for support at court"),
    name=_("Support at court"),
    about=_("Here you can say what you need on the day of your hearing."),
    needed=(_("a mobile number or an address, so that we can tell you the answer"),),
    sections=(SUPPORT, REPLY),
    declaration=_("The details are right, as far as I know."),
    life=COURT_SUPPORT_LIFE,
    applicant=Applicant(name="name", born="born"),
    subject="support",
)
