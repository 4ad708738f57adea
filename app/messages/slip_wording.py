"""The reply slips of letters, and the newer wordings that end with one.

A choice's code is what is kept when its box is ticked; `app.reactions.slips` and `slip_answers`
say what follows.
"""

from __future__ import annotations

from dataclasses import replace

from app.i18n import WELSH, _
from app.messages.legal_aid_wording import KEEP_PAPERS, OUTCOME
from app.messages.visit_wording import REQUESTED
from app.messages.wording import Part, Said, Say, Slip, SlipChoice, SlipQuestion, Wording
from app.people import LetterFormat

REPLY_TO = ["Alongside", "Reply slips", "1 Sample Street", "Anytown", "CF10 1AA"]

_WHAT = _("What do you want to tell us?")
_CALL_ME = SlipChoice("call-me", _("Please call me."))

VISIT_SLIP = Slip(
    (
        SlipQuestion(
            "visit",
            _WHAT,
            (
                SlipChoice("cannot-come", _("I cannot come. I want to take my request back.")),
                SlipChoice("another-time", _("I want to ask for another time.")),
                _CALL_ME,
            ),
        ),
    )
)
LEGAL_AID_SLIP = Slip(
    (
        SlipQuestion(
            "help",
            _WHAT,
            (
                _CALL_ME,
                SlipChoice("no-help", _("I no longer want help.")),
                SlipChoice("papers", _("I have put copies of papers in with this slip.")),
            ),
        ),
    )
)
# What a tick answers by itself, whatever the letter is about.
WISHES = SlipQuestion(
    "wishes",
    _("Do you want us to change something?"),
    (
        SlipChoice(
            "large-print",
            _("Write to me in large print."),
            frozenset({LetterFormat.LARGE_18, LetterFormat.LARGE_24}),
        ),
        SlipChoice("in-welsh", _("Write to me in Welsh."), frozenset({WELSH})),
        SlipChoice("no-texts", _("Stop sending me text messages.")),
    ),
)
_COPIES = Say(
    _(
        "Keep them with you. You will be told who needs to see them. "
        "If you post one, send a copy, never the paper itself."
    ),
    given=KEEP_PAPERS.given,
)


def _with_slip(wording: Wording, slip: Slip, reply_to: list[str]) -> Wording:
    """Return the next version of a wording, whose letters end with a slip."""
    return replace(
        wording,
        version=wording.version + 1,
        parts=_parts(wording.parts, slip),
        cases={name: _said(said, slip) for name, said in wording.cases.items()},
        sample={**wording.sample, "reply_to": reply_to},
        samples={name: {**holes, "reply_to": reply_to} for name, holes in wording.samples.items()},
    )


def _said(said: Said, slip: Slip) -> Said:
    return replace(said, parts=_parts(said.parts, slip))


def _parts(parts: tuple[Part, ...], slip: Slip) -> tuple[Part, ...]:
    return (*(_COPIES if part is KEEP_PAPERS else part for part in parts), slip)


def _asking(wording: Wording, question: SlipQuestion) -> Wording:
    """Return the next version of a wording with a slip, which asks one question more."""
    return replace(
        wording,
        version=wording.version + 1,
        parts=_asked_more(wording.parts, question),
        cases={
            name: replace(said, parts=_asked_more(said.parts, question))
            for name, said in wording.cases.items()
        },
    )


def _asked_more(parts: tuple[Part, ...], question: SlipQuestion) -> tuple[Part, ...]:
    return tuple(
        replace(part, questions=(*part.questions, question)) if isinstance(part, Slip) else part
        for part in parts
    )


VISIT_REQUESTED_2 = _with_slip(REQUESTED, VISIT_SLIP, REPLY_TO)
LEGAL_AID_OUTCOME_2 = _with_slip(OUTCOME, LEGAL_AID_SLIP, REPLY_TO)
VISIT_REQUESTED = _asking(VISIT_REQUESTED_2, WISHES)
LEGAL_AID_OUTCOME_3 = _asking(LEGAL_AID_OUTCOME_2, WISHES)

SLIP_WORDINGS = (VISIT_REQUESTED_2, LEGAL_AID_OUTCOME_2, VISIT_REQUESTED, LEGAL_AID_OUTCOME_3)
