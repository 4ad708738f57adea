"""The newest wording of a legal aid outcome: what an adviser checks, and amounts that are rounded.

On a day without figures page, text and letter say alike that an adviser checks. Where a column of
the working differs from its total, the letter says why, as the panel does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from app.i18n import _
from app.messages.legal_aid_holes import outcome_words
from app.messages.legal_aid_sums import TOTAL, sums_of
from app.messages.legal_aid_wording import NEED_TO_KNOW
from app.messages.slip_wording import LEGAL_AID_OUTCOME_3
from app.messages.spoken import spoken_day
from app.messages.wording import Holes, Part, Said, Say, Sum, Wording

_NO_FIGURES = "figures-not-known"
_WHY_NO_FIGURES = _("We do not have the amounts for {day} yet. An adviser will check.")
_CHECKS = _("An adviser will check your answers.")
_NEED_MORE = _("We need to know more.")
_TEXT = _(
    "You asked us for advice. We cannot tell yet if you can get this help. {more} {call} "
    "Reference {reference}. Call {helpline}. From {sender}."
)
_TOLD = Say(_("You told us about your problem and your money. {more}"))
_ROUNDED = _("{outcome} Amounts are rounded.")


def newer_words(holes: Holes) -> dict[str, Any]:
    """Return the words that the outcome is told with, with what this version says anew."""
    unknown = holes["code"] == _NO_FIGURES
    words: dict[str, Any] = {"why": _WHY_NO_FIGURES.filled(day=spoken_day(holes["day"]))}
    return {
        **outcome_words(holes),
        **(words if unknown else {}),
        "more": _CHECKS if unknown else _NEED_MORE,
        "sums": tuple(map(_with_rounding, sums_of(holes))),
    }


def _with_rounding(one: Sum) -> Sum:
    """Return a sum that says that its amounts are rounded, where they do not add up.

    It is said beside the total, where there is room, so that no letter grows by a page for it; and
    in the line of the outcome while there is no total.
    """
    if one.adds_up:
        return one
    total, *limits = one.closing or (None,)
    if total is None or total.label is not TOTAL:
        return replace(one, note=_ROUNDED.filled(outcome=one.note))
    rounded = replace(total, label=_ROUNDED.filled(outcome=f"{TOTAL}."))
    return replace(one, closing=(rounded, *limits))


def _newer(before: Wording) -> Wording:
    """Return the next version of the wording of an outcome."""
    cases: Mapping[str, Said] = {
        name: replace(
            said,
            text=_TEXT if name == "unknown" else said.text,
            parts=_parts(said.parts),
        )
        for name, said in before.cases.items()
    }
    return replace(
        before,
        version=before.version + 1,
        text=cases["unknown"].text,
        parts=cases["unknown"].parts,
        cases=cases,
        prepare=newer_words,
    )


def _parts(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    return tuple(_TOLD if part is NEED_TO_KNOW else part for part in parts)


LEGAL_AID_OUTCOME = _newer(LEGAL_AID_OUTCOME_3)
NEWER_WORDINGS = (LEGAL_AID_OUTCOME,)
