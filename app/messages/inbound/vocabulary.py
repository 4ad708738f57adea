"""The words of two-way texts, English and Welsh, as a table: what says a command, and what may
stand beside it without changing what is meant.

Words are written as `understanding` sees them: small letters, no accents, no signs. A word that is
in no list makes a text one for an agent, so a missing word costs a minute and never a mistake.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Command(StrEnum):
    """What a text asks for. `UNKNOWN` is for an agent."""

    CHOICE = "choice"
    YES = "yes"
    NO = "no"
    CANCEL = "cancel"
    STATUS = "status"
    CALL_ME = "call-me"
    HELP = "help"
    STOP = "stop"
    START = "start"
    CYMRAEG = "cymraeg"
    ENGLISH = "english"
    UNKNOWN = "unknown"


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Courtesies, and with them the small words that change nothing, wherever they stand.
COURTESIES = _set(
    "please pls plz plse thanks thank you thx ta cheers hi hello hey hiya dear sir madam ok okay "
    "sorry regards x xx xxx diolch plis helo shwmae os gwelwch gweli yn dda da iawn sori"
)
FILLERS = COURTESIES | _set(
    "u kind many so much very the a an i id im ive am is it its this that to and just well oh ah "
    "um now can could may would like want wish need do get y yr dw eisiau hoffwn"
)
# Stopping is not done by a text that might be about something else.
_FEW = COURTESIES | _set("i id want would like to now just all and dw eisiau")


# A NO that says whose the number is, and nothing about what else may be asked: pairs, see `PHRASES`.
DISOWNING = _set("wrongnumber wrongperson notme notmy")


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """The words of one command.

    `keys` say it; `beside` may stand with them. `alone` say it only as the whole text, as phone
    networks read them. `fillers` change nothing. `slips`: a key of five letters or more may have one slip of the finger.
    """

    keys: frozenset[str]
    beside: frozenset[str] = frozenset()
    alone: frozenset[str] = frozenset()
    fillers: frozenset[str] = FILLERS
    slips: bool = False


# What a request may be called, and when it is: they may stand beside CANCEL and STATUS.
_REQUEST = _set(
    "my our visit visits appointment appt booking booked request application claim case slot time "
    "for on at of about me reference ref number "
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri "
    "sat sun today tomorrow tonight next week morning afternoon "
    "fy ein ymweliad apwyntiad cais achos ar am dydd llun mawrth mercher iau gwener sadwrn sul "
    "heddiw yfory cyfeirnod"
)
_CALL = _set("me us back someone somebody person anyone by phone up fi ni yn ol rhywun ffon")
_TEXTS = _set(
    "texts text texting txt txts messages message messaging sending send contacting contact me us "
    "all any the these your"
)

VOCABULARY: dict[Command, Vocabulary] = {
    Command.YES: Vocabulary(
        keys=_set("yes yeah yep yup yea ya ye yh aye yess yesss ie ia oes ydw ydyn ydy ydi"),
        beside=_set("thats me mine correct right that was my phone number cywir"),
        alone=_set("y"),
    ),
    Command.NO: Vocabulary(
        keys=_set("no nope nah na nage naddo nac nag") | DISOWNING,
        beside=_set(
            "thats not me my mine wrong number oes ydw ydy ydi none of them these those you have got"
        ),
        alone=_set("n"),
    ),
    Command.CANCEL: Vocabulary(
        keys=_set("cancel canceled cancelled cancelling canslo canslwch ganslo diddymu"),
        beside=_REQUEST,
        slips=True,
    ),
    Command.STATUS: Vocabulary(
        keys=_set("status statws progress update updates diweddariad"),
        beside=_REQUEST
        | _set("what whats any news check on how with beth yw ydy sut mae give get"),
        slips=True,
    ),
    Command.CALL_ME: Vocabulary(
        keys=_set("call callme callback ring ringme phone ffoniwch ffonio galwch galw"),
        beside=_CALL,
    ),
    Command.HELP: Vocabulary(
        keys=_set("help info cymorth helpu helpwch gwybodaeth"),
        beside=_set("me fi angen"),
    ),
    Command.STOP: Vocabulary(
        keys=_set("stop stopall unsubscribe optout stopiwch stopio arret arrete"),
        beside=_TEXTS | _set("again more anymore tecstio negeseuon anfon"),
        alone=_set("end quit revoke"),
        fillers=_FEW,
    ),
    Command.START: Vocabulary(
        keys=_set("start unstop restart subscribe cychwyn dechrau ailddechrau ailgychwyn"),
        beside=_TEXTS | _set("again eto tecstio negeseuon"),
        fillers=_FEW,
    ),
    Command.CYMRAEG: Vocabulary(
        keys=_set("cymraeg gymraeg nghymraeg welsh"),
        beside=_set("in language text texts reply speak siarad ateb iaith"),
        slips=True,
    ),
    Command.ENGLISH: Vocabulary(
        keys=_set("english saesneg"),
        beside=_set("in language text texts reply speak siarad ateb iaith"),
        slips=True,
    ),
}

# Numbers as people write them. "one" after an ordinal ("the second one") counts nothing.
NUMBERS: dict[str, int] = {
    **dict.fromkeys(("one", "first", "1st", "un", "cyntaf", "gyntaf", "1af"), 1),
    **dict.fromkeys(("two", "second", "2nd", "dau", "dwy", "ail", "2il"), 2),
    **dict.fromkeys(("three", "third", "3rd", "tri", "tair", "trydydd", "3ydd"), 3),
}
ORDINALS = _set("first second third 1st 2nd 3rd cyntaf gyntaf ail trydydd")
BESIDE_NUMBER = _set(
    "option choice number no slot time have take book for me pick choose "
    "opsiwn dewis dewisiad rhif amser"
)

# Pairs of words that are one word to us.
PHRASES: dict[tuple[str, str], str] = {
    ("opt", "out"): "optout",
    ("stop", "all"): "stopall",
    ("un", "subscribe"): "unsubscribe",
    ("call", "back"): "callback",
    ("no", "one"): "noone",
    ("wrong", "number"): "wrongnumber",
    ("rhif", "anghywir"): "wrongnumber",
    ("wrong", "person"): "wrongperson",
    ("not", "me"): "notme",
    ("nid", "fi"): "notme",
    ("not", "my"): "notmy",
    ("isnt", "my"): "notmy",
    ("dim", "diolch"): "nage",
    ("ddim", "diolch"): "nage",
    ("ill", "take"): "take",
    ("ill", "have"): "have",
    ("do", "not"): "dont",
    ("dont", "text"): "stop",
    ("dont", "message"): "stop",
    # "I want it to stop" may be about something else: only these two, side by side.
    ("stop", "it"): "stop",
    ("stop", "this"): "stop",
}

# Real words that are one slip away from a command and mean something else.
NOT_SLIPS = _set("cancer cancers statue statutes statute statues channel states stats")
