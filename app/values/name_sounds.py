"""Name sounds: a key that is the same for surnames that are easily heard or spelt as each other.

The method is that of Metaphone (Lawrence Philips, 1990): spelling rules turn a name into the
consonants it is heard by. The rules here are our own and fewer, chosen for surnames common in
England and Wales, South Asian and Welsh ones among them. It is our own code and not a library
because stored search tokens are made from it and must not change with somebody else's release.
"""

from __future__ import annotations

import re

from app.values.cleaning import unaccented
from app.values.names import normalised

# Past this many sounds two names differ only in their endings.
_LONGEST = 8

# Applied in order to a name in small letters. A capital letter is a sound already settled:
# X is "ch" or "sh". What is left in small letters is settled by _SOUND_OF below.
_RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"^(kn|gn|pn)", "n"),
        (r"^wr", "r"),
        (r"^wh", "w"),
        (r"^ps", "s"),
        (r"^x", "s"),
        (r"^gh", "G"),
        (r"^ge", "je"),
        (r"^y(?=[^aeiou])", "i"),
        (r"gg", "G"),
        (r"(.)\1", r"\1"),
        (r"nstone?$", "nson"),
        (r"m[pb](?=[st])", "m"),
        (r"mb$", "m"),
        (r"dt$", "t"),
        (r"tch|cz", "X"),
        (r"sch(?=[eim])", "X"),
        (r"sch|sc(?=[aourl])", "sk"),
        (r"sc(?=[eiy])", "s"),
        (r"(?<=ni)ch(?=ol)|(?<=mi)ch(?=ae|e)|^ch(?=r)", "K"),
        (r"ch|sh", "X"),
        (r"ph|v", "f"),
        (r"ngh", "ng"),
        (r"igh|augh|ough|ugh", "u"),
        (r"gh", "h"),
        (r"dg(?=s)", "d"),
        (r"dg(?=[eimr])", "j"),
        (r"(?<=.)ge", "je"),
        (r"c(?=[eiy])", "s"),
        (r"ck|[ckq]", "k"),
        (r"x", "ks"),
        (r"z", "s"),
    )
)
_SILENT = re.compile(r"(?<=.)[aeiouhwy]")
_TWICE = re.compile(r"(.)\1+")


def sounds_like(surname: str) -> str:
    """Return the key of the sounds of a surname, in capitals; "" for a name without letters.

    A name in another script has no key of its own sounds, so its normalised form is the key.
    """
    letters = normalised(surname)
    latin = re.sub("[^a-z]", "", unaccented(letters))
    return _key(latin) if latin else letters


def _key(letters: str) -> str:
    for pattern, sound in _RULES:
        letters = pattern.sub(sound, letters)
    letters = re.sub("^[aeiou]", "A", letters)
    heard = _SILENT.sub("-", letters).upper()
    return _TWICE.sub(r"\1", heard).replace("-", "")[:_LONGEST]
