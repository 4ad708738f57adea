"""The ways in which a person's letters can go, the places for each, and the envelope that it makes.

Letters go to the person's address, in the care of a prison, court or day centre, or to a kiosk, where
they are read and never posted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.i18n import Words, _, current_language
from app.identity.devices import kiosk_places
from app.messages.envelopes import envelope_of
from app.people import ContactRules, Person
from app.people.contact_rules import CollectHow
from app.places import COURT, DAY_CENTRE, PRISON, NoSuchVenue, Venue, get_venue
from app.places.care_of import care_of_places, is_unchecked

HOME, KIOSK = "home", "kiosk"
WAYS: dict[str, Words] = {
    HOME: _("To their address"),
    PRISON: _("In the care of a prison"),
    COURT: _("In the care of a court or tribunal"),
    DAY_CENTRE: _("In the care of a day centre"),
    KIOSK: _("Read at a kiosk, not posted"),
}
FIELDS: dict[str, str] = {
    PRISON: "prison_place",
    COURT: "court_place",
    DAY_CENTRE: "day_centre_place",
    KIOSK: "kiosk_place",
}
CHOOSE: dict[str, Words] = {
    PRISON: _("Choose a prison"),
    COURT: _("Choose a court or tribunal"),
    DAY_CENTRE: _("Choose a day centre"),
    KIOSK: _("Choose a place with a kiosk"),
}
_CHECK_FIRST = _(
    "Nobody here has checked this address. Call the court first: ask if it keeps post for people."
)
_ASK_FIRST = _("Ask the place first if it keeps post for people.")
_AT_KIOSK = _("This letter is not posted. They read it on the kiosk there.")


@dataclass(frozen=True)
class Places:
    """The open places for each way; one that a person has already stays in its list."""

    by_way: Mapping[str, list[Venue]]
    kinds: Mapping[str, str]

    def way_of(self, rules: ContactRules) -> str:
        """Return the way that rules keep; a place that we no longer know is asked anew."""
        if rules.kiosk_at:
            return KIOSK
        return self.kinds.get(rules.collect_at, "") if rules.collect_at else HOME


@dataclass(frozen=True)
class Shown:
    """The envelope of a chosen place: its lines, what to do first, and what is wrong, if anything.

    `place` names the choice, so that it can be said that this one was seen.
    """

    place: str
    lines: tuple[str, ...]
    first: Words
    opening: str
    wrong: Words | None


def places_for(session: Session, rules: ContactRules) -> Places:
    """Return where post can go."""
    everything = {one.code: one for one in care_of_places(session, closed_too=True)}
    kept = {rules.collect_at}
    shown = [one for one in everything.values() if one.open or one.code in kept]
    by_way = {way: [one for one in shown if one.kind == way] for way in FIELDS}
    with_kiosk = kiosk_places(session) | ({rules.kiosk_at} - {""})
    by_way[KIOSK] = sorted(
        (one for code, one in everything.items() if code in with_kiosk), key=lambda one: one.name
    )
    return Places(by_way, {code: one.kind for code, one in everything.items()})


def envelope_for(session: Session, person: Person, wished: Mapping[str, str]) -> Shown:
    """Return the envelope that these wishes for post make; the place is one of the list."""
    code, how = wished["collect_at"], wished["collect_how"]
    venue = get_venue(session, code)
    made = envelope_of(session, person, collect_at=code, collect_how=how)
    first = _CHECK_FIRST if is_unchecked(venue) else _ASK_FIRST
    return Shown(
        place=f"{how}:{code}",
        lines=made.lines,
        first=_AT_KIOSK if how == CollectHow.KIOSK else first,
        opening=venue.opening or "",
        wrong=made.wrong,
    )


def place_words(session: Session, rules: ContactRules) -> Words | str:
    """Return where a person's letters go, as their page says it."""
    if not rules.collect_at:
        return WAYS[HOME]
    try:
        venue = get_venue(session, rules.collect_at)
    except NoSuchVenue:
        return _("A place that we no longer know. Ask the person.")
    place = venue.name_in(current_language())
    if rules.kiosk_at:
        return _("Read at the kiosk in {place}").filled(place=place)
    address = ", ".join(venue.address_lines(current_language()))
    return _("Care of {place}, {address}").filled(place=place, address=address)
