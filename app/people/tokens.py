"""The search words of a person, before they become keyed tokens.

A key is (kind, normalised value). Three kinds join two facts, because a surname alone or a
postcode alone fits hundreds of people where both fit one or two. A change to any rule here means
making every stored token again.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import product

from app.people.details import PersonDetails
from app.references import parse_reference
from app.values.cleaning import plain_digits
from app.values.name_sounds import sounds_like
from app.values.names import normalised, pieces
from app.values.phones import parse_phone
from app.values.postcodes import parse_postcode
from app.values.refusal import Refusal
from app.vault import Vault

Key = tuple[str, str]

# Nobody's name is longer; comparing names takes time that grows with their length.
_LONGEST_NAME = 100
_MOST_PIECES = 6
_SHORTEST_PIECE = 3
_APOSTROPHES = str.maketrans("'’", "  ")
PREFIXES = (5, 3)
PHONE_ENDING = 6


def keys_of(details: PersonDetails) -> frozenset[Key]:
    """Return every key that this person is found by."""
    names = surname_keys(details.last_name)
    sounds = sounds_of(names)
    postcode = compact(details.postcode)
    born = day_key(details.born)
    phone = national_digits(details.phone or "")
    return frozenset(
        [
            *(("surname", name) for name in names),
            *(("sound", sound) for sound in sounds),
            *(("first", name) for name in first_name_keys(details.first_names)),
            *(key for name in names for key in prefix_keys(name)),
            *(("born", day) for day in born),
            *(("postcode", code) for code in [postcode] if code),
            *phone_keys(phone),
            *joined("surname+postcode", names, [postcode]),
            *joined("sound+postcode", sounds, [postcode]),
            *joined("surname+born", names, born),
        ]
    )


def tokens_of(vault: Vault, keys: Iterable[Key]) -> list[bytes]:
    """Return the token of each key."""
    return [vault.token(kind, value) for kind, value in keys]


def joined(kind: str, firsts: Iterable[str], seconds: Iterable[str]) -> list[Key]:
    """Return a key for each pair of values; an empty value makes none."""
    return [(kind, f"{one}|{two}") for one, two in product(firsts, seconds) if one and two]


def surname_keys(last_name: str) -> tuple[str, ...]:
    """Return the surname in small plain letters, then its words.

    Rees-Jones is also Jones, and O'Neill is also Neill.
    """
    text = last_name[:_LONGEST_NAME]
    parts = dict.fromkeys([*pieces(text), *pieces(text.translate(_APOSTROPHES))])
    words = [word for word in parts if len(word) >= _SHORTEST_PIECE][:_MOST_PIECES]
    return tuple(dict.fromkeys(filter(None, [normalised(text), *words])))


def sounds_of(names: Iterable[str]) -> tuple[str, ...]:
    """Return the sound keys of normalised surnames."""
    return tuple(dict.fromkeys(filter(None, map(sounds_like, names))))


def first_name_keys(first_names: str) -> tuple[str, ...]:
    """Return each first name in small plain letters."""
    return tuple(dict.fromkeys(pieces(first_names[:_LONGEST_NAME])[:_MOST_PIECES]))


def prefix_keys(name: str) -> list[Key]:
    """Return the keys of the start of a normalised surname, the longer start first."""
    return [(f"prefix{size}", name[:size]) for size in PREFIXES if len(name) >= size]


def phone_keys(national: str) -> list[Key]:
    """Return the keys of a number's digits: the whole number and its ending."""
    if len(national) < PHONE_ENDING:
        return []
    return [("phone", national), ("phone-ending", national[-PHONE_ENDING:])]


def compact(postcode: str) -> str:
    """Return a postcode in capitals without spaces or signs."""
    return "".join(c for c in postcode[:_LONGEST_NAME].upper() if c.isascii() and c.isalnum())


def typed_postcode(text: str) -> str:
    """Return a postcode as it was typed, with O and 0 put right where only one can be meant."""
    try:
        return compact(parse_postcode(text[:_LONGEST_NAME]))
    except Refusal:
        return compact(text)


def national_digits(e164: str) -> str:
    """Return the national digits of a stored number: 7700900123 for +447700900123."""
    digits = "".join(c for c in e164 if c in "0123456789")
    return digits.removeprefix("44") if e164.startswith("+44") else digits.lstrip("0")


def typed_digits(text: str) -> str:
    """Return the national digits of a number as it was typed; it may be only its ending."""
    try:
        return national_digits(parse_phone(text, international=True).e164)
    except Refusal:
        digits = "".join(c for c in plain_digits(text[:_LONGEST_NAME]) if c in "0123456789")
        return digits if len(digits) <= PHONE_ENDING else digits.lstrip("0")


def typed_reference(text: str) -> str | None:
    """Return a person's reference in its stored form, or None when the text cannot be one."""
    return parse_reference(text[:_LONGEST_NAME])


def day_key(born: date | None) -> list[str]:
    """Return the value of a date of birth in a key, or nothing."""
    return [born.isoformat()] if born else []
