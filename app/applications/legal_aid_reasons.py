"""What an adviser chooses from: how a call went, to whom a question is passed on, why it is closed.

The slugs are stored and shared with the wording of messages, so none is ever renamed. To whom a
problem can go stands in app/data/legal_aid_referrals.csv, dated and with its source.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.applications.reasons import ListedReason
from app.data import read_rows
from app.i18n import Words, _

REFERRALS_FILE = "legal_aid_referrals.csv"
_ANY = "any"

REACHED, NO_ANSWER, MESSAGE_LEFT, CALL_AGAIN = "reached", "no-answer", "message-left", "call-again"
CALLS: dict[str, Words] = {
    REACHED: _("We spoke"),
    NO_ANSWER: _("No answer"),
    MESSAGE_LEFT: _("No answer, and a message was left"),
    CALL_AGAIN: _("We call again at another time"),
}

PROVIDERS: dict[str, Words] = {
    "specialist-by-phone": _("A legal aid specialist, by phone"),
    "adviser-in-person": _("A legal aid adviser, in person"),
    "housing-loss": _("The Housing Loss Prevention Advice Service"),
    "family-mediator": _("A family mediator"),
    "domestic-abuse-service": _("A domestic abuse service"),
    "debt-adviser": _("A free debt adviser"),
    "discrimination-service": _("A discrimination advice service"),
    "general-advice": _("Citizens Advice or a law centre"),
}


@dataclass(frozen=True)
class Closing(ListedReason):
    """One reason to close, and whether the person is told of it."""

    tells: bool = False


CLOSINGS = (
    Closing("advice-given", _("Advice was given")),
    Closing("not-eligible", _("They cannot get legal aid"), tells=True),
    Closing("not-covered", _("Legal aid does not cover the problem"), tells=True),
    Closing("referred-elsewhere", _("They turn to somebody else"), tells=True),
    Closing("not-wanted", _("They do not want it any more")),
    Closing("not-reached", _("They could not be reached"), tells=True),
    Closing("duplicate", _("The same question was asked before")),
    Closing("other", _("Another reason"), tells=True, worded=True),
)
CLOSING_OF = {closing.slug: closing for closing in CLOSINGS}


_WORDS = CALLS | PROVIDERS | {closing.slug: closing.words for closing in CLOSINGS}


def reason_words(slug: str) -> Words | None:
    """Return what staff read of a decision: how a call went, to whom it went, or why it closed."""
    return _WORDS.get(slug)


def providers_for(problem: str | None, day: date) -> tuple[str, ...]:
    """Return the slugs of those to whom this problem can be passed on on a day, best first."""
    found = [
        row["kind"]
        for row in read_rows(REFERRALS_FILE)
        if row["problem"] in (problem, _ANY) and _in_force(row, day)
    ]
    return tuple(dict.fromkeys(found))


def _in_force(row: dict[str, str], day: date) -> bool:
    begun = date.fromisoformat(row["valid_from"]) <= day
    return begun and (not row["valid_to"] or day <= date.fromisoformat(row["valid_to"]))
