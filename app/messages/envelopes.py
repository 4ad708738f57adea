"""The envelope that wishes for post would make, shown to staff before anything is kept."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

import letters
from app.i18n import Words
from app.messages.post import why_unprintable
from app.messages.troubles import PLACE
from app.messages.wishes import safe_by
from app.people import Person, no_rules


@dataclass(frozen=True)
class Envelope:
    """The lines as they are printed, and what is wrong with them, where something is."""

    lines: tuple[str, ...]
    wrong: Words | None


def envelope_of(session: Session, person: Person, *, collect_at: str, collect_how: str) -> Envelope:
    """Return the envelope of a letter to somebody who collects at a place; raise NoSuchVenue."""
    rules = no_rules(person.id)
    rules.collect_at, rules.collect_how = collect_at, collect_how
    safe = safe_by(session, person, rules)
    lines: tuple[str, ...] = (person.full_name, *safe.collect)
    wrong = PLACE.get(safe.why_not)
    try:
        lines = letters.PostalAddress.parse(lines).lines
    except letters.AddressError as error:
        wrong = wrong or why_unprintable(error)
    return Envelope(lines, wrong)
