"""Which channels a person may be reached on, by their wishes and rules: asked twice.

Once when a message is queued and again just before it leaves, so that a wish changed in between is
kept. Not asked counts as no.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.i18n import Words, _
from app.identity.devices import has_kiosk
from app.messages.models import Channel
from app.people import ContactRules, Person, rules_of
from app.places import Venue, get_venue
from app.places.care_of import envelope_lines
from app.values.addresses import Address
from app.values.phones import parse_phone
from app.values.refusal import Refusal

NOT_ASKED, SAID_NO, CAME_BACK = "not-asked", "said-no", "post-came-back"
NO_WISH = (NOT_ASKED, SAID_NO)
CLOSED, NO_KIOSK, NO_BIRTH_DATE = "place-closed", "no-kiosk", "no-birth-date"
_CARE_OF: Words = _("c/o {place}")
_AT_KIOSK: Words = _("To read at the kiosk, {place}")


@dataclass(frozen=True)
class Reach:
    """Where one channel leads, or why it may not be used: `to` is "" then and `why_not` a slug."""

    channel: Channel
    to: str = ""
    why_not: str = ""


@dataclass(frozen=True)
class Safe:
    """A person's rules, and the lines of the place where they collect post, when there is one.

    `why_not` says that nothing can be collected there.
    """

    rules: ContactRules
    collect: tuple[str, ...] = ()
    why_not: str = ""

    @property
    def plain(self) -> bool:
        """Say whether a text must say as little as it can: others may read it.

        A yes to texts is given to words that name the service, so that nobody asked means no more.
        """
        rules = self.rules
        return bool(rules.plain or rules.shared_phone) or rules.may_name is False


def safe_for(session: Session, person: Person) -> Safe:
    """Return what narrows the wishes of a person."""
    return safe_by(session, person, rules_of(session, person.id))


def safe_by(session: Session, person: Person, rules: ContactRules) -> Safe:
    """Return what narrows the wishes of a person whose rules were read already."""
    if not rules.collect_at:
        return Safe(rules)
    venue = get_venue(session, rules.collect_at)
    words = _AT_KIOSK if rules.kiosk_at else _CARE_OF
    place = words.filled(place=venue.name_in(person.language)).in_language(person.language)
    lines = envelope_lines(place, venue.address_lines(person.language))
    return Safe(rules, tuple(lines), _why_not(session, person, rules, venue))


def _why_not(session: Session, person: Person, rules: ContactRules, venue: Venue) -> str:
    """Return why a person can collect nothing at a place, or ""."""
    if not rules.kiosk_at:
        return "" if venue.open else CLOSED
    if not has_kiosk(session, venue.code):
        return NO_KIOSK
    return "" if person.born else NO_BIRTH_DATE


def reach(person: Person, channel: Channel, safe: Safe) -> Reach:
    """Return the recipient on one channel, or why there is none.

    `to` is an E.164 mobile number, or the lines of the envelope with the name first. Where a letter
    came back from an address nothing goes there again.
    """
    wish = person.may_text if channel is Channel.TEXT else person.may_write
    if wish is None:
        return Reach(channel, why_not=NOT_ASKED)
    if not wish:
        return Reach(channel, why_not=SAID_NO)
    if channel is Channel.TEXT:
        to = _mobile(person)
    elif safe.why_not:
        return Reach(channel, why_not=safe.why_not)
    elif safe.collect and safe.rules.bad_place == safe.rules.collect_at and not safe.rules.kiosk_at:
        return Reach(channel, why_not=CAME_BACK)
    elif safe.collect:
        to = "\n".join((person.full_name, *safe.collect))
    elif person.address and safe.rules.bad_home == person.address:
        return Reach(channel, why_not=CAME_BACK)
    else:
        to = _envelope(person)
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
