"""Addresses: a UK address that a letter can really be posted to.

The rules are those of the GOV.UK Notify letter service (alphagov/notifications-utils, read in
2026): three to seven lines with the name, no line that begins with certain signs, a postcode last,
and no "no fixed abode". They are checked when the address is typed, not when the letter fails.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from app.i18n import Words, _
from app.values.cleaning import one_line
from app.values.postcodes import is_forces, parse_postcode
from app.values.refusal import Refusal

# The window of a C5 envelope holds about this many capitals of 8 point across 95.4 mm.
LINE_LIMIT = 50
MOST_LINES = 7  # with the name
BOXES = ("line1", "line2", "town", "county", "postcode")

_FORBIDDEN_STARTS = tuple('@()=[]"\\/,<>~')
_NO_ABODE = re.compile(r"\bno\s+fixed\s+(?:abode|address)\b", re.IGNORECASE)
_NFA = re.compile(r"n\s*[./]?\s*f\s*[./]?\s*a\s*\.?", re.IGNORECASE)
_SYMBOLS = frozenset({"So", "Cn"})
_EMPTY: dict[str, Words] = {
    "line1": _("Enter the first line of the address"),
    "town": _("Enter a town or city"),
}


@dataclass(frozen=True)
class Address:
    """A UK postal address in clean text; line2 and county may be empty.

    The town is empty only for a British Forces (BFPO) address.
    """

    line1: str
    line2: str
    town: str
    county: str
    postcode: str

    def lines(self) -> tuple[str, ...]:
        """Return the lines as they are posted, without empty ones."""
        return tuple(filter(None, (getattr(self, box) for box in BOXES)))

    def as_dict(self) -> dict[str, str]:
        """Return plain text by box, for storage."""
        return asdict(self)

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Address:
        """Return a stored address. It was checked when it was parsed and is not checked again."""
        return cls(**{box: str(stored.get(box) or "") for box in BOXES})

    def __str__(self) -> str:
        return ", ".join(self.lines())


def parse_address(
    *, line1: str, line2: str = "", town: str, county: str = "", postcode: str
) -> Address:
    """Return the clean address, or raise the first of its refusals (see `address_refusals`)."""
    typed = {"line1": line1, "line2": line2, "town": town, "county": county, "postcode": postcode}
    for refusal in address_refusals(typed).values():
        raise refusal
    clean = {box: _tidy(text) for box, text in typed.items()}
    return Address.from_dict({**clean, "postcode": parse_postcode(postcode)})


def address_refusals(typed: Mapping[str, str]) -> dict[str, Refusal]:
    """Return {box: refusal} for every box that is wrong, in the order of the page.

    Codes: address-empty, address-lines, address-long, address-start, address-signs, address-line-letters,
    address-no-abode, and those of a postcode.
    """
    needed = {"line1"} if _is_forces(typed.get("postcode", "")) else {"line1", "town"}
    found: dict[str, Refusal] = {}
    for box in BOXES:
        text = typed.get(box, "")
        try:
            if box == "postcode":
                parse_postcode(text)
            else:
                _check_line(_tidy(text), box=box, needed=box in needed)
        except Refusal as refusal:
            found[box] = refusal.about(box)
    if _says_no_abode(typed):
        return {"line1": _no_abode()}
    return {**found, **_too_many_lines(typed)}


def _tidy(text: str) -> str:
    return one_line(text).rstrip(" ,")


def _is_forces(postcode: str) -> bool:
    try:
        return is_forces(parse_postcode(postcode))
    except Refusal:
        return False


def _check_line(line: str, *, box: str, needed: bool) -> None:
    if not line:
        if needed:
            raise Refusal("address-empty", _EMPTY[box])
        return
    if len(line) > LINE_LIMIT:
        words = _("This line must be {limit} characters or fewer. Use the next line for the rest.")
        raise Refusal("address-long", words.filled(limit=LINE_LIMIT))
    if line.startswith(_FORBIDDEN_STARTS):
        words = _("This line cannot start with {sign}. Start it with a letter or a number.")
        raise Refusal("address-start", words.filled(sign=line[0]))
    if any(unicodedata.category(character) in _SYMBOLS for character in line):
        words = _("An address cannot have pictures or emoji. Use letters and numbers.")
        raise Refusal("address-signs", words)
    if not any(character.isalnum() for character in line):
        words = _("This line needs a letter or a number")
        raise Refusal("address-line-letters", words)


def _too_many_lines(typed: Mapping[str, str]) -> dict[str, Refusal]:
    """Refuse, beside the longest box, an address with more lines than an envelope shows."""
    lines = {box: sum(map(bool, map(_tidy, typed.get(box, "").splitlines()))) for box in BOXES}
    count = 1 + sum(lines.values())
    if count <= MOST_LINES:
        return {}
    box = max(BOXES, key=lambda one: lines[one])
    words = _(
        "An address can have {most} lines, with the name. This one has {count}."
        " Leave out the lines that the post does not need."
    )
    refusal = Refusal("address-lines", words.filled(most=MOST_LINES, count=count), boxes=(box,))
    return {box: refusal}


def _says_no_abode(typed: Mapping[str, str]) -> bool:
    lines = [_tidy(typed.get(box, "")) for box in BOXES]
    alone = any(_NFA.fullmatch(line) for line in lines)
    return alone or bool(_NO_ABODE.search(" ".join(lines)))


def _no_abode() -> Refusal:
    words = _(
        "We cannot post a letter without an address. Give a care-of address, such as a friend,"
        " a hostel or a day centre that will take letters. Start it with care of."
    )
    return Refusal("address-no-abode", words, boxes=("line1",))
