"""The holes of prison visit messages, turned into words: places, times, people and reasons.

Holes (times are ISO 8601 with an offset; every message also gets `name` and `reference`):
`prison` and `prison_cy` name the prison; `starts_at` and `ends_at` are the visit's times;
`choices` lists the times asked for, each `{starts_at, ends_at}`, and may be empty; `visitors` lists their names;
`answer_by` (a date) is when the prison should have answered, where that is known;
`old_starts_at` and `old_ends_at` are the times given back by a change; `reason` is a slug, with
`until` (a date) and `words` (what the clerk wrote) where it has them; `helpline` is the number to
call and `sender` says who sends.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from babel.dates import format_date

from app.clock import london
from app.i18n import WELSH, Words, _
from app.messages.reasons import Reason
from app.messages.spoken import spoken_day, spoken_span, unbroken
from app.messages.visit_reasons import cancellation, refusal
from app.messages.wording import Holes, Spoken
from app.values.date_words import show_date, show_time

ARRIVE_BEFORE = timedelta(minutes=45)
# The one reason whose own words are passed on; a clerk's note on another may not be for the visitor.
OTHER = "other"


def visit_words(holes: Holes) -> dict[str, Any]:
    """Return the words that the visit wordings are filled with."""
    words: dict[str, Any] = {**holes, "prison": _place(holes), "visitors": holes.get("visitors")}
    words["helpline"] = unbroken(holes["helpline"])
    choices = [_slot(choice) for choice in holes.get("choices") or ()]
    words["choices"] = [slot["when"] for slot in choices]
    words["asked"] = _asked([slot["when_short"] for slot in choices])
    if holes.get("answer_by"):
        words["answer_by"] = spoken_day(holes["answer_by"])
    if holes.get("starts_at"):
        words |= _slot(holes)
    if holes.get("old_starts_at"):
        old = {"starts_at": holes["old_starts_at"], "ends_at": holes["old_ends_at"]}
        words["old_when"] = _slot(old)["when"]
    return words


def refused_words(holes: Holes) -> dict[str, Any]:
    """Return the words of a rejection, its reason included."""
    return _with_reason(holes, refusal(holes["reason"], dated=bool(holes.get("until"))))


def cancelled_words(holes: Holes) -> dict[str, Any]:
    """Return the words of a cancellation, its reason included."""
    return _with_reason(holes, cancellation(holes["reason"]))


def _with_reason(holes: Holes, reason: Reason) -> dict[str, Any]:
    until = holes.get("until")
    filling: dict[str, Any] = {}
    if until:
        filling["until"] = spoken_day(until)
    return {
        **visit_words(holes),
        "why": reason.why.filled(**filling),
        "then": reason.then.filled(**filling),
        "words": holes.get("words") if holes["reason"] == OTHER else None,
    }


def _place(holes: Holes) -> Spoken:
    english, welsh = holes["prison"], holes.get("prison_cy")
    return Spoken(lambda language: welsh if language == WELSH and welsh else english)


def _slot(times: Holes) -> dict[str, Spoken]:
    start = datetime.fromisoformat(times["starts_at"])
    return {
        "when": spoken_span(times),
        "when_short": Spoken(lambda lang: f"{_short_day(start, lang)} {show_time(start, lang)}"),
        "day": Spoken(lambda lang: show_date(start, lang)),
        "arrive": Spoken(lambda lang: show_time(start - ARRIVE_BEFORE, lang)),
    }


def _short_day(at: datetime, language: str) -> str:
    """Return "Sat 5 Dec" or "Sad 5 Rhag"."""
    locale = "cy" if language == WELSH else "en_GB"
    return format_date(london(at).date(), "EEE d MMM", locale=locale)


def _asked(times: list[Spoken]) -> Words:
    if not times:
        return _("The prison will choose a time.")
    numbered = Spoken(
        lambda lang: ", ".join(f"{n}) {time.show(lang)}" for n, time in enumerate(times, start=1))
    )
    return _("Your times: {times}.").filled(times=numbered)
