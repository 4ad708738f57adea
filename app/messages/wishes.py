"""Which channels a person may be reached on, by their standing wishes: pure, and asked twice.

Once when a message is queued and again just before it leaves, so that a wish changed in between is
kept. Not asked counts as no.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.messages.models import Channel
from app.people import Person
from app.values.addresses import Address
from app.values.phones import parse_phone
from app.values.refusal import Refusal

NOT_ASKED, SAID_NO = "not-asked", "said-no"
NO_WISH = (NOT_ASKED, SAID_NO)


@dataclass(frozen=True)
class Reach:
    """Where one channel leads, or why it may not be used: `to` is "" then and `why_not` a slug."""

    channel: Channel
    to: str = ""
    why_not: str = ""


def reach(person: Person, channel: Channel) -> Reach:
    """Return the recipient on one channel, or why there is none.

    `to` is an E.164 mobile number, or the lines of the envelope with the name first.
    """
    wish = person.may_text if channel is Channel.TEXT else person.may_write
    if wish is None:
        return Reach(channel, why_not=NOT_ASKED)
    if not wish:
        return Reach(channel, why_not=SAID_NO)
    to = _mobile(person) if channel is Channel.TEXT else _envelope(person)
    return Reach(channel, to=to, why_not="" if to else _missing(person, channel))


def _missing(person: Person, channel: Channel) -> str:
    if channel is Channel.LETTER:
        return "no-address"
    return "not-a-mobile" if person.phone else "no-phone"


def _mobile(person: Person) -> str:
    try:
        phone = parse_phone(person.phone or "", international=True)
    except Refusal:
        return ""
    return phone.e164 if phone.takes_texts else ""


def _envelope(person: Person) -> str:
    lines = Address.from_dict(person.address or {}).lines()
    return "\n".join((person.full_name, *lines)) if lines else ""
