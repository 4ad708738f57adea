"""What staff read of a task: why it was opened, and what may be said on the telephone.

The reason is a stable slug. One that no table names, such as that of a new service, is left out:
the kind of the task still says what to do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from agent_console.safe_contact import hours_words
from app.i18n import WELSH, Words, _
from app.messages.return_reasons import REASONS
from app.people import ContactRules, Person
from app.tasks import Task, TaskKind

WHY: dict[str, Words] = {
    "message-failed": _("A message failed for good, and no other way was allowed."),
    "no-message-allowed": _("No message may be sent to this person."),
    "post-too-slow": _("There is only a letter, and the post would come too late. Tell them."),
    "given-up": _("A message could not be sent, and staff gave it up."),
    "asked-by-text": _("They asked by text that we call."),
    "number-not-theirs": _(
        "Somebody texted that this number is not the person’s. Ask for another."
    ),
    "letter-not-collected": _(
        "A letter has waited for a week at a kiosk. Nobody has read it. Ask how to reach them."
    ),
    "kiosk-guesses": _(
        "Somebody tried many dates of birth at a kiosk to read this person’s letter. It is locked "
        "for a day. Ask the person if it was them."
    ),
    "slip-call-me": _("They ticked on a reply slip that we should call."),
    "slip-nothing-ticked": _("A reply slip came back with nothing ticked. Read it."),
}
# By these a person asked for the call, which is a yes to that one call.
ASKED_FOR = frozenset({"asked-by-text", "slip-call-me"})
_CAME_BACK, _TICKED = "letter-", "slip-"


@dataclass(frozen=True)
class Script:
    """What an agent may do on the telephone: whether to call at all, and what to keep to.

    `say` is read aloud; `rules` are kept to. `open_from` is when calling is next allowed, where it
    is not now.
    """

    may_call: bool
    rules: tuple[Words, ...]
    say: tuple[Words, ...] = ()
    open_from: datetime | None = None


def why_of(task: Task) -> Words | None:
    """Return why a task was opened, where the reason is a known one."""
    if task.reason.startswith(_CAME_BACK):
        reason = REASONS.get(task.reason.removeprefix(_CAME_BACK))
        return reason.label if reason else None
    if task.reason.startswith(_TICKED) and task.details.get("words"):
        return _("On a reply slip: {words}").filled(words=Words(task.details["words"]))
    return WHY.get(task.reason)


def then_of(task: Task) -> Words | None:
    """Return what to do about a letter that came back."""
    reason = REASONS.get(task.reason.removeprefix(_CAME_BACK))
    return reason.then if reason and task.reason.startswith(_CAME_BACK) else None


def error_of(task: Task) -> Words | None:
    """Return what a message failed of, where the task tells it."""
    error = task.details.get("error")
    return Words(error) if isinstance(error, str) and error else None


def script_for(task: Task, person: Person, rules: ContactRules, *, sender: str, at: datetime) -> Script:  # fmt: skip
    """Return what the agent may do and say when calling about a task."""
    asked = task.kind == TaskKind.CALL_BACK and task.reason in ASKED_FOR
    if rules.may_call is False and not asked:
        return Script(False, (_("Do not call. They said no to calls."),))
    if rules.may_call is None and not asked:
        return Script(False, (_("Do not call. They were not asked if we may call."),))
    opens = None if rules.open_at(at) else rules.next_open(at)
    return Script(True, tuple(_rules(person, rules, at)), tuple(_say(person, rules, sender)), opens)


def _rules(person: Person, rules: ContactRules, at: datetime) -> Iterator[Words]:
    if rules.hours is not None:
        yield _("Call only at these times: {hours}.").filled(hours=hours_words(rules, at))
    if person.language == WELSH:
        yield _("They asked for Welsh.")
    if rules.may_name is True:
        yield _("You may say who is calling.")
    else:
        yield _("Do not say who is calling until you know that it is them.")
    if rules.may_voicemail is not True:
        yield _("Do not leave a message on the machine.")
    elif rules.may_name is True:
        yield _("You may leave a message on the machine. Do not say what it is about.")
    else:
        yield _("You may leave a message on the machine. Do not say who is calling.")
    if rules.shared_phone:
        yield _("Others use this phone.")
    if rules.plain:
        yield _("Say as little as possible.")


def _say(person: Person, rules: ContactRules, sender: str) -> Iterator[Words]:
    name = person.full_name
    if rules.may_name is True:
        yield _("“Hello, this is {sender}. May I speak to {name}?”").filled(
            sender=sender, name=name
        )
    else:
        yield _("“Hello, may I speak to {name}, please?”").filled(name=name)
    yield _("“Before I go on, please tell me your date of birth.”")
