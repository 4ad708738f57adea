"""The call back: who calls whom, on which number, how carefully, and when."""

from __future__ import annotations

from collections.abc import Iterable

from app.i18n import Words, _, current_language
from app.journeys.answers import Answers, Values
from app.journeys.catalogue.legal_aid.lookups import HELPLINE, LegalAidLookups
from app.journeys.catalogue.timing import kept_time, shown_time, time_choices
from app.journeys.questions import (
    Choice,
    FullNameBoxes,
    OneOf,
    PhoneNumber,
    StepForm,
    YesNo,
)
from app.journeys.questions.yes_or_no import MAY_WE

YOU_CALL, CALL_YOU, CALL_OTHER = "you-call-us", "we-call-you", "we-call-other"
WHEN_WE_CAN = _("We will call when we can")


class CallForm(StepForm):
    who = OneOf(
        _("Who should call?"),
        brief=_("The call"),
        choices=(
            Choice(YOU_CALL, _("I will call you")),
            Choice(CALL_YOU, _("Call me")),
            Choice(CALL_OTHER, _("Call somebody else for me"), _("Somebody you trust.")),
        ),
        empty=_("Choose who should call"),
    )


class CallNameForm(StepForm):
    name = FullNameBoxes(
        _("Who should we call for you?"),
        brief=_("Who we call"),
        hint=_("They should know that we will call."),
        empty=_("Enter the name of the person we should call"),
    )


class CallNumberForm(StepForm):
    number = PhoneNumber(
        _("What number should we call?"),
        brief=_("Number to call"),
        hint=_("A mobile or a landline. Choose a safe one."),
        empty=_("Enter the number that we should call"),
    )


class CallCareForm(StepForm):
    """Neither is done unless the answer is yes."""

    say_who = YesNo(
        _("If somebody else answers, may we say who is calling?"),
        answers=MAY_WE,
        brief=_("We may say who is calling"),
        hint=_("If you say no, we will not say that it is about legal aid."),
    )
    message = YesNo(
        _("May we leave a message?"),
        answers=MAY_WE,
        brief=_("We may leave a message"),
        hint=_("Others may hear it."),
    )


class CallTimeForm(StepForm):
    time = OneOf(_("When should we call?"), kind="times", optional=True)


def we_call(answers: Answers, _item: int = 0) -> bool:
    """Ask about the call of those whom we call, or for whom we call somebody."""
    return answers.value("call", "who") in (CALL_YOU, CALL_OTHER)


def somebody_else(answers: Answers, _item: int = 0) -> bool:
    """Ask the name of whom we call where it is not the person."""
    return bool(answers.value("call", "who") == CALL_OTHER)


def offer_times(form: StepForm, _answers: Answers, lookups: LegalAidLookups, _item: int) -> None:
    """Offer the helpline's half hours. Where there are none, say so: it may be left out."""
    field = form["time"]
    field.choices = time_choices(lookups.times(HELPLINE))
    if not field.choices:
        field.hint = _("No time is free just now. We will call when we can.")


def keep_time(values: Values, _answers: Answers, lookups: LegalAidLookups) -> Values:
    """Keep the start and end of the chosen half hour with the answer."""
    return kept_time(lookups.times(HELPLINE), values.get("time"))


def show_time(values: Values) -> Iterable[tuple[str, Words, str | Words]]:
    """Show when we call, or that we call when we can."""
    yield "time", _("Time of the call"), shown_time(values, current_language()) or WHEN_WE_CAN
