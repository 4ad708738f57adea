"""What is said about legal aid, by text and by letter: one wording for each kind of message.

The holes are described in `app.reactions.legal_aid`. A text may be read on a shared phone, so it
says neither what the problem is nor what money there is. Nobody is told that they will get legal
aid: a provider decides.
"""

from __future__ import annotations

from app.i18n import _
from app.messages.legal_aid_holes import (
    closed_words,
    moved_words,
    outcome_words,
    referred_words,
)
from app.messages.legal_aid_samples import (
    CALL,
    ELSEWHERE,
    NO,
    NO_CALL,
    OLD_CALL,
    SENT_BY,
    UNKNOWN,
    YES,
)
from app.messages.legal_aid_sums import HEADINGS, MOST_LINES
from app.messages.wording import (
    CheckPoints,
    Part,
    Points,
    ReferenceCode,
    Row,
    Said,
    Say,
    Steps,
    Sums,
    Table,
    Title,
    Wording,
)

_SENT = frozenset({"helpline", "sender"})

# The ordinary words are set as Easy Read is, until its own are written with readers and lawyers.
_NO_EASY = "Legal aid in Easy Read must be agreed with the people who give the advice."

_CODE = ReferenceCode(_("Have this reference ready when you talk to us."))
_WHY: tuple[Part, ...] = (Title(_("Why")), Say(_("{why}")))
_ASK_AGAIN: tuple[Part, ...] = (
    Title(_("If you think this is wrong")),
    Say(_("You can ask us to look at it again. Call us on {helpline}.")),
    Say(_("Call us too if your money, your home or your household changes.")),
)
_WHERE_TO_TURN: tuple[Part, ...] = (
    Title(_("Where else you can turn"), given="turn_to"),
    Points(given="turn_to"),
)
_CALL: tuple[Part, ...] = (
    Title(_("When we call"), given="when"),
    Table((Row(_("We call on"), _("{when}"), given="when"),)),
    Say(_("To choose another time, call us on {helpline}."), given="when"),
    Title(_("What to do next"), given="no_call"),
    Say(_("Call us on {helpline}. We will talk about the next step."), given="no_call"),
)
KEEP_PAPERS = Say(
    _("Keep them with you. Do not post them to us. You will be told who needs to see them."),
    given="evidence",
)
_GATHER: tuple[Part, ...] = (
    Title(_("Papers to gather"), given="evidence"),
    Say(_("Find these papers. Tick each one when you have it."), given="evidence"),
    CheckPoints(given="evidence"),
    KEEP_PAPERS,
)
NEED_TO_KNOW = Say(_("You told us about your problem and your money. We need to know more."))
_WORKING: tuple[Part, ...] = (
    Title(_("How we worked it out"), given="sums"),
    Say(
        _("We used your answers, and the amounts that the rules had on {day}."),
        given="sums",
    ),
    Sums(given="sums", headings=HEADINGS),
    Say(
        _(
            "Is an amount wrong, or has one changed? Call us on {helpline} and we work it out again."
        ),
        given="sums",
    ),
)

_YES = Said(
    text=_(
        "You asked us for advice. From your answers, you may be able to get help. A provider "
        "will decide. {call} Reference {reference}. Call {helpline}. From {sender}."
    ),
    heading=_("You may be able to get legal aid"),
    parts=(
        Say(_("You told us about your problem and your money. Your answers fit the rules we use.")),
        Say(_("This is not the final decision. A legal aid provider checks your papers first.")),
        _CODE,
        *_CALL,
        *_GATHER,
        *_WHY,
        *_WORKING,
    ),
)
_NO = Said(
    text=_(
        "You asked us for advice. From your answers, it is not likely that you can get this help. "
        "{may_help} You can ask us to look again. "
        "Reference {reference}. Call {helpline}. From {sender}."
    ),
    heading=_("You are not likely to get legal aid"),
    parts=(
        Say(_("You told us about your problem and your money. Your answers do not fit the rules.")),
        *_WHY,
        _CODE,
        *_WHERE_TO_TURN,
        *_ASK_AGAIN,
        *_WORKING,
    ),
)
_UNKNOWN = Said(
    text=_(
        "You asked us for advice. We cannot tell yet if you can get this help. We need to know "
        "more. {call} Reference {reference}. Call {helpline}. From {sender}."
    ),
    heading=_("We cannot tell yet if you can get legal aid"),
    parts=(
        NEED_TO_KNOW,
        *_WHY,
        _CODE,
        Title(_("What we still need"), given="missing"),
        Points(given="missing"),
        *_CALL,
        *_GATHER,
        *_WHERE_TO_TURN,
        *_WORKING,
    ),
)
_ELSEWHERE = Said(
    text=_(
        "You asked us for advice. Somebody else can help you better. {try} "
        "Reference {reference}. To talk to us call {helpline}. From {sender}."
    ),
    heading=_("Somebody else can help you with this"),
    parts=(
        Say(_("You told us about your problem. Our line is not the place for it.")),
        *_WHY,
        *_WHERE_TO_TURN,
        _CODE,
        Title(_("If you need help to reach them")),
        Say(_("Call us on {helpline}.")),
        *_ASK_AGAIN[:2],
    ),
)

OUTCOME = Wording(
    kind="legal-aid-outcome",
    name=_("Outcome given"),
    version=1,
    needs=_SENT | {"verdict", "code", "day", "working", "results"},
    text=_UNKNOWN.text,
    heading=_UNKNOWN.heading,
    parts=_UNKNOWN.parts,
    prepare=outcome_words,
    no_easy=_NO_EASY,
    sample=YES,
    samples={"no-call": NO_CALL, "no": NO, "unknown": UNKNOWN, "elsewhere": ELSEWHERE},
    most={"working": MOST_LINES, "evidence": 25, "missing": 25},
    by="verdict",
    cases={"yes": _YES, "no": _NO, "unknown": _UNKNOWN, "elsewhere": _ELSEWHERE},
)

REFERRED = Wording(
    kind="legal-aid-referred",
    name=_("Passed on to a provider"),
    version=1,
    needs=_SENT | {"reason"},
    text=_(
        "You asked us for advice. We have passed your details to somebody who may help. "
        "They will contact you in the way you chose. Reference {reference}. Call {helpline}. From {sender}."
    ),
    heading=_("We have passed your case on"),
    parts=(
        Say(_("We have passed your details on to somebody who can help you.")),
        Table((Row(_("Who"), _("{who}")),)),
        Say(_("Our adviser says: {words}"), given="words"),
        _CODE,
        Title(_("What happens next")),
        Steps(
            (
                _("They contact you in the way you chose."),
                _("They tell you what they can do for you."),
                _("For legal aid they check your papers. Then they decide."),
                _("If you do not hear from them, call us on {helpline}."),
            )
        ),
    ),
    prepare=referred_words,
    no_easy=_NO_EASY,
    sample={**SENT_BY, "reason": "specialist-by-phone", "words": ""},
)

CLOSED = Wording(
    kind="legal-aid-closed",
    name=_("Case closed"),
    version=1,
    needs=_SENT | {"reason"},
    text=_(
        "You asked us for advice. We have now closed your case. {why} {then} "
        "Reference {reference}. Call {helpline}. From {sender}."
    ),
    heading=_("We have closed your case"),
    parts=(
        Say(_("You asked us for advice. We have now closed your case.")),
        *_WHY,
        Say(_("Our adviser says: {words}"), given="words"),
        Title(_("What you can do next")),
        Say(_("{then}")),
        _CODE,
        *_ASK_AGAIN[:2],
    ),
    prepare=closed_words,
    no_easy=_NO_EASY,
    sample={**SENT_BY, "reason": "not-reached", "words": ""},
)

CALL_MOVED = Wording(
    kind="legal-aid-call-moved",
    name=_("Call moved"),
    version=1,
    needs=_SENT | {"starts_at", "ends_at"},
    text=_(
        "You asked us for advice. We will now call on {when}. {not_then} "
        "To change this call {helpline}. Reference {reference}. From {sender}."
    ),
    heading=_("We will call at a new time"),
    parts=(
        Say(_("The time of our call is changed.")),
        Table(
            (
                Row(_("New time"), _("{when}")),
                Row(_("Old time"), _("{old_when}"), given="old_when"),
            )
        ),
        _CODE,
        Title(_("If you cannot talk then")),
        Say(_("Call us on {helpline}. We can choose another time.")),
    ),
    prepare=moved_words,
    no_easy=_NO_EASY,
    sample={**SENT_BY, **CALL, **OLD_CALL},
    expires="starts_at",
)

LEGAL_AID_WORDINGS = (OUTCOME, REFERRED, CLOSED, CALL_MOVED)
