"""Why a letter came back, as Royal Mail's label or the envelope says it, and what each means.

A reason that speaks of the address means that nothing more is posted there. Royal Mail's returns
service names: gone away, addressee unknown, refused, address incomplete, not called for.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.i18n import Words, _


@dataclass(frozen=True, kw_only=True)
class ReturnReason:
    """One reason: what the button says, what staff read on the message, and what it means.

    `of_address`: no further letter goes to that address. `then` says what staff do about it.
    """

    slug: str
    label: Words
    error: Words
    then: Words
    of_address: bool


_ASK_ADDRESS = _("Ask the person for their address.")
_ASK_WHY = _("Ask the person if letters are right for them.")

REASONS: dict[str, ReturnReason] = {
    reason.slug: reason
    for reason in (
        ReturnReason(
            slug="gone-away",
            label=_("Gone away"),
            error=_("The letter came back: the person has gone away."),
            then=_ASK_ADDRESS,
            of_address=True,
        ),
        ReturnReason(
            slug="unknown",
            label=_("Addressee unknown"),
            error=_("The letter came back: nobody knows the person there."),
            then=_ASK_ADDRESS,
            of_address=True,
        ),
        ReturnReason(
            slug="incomplete",
            label=_("Address incomplete"),
            error=_("The letter came back: the address is not complete."),
            then=_ASK_ADDRESS,
            of_address=True,
        ),
        ReturnReason(
            slug="refused",
            label=_("Refused"),
            error=_("The letter came back: it was refused."),
            then=_ASK_WHY,
            of_address=False,
        ),
        ReturnReason(
            slug="not-called-for",
            label=_("Not called for"),
            error=_("The letter came back: nobody collected it."),
            then=_ASK_WHY,
            of_address=False,
        ),
        ReturnReason(
            slug="other",
            label=_("Another reason, or none given"),
            error=_("The letter came back. The envelope does not say why."),
            then=_ASK_WHY,
            of_address=False,
        ),
    )
}
