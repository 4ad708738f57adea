"""From a command to what is done about it: one table, a function a command.

A number that nobody confirmed gets the minimum only; several people at one number are told apart by
the reference, or by an agent. Whatever cannot be done surely is left to an agent.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from app.applications.lifecycle import get_application
from app.messages.inbound.cancelling import ask_to_cancel, cancel, keep
from app.messages.inbound.models import TextQuestion
from app.messages.inbound.numbers import is_not_theirs, is_theirs
from app.messages.inbound.questions import Asked, answer
from app.messages.inbound.requests import requests_of, told_of
from app.messages.inbound.situation import Answered, Situation, to_agent
from app.messages.inbound.slots import choose
from app.messages.inbound.stops import How, is_said_wrong, start, stop
from app.messages.inbound.understanding import Understood
from app.messages.inbound.vocabulary import Command
from app.messages.inbound.which import pick
from app.messages.outbox import CALL_WITHIN
from app.people import change_person, details_of
from app.tasks import NewTask, TaskKind, has_open_task, open_task

ASKED_BY_TEXT = "text-call-me"
LANGUAGES = {Command.CYMRAEG: "cy", Command.ENGLISH: "en"}
# What Twilio's opt-out says of a text, where it handled the word itself (its webhook's OptOutType).
STOPPED, STARTED, HELPED = "STOP", "START", "HELP"

Answer = Callable[[Situation], Answered]


def answer_text(found: Situation) -> Answered:
    """Do what a text asks for, and return what came of it."""
    opt_out = found.text.opt_out
    if opt_out == STOPPED:
        return _stopped_by_network(found)
    if opt_out == HELPED:
        return Answered(meaning=Command.HELP)
    if opt_out == STARTED and not (found.understood.command is Command.YES and found.questions):
        found = replace(found, understood=Understood(Command.START))
    return ANSWERS[found.understood.command](found)


def _stopped_by_network(found: Situation) -> Answered:
    """Take a stop that Twilio made; somebody who texted CANCEL may have meant their request."""
    done = _stop(found)
    return replace(done, waits=done.waits or found.understood.command is Command.CANCEL)


def _stop(found: Situation) -> Answered:
    """Take every yes to texts at this number back at once. Nothing is sent after it.

    Asked whether to cancel, somebody who says STOP may have meant that: an agent reads it.
    """
    cancelling = bool(_of(found, Asked.CANCEL))
    stop(found.session, found.people, found.number, How.TEXT, actor=found.actor, at=found.at)
    return replace(_about_person(found, Command.STOP), waits=cancelling)


def _start(found: Situation) -> Answered:
    started = start(found.session, found.number, actor=found.actor, at=found.at)
    if not started and is_said_wrong(found.session, found.people, found.number):
        return to_agent(found, Command.START)
    if not started:
        return _help(found)
    done = _about_person(found, Command.START)
    return replace(done, answer_id=found.reply("text-started", started[0]))


def _about_person(found: Situation, meaning: str) -> Answered:
    return Answered(meaning=meaning, person_id=found.person.id if found.person else None)


def _help(found: Situation) -> Answered:
    if not found.people:
        return to_agent(found, Command.HELP)
    done = _about_person(found, Command.HELP)
    return replace(done, answer_id=found.reply("text-help"))


def _unknown(found: Situation) -> Answered:
    return to_agent(found, Command.UNKNOWN)


def _of(found: Situation, kind: Asked) -> list[TextQuestion]:
    return [question for question in found.questions if question.kind == kind]


def _only(found: Situation, questions: Sequence[TextQuestion]) -> TextQuestion | None:
    """Return the one question that this number may answer, with a confirmed number behind it."""
    confirmed = {person.id for person in found.confirmed()}
    mine = [question for question in questions if question.person_id in confirmed]
    return mine[0] if len(mine) == 1 else None


def _asked_last(found: Situation, question: TextQuestion | None) -> list[TextQuestion]:
    """Return the questions whose number this is, unless the other one was asked since."""
    confirming = _of(found, Asked.CONFIRM)
    since = question is not None and any(one.asked_at <= question.asked_at for one in confirming)
    return [] if since else confirming


def _choice(found: Situation) -> Answered:
    question = _only(found, _of(found, Asked.SLOT))
    if question is None:
        return to_agent(found, Command.CHOICE)
    return choose(found, question, found.understood.number)


def _yes(found: Situation) -> Answered:
    singles = [one for one in _of(found, Asked.SLOT) if len(one.options) == 1]
    question = _only(found, [*_of(found, Asked.CANCEL), *singles])
    if confirming := _asked_last(found, question):
        return is_theirs(found, confirming)
    if question is None:
        return to_agent(found, Command.YES)
    return choose(found, question, 1) if question.kind == Asked.SLOT else cancel(found, question)


def _no(found: Situation) -> Answered:
    question = _only(found, [*_of(found, Asked.CANCEL), *_of(found, Asked.SLOT)])
    if confirming := _asked_last(found, question):
        return is_not_theirs(found, confirming)
    if question is None or found.understood.disowns:
        return to_agent(found, Command.NO)
    if question.kind == Asked.CANCEL:
        return keep(found, question)
    answer(found.session, question, "no", at=found.at)
    done = to_agent(found, Command.NO)
    return replace(done, application_id=question.application_id)


def _status(found: Situation) -> Answered:
    requests = requests_of(found.session, found.confirmed())
    picked = pick(found, told_of(requests, at=found.at, tail=found.understood.tail))
    if isinstance(picked, Answered):
        return picked
    application = get_application(found.session, picked.application.id)
    holes = {
        "journey": application.journey,
        "journey_version": application.journey_version,
        "status": application.status,
        **picked.times(),
    }
    return Answered(
        meaning=Command.STATUS,
        person_id=picked.person.id,
        application_id=application.id,
        answer_id=found.reply("text-status", picked.person, application, holes),
    )


def _call_me(found: Situation) -> Answered:
    """Have somebody call within the person's hours; asked twice, they call once."""
    person = found.person
    if person is None:
        return to_agent(found, Command.CALL_ME)
    if not has_open_task(found.session, person.id, TaskKind.CALL_BACK, ASKED_BY_TEXT):
        wish = NewTask(
            key=f"text:{found.text.id}",
            kind=TaskKind.CALL_BACK,
            reason=ASKED_BY_TEXT,
            due_at=found.safe(person).rules.next_open(found.at + CALL_WITHIN),
            person_id=person.id,
        )
        open_task(found.session, wish, actor=found.actor, at=found.at)
    done = _about_person(found, Command.CALL_ME)
    return replace(done, answer_id=found.reply("text-call-soon", person))


def _language(found: Situation) -> Answered:
    person, command = found.person, found.understood.command
    if person is None:
        return to_agent(found, command)
    change_person(
        found.session,
        person,
        replace(details_of(person), language=LANGUAGES[command]),
        actor=found.actor,
        at=found.at,
        expected_version=person.version,
    )
    return replace(_about_person(found, command), answer_id=found.reply("text-language", person))


ANSWERS: Mapping[Command, Answer] = {
    Command.CHOICE: _choice,
    Command.YES: _yes,
    Command.NO: _no,
    Command.CANCEL: ask_to_cancel,
    Command.STATUS: _status,
    Command.CALL_ME: _call_me,
    Command.HELP: _help,
    Command.STOP: _stop,
    Command.START: _start,
    Command.CYMRAEG: _language,
    Command.ENGLISH: _language,
    Command.UNKNOWN: _unknown,
}
