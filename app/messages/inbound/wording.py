"""What is said by text in answer to a text, and the questions that a text can answer.

None of these has a letter. Those of `minimum` say nothing personal: a number that nobody confirmed
may get them, and on a phone that others read they leave the sender out. No text is sent after
STOP: phone networks confirm it themselves, and Twilio refuses whatever follows.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from babel.dates import format_date

from app.clock import london
from app.i18n import WELSH, Words, _
from app.journeys.catalogue import find_journey
from app.messages.spoken import spoken_span, unbroken
from app.messages.wording import USUAL_TRIES, Holes, Said, Spoken, Wording
from app.values.date_words import show_time

CONFIRM_NUMBER = "text-confirm-number"
SLOT_OFFER = "slot-offer"
CANCEL_SURE = "text-cancel-sure"
AGENT_REPLY = "agent-reply"

_SIGNED = _("{said} From {sender}.")
_ONLY_SAID = Words("{said}")
_SENT_BY = frozenset({"helpline", "sender"})
_SAMPLE: dict[str, Any] = {
    "name": "Sian Example",
    "reference": "PV-4K7Q-9M2X",
    "helpline": "0808 157 0100",
    "sender": "Alongside",
}
_BY = {"until": "2026-12-02T17:00:00+00:00"}
_TIMES = {"starts_at": "2026-12-05T14:15:00+00:00", "ends_at": "2026-12-05T16:15:00+00:00"}

# An answer to a text is of no use hours later: after eight tries, some ten minutes, it is left.
_ANSWER_TRIES = 8

Prepare = Callable[[Holes], dict[str, Any]]


def _words(holes: Holes) -> dict[str, Any]:
    return {**holes, "helpline": unbroken(holes["helpline"])}


def _minimum(kind: str, name: Words, said: Words) -> Wording:
    """Return a wording that says nothing personal, signed where the sender may be named."""

    def prepare(holes: Holes) -> dict[str, Any]:
        words = _words(holes)
        return {**words, "said": said.filled(**words)}

    return Wording(
        kind=kind,
        name=name,
        version=1,
        needs=_SENT_BY,
        text=_SIGNED,
        plain_text=_ONLY_SAID,
        heading=name,
        parts=(),
        prepare=prepare,
        sample=_SAMPLE,
        texts_only=True,
        minimum=True,
        tries=_ANSWER_TRIES if kind != CONFIRM_NUMBER else USUAL_TRIES,
    )


def _personal(kind: str, name: Words, text: Words, prepare: Prepare, **more: Any) -> Wording:
    """Return a wording about one person's request."""
    needs = _SENT_BY | more.pop("needs", frozenset())
    sample = _SAMPLE | more.pop("sample", {})
    return Wording(
        kind=kind,
        name=name,
        version=1,
        needs=needs,
        text=text,
        heading=name,
        parts=(),
        prepare=prepare,
        sample=sample,
        texts_only=True,
        **more,
    )


def _status_words(holes: Holes) -> dict[str, Any]:
    life = find_journey(holes["journey"], holes["journey_version"]).life
    state: object = life.stage(holes["status"]).words
    if holes.get("starts_at"):
        state = _("{state}, {when}").filled(state=state, when=spoken_span(holes))
    return {**_words(holes), "state": state}


def _sure_words(holes: Holes) -> dict[str, Any]:
    what: object = holes["reference"]
    if holes.get("starts_at"):
        what = _("{reference}, {when}").filled(reference=what, when=_moment(holes["starts_at"]))
    return {**_words(holes), "what": what, "by": _moment(holes["until"])}


def _offer_words(holes: Holes) -> dict[str, Any]:
    times = [_moment(one["starts_at"]) for one in holes["times"]]
    listed = Spoken(
        lambda lang: ", ".join(f"{n}) {time.show(lang)}" for n, time in enumerate(times, start=1))
    )
    return {**_words(holes), "times": listed, "by": _moment(holes["until"])}


def _moment(text: str) -> Spoken:
    """Say when, in short: "Sat 5 Dec 2:15pm"."""
    at = datetime.fromisoformat(text)

    def show(language: str) -> str:
        locale = "cy" if language == WELSH else "en_GB"
        day = format_date(london(at).date(), "EEE d MMM", locale=locale)
        return f"{day} {show_time(at, language)}"

    return Spoken(show)


_ASK_TIME = _(
    "Times for {reference}: {times}. Reply with the number you want, or NO for none. "
    "Answer by {by}. From {sender}."
)
_ASK_AGAIN = _(
    "Sorry, that time has gone. Times for {reference}: {times}. Reply with the number you want, "
    "or NO for none. Answer by {by}. From {sender}."
)
_OFFER_NAME = _("Times to choose from")

TEXT_WORDINGS: tuple[Wording, ...] = (
    _minimum(
        CONFIRM_NUMBER,
        _("Is this your number?"),
        _(
            "This number was given to us for text messages. Is that right? Reply YES to get them, "
            "or NO if it is not you. Help: {helpline}."
        ),
    ),
    _minimum(
        "text-help",
        _("What you can text"),
        _(
            "You can text STATUS, CANCEL or CALL ME. If we ask you to choose, text the number. "
            "CYMRAEG for Welsh. STOP to end texts. Or call {helpline}."
        ),
    ),
    _minimum(
        "text-not-understood",
        _("We read your text"),
        _(
            "We have your text. One of our staff will read it. If you cannot wait, call "
            "{helpline}. Text HELP to see what you can text."
        ),
    ),
    _minimum(
        "text-which",
        _("Which request?"),
        _(
            "You have more than one request. Add the last 4 letters or numbers of its reference, "
            "like STATUS 9M2X. Or call {helpline}."
        ),
    ),
    _minimum(
        "text-call-soon",
        _("We will call"),
        _("We will call you on this number as soon as we can. Or call us on {helpline}."),
    ),
    _minimum(
        "text-started",
        _("Texts start again"),
        _("You will get our texts again. Text STOP to end them. Help: {helpline}."),
    ),
    _minimum(
        "text-language",
        _("The language is changed"),
        # In each language this names that language, and how to change to the other.
        _("We will write to you in English from now on. Text CYMRAEG for Welsh."),
    ),
    _minimum("text-kept", _("Nothing is cancelled"), _("Nothing is cancelled.")),
    _personal(
        "text-status",
        _("How it stands"),
        _("{reference}: {state}. Questions? Call {helpline}. From {sender}."),
        _status_words,
        tries=_ANSWER_TRIES,
        needs=frozenset({"journey", "journey_version", "status"}),
        sample={"journey": "prison-visit", "journey_version": 1, "status": "booked", **_TIMES},
        samples={
            "waiting": _SAMPLE
            | {"journey": "prison-visit", "journey_version": 1, "status": "requested"}
        },
    ),
    _personal(
        CANCEL_SURE,
        _("Do you want to cancel?"),
        _(
            "Do you want to cancel {what}? Reply YES to cancel it, or NO to keep it. "
            "Answer by {by}. From {sender}."
        ),
        _sure_words,
        needs=frozenset({"until"}),
        sample=_BY | _TIMES,
        expires="until",
    ),
    _personal(
        "text-cancelled",
        _("Cancelled"),
        _("{reference} is cancelled, as you asked. Questions? Call {helpline}. From {sender}."),
        _words,
    ),
    _personal(
        SLOT_OFFER,
        _OFFER_NAME,
        _ASK_TIME,
        _offer_words,
        needs=frozenset({"until", "times"}),
        sample=_BY
        | {
            "times": [
                _TIMES,
                {"starts_at": "2026-12-06T14:15:00+00:00"},
                {"starts_at": "2026-12-09T09:00:00+00:00"},
            ]
        },
        samples={"again": _SAMPLE | _BY | {"times": [_TIMES], "again": "yes"}},
        by="again",
        cases={"yes": Said(_ASK_AGAIN, _OFFER_NAME, ())},
        expires="until",
    ),
    _personal(
        AGENT_REPLY,
        _("An answer from our staff"),
        _("{words} From {sender}."),
        _words,
        needs=frozenset({"words"}),
        sample={"words": "Yes, you can bring a pushchair. Leave it at the visitor centre."},
    ),
)
