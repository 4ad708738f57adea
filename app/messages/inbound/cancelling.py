"""CANCEL by text: asked once more in a second text, and done only by a YES within its time.

What is done is the service's own verb, through the action of its desk that says it may be. On a
phone that others read nothing is cancelled by text: an agent sees to it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from app.applications.lifecycle import lock_application
from app.db import attempting
from app.errors import AlongsideError
from app.messages.inbound.models import TextQuestion
from app.messages.inbound.questions import Asked, NewQuestion, answer, ask
from app.messages.inbound.requests import Request, cancelling, requests_of, to_cancel
from app.messages.inbound.situation import Answered, Situation, to_agent
from app.messages.inbound.vocabulary import Command
from app.messages.inbound.which import pick
from app.messages.inbound.wording import CANCEL_SURE

ANSWER_WITHIN = timedelta(hours=12)


def ask_to_cancel(found: Situation) -> Answered:
    """Ask by a second text whether to cancel the request that is meant."""
    private = [person for person in found.confirmed() if not found.safe(person).plain]
    requests = requests_of(found.session, private)
    open_ones = [one for one, _ in to_cancel(found.session, requests, found.desks, at=found.at)]
    picked = pick(found, open_ones)
    return picked if isinstance(picked, Answered) else _ask(found, picked)


def _ask(found: Situation, request: Request) -> Answered:
    """Ask, with time to answer from the person's hours on; too late for that, an agent sees to it."""
    rules = found.safe(request.person).rules
    opens = rules.next_open(found.at)
    until = opens + ANSWER_WITHIN
    if request.slot is not None:
        until = min(until, request.slot.starts_at)
    if until <= opens or not rules.open_at(opens):
        done = to_agent(found, Command.CANCEL, request.person)
        return replace(done, application_id=request.application.id)
    wish = NewQuestion(
        kind=Asked.CANCEL,
        key=f"cancel:{found.text.id}",
        number=found.number,
        person_id=request.person.id,
        application_id=request.application.id,
        until=until,
    )
    ask(found.session, wish, at=found.at)
    holes = {"until": until.isoformat(), **request.times()}
    return Answered(
        meaning=Command.CANCEL,
        person_id=request.person.id,
        application_id=request.application.id,
        answer_id=found.reply(CANCEL_SURE, request.person, request.application, holes),
    )


def cancel(found: Situation, question: TextQuestion) -> Answered:
    """Cancel what we asked about, or leave it to an agent where that cannot be done any more."""
    if question.application_id is None or not answer(found.session, question, "yes", at=found.at):
        return to_agent(found, Command.YES)
    application = lock_application(found.session, question.application_id)
    action = cancelling(found.session, application, found.desks, at=found.at)
    if action is None:
        return to_agent(found, Command.YES)
    try:
        with attempting(found.session):
            action.do(found.doing(application, str(question.id)), {})
    except AlongsideError:
        found.session.refresh(application)
        return to_agent(found, Command.YES)
    done = _about(question, Command.YES)
    if action.tells:
        return done
    person = next(one for one in found.people if one.id == question.person_id)
    return replace(done, answer_id=found.reply("text-cancelled", person, application))


def keep(found: Situation, question: TextQuestion) -> Answered:
    """Keep what we asked about."""
    answer(found.session, question, "no", at=found.at)
    person = next(one for one in found.people if one.id == question.person_id)
    return replace(_about(question, Command.NO), answer_id=found.reply("text-kept", person))


def _about(question: TextQuestion, meaning: str) -> Answered:
    return Answered(
        meaning=meaning, person_id=question.person_id, application_id=question.application_id
    )
