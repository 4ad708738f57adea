"""What staff can do with a question about legal aid, as actions with their forms.

An adviser notes how a call went, passes the question on or closes it. Whoever speaks with the
person can move the call to another half hour or call it off.
"""

from __future__ import annotations

from app.applications import legal_aid_deciding as deciding
from app.applications.actions import Action, Deciding, Doing
from app.applications.held_time import TimeLookups, taken_slot
from app.applications.legal_aid_reasons import (
    CALL_AGAIN,
    CALLS,
    CLOSINGS,
    PROVIDERS,
    providers_for,
)
from app.applications.reasons import choices_of, own_words, says_why
from app.clock import today
from app.i18n import _
from app.identity.permissions import Permission
from app.journeys.answers import Values
from app.journeys.catalogue.legal_aid.calling import we_call
from app.journeys.catalogue.legal_aid.life import LEGAL_AID_LIFE
from app.journeys.catalogue.legal_aid.lookups import HELPLINE
from app.journeys.catalogue.timing import time_choices
from app.journeys.questions import Choice, LongText, OneOf, StepForm

_NOTE = 500


class FollowUpForm(StepForm):
    outcome = OneOf(
        _("How did the call go?"),
        choices=tuple(Choice(slug, words) for slug, words in CALLS.items()),
        empty=_("Choose how the call went"),
    )
    time = OneOf(
        _("When do we call again? (optional)"),
        kind="times",
        hint=_("Only where we call again."),
        optional=True,
    )
    words = LongText(
        _("Note for the file (optional)"),
        hint=_("Only our staff read this."),
        optional=True,
        limit=_NOTE,
    )


class ReferForm(StepForm):
    who = OneOf(_("To whom is it passed on?"), empty=_("Choose to whom it is passed on"))
    words = own_words(_("The person will read this."))


class CloseForm(StepForm):
    reason = OneOf(
        _("Why is it closed?"),
        choices=choices_of(CLOSINGS),
        empty=_("Choose why it is closed"),
    )
    words = own_words(_("The person may read this. You must fill it in for “another reason”."))


class CallTimeForm(StepForm):
    time = OneOf(_("When should we call?"), kind="times", empty=_("Choose a time"))


def _offer_times(form: StepForm, found: Deciding) -> None:
    lookups = TimeLookups(session=found.session, application_id=found.application.id, at=found.at)
    # The call's own half hour is among the times, also once it is over.
    coming = [time for time in lookups.times(HELPLINE) if time.starts_at > found.at]
    form["time"].choices = time_choices(coming)


def _offer_providers(form: StepForm, found: Deciding) -> None:
    problem = found.answers.value("problem", "problem")
    form["who"].choices = [
        Choice(slug, PROVIDERS[slug]) for slug in providers_for(problem, today(found.at))
    ]


def _check_again(form: StepForm, _found: Deciding) -> bool:
    again, time = bool(form["outcome"].data == CALL_AGAIN), form["time"].data
    if again and not time:
        form.refuse("time", _("Choose when we call again."))
    if time and not again:
        form.refuse("outcome", _("You chose a time. Choose “We call again at another time”."))
    return again == bool(time)


def _follow_up(doing: Doing, values: Values) -> None:
    called = deciding.Called(
        outcome=values["outcome"],
        words=values["words"] or "",
        slot_id=int(values["time"]) if values["time"] else None,
        key=doing.key,
    )
    deciding.follow_up(doing.session, doing.application, called, actor=doing.actor, at=doing.at)


def _refer(doing: Doing, values: Values) -> None:
    words = values["words"] or ""
    deciding.refer(
        doing.session,
        doing.application,
        values["who"],
        words=words,
        actor=doing.actor,
        at=doing.at,
    )


def _close(doing: Doing, values: Values) -> None:
    words = values["words"] or ""
    deciding.close(
        doing.session,
        doing.application,
        values["reason"],
        words=words,
        actor=doing.actor,
        at=doing.at,
    )


def _move_call(doing: Doing, values: Values) -> None:
    slot_id = int(values["time"])
    deciding.move_call(doing.session, doing.application, slot_id, actor=doing.actor, at=doing.at)


def _cancel_call(doing: Doing, _values: Values) -> None:
    deciding.cancel_call(doing.session, doing.application, actor=doing.actor, at=doing.at)


def _wants_call(found: Deciding) -> bool:
    return we_call(found.answers) or taken_slot(found.session, found.application.id) is not None


def _call_is_coming(found: Deciding) -> bool:
    slot = taken_slot(found.session, found.application.id)
    return slot is not None and slot.starts_at > found.at


ACTIONS = (
    Action(
        slug="follow-up",
        title=_("Follow up"),
        button=_("Save the call"),
        done=_("The call is noted."),
        needs=Permission.LEGAL_AID_DECIDE,
        leaves=LEGAL_AID_LIFE.move("follow-up").leaves,
        form=FollowUpForm,
        prepare=_offer_times,
        check=_check_again,
        do=_follow_up,
        on_page=True,
    ),
    Action(
        slug="refer",
        title=_("Pass on"),
        button=_("Pass on"),
        done=_("It is passed on. The person is told, if they said that we may."),
        needs=Permission.LEGAL_AID_DECIDE,
        leaves=LEGAL_AID_LIFE.move("refer").leaves,
        form=ReferForm,
        prepare=_offer_providers,
        do=_refer,
        on_page=True,
    ),
    Action(
        slug="close",
        title=_("Close"),
        button=_("Close"),
        done=_("It is closed."),
        needs=Permission.LEGAL_AID_DECIDE,
        leaves=LEGAL_AID_LIFE.move("close").leaves,
        form=CloseForm,
        check=says_why(CLOSINGS),
        do=_close,
        on_page=True,
    ),
    Action(
        slug="move-call",
        title=_("Change the time of the call"),
        button=_("Save the new time"),
        done=_("The new time is booked. The person is told, if they said that we may."),
        needs=Permission.APPLICATION_KEY,
        leaves=LEGAL_AID_LIFE.move("move-call").leaves,
        form=CallTimeForm,
        prepare=_offer_times,
        offered=_wants_call,
        do=_move_call,
        takes_time="time",
    ),
    Action(
        slug="cancel-call",
        title=_("Cancel the call"),
        words=_("They do not want the call any more. The time is given back."),
        button=_("Cancel the call"),
        done=_("The call is cancelled."),
        needs=Permission.APPLICATION_KEY,
        leaves=LEGAL_AID_LIFE.move("cancel-call").leaves,
        offered=_call_is_coming,
        do=_cancel_call,
        warns=True,
        by_text=True,
        tells=False,
    ),
)
