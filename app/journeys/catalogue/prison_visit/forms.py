"""The questions of a prison visit."""

from __future__ import annotations

from app.i18n import _
from app.journeys.catalogue.replying import mobile_question, ways_question
from app.journeys.questions import (
    BirthDate,
    FullNameBoxes,
    LongText,
    OneOf,
    PrisonerNumber,
    StepForm,
    YesNo,
)
from app.journeys.questions.yes_or_no import IS_THERE


class PrisonForm(StepForm):
    prison = OneOf(
        _("Which prison is the visit at?"),
        kind="list",
        hint=_("Type part of the name to make the list shorter."),
        empty=_("Choose a prison"),
    )


class PrisonerNumberForm(StepForm):
    number = PrisonerNumber(
        _("What is the prisoner’s number?"),
        brief=_("Prisoner number"),
        hint=_("It has a letter, 4 numbers and 2 letters. For example, A1234BC."),
        empty=_("Enter the prisoner’s number"),
    )


class PrisonerNameForm(StepForm):
    name = FullNameBoxes(
        _("What is the prisoner’s name?"),
        brief=_("Prisoner’s name"),
        hint=_("Use the name the prison knows."),
        empty=_("Enter the prisoner’s name"),
    )


class PrisonerBornForm(StepForm):
    born = BirthDate(
        _("What is the prisoner’s date of birth?"),
        brief=_("Prisoner’s date of birth"),
        hint=_("For example, 27 3 1985."),
        empty=_("Enter the prisoner’s date of birth"),
    )


class LeadNameForm(StepForm):
    name = FullNameBoxes(
        _("What is the main visitor’s name?"),
        brief=_("Main visitor’s name"),
        hint=_("Write it as it is on their photo ID."),
        empty=_("Enter the main visitor’s name"),
    )


class LeadBornForm(StepForm):
    born = BirthDate(
        _("What is the main visitor’s date of birth?"),
        brief=_("Main visitor’s date of birth"),
        hint=_("The main visitor must be 18 or over. For example, 27 3 1985."),
        empty=_("Enter the main visitor’s date of birth"),
    )


class VisitorNameForm(StepForm):
    name = FullNameBoxes(
        _("What is the name of visitor {number}?"),
        brief=_("Visitor {number}’s name"),
        empty=_("Enter the visitor’s name"),
    )


class VisitorBornForm(StepForm):
    born = BirthDate(
        _("What is the date of birth of visitor {number}?"),
        brief=_("Visitor {number}’s date of birth"),
        hint=_("Babies count as visitors too. For example, 27 3 2015."),
        empty=_("Enter the visitor’s date of birth"),
    )


class TimeForm(StepForm):
    time = OneOf(_("When do you want to visit?"), kind="times", empty=_("Choose a time"))


class FirstChoiceForm(StepForm):
    time = OneOf(_("What is your first choice of time?"), kind="times", empty=_("Choose a time"))


class SecondChoiceForm(StepForm):
    time = OneOf(_("What is your second choice of time?"), kind="times", optional=True)


class ThirdChoiceForm(StepForm):
    time = OneOf(_("What is your third choice of time?"), kind="times", optional=True)


class TimesByHandForm(StepForm):
    times = LongText(
        _("Which days and times would suit?"),
        brief=_("Days and times"),
        hint=_("Give more than one if you can. The prison will write or call."),
        empty=_("Enter the days and times that would suit"),
        limit=500,
    )


class SupportForm(StepForm):
    needed = YesNo(
        _("Does anyone visiting need support?"),
        answers=IS_THERE,
        brief=_("Support needed"),
        hint=_("For example, a wheelchair space or a sign language interpreter."),
    )


class SupportDetailsForm(StepForm):
    details = LongText(
        _("What support is needed?"),
        brief=_("Support"),
        hint=_("Say who it is for."),
        empty=_("Say what support is needed"),
        limit=200,
    )


class ReplyForm(StepForm):
    ways = ways_question(_("How can we tell you about this visit?"))


class MobileForm(StepForm):
    mobile = mobile_question(_("We will only text about this visit."))
