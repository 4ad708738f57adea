"""Passwords: what is accepted as one, and how it is kept (Argon2id).

The cost is RFC 9106's second recommended choice (September 2021, section 4): 64 MiB, three passes,
four lanes. Verbs take another `PasswordHasher` where a test or a small machine needs one; a hash
made at another cost is made again at the next right password.
"""

from __future__ import annotations

import secrets
import unicodedata
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.profiles import RFC_9106_LOW_MEMORY

from app.errors import AlongsideError
from app.i18n import Words, _

HASHER = PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)
SHORTEST = 12
LONGEST = 200
FEWEST_DIFFERENT = 5

# What is left of a guessable password when its digits and marks are taken away.
COMMON = frozenset(
    {
        "abc", "abcabc", "abcdef", "abcdefgh", "abcdefghijkl", "admin", "administrator",
        "alongside", "changeme", "dragon", "football", "iloveyou", "justice", "kiosk",
        "letmein", "letmeinplease", "liverpool", "login", "manchester", "master", "monkey",
        "passw", "password", "passwordpassword", "prison", "prisonvisit", "qwerty",
        "qwertyqwerty", "qwertyuiop", "qwertyuiopas", "secret", "summer", "autumn", "winter",
        "spring", "sunshine", "superman", "thisisapassword", "trustno", "welcome",
        "welcomewelcome",
    }
)  # fmt: skip
_LOOKALIKES = str.maketrans("@0$135!", "aosiesi")


class WeakPassword(AlongsideError):
    """This text is not accepted as a password; `words` say why."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.source)
        self.words = words


def check_strength(password: str) -> None:
    """Raise WeakPassword unless this may be somebody's password."""
    if len(password) < SHORTEST:
        raise WeakPassword(_("Use {count} characters or more.").filled(count=SHORTEST))
    if len(password) > LONGEST:
        raise WeakPassword(_("Use {count} characters or fewer.").filled(count=LONGEST))
    if len(set(password)) < FEWEST_DIFFERENT or _is_common(password):
        raise WeakPassword(_("Use a password that is harder to guess."))


def _is_common(password: str) -> bool:
    plain = unicodedata.normalize("NFKC", password).casefold()
    while plain and not plain[-1].isalpha():
        plain = plain[:-1]
    core = "".join(letter for letter in plain.translate(_LOOKALIKES) if letter.isalpha())
    return not core or core in COMMON


def hash_password(password: str, *, hasher: PasswordHasher = HASHER) -> str:
    """Return the stored form of a password."""
    return hasher.hash(_encoded(password))


def matches(password: str, stored: str, *, hasher: PasswordHasher = HASHER) -> bool:
    """Say whether this is the password of a stored form."""
    try:
        return hasher.verify(stored, _encoded(password))
    except (VerificationError, InvalidHashError):
        return False


def renewed(password: str, stored: str, *, hasher: PasswordHasher = HASHER) -> str | None:
    """Return a new stored form when the cost has changed since this one was made."""
    return hash_password(password, hasher=hasher) if hasher.check_needs_rehash(stored) else None


@lru_cache
def nobodys_hash(hasher: PasswordHasher = HASHER) -> str:
    """Return a hash that no password has, so that an unknown name takes as long as a known one."""
    return hasher.hash(secrets.token_bytes(32))


def _encoded(password: str) -> bytes:
    """Return one spelling of a text that keyboards write in several ways (NFKC)."""
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
