"""Every action that is noted in the trail has words in the timeline, or a reason why it needs none."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from agent_console.timeline import ACTIONS
from agent_console.timeline_messages import ABOUT_MESSAGES, OF_MESSAGE
from agent_console.timeline_tasks import OF_TASK
from tests.rules.sources import python_files

ACTION = re.compile(r"([a-z]+(-[a-z]+)*|\*)\.([a-z]+(-[a-z]+)*|\*)")
NOTES = re.compile(r"record|_?(note|record)(_\w+)?")
WORDS = {*ACTIONS, *ABOUT_MESSAGES, *OF_MESSAGE, *OF_TASK}
# What these are about is no application: they never stand in a timeline.
OTHER_SUBJECTS = frozenset(
    {"agent", "batch", "carried-form", "device", "kiosk-session", "reprint", "venue"}
)
# Names that are put together when they are noted. Each move of a life has words of its own.
BUILT = {
    "application.*": frozenset[str](),
    "*.came-in": frozenset({"slip.came-in", "page.came-in"}),
    "*.undone": frozenset({"slip.undone", "page.undone"}),
}
TOLD_OTHERWISE = {
    "message.queued": "the message's own row says when it was made",
    "message.cancelled": "the message's own row says how it ended",
    "letter.collected": "the message's own row says how it ended",
    "task.opened": "the task's own row says it",
    "task.taken": "the task's own row says it",
    "task.done": "the task's own row says it",
    "task.viewed": "a look at a task; the application's page notes its own views",
    "contact.started": "the contact's own row says it",
    "contact.attached": "the contact's own row says it",
    "contact.ended": "the contact's own row says it",
    "letters.listed": "a list of many letters",
    "slip.came-in": "the row of what came in says it, with what is ticked",
    "slip.undone": "the row of what came in says it",
    "page.came-in": "the row of what came in says it",
    "page.undone": "the row of what came in says it",
    "slip.answered": "of a person; the slip's own row says it",
    "slip.answers-undone": "of a person; the slip's own row says it",
    "thread.viewed": "of the texts of one number, which the inbox shows",
    "thread.answered": "the answer is a message of its own",
    "thread.handled": "of the texts of one number, which the inbox shows",
    "consent.given": "of a person, whose page shows it",
    "consent.refused": "of a person, whose page shows it",
    "contact-rules.changed": "of a person, whose page shows it",
    "number.confirmed": "of a person, whose page shows it",
    "people.added": "of many people",
    "people.listed": "of many people",
    "people.searched": "of many people",
    "person.changed": "of a person",
    "person.created": "of a person",
    "person.viewed": "of a person",
}


def noted() -> set[str]:
    """Return every action that our code notes, read from the source."""
    files = python_files("app", "agent_console", "kiosk")
    found = {action for path in files for action in noted_in(path)}
    plain = {action for action in found if "*" not in action}
    built = {action for pattern in found - plain for action in BUILT[pattern]}
    return {one for one in plain | built if one.partition(".")[0] not in OTHER_SUBJECTS}


def noted_in(path: Path) -> Iterator[str]:
    """Yield the actions of one file; a hole of a name that is put together is a star."""
    for call in ast.walk(ast.parse(path.read_text())):
        if not isinstance(call, ast.Call):
            continue
        name = getattr(call.func, "id", getattr(call.func, "attr", ""))
        if NOTES.fullmatch(name):
            texts = (text for argument in call.args for text in texts_of(argument))
            yield from (text for text in texts if ACTION.fullmatch(text))


def texts_of(argument: ast.expr) -> Iterator[str]:
    """Yield the text of an argument, or the two that a condition chooses from."""
    match argument:
        case ast.IfExp():
            yield from (*texts_of(argument.body), *texts_of(argument.orelse))
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr():
            parts = argument.values
            yield "".join(str(p.value) if isinstance(p, ast.Constant) else "*" for p in parts)


def test_every_action_has_words_or_a_reason() -> None:
    assert sorted(noted() - WORDS - TOLD_OTHERWISE.keys()) == []


def test_no_reason_is_left_over_for_an_action_that_is_gone_or_has_words() -> None:
    assert sorted(TOLD_OTHERWISE.keys() - (noted() - WORDS)) == []


def test_no_words_are_left_over_for_an_action_that_is_gone() -> None:
    assert sorted(WORDS - noted()) == []
