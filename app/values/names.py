"""Names: the parts of a full name, and three ways to find the same person again.

`normalised` makes equal spellings equal, `sounds_like` makes near spellings equal, and
`similarity` puts what was found in order. Stored search tokens are made from the first two, so a
change to either means making every token again.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from app.i18n import Words, _
from app.values.cleaning import one_line, unaccented
from app.values.refusal import Refusal

# Visit requests take 30 characters a part (prison-visits-2, read in 2026).
NAME_LIMIT = 30

_LETTERS_WITHOUT_MARKS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h", "ı": "i"}
)
_SYMBOLS = frozenset({"So", "Cn"})


@dataclass(frozen=True)
class FullName:
    """A person's name in two parts; `first` may hold several first names."""

    first: str
    last: str

    def __str__(self) -> str:
        return f"{self.first} {self.last}"


def parse_full_name(first: str, last: str, *, limit: int = NAME_LIMIT) -> FullName:
    """Return both parts, or raise the Refusal of the first part that is wrong."""
    return FullName(parse_first_names(first, limit=limit), parse_last_name(last, limit=limit))


def parse_first_names(text: str, *, limit: int = NAME_LIMIT) -> str:
    """Return clean first names of at most `limit` characters, or raise Refusal (box "first")."""
    long = _("First names must be {limit} characters or fewer")
    return _parse_part(text, limit=limit, box="first", empty=_("Enter first names"), long=long)


def parse_last_name(text: str, *, limit: int = NAME_LIMIT) -> str:
    """Return a clean last name of at most `limit` characters, or raise Refusal (box "last")."""
    long = _("Last name must be {limit} characters or fewer")
    return _parse_part(text, limit=limit, box="last", empty=_("Enter a last name"), long=long)


def _parse_part(text: str, *, limit: int, box: str, empty: Words, long: Words) -> str:
    name = one_line(text)
    if not name:
        raise Refusal("name-empty", empty, boxes=(box,))
    if len(name) > limit:
        raise Refusal("name-long", long.filled(limit=limit), boxes=(box,))
    if "<" in name or ">" in name:
        words = _("A name cannot have the signs < or >. Take them out.")
        raise Refusal("name-brackets", words, boxes=(box,))
    if any(unicodedata.category(character) in _SYMBOLS for character in name):
        words = _("A name cannot have pictures or emoji. Use letters.")
        raise Refusal("name-signs", words, boxes=(box,))
    if not any(character.isalpha() for character in name):
        raise Refusal("name-letters", _("A name must have at least one letter"), boxes=(box,))
    return name


def normalised(name: str) -> str:
    """Return the name for search: small letters only, without accents, spaces or signs."""
    folded = one_line(name).casefold().translate(_LETTERS_WITHOUT_MARKS)
    plain = unaccented(folded).casefold().translate(_LETTERS_WITHOUT_MARKS)
    return "".join(character for character in plain if character.isalpha())


def pieces(name: str) -> tuple[str, ...]:
    """Return the normalised words of a name, so that Smith-Jones is also found as Jones."""
    spaced = "".join(
        c if c.isalpha() or unicodedata.combining(c) or c in "'’" else " " for c in name
    )
    return tuple(filter(None, map(normalised, spaced.split())))


def similarity(one: str, other: str) -> float:
    """Return how alike two names are after normalising, from 0.0 to 1.0 (Jaro-Winkler).

    Source: W. E. Winkler, 1990: Jaro's measure, raised by a tenth of what is missing for each
    equal letter at the start, up to four.
    """
    a, b = normalised(one), normalised(other)
    if a == b:
        return 1.0 if a else 0.0
    alike = _jaro(a, b)
    start = next(
        (i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b))
    )
    return alike + min(start, 4) * 0.1 * (1 - alike) if alike > 0.7 else alike


def _jaro(a: str, b: str) -> float:
    """Return Jaro's measure: shared letters near the same place, less those out of order."""
    matched_a, matched_b = _shared_letters(a, b)
    shared = len(matched_a)
    if not shared:
        return 0.0
    swapped = sum(x != y for x, y in zip(matched_a, matched_b, strict=True)) // 2
    return (shared / len(a) + shared / len(b) + (shared - swapped) / shared) / 3


def _shared_letters(a: str, b: str) -> tuple[list[str], list[str]]:
    reach = max(max(len(a), len(b)) // 2 - 1, 0)
    taken: dict[int, str] = {}
    matched_a = []
    for place, letter in enumerate(a):
        nearby = range(max(0, place - reach), min(len(b), place + reach + 1))
        found = next((i for i in nearby if i not in taken and b[i] == letter), None)
        if found is not None:
            taken[found] = letter
            matched_a.append(letter)
    return matched_a, [b[i] for i in sorted(taken)]
