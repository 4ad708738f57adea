"""What a timeline tells of messages: sent or blocked and why, another way taken and its cost, post that came back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from agent_console.happenings import Happening
from agent_console.message_shown import Shown
from agent_console.message_words import CHANNELS, STATES, WENT_ON, WHY_NOT
from app.audit import AuditEntry
from app.i18n import Words, _
from app.messages.kinds import name_of
from app.messages.late_delivery import LETTER, RETRY, TASK
from app.messages.models import WAITING, Channel, State
from app.messages.reprints import WHY_LABELS
from app.messages.return_reasons import REASONS
from app.values.costs import show_cost

# What the trail of one message tells: what staff did with it, and who looked at it.
OF_MESSAGE: dict[str, Words] = {
    "letter.reprinted": _("Printed again"),
    "letter.made": _("Made by hand and posted"),
    "letter.downloaded": _("File downloaded"),
    "letter.viewed": _("Letter opened"),
    "letter.checked": _("Found in the post room"),
    "message.viewed": _("Message opened"),
    "message.retried": _("Tried again by hand"),
    "message.given-up": _("Given up"),
}
_ENDS = (
    State.DELIVERED,
    State.RENDERED,
    State.PRINTED,
    State.AT_KIOSK,
    State.COLLECTED,
    State.FAILED,
    State.CANCELLED,
    State.HELD,
)


def _not_sent(entry: AuditEntry, by: Words | str) -> Happening:
    why = WHY_NOT.get(entry.details.get("reason", ""), "")
    words = _("{message} not sent: {why}").filled(message=_called(entry), why=why)
    return Happening(entry.at, words, "")


def message_happening(entry: AuditEntry, by: Words | str, messages: Iterable[Shown]) -> Happening:
    """Tell what an entry of the trail says of a message; the others may know what it led to."""
    if entry.action == FELL_BACK:
        return _fell_back(entry, messages)
    return MESSAGE_ACTIONS[entry.action](entry, by)


def _fell_back(entry: AuditEntry, messages: Iterable[Shown]) -> Happening:
    """Tell which way was taken instead, why, and what it costs, or about how much before that is known."""
    details = entry.details
    title = _("{message} failed: {next}").filled(
        message=_called(entry), next=WENT_ON.get(details.get("to", ""), "")
    )
    if details.get("why") == "goes-anyway":
        title = _("{message} failed. Nothing more is sent: it goes by the other way anyway").filled(
            message=_called(entry)
        )
    error = Words(details["error"]) if details.get("error") else ""
    return Happening(entry.at, title, _with_cost(error, details, messages))


def _with_cost(
    error: Words | str, details: Mapping[str, Any], messages: Iterable[Shown]
) -> Words | str:
    estimate = details.get("cost")
    if estimate is None:
        return error
    instead = next((one.message for one in messages if str(one.id) == details.get("message_id")), None)  # fmt: skip
    if instead is not None and instead.cost is not None:
        return _("{why} Cost: {cost}").filled(why=error, cost=show_cost(instead.cost))
    if instead is not None and instead.state not in WAITING:  # called off, or read at a kiosk
        return error
    return _("{why} Cost: about {cost}").filled(why=error, cost=show_cost(estimate))


def _arrived_late(entry: AuditEntry, by: Words | str) -> Happening:
    """Tell what was put in the place of a text that arrived after all, and what became of that."""
    title = _("{message} was delivered after all").filled(message=_called(entry))
    told: Words | str = ""
    for when, what in IN_ITS_PLACE:
        if what in entry.details.get(when, ()):
            next_words = IN_ITS_PLACE[when, what]
            told = (
                Words("{one} {other}", {"one": told, "other": next_words}) if told else next_words
            )
    return Happening(entry.at, title, told)


IN_ITS_PLACE: dict[tuple[str, str], Words] = {
    ("stopped", RETRY): _("The new try is not sent."),
    ("too_late", RETRY): _("It was too late to stop the new try."),
    ("stopped", LETTER): _("The letter in its place is not sent."),
    ("stopped", TASK): _("The task in its place is not needed any more."),
    ("too_late", LETTER): _("It was too late to stop the letter in its place."),
    ("too_late", TASK): _("Somebody was at work on the task in its place already."),
}


def _came_back(entry: AuditEntry, by: Words | str) -> Happening:
    reason = REASONS.get(entry.details.get("reason", ""))
    title = _("{message} came back: {reason}").filled(
        message=_called(entry), reason=reason.label if reason else "–"
    )
    return Happening(entry.at, title, by)


def _return_undone(entry: AuditEntry, by: Words | str) -> Happening:
    title = _("{message} did not come back after all").filled(message=_called(entry))
    return Happening(entry.at, title, by)


def _read_again(entry: AuditEntry, by: Words | str) -> Happening:
    return Happening(entry.at, _("{message} read again").filled(message=_called(entry)), by)


def _printed_at_kiosk(entry: AuditEntry, by: Words | str) -> Happening:
    return Happening(entry.at, _("{message} printed").filled(message=_called(entry)), by)


FELL_BACK = "message.fell-back"
MESSAGE_ACTIONS: dict[str, Callable[[AuditEntry, Words | str], Happening]] = {
    "message.not-sent": _not_sent,
    "message.arrived-late": _arrived_late,
    "letter.came-back": _came_back,
    "letter.return-undone": _return_undone,
    "letter.read-again": _read_again,
    "letter.printed-at-kiosk": _printed_at_kiosk,
}
ABOUT_MESSAGES = frozenset({FELL_BACK, *MESSAGE_ACTIONS})


def _called(entry: AuditEntry) -> Words:
    """Return "Text message: Reminder" for the message that an entry tells of."""
    channel = CHANNELS.get(entry.details.get("channel", ""), Words(""))
    return _title(channel, name_of(entry.details.get("kind", "")))


def _title(channel: Words, kind: Words) -> Words:
    return Words("{channel}: {kind}", {"channel": channel, "kind": kind})


def from_messages(messages: Iterable[Shown]) -> Iterator[Happening]:
    """Yield when each message was queued, why it waits, and where it ended."""
    for one in messages:
        message, title = one.message, _title(one.channel, one.kind)
        if one.expects and message.state in (State.QUEUED, State.ATTEMPTING):
            yield Happening(message.created_at, title, one.expects)
        else:
            yield Happening(message.created_at, title, _("queued"))
        if message.channel == Channel.TEXT and message.sent_at:
            yield Happening(message.sent_at, title, STATES[State.SENT])
        if message.settled_at and message.state in _ENDS:
            yield Happening(message.settled_at, title, _ended(one))


def _ended(one: Shown) -> Words:
    if one.error is None:
        return one.state
    return _("{state}: {why}").filled(state=one.state, why=one.error)


def from_message_trail(
    entries: Iterable[AuditEntry],
    messages: Iterable[Shown],
    by: Callable[[AuditEntry], Words | str],
) -> Iterator[Happening]:
    """Yield what staff did with single messages, and by whom."""
    called = {one.id: _title(one.channel, one.kind) for one in messages}
    for entry in entries:
        if entry.subject_id not in called or entry.action not in OF_MESSAGE:
            continue
        words = OF_MESSAGE[entry.action]
        if reason := entry.details.get("reason"):
            words = _("{what}: {why}").filled(what=words, why=_printed_again(reason))
        text = Words("{what}, {by}", {"what": words, "by": by(entry)}) if by(entry) else words
        yield Happening(entry.at, called[entry.subject_id], text)


def _printed_again(reason: str) -> Words | str:
    return next((words for why, words in WHY_LABELS.items() if why == reason), reason)
