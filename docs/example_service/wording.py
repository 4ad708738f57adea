"""What is said when support at court is arranged: one text and one letter."""

from __future__ import annotations

from app.i18n import _
from app.messages.wording import ReferenceCode, Say, Wording

ARRANGED_WORDING = Wording(
    kind="court-support-arranged",
    name=_("Support arranged"),
    version=1,
    needs=frozenset({"words", "helpline", "sender"}),
    text=_("Support at court: {words} Reference {reference}. Call {helpline}. From {sender}."),
    heading=_("Your support at court is arranged"),
    parts=(
        Say(_("{words}")),
        ReferenceCode(_("Show this reference when you come to the court.")),
        Say(_("If anything changes, call us on {helpline}.")),
    ),
    prepare=dict,
    sample={
        "name": "Sian Example",
        "reference": "CS-4K7Q-9M2X",
        "words": "There is a hearing loop in court 2.",
        "helpline": "0808 157 0100",
        "sender": "Alongside",
    },
)
