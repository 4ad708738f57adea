"""Places in whose care post can be sent: prisons, courts and day centres, and their envelopes.

A day centre is added here by a service owner; a court ships with the program, and its address is to
be checked before anything is sent there. A place that is closed takes no post.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audit import Actor, record
from app.errors import NotAllowedNow
from app.places.models import COURT, DAY_CENTRE, NO_SEATS, PRISON, Venue, Way
from app.references import ALPHABET
from app.values.addresses import LINE_LIMIT, Address

CARE_OF_KINDS = (PRISON, COURT, DAY_CENTRE)
KEPT_HERE = (COURT, DAY_CENTRE)
_CODE = 6
# An envelope has seven lines at most (GOV.UK Notify, 2026); the first is the name.
MOST_LINES = 6


@dataclass(frozen=True, kw_only=True)
class PlaceForPost:
    """What a service owner says of a court or a day centre. `opening` is read out to people."""

    name: str
    address: Address
    name_cy: str = ""
    opening: str = ""
    open: bool = True


def is_unchecked(venue: Venue) -> bool:
    """Say whether the address is the one that shipped, and nobody here has checked it."""
    return venue.kind == COURT and not venue.corrected


def care_of_places(session: Session, *, closed_too: bool = False) -> list[Venue]:
    """Return the places in whose care post can be sent, by kind and English name."""
    query = select(Venue).where(Venue.kind.in_(CARE_OF_KINDS)).order_by(Venue.kind, Venue.name)
    return list(session.scalars(query if closed_too else query.where(Venue.open)))


def add_day_centre(
    session: Session, wish: PlaceForPost, *, actor: Actor, at: datetime, code: str = ""
) -> Venue:
    """Add a day centre; the same name at the same postcode again gives the one that is there.

    A demonstration may fix the `code`.
    """
    query = select(Venue).where(Venue.kind == DAY_CENTRE, Venue.name == wish.name)
    for known in session.scalars(query):
        if known.address["postcode"] == wish.address.postcode:
            return known
    made_up = "D" + "".join(secrets.choice(ALPHABET) for _ in range(_CODE))
    added = Venue(
        code=code or made_up,
        kind=DAY_CENTRE,
        country="England and Wales",
        way=Way.BY_HAND,
        window_days=0,
        corrected=True,
        provenance={"place": "a service owner"},
        loaded_at=at,
        **_columns(wish),
        **NO_SEATS,
    )
    session.add(added)
    session.flush()
    _note(session, "venue.added", added, [], actor=actor, at=at)
    return added


def correct_place(
    session: Session, venue: Venue, wish: PlaceForPost, *, actor: Actor, at: datetime
) -> list[str]:
    """Put a court or day centre right, and return the columns that changed.

    Saying it again as it stands means that it was checked. Raises NotAllowedNow for a prison, whose
    address is not corrected here.
    """
    if venue.kind not in KEPT_HERE:
        raise NotAllowedNow(f"the address of a {venue.kind} is not corrected here")
    wished = _columns(wish)
    changed = sorted(name for name, value in wished.items() if getattr(venue, name) != value)
    if not changed and venue.corrected:
        return []
    for name in changed:
        setattr(venue, name, wished[name])
    venue.corrected = True
    _note(session, "venue.corrected", venue, changed, actor=actor, at=at)
    return changed


def _columns(wish: PlaceForPost) -> dict[str, object]:
    return {
        "name": wish.name,
        "name_cy": wish.name_cy or None,
        "address": wish.address.as_dict(),
        "opening": wish.opening or None,
        "open": wish.open,
    }


def _note(
    session: Session, action: str, venue: Venue, changed: list[str], *, actor: Actor, at: datetime
) -> None:
    record(
        session,
        action,
        actor=actor,
        at=at,
        subject_kind="venue",
        details={"venue_code": venue.code, "changed": changed},
    )


def envelope_lines(first: str, place: Sequence[str], *, most: int = MOST_LINES) -> list[str]:
    """Return the lines that stand under a person's name, few and short enough for the window.

    `first` is "c/o PLACE" and `place` the address, its postcode last. A first line that is too wide
    goes on in the next at a word. Where there are more than `most` lines, those that the first line
    says already go, and then neighbours before the town share a line. Nothing else is left out.
    """
    head = _at_words(first)
    said = first.casefold()
    rest = list(place)
    if len(head) + len(rest) > most:
        rest = [line for line in rest[:-2] if line.casefold() not in said] + rest[-2:]
    while len(head) + len(rest) > most and len(rest) > 2:
        pairs = [len(one) + len(two) for one, two in zip(rest[:-1], rest[1:-1], strict=False)]
        at = pairs.index(min(pairs))
        rest[at : at + 2] = [f"{rest[at]}, {rest[at + 1]}"]
    return [*head, *rest]


def _at_words(line: str) -> list[str]:
    """Return a line, or two where it is wider than the window.

    No line begins with a sign, which a sorter may refuse.
    """
    if len(line) <= LINE_LIMIT:
        return [line]
    breaks = (at for at in range(LINE_LIMIT, 0, -1) if line[at] == " " and line[at + 1].isalnum())
    at = next(breaks, LINE_LIMIT)
    return [line[:at], line[at:].lstrip()]
