"""The holes of messages about legal aid, turned into words: verdicts, calls, papers and places.

The holes are described in `app.reactions.legal_aid`; every message also gets `name` and
`reference`. An outcome may hold `missing`, the parts of the household that were not answered.
"""

from __future__ import annotations

from typing import Any

from app.applications.legal_aid_reasons import PROVIDERS
from app.i18n import Words, _
from app.journeys.catalogue.legal_aid.next_steps import EVIDENCE, PLACES, Place, line_of
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
_NO_FIGURES = _("We do not have the amounts for that day yet. An adviser will work it out.")
_WE_CALL = _("We will call on {when}.")
_YOU_CALL = _("Call us to take the next step.")
_NOT_THEN = _("We will not call on {old_when}.")
_TRY = _("Try {place}.")
_TRY_EITHER = _("Try {place} or {other}.")
_MAY_HELP = _("{place} may help.")
_ASK_WHO = _("Call us to hear who.")


def outcome_words(holes: Holes) -> dict[str, Any]:
    """Return the words that the outcome is told with, whatever it is."""
    when = _when(holes.get("callback") or {})
    places = [PLACES[code] for code in holes.get("turn_to") or () if code in PLACES]
    return {
        **_plain_words(holes),
        "why": _why(holes),
        "day": spoken_day(holes["day"]),
        "when": when,
        "no_call": when is None,
        "call": _WE_CALL.filled(when=when) if when else _YOU_CALL,
        "missing": missing_parts(tuple(holes.get("missing") or ())),
        "sums": sums_of(holes),
        "evidence": [EVIDENCE[code] for code in holes.get("evidence") or () if code in EVIDENCE],
        "turn_to": [line_of(place) for place in places],
        "try": _try(places),
        "may_help": _MAY_HELP.filled(place=places[0].name) if places else "",
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


def _try(places: list[Place]) -> Words:
    """Return whom to turn to: as many as a text has room for; the letter has them all."""
    if not places:
        return _ASK_WHO
    if len(places) == 1:
        return _TRY.filled(place=places[0].name)
    return _TRY_EITHER.filled(place=places[0].name, other=places[1].name)


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
