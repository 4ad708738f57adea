"""References that people can read out, write down and type again.

Letters and digits that look or sound alike are left out, no vowels means no accidental words,
and the last character checks the others, so that a slip is caught before a search.
"""

from __future__ import annotations

import re
import secrets

ALPHABET = "2346789CDFGHJKMNPQRTVWXY"
_LENGTH = 7
_OF_LETTER = re.compile(r"/[A-Za-z0-9]{4}/[0-9]{1,2}\s*\Z")


def new_reference(prefix: str) -> str:
    """Return a fresh reference such as "PV-4K7Q-9M2X": prefix, seven random, one check character."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(_LENGTH))
    return _shown(prefix, body + check_character(body))


def check_character(body: str) -> str:
    """Return the character that makes the weighted sum of the whole a multiple of 24.

    Weights are prime to 24 and differ between neighbours, so one wrong character and most
    swaps of neighbours are found.
    """
    weights = (5, 7, 11, 13, 17, 19, 23)
    total = sum(ALPHABET.index(c) * weights[i % 7] for i, c in enumerate(body))
    return ALPHABET[-total % len(ALPHABET)]


def parse_reference(text: str) -> str | None:
    """Return a typed or spoken reference in its stored form, or None when it cannot be one.

    The code on a letter says more ("PV-4K7Q-9M2X/7RTK/1"); that is left out.
    """
    letters = "".join(c for c in _OF_LETTER.sub("", text).upper() if c.isalnum())
    prefix, body = letters[: -_LENGTH - 1], letters[-_LENGTH - 1 :]
    if not prefix.isalpha() or len(prefix) != 2 or any(c not in ALPHABET for c in body):
        return None
    if check_character(body[:-1]) != body[-1]:
        return None
    return _shown(prefix, body)


def _shown(prefix: str, body: str) -> str:
    return f"{prefix}-{body[:4]}-{body[4:]}"
