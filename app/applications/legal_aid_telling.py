"""What staff should see beside a question about legal aid, and what the person is told at the end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.applications.held_time import taken_slot
from app.applications.legal_aid_reasons import CALLS, REACHED
from app.applications.legal_aid_verdict import Judged
from app.applications.models import Application
from app.applications.plain_desk import replies
from app.applications.standing import Ending, Fact, Tone
from app.i18n import Words, _, current_language
from app.journeys.answers import Answers
from app.journeys.catalogue.legal_aid.calling import somebody_else, we_call
from app.journeys.catalogue.legal_aid.life import LEGAL_AID_LIFE
from app.journeys.catalogue.legal_aid.next_steps import where_to_turn
from app.journeys.life import Status
from app.means.assessment import Verdict
from app.values.date_words import show_date, show_moment, show_times
from app.values.phones import show_phone

_NOTED = _("A call was made")
_CALLED = _("{when}: {outcome}. {words}")
_CALL, _CARE, _AGE, _LOOK = _("The call"), _("Take care"), _("Age"), _("Look again")
_CALL_THEM = _("Call the person on {number}. {when}")
_CALL_OTHER = _("Call {name} for the person, on {number}. {when}")
_ON = _("The call is on {when}.")
_NO_TIME = _("No time is booked for it.")
_NO_CALL = _("No call is to come. The number is {number}.")
_THEY_CALL = _("They will call us.")
_SAY_NOTHING = _("Do not say to others who is calling.")
_NO_MESSAGE = _("Do not leave a message.")
_YOUNG = _("Under 18. They can call us themselves, without an adult.")


def facts_of(
    session: Session, application: Application, answers: Answers, judged: Judged | None
) -> Iterator[Fact]:
    """Yield whom we call, when and how carefully; that the person is young; and what is odd."""
    if answers.has("call"):
        yield Fact(_CALL, _call(session, application, answers))
    if we_call(answers):
        yield from _care(answers)
    for call in (application.decision or {}).get("calls", ()):
        yield Fact(_NOTED, _noted(call))
    if answers.value("born", "under_18"):
        yield Fact(_AGE, _YOUNG)
    if judged is not None and judged.assessment is not None:
        for caution in judged.assessment.warnings:
            yield Fact(_LOOK, caution.words)


def _noted(call: Mapping[str, Any]) -> Words:
    """Return how an earlier call went, with what was noted of it."""
    at = datetime.fromisoformat(call["at"])
    return _CALLED.filled(
        when=show_moment(at, current_language()),
        outcome=CALLS[call["outcome"]],
        words=call["words"],
    )


def _care(answers: Answers) -> Iterator[Fact]:
    if not answers.value("call-care", "say_who"):
        yield Fact(_CARE, _SAY_NOTHING, Tone.BAD)
    if not answers.value("call-care", "message"):
        yield Fact(_CARE, _NO_MESSAGE, Tone.BAD)


def _call(session: Session, application: Application, answers: Answers) -> Words:
    if not we_call(answers):
        return _THEY_CALL
    when = _when(session, application)
    said = _ON.filled(when=when) if when else _NO_TIME
    number = show_phone(answers.value("call-number", "number") or "")
    if not when and _is_over(application, answers):
        return _NO_CALL.filled(number=number)
    if somebody_else(answers):
        return _CALL_OTHER.filled(name=_name(answers), number=number, when=said)
    return _CALL_THEM.filled(number=number, when=said)


def _is_over(application: Application, answers: Answers) -> bool:
    """Say whether a call without a time is made, called off or no longer ours to make."""
    if application.status == Status.DRAFT:
        return False
    calls = (application.decision or {}).get("calls", ())
    ours = application.status in LEGAL_AID_LIFE.waiting
    spoke = any(call["outcome"] == REACHED for call in calls)
    return not ours or spoke or bool(answers.value("callback-time", "time"))


def _name(answers: Answers) -> str:
    name = answers.value("call-name", "name") or {}
    return " ".join(filter(None, (name.get("first"), name.get("last"))))


def _when(session: Session, application: Application) -> str:
    """Return when the call is, as it stands now: the answers may hold an earlier promise."""
    slot = taken_slot(session, application.id)
    if slot is None:
        return ""
    language = current_language()
    times: tuple[datetime, datetime] = slot.starts_at, slot.ends_at
    return f"{show_date(times[0], language)}, {show_times(*times, language)}"


def ending_of(
    session: Session, application: Application, answers: Answers, judged: Judged
) -> Ending:
    """Return the outcome in a sentence, why, and what happens next."""
    happens = (*_next(session, application, answers, judged), *replies(answers))
    return Ending(judged.title, happens, lines=(judged.reason,), tone=judged.tone)


def _next(
    session: Session, application: Application, answers: Answers, judged: Judged
) -> Iterator[Words]:
    if we_call(answers):
        yield _promise(session, application, answers)
    else:
        if judged.verdict == Verdict.UNKNOWN:
            yield _("An adviser will check your answers.")
        if judged.needs_us:
            yield _("Call us to take the next step. Give your reference.")
    yield from where_to_turn(judged.code)


def _promise(session: Session, application: Application, answers: Answers) -> Words:
    when = _when(session, application)
    if not when:
        return _("We will call when we can.")
    if somebody_else(answers):
        # Their name is no business of whoever stands near a kiosk.
        return _("We will call the person you named on {when}.").filled(when=when)
    return _("We will call you on {when}.").filled(when=when)
