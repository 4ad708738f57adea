"""Postcodes: stored in capitals with one space, and only when their area is a real one.

The rules are those the GOV.UK Notify letter service uses (alphagov/notifications-utils, read in
2026). The areas are data, in app/data/postcode_areas.csv. British Forces numbers (BFPO 12) stand
where a postcode stands and are taken here too.
"""

from __future__ import annotations

import csv
import re
from enum import StrEnum
from functools import cache
from itertools import product
from pathlib import Path

from app.i18n import _
from app.values.cleaning import one_line, plain_digits
from app.values.refusal import Refusal

_AREAS_FILE = Path(__file__).resolve().parent.parent / "data" / "postcode_areas.csv"

# The last part is a digit and two letters, never C I K M O V.
_INWARD = re.compile(r"\d[ABD-HJLNP-UW-Z]{2}")
_OUTWARD = re.compile(r"([A-Z]{1,2})(?:\d[A-Z]?|[1-9]\d)")
_FORCES = re.compile(r"BFPO(?:C/?O)?(\d{1,4})")
_GIROBANK = "GIR0AA"
_SPACING = re.compile(r"[\s.,\-\u2010-\u2015]")
# The signs a hand takes for each other, each way round.
_SLIPS = {"O": "O0", "0": "0O", "I": "I1", "1": "1I", "L": "L1"}


class Country(StrEnum):
    """Where a postcode area lies. A border area, or one without a place, does not tell."""

    ENGLAND = "england"
    WALES = "wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern-ireland"
    ENGLAND_OR_WALES = "england-or-wales"
    ENGLAND_OR_SCOTLAND = "england-or-scotland"
    JERSEY = "jersey"
    GUERNSEY = "guernsey"
    ISLE_OF_MAN = "isle-of-man"
    FORCES = "forces"
    UNKNOWN = "unknown"


def parse_postcode(text: str) -> str:
    """Return the postcode as stored ("LS12 2TJ", "BFPO 12"), or raise Refusal.

    O and 0, or I and 1, are put right where only one reading is a postcode.
    Codes: postcode-empty, postcode-half, postcode-area, postcode-shape.
    """
    typed = _SPACING.sub("", plain_digits(one_line(text))).upper()
    if not typed:
        raise Refusal("postcode-empty", _("Enter a postcode"))
    if forces := _FORCES.fullmatch(typed):
        return f"BFPO {int(forces[1])}"
    if len(typed) <= 8:
        readings = _readings(typed)
        if len(readings) == 1 or typed in readings:
            postcode = typed if typed in readings else readings[0]
            return f"{postcode[:-3]} {postcode[-3:]}"
    raise _wrong(typed)


def is_forces(postcode: str) -> bool:
    """Return whether a stored postcode belongs to the British Forces post."""
    return country_hint(postcode) is Country.FORCES


def country_hint(postcode: str) -> Country:
    """Return where a stored postcode lies, as far as its area tells. It is a hint, not proof."""
    if postcode.startswith("BFPO"):
        return Country.FORCES
    letters = re.match("[A-Z]*", postcode)
    return areas().get(letters[0] if letters else "", Country.UNKNOWN)


@cache
def areas() -> dict[str, Country]:
    """Return {area letters: country} from the data file."""
    with _AREAS_FILE.open(encoding="utf-8", newline="") as source:
        rows = csv.DictReader(line for line in source if not line.startswith("#"))
        return {row["area"]: Country(row["country"]) for row in rows}


def _readings(typed: str) -> list[str]:
    """Return every real postcode this may be, letting look-alike signs stand for each other."""
    choices = [_SLIPS.get(sign, sign) for sign in typed]
    return [reading for reading in map("".join, product(*choices)) if _is_real(reading)]


def _is_real(postcode: str) -> bool:
    if postcode == _GIROBANK:
        return True
    outward = _OUTWARD.fullmatch(postcode[:-3])
    return bool(outward and outward[1] in areas() and _INWARD.fullmatch(postcode[-3:]))


def _wrong(typed: str) -> Refusal:
    """Return the refusal that says most about what is wrong."""
    whole = _OUTWARD.fullmatch(typed[:-3])
    if whole and whole[1] not in areas():
        words = _("No UK postcode starts with {letters}. Check the first letters.")
        return Refusal("postcode-area", words.filled(letters=whole[1]))
    part = _OUTWARD.fullmatch(typed)
    if part and part[1] in areas():
        words = _("Enter the whole postcode. {part} is only the first half.")
        return Refusal("postcode-half", words.filled(part=typed))
    words = _("Enter a full UK postcode, like LS12 2TJ")
    return Refusal("postcode-shape", words)
