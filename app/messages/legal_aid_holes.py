"""The holes of messages about legal aid, turned into words: verdicts, calls, papers and places.

The holes are described in `app.reactions.legal_aid`; every message also gets `name` and
`reference`. An outcome may hold `missing`, the parts of the household that were not answered.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from app.applications.legal_aid_reasons import PROVIDERS
from app.i18n import Words, _
from app.journeys.catalogue.legal_aid.scope import EXITS
from app.means.reasons import reason_of
from app.means.telling import missing_parts
from app.messages.legal_aid_reasons import closing
from app.messages.legal_aid_sums import result_of, sums_of
from app.messages.spoken import spoken_day, spoken_span, unbroken
from app.messages.wording import Holes, Spoken

# The one reason to close whose own words are passed on: a note on another may not be for the person.
OTHER = "other"
_SOMEBODY = _("A legal aid provider")
_EXITS = {step.slug: step.help for step in EXITS if step.help is not None}
EVIDENCE: dict[str, Words] = {}
TURN_TO: dict[str, Words] = {}
_NO_FIGURES = _("We do not have the amounts for that day yet. An adviser will work it out.")
_WE_CALL = _("We will call on {when}.")
_YOU_CALL = _("Call us to take the next step.")
_NOT_THEN = _("We will not call on {old_when}.")
_TRY = _("Try {names}.")
_ASK_WHO = _("Call us to hear who.")
# How many places to turn to a text has room for; the letter has them all.
_NAMED_IN_TEXT = 2


def outcome_words(holes: Holes) -> dict[str, Any]:
    """Return the words that the outcome is told with, whatever it is."""
    when = _when(holes.get("callback") or {})
    turn_to = _known(TURN_TO, holes.get("turn_to"))
    return {
        **_plain_words(holes),
        "why": _why(holes),
        "day": spoken_day(holes["day"]),
        "when": when,
        "no_call": when is None,
        "call": _WE_CALL.filled(when=when) if when else _YOU_CALL,
        "missing": missing_parts(tuple(holes.get("missing") or ())),
        "sums": sums_of(holes),
        "evidence": _known(EVIDENCE, holes.get("evidence")),
        "turn_to": turn_to,
        "turn_to_names": _TRY.filled(names=_names(turn_to)) if turn_to else _ASK_WHO,
    }


def referred_words(holes: Holes) -> dict[str, Any]:
    """Return the words of a passing on."""
    return {
        **_plain_words(holes),
        "who": PROVIDERS.get(holes["reason"], _SOMEBODY),
        "words": holes.get("words"),
    }


def closed_words(holes: Holes) -> dict[str, Any]:
    """Return the words of a closing."""
    reason = closing(holes["reason"])
    return {
        **_plain_words(holes),
        "why": reason.why,
        "then": reason.then,
        "words": holes.get("words") if holes["reason"] == OTHER else None,
    }


def moved_words(holes: Holes) -> dict[str, Any]:
    """Return the words of a call at another time."""
    old = {"starts_at": holes.get("old_starts_at"), "ends_at": holes.get("old_ends_at")}
    old_when = _when(old)
    return {
        **_plain_words(holes),
        "when": _when(holes),
        "old_when": old_when,
        "not_then": _NOT_THEN.filled(old_when=old_when) if old_when else "",
    }


def _known(table: Mapping[str, Words], codes: Iterable[str] | None) -> tuple[Words, ...]:
    """Return the words of the codes there are words for."""
    return tuple(table[code] for code in codes or () if code in table)


def _names(places: tuple[Words, ...]) -> Spoken:
    named = places[:_NAMED_IN_TEXT]
    return Spoken(lambda language: ", ".join(place.in_language(language) for place in named))


def _plain_words(holes: Holes) -> dict[str, Any]:
    return {**holes, "helpline": unbroken(holes["helpline"])}


def _when(times: Holes) -> Spoken | None:
    return spoken_span(times) if times.get("starts_at") else None


def _why(holes: Holes) -> Words:
    code = holes["code"]
    if code in _EXITS:
        return _EXITS[code]
    if code == "figures-not-known":
        return _NO_FIGURES
    return reason_of(code, tuple(map(result_of, holes["results"])))
