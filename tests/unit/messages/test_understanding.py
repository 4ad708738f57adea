"""What people text, and what it is understood as: a table, and what must never be a command."""

from __future__ import annotations

import time

import pytest

from app.messages.inbound.understanding import Understood, understand
from app.messages.inbound.vocabulary import Command

TABLE: dict[Command, tuple[str, ...]] = {
    Command.YES: (
        "YES", "yes", "Yes.", " yes ", "Yes please", "yes thanks", "Yeah", "yep", "y", "Y", "Y.",
        "YES!!!", "yes 👍", "Ie", "IE", "ie diolch", "Oes", "Ydw", "yes that's me", "Yes thats mine",
        "yes x", "Yes xx", "ye", "yh", "aye", "Ydy", "ydi diolch", "Ydy, cywir",
        "ok yes", "yess", "\u202eyes", "y\u200bes", "ＹＥＳ", "Yes, thank you very much", "ia",
    ),
    Command.NO: (
        "NO", "no", "No.", "no thanks", "No thank you", "nope", "Nah", "N", "n", "Na", "NAGE",
        "na diolch", "no sorry", "no, not me", "No that's not my number", "wrong number no",
        "Nac ydw", "No none of these", "NO 🙁", "Wrong number", "wrong person sorry", "Not me",
        "This is the wrong number", "that's not my number", "Nag ydw", "nag oes", "Nac ydy",
        "Dim diolch", "Rhif anghywir", "nid fi", "Na, dim diolch", "no x", "You have the wrong number", "No this isn't my number",
    ),
    Command.CANCEL: (
        "CANCEL", "cancel", "Cancel.", "cancel please", "Please cancel my visit",
        "I need to cancel my appointment", "cancel my booking for Saturday", "CANCEL VISIT",
        "can you cancel my visit please", "Hi, I'd like to cancel. Thanks", "cancle", "cansel",
        "canel", "Cancell my visit", "canslo", "Canslo fy ymweliad", "canslwch os gwelwch yn dda",
        "yes cancel", "Cancel the visit on Friday", "cancel it", "please cancle tomorrow",
        "CANSLO YR APWYNTIAD", "I want to cancel 😢",
    ),
    Command.STATUS: (
        "STATUS", "status", "Status?", "what is the status of my request", "status please",
        "any update?", "Any updates on my visit?", "What's the progress on my application",
        "staus", "satus", "stauts", "statws", "Beth yw statws yr achos",
        "can I get an update", "hello, any news? status",
    ),
    Command.CALL_ME: (
        "CALL ME", "call me", "Call me please", "can you call me back", "please ring me", "callback",
        "Call back", "CALLME", "call", "phone me", "Could someone call me please?", "Ffoniwch fi",
        "ffoniwch fi os gwelwch yn dda", "galwch fi yn ol", "Galw fi", "ring me back thanks",
        "call me 🙏", "I would like a call",
    ),
    Command.HELP: (
        "HELP", "help", "Help!", "help me", "Please help", "INFO", "I need help", "help please",
        "Cymorth", "Helpu", "helpwch fi", "help?", "gwybodaeth",
    ),
    Command.STOP: (
        "STOP", "stop", "Stop.", "STOP!!!", "stop please", "Please stop", "STOPALL", "Stop all",
        "UNSUBSCRIBE", "un-subscribe", "stop texting me", "please stop sending me messages",
        "Stop texts", "stop all messages", "END", "end", "Quit", "QUIT", "revoke", "OPTOUT",
        "opt out", "Opt-out", "I want to stop", "stop stop stop", "ARRET", "Stopiwch",
        "stopiwch os gwelwch yn dda", "stopio negeseuon", "stop it", "Stop the texts", "STOP THIS",
        "Don't text me", "please dont text me again", "do not text me", "Don’t message me any more",
        "stop these messages", "please stop contacting me", "stop your texts", "stop it now please", "s\u200btop", "STOP\x00", "stop 😡",
    ),
    Command.START: (
        "START", "start", "Start again", "unstop", "UNSTOP", "start please", "restart",
        "Start texting me again", "subscribe", "Dechrau", "cychwyn", "ailddechrau", "start texts",
    ),
    Command.CYMRAEG: (
        "CYMRAEG", "cymraeg", "Welsh", "welsh please", "yn Gymraeg", "Cymraeg os gwelwch yn dda",
        "in Welsh", "Cymreag", "Can I get it in Welsh", "yn gymraeg plis",
    ),
    Command.ENGLISH: (
        "ENGLISH", "english", "English please", "in English", "Saesneg", "yn Saesneg", "englsh",
        "Reply in English please", "Engish",
    ),
}  # fmt: skip
CHOICES = {
    1: ("1", " 1 ", "1.", "(1)", "#1", "one", "ONE", "One please", "un", "Option 1", "number 1",
        "no 1", "No. 1", "1 please", "I'd like 1", "yes 1", "1️⃣", "①", "１", "the first one",
        "1st", "first", "cyntaf", "Opsiwn 1", "1!!", "1 👍", "slot 1", "١", "the first", "1 1",
        "1x", "1 xx", "1pls", "I'll take 1", "I’ll have number one please x"),
    2: ("option2", "Slot2 please", "2", "two", "Two.", "option two", "second", "the second one", "dau", "dwy", "2nd please",
        "Can I have number 2", "2 thanks", "rhif 2", "I would like option 2 please", "ail"),
    3: ("3", "three", "tri", "tair", "third", "3rd", "option 3", "Dewis 3", "3 diolch"),
    4: ("4", "option 4"),
    12: ("12",),
}  # fmt: skip
UNCLEAR = (
    "", " ", "👍", "😀😀😀", "?", "...", "\x00\x00", "\u202e\u202d", "hello", "ok", "thanks",
    "the bus does not STOP near the prison", "Does the train stop there?", "I can't stop crying",
    "don't stop", "Do not cancel my visit", "don't cancel", "please dont cancel it",
    "is this the stop", "full stop", "the end", "stop my visit", "stop calling my mum",
    "1 or 2", "1 2", "not 1", "either 1 or 3", "2pm", "at 2", "2 people are coming", "123456",
    "half past 1", "½", "10:30", "call me at 2", "call me on 07700 900123", "I will call you",
    "I have cancer", "my dad has cancer", "cancel my taxi", "yes no", "no yes", "YES or NO",
    "stop/start", "cancel status", "help with my benefits", "can I bring a pushchair",
    "قف STOP", "STOP это", "no cancel", "No, I will come", "start the car", "what is this",
    "x", "xx", "I'll", "I'm ill", "2x4", "don't text my mum", "don't text me at work", "wrong", "wrong day",
    "not my visit", "dim", "text me", "wrong number 2", "not 2",
    "s t o p", "stpo", "stat", "noo way", "Who is this?", "yes but later", "I'm late",
    "no one", "No one thanks", "no-one", "I want it to stop", "stop them", "stop the visit",
    "<script>alert(1)</script>", "'; DROP TABLE people; --", "{helpline}", "%s%n",
    "STOP " * 100, "x" * 10_000, "yes " * 5_000, "1" * 10_000, "💥" * 5_000, "a\u0301" * 3_000,
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "command"), [(text, command) for command, texts in TABLE.items() for text in texts]
)
def test_each_text_is_understood(text: str, command: Command) -> None:
    assert understand(text).command is command


@pytest.mark.parametrize(
    ("text", "number"), [(text, number) for number, texts in CHOICES.items() for text in texts]
)
def test_each_choice_is_understood(text: str, number: int) -> None:
    assert understand(text) == Understood(Command.CHOICE, number=number)


@pytest.mark.parametrize("text", UNCLEAR, ids=lambda text: ascii(text[:30]))
def test_what_is_not_clear_is_left_to_an_agent(text: str) -> None:
    started = time.thread_time()  # what others do on this machine does not count
    assert understand(text).command is Command.UNKNOWN
    assert time.thread_time() - started < 0.5


@pytest.mark.parametrize(
    ("text", "command", "tail"),
    [
        ("STATUS 9M2X", Command.STATUS, "9M2X"),
        ("status pv-4k7q-9m2x", Command.STATUS, "9M2X"),
        ("Status of PV 4K7Q 9M2X please", Command.STATUS, "9M2X"),
        ("status PV4K7Q9M2X", Command.STATUS, "9M2X"),
        ("STATUS 4K7Q-9M2X", Command.STATUS, "9M2X"),
        ("CANCEL 9M2X", Command.CANCEL, "9M2X"),
        ("cancel ref PV-4K7Q-9M2X", Command.CANCEL, "9M2X"),
        ("canslo 9m2x", Command.CANCEL, "9M2X"),
        ("9M2X status", Command.STATUS, "9M2X"),
        ("STATUS9M2X", Command.STATUS, "9M2X"),
        ("Cancel4k7q9m2x", Command.CANCEL, "9M2X"),
    ],
)
def test_the_last_part_of_a_reference_is_found(text: str, command: Command, tail: str) -> None:
    assert understand(text) == Understood(command, tail=tail)


def test_a_reference_with_another_command_is_left_to_an_agent() -> None:
    assert understand("STOP 9M2X").command is Command.UNKNOWN
    assert understand("PV-4K7Q-9M2X").command is Command.UNKNOWN
    assert understand("1 9M2X").command is Command.UNKNOWN


def test_yes_cancel_answers_where_we_asked_and_asks_where_we_did_not() -> None:
    for text in ("yes cancel", "Yes, cancel it please", "YES CANCEL MY VISIT"):
        assert understand(text, cancelling=True).command is Command.YES
        assert understand(text).command is Command.CANCEL


def test_the_table_is_large() -> None:
    assert sum(map(len, TABLE.values())) + sum(map(len, CHOICES.values())) + len(UNCLEAR) >= 250
