"""Prison visits in Easy Read: short sentences, one idea each, and hard words explained.

These words are in English only and are not in the catalogue of translations. Easy Read is not
translated a sentence at a time: it is written anew in each language, with people who read it. Until
there is Welsh, the Welsh pages say the ordinary words (`wording.EASY_LANGUAGES`). Not yet tried
with readers.
"""

from __future__ import annotations

from app.i18n import Words
from app.messages.wording import (
    EasyRead,
    Part,
    Points,
    ReferenceCode,
    Row,
    Say,
    Steps,
    Table,
    Title,
)


def _say(*sentences: str, given: str = "") -> tuple[Say, ...]:
    """Each sentence stands on its own."""
    return tuple(Say(Words(sentence), given=given) for sentence in sentences)


def _title(text: str, given: str = "") -> Title:
    return Title(Words(text), given=given)


_WHERE = Row(Words("Prison"), Words("{prison}"))
_WHEN = Row(Words("Day and time"), Words("{when}"), given="when")
_CODE = ReferenceCode(Words("This is the number of your visit. Tell us this number when you call."))
_WHO: tuple[Part, ...] = (_title("Who is coming", given="visitors"), Points(given="visitors"))
_CALL = _say("Do you have a question?", "Call us on {helpline}.")
_HELP: tuple[Part, ...] = (
    _title("If you need help"),
    *_say(
        "Call us on {helpline}.",
        "We can read this letter to you.",
        "You can ask somebody you trust to call for you.",
    ),
)
_ON_THE_DAY: tuple[Part, ...] = (
    _title("On the day"),
    *_say(
        "Be at the prison by {arrive}.",
        "This gives the staff time to check you in.",
        "Every adult must bring photo ID.",
        "Photo ID has your picture on it. A passport is photo ID. A driving licence is photo ID.",
        "Bring this letter.",
    ),
)
_CANNOT_COME: tuple[Part, ...] = (
    _title("If you cannot come"),
    *_say(
        "Call us on {helpline}.",
        "Call as soon as you can.",
        "Then somebody else can have your place.",
    ),
)
_DO_NOT_GO = _say("Do not go to the prison for this visit.")
_WHY: tuple[Part, ...] = (
    _title("Why"),
    *_say("{why}"),
    *_say("The prison says: {words}", given="words"),
)
_NEXT: tuple[Part, ...] = (_title("What you can do"), *_say("{then}"))

EASY_REQUESTED = EasyRead(
    heading=Words("You asked for a prison visit"),
    parts=(
        *_say(
            "You asked to visit {prison}.",
            "We have what you sent us.",
            "Your visit is not booked yet.",
            "Do not go to the prison yet.",
        ),
        _CODE,
        _title("The times you asked for", given="choices"),
        Points(given="choices"),
        *_WHO,
        _title("What happens next"),
        Steps(
            (
                Words("The prison looks at what you asked for."),
                Words("The prison says yes or no."),
                Words("We tell you what the prison says."),
            )
        ),
        Say(Words("The prison should say yes or no by {answer_by}."), given="answer_by"),
        Say(Words("A letter can take one week more."), given="answer_by"),
        Say(Words("If you hear nothing, call us on {helpline}."), given="answer_by"),
        _title("If you change your mind"),
        *_say("Call us on {helpline}.", "You can ask for another time.", "You can say no visit."),
        *_HELP,
    ),
)

EASY_BOOKED = EasyRead(
    heading=Words("Your prison visit is booked"),
    parts=(
        *_say("The prison said yes.", "You can visit.", "Keep this letter."),
        Table((_WHERE, _WHEN)),
        _CODE,
        *_WHO,
        *_ON_THE_DAY,
        *_CANNOT_COME,
        *_HELP,
    ),
)

EASY_REJECTED = EasyRead(
    heading=Words("Your prison visit is not booked"),
    parts=(
        *_say("You asked to visit {prison}.", "We are sorry.", "The prison said no."),
        *_DO_NOT_GO,
        *_WHY,
        *_NEXT,
        *_CALL,
        _CODE,
        *_HELP,
    ),
)

EASY_CANCELLED = EasyRead(
    heading=Words("Your prison visit is cancelled"),
    parts=(
        *_say("Cancelled means this visit will not happen."),
        Table((_WHERE, _WHEN)),
        *_DO_NOT_GO,
        *_WHY,
        *_NEXT,
        *_CALL,
        _CODE,
        *_HELP,
    ),
)

EASY_WITHDRAWN = EasyRead(
    heading=Words("You said you do not want this visit"),
    parts=(
        *_say(
            "You asked to visit {prison}.",
            "Then you told us you do not want this visit.",
            "No visit is booked.",
            "You do not need to do anything.",
        ),
        _title("If you want to ask again"),
        *_say("Call us on {helpline}."),
        _CODE,
        *_HELP,
    ),
)

EASY_CHANGED = EasyRead(
    heading=Words("Your prison visit has a new time"),
    parts=(
        *_say("We changed the time of your visit.", "Come at the new time."),
        Table((_WHERE, Row(Words("New day and time"), Words("{when}")))),
        *_say("Do not come at the old time."),
        Table((Row(Words("Old day and time"), Words("{old_when}")),)),
        _CODE,
        *_WHO,
        *_ON_THE_DAY,
        *_CANNOT_COME,
        *_HELP,
    ),
)

EASY_REMINDER = EasyRead(
    heading=Words("Your prison visit is soon"),
    parts=(
        *_say("You have a prison visit.", "This letter helps you remember."),
        Table((_WHERE, _WHEN)),
        _CODE,
        *_WHO,
        *_ON_THE_DAY,
        *_CANNOT_COME,
        *_HELP,
    ),
)
