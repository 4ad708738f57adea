"""The text that says where a letter waits. It names the place, and never what the letter is about.

The reference is left out: with the date of birth it opens the letter.
"""

from __future__ import annotations

from typing import Any

from app.i18n import _
from app.messages.spoken import unbroken
from app.messages.wording import Holes, Wording

LETTER_AT_KIOSK = "letter-at-kiosk"

_NAME = _("A letter waits at a kiosk")


def _words(holes: Holes) -> dict[str, Any]:
    return {**holes, "helpline": unbroken(holes["helpline"])}


KIOSK_WORDINGS: tuple[Wording, ...] = (
    Wording(
        kind=LETTER_AT_KIOSK,
        name=_NAME,
        version=1,
        needs=frozenset({"helpline", "sender", "place"}),
        text=_(
            "A letter waits for you at the kiosk in {place}. Bring your reference and date of "
            "birth. Questions? Call {helpline}. From {sender}."
        ),
        plain_text=_("You have a message. Please call {helpline} when it is safe for you to talk."),
        heading=_NAME,
        parts=(),
        prepare=_words,
        sample={
            "name": "Sian Example",
            "reference": "PV-4K7Q-9M2X",
            "place": "Cardiff Prison",
            "helpline": "0808 157 0100",
            "sender": "Alongside",
        },
        texts_only=True,
    ),
)
