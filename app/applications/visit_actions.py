"""What staff can do with a visit that was sent, as the actions of its desk.

The prison's clerk confirms, agrees a time, rejects, cancels and withdraws; whoever speaks with the
visitor changes, cancels or withdraws it for them. `visits` carries each of them out. A time that is
full, or was taken meanwhile, is said beside the question that chose it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from app.applications import visits
from app.applications.actions import Action, Deciding, Doing
from app.applications.desks import Gone
from app.applications.models import Application
from app.applications.reasons import says_why
from app.applications.visit_decisions import (
    AgreedTimeForm,
    CancelForm,
    ConfirmForm,
    RejectForm,
    agreed_times,
    decision_of,
)
from app.applications.visit_facts import choices_of, is_by_hand, time_words
from app.applications.visit_reasons import CANCEL_REASONS, REJECT_REASONS
from app.applications.visits import BY_VISITOR, Decision
from app.appointments import AlreadyBooked, NoSuchSlot, SlotGone
from app.i18n import _
from app.identity.permissions import Permission
from app.journeys.answers import Values
from app.journeys.catalogue.prison_visit.life import VisitStatus
from app.journeys.life import Status
from app.journeys.questions import Choice, StepForm

FULL = _("That time is full now, or has passed. Choose another.")
_REQUESTED, _BOOKED = frozenset({Status.REQUESTED}), frozenset({VisitStatus.BOOKED})


@contextmanager
def _or_gone(question: str) -> Iterator[None]:
    """Say beside a question that the time is not to be had, where that is what goes wrong."""
    try:
        yield
    except (SlotGone, AlreadyBooked, NoSuchSlot) as gone:
        raise Gone("", question, FULL) from gone


def _offer_choices(form: StepForm, deciding: Deciding) -> None:
    left = _("Places left: {count}")
    form["slot"].choices = [
        Choice(
            str(choice.slot.id),
            _("{choice}: {time}").filled(choice=choice.label, time=time_words(choice.slot)),
            hint=left.filled(count=choice.room) if choice.room > 0 else _("Full"),
        )
        for choice in choices_of(deciding.session, deciding.answers)
    ]


def _has_choices(deciding: Deciding) -> bool:
    return bool(choices_of(deciding.session, deciding.answers))


def _confirm(doing: Doing, values: Values) -> None:
    with _or_gone("slot"):
        visits.confirm(
            doing.session, doing.application, int(values["slot"]), actor=doing.actor, at=doing.at
        )


def _finds_time_itself(deciding: Deciding) -> bool:
    return is_by_hand(deciding.answers)


def _can_be(form: StepForm, deciding: Deciding) -> bool:
    return isinstance(form, AgreedTimeForm) and form.times(at=deciding.at) is not None


def _agree(doing: Doing, values: Values) -> None:
    session, application = doing.session, doing.application
    slot = visits.agreed_slot(session, application, *agreed_times(values))
    with _or_gone("day"):
        visits.confirm(session, application, slot.id, actor=doing.actor, at=doing.at)


def _reject(doing: Doing, values: Values) -> None:
    decision = decision_of(values)
    visits.reject(doing.session, doing.application, decision, actor=doing.actor, at=doing.at)


def _cancel(doing: Doing, values: Values) -> None:
    decision = decision_of(values)
    visits.cancel(doing.session, doing.application, decision, actor=doing.actor, at=doing.at)


def _withdraw(doing: Doing, _values: Values) -> None:
    visits.withdraw(doing.session, doing.application, actor=doing.actor, at=doing.at)


def _cancel_for_visitor(doing: Doing, _values: Values) -> None:
    decision = Decision(reason=BY_VISITOR)
    visits.cancel(doing.session, doing.application, decision, actor=doing.actor, at=doing.at)


def _change(doing: Doing, _values: Values) -> Application:
    return visits.start_change(
        doing.session,
        doing.application,
        key=doing.key,
        channel=doing.channel,
        contact_id=doing.contact_id,
        actor=doing.actor,
        at=doing.at,
    )


_CLERK, _FOR_VISITOR = Permission.VISIT_DECIDE, Permission.VISIT_CANCEL_FOR_VISITOR

VISIT_ACTIONS: tuple[Action, ...] = (
    Action(
        slug="confirm",
        title=_("Say yes"),
        button=_("Book this time"),
        done=_("The visit is booked."),
        needs=_CLERK,
        leaves=_REQUESTED,
        form=ConfirmForm,
        prepare=_offer_choices,
        offered=_has_choices,
        do=_confirm,
        on_page=True,
        takes_time="slot",
    ),
    Action(
        slug="agree",
        title=_("Say yes"),
        words=_("This prison finds the time itself. Enter what was agreed."),
        button=_("Book this time"),
        done=_("The visit is booked."),
        needs=_CLERK,
        leaves=_REQUESTED,
        form=AgreedTimeForm,
        check=_can_be,
        offered=_finds_time_itself,
        do=_agree,
        on_page=True,
    ),
    Action(
        slug="reject",
        title=_("Say no"),
        button=_("Reject the request"),
        done=_("The request is rejected. They will be told why."),
        needs=_CLERK,
        leaves=_REQUESTED,
        form=RejectForm,
        check=says_why(REJECT_REASONS),
        do=_reject,
        on_page=True,
        warns=True,
    ),
    Action(
        slug="cancel",
        title=_("Cancel the visit"),
        button=_("Cancel the visit"),
        done=_("The visit is cancelled. They will be told why."),
        needs=_CLERK,
        leaves=_BOOKED,
        form=CancelForm,
        check=says_why(CANCEL_REASONS),
        do=_cancel,
        warns=True,
    ),
    Action(
        slug="withdraw",
        title=_("The visitor changed their mind"),
        button=_("Take the request back"),
        done=_("The request is withdrawn."),
        needs=_CLERK,
        leaves=_REQUESTED,
        do=_withdraw,
    ),
    Action(
        slug="change",
        title=_("Change the visit"),
        button=_("Change the visit"),
        done=_("The visit keeps its time until the change is confirmed."),
        needs=_FOR_VISITOR,
        leaves=_BOOKED,
        do=_change,
    ),
    Action(
        slug="cancel-for-visitor",
        title=_("Cancel the visit for the visitor"),
        button=_("Cancel the visit"),
        done=_("The visit is cancelled."),
        needs=_FOR_VISITOR,
        leaves=_BOOKED,
        do=_cancel_for_visitor,
        warns=True,
        by_text=True,
    ),
    Action(
        slug="withdraw-for-visitor",
        title=_("Take the request back for the visitor"),
        button=_("Take the request back"),
        done=_("The request is withdrawn."),
        needs=_FOR_VISITOR,
        leaves=_REQUESTED,
        do=_withdraw,
        warns=True,
        by_text=True,
    ),
)
