"""Secrets at rest: field encryption with key rotation, and keyed tokens for blind search.

A stored field is `key id | nonce | AES-256-GCM ciphertext`, bound to the column it belongs to, so
a value moved to another column does not open. Search tokens are HMACs: equal words give equal
tokens, and without the key they say nothing.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.errors import AlongsideError

NONCE = 12
TOKEN_BYTES = 16


class Unreadable(AlongsideError):
    """A stored field does not open: wrong key, other column, or changed bytes."""


@dataclass(frozen=True)
class Vault:
    """The keys of one installation.

    `keys` maps a key id (1-255) to 32 bytes; `current` is the id new fields are sealed with.
    `index_key` makes search tokens and `trail_key` chains the audit trail; both are 32 bytes.
    """

    keys: Mapping[int, bytes] = field(repr=False)
    current: int
    index_key: bytes = field(repr=False)
    trail_key: bytes = field(repr=False)
    _ciphers: dict[int, AESGCM] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        for number, key in self.keys.items():
            self._ciphers[number] = AESGCM(key)

    def seal(self, plain: bytes, *, column: str) -> bytes:
        """Encrypt bytes for one column."""
        nonce = os.urandom(NONCE)
        sealed = self._ciphers[self.current].encrypt(nonce, plain, column.encode())
        return bytes((self.current,)) + nonce + sealed

    def open(self, sealed: bytes, *, column: str) -> bytes:
        """Decrypt what `seal` made for the same column; raise Unreadable otherwise."""
        cipher = self._ciphers.get(sealed[0]) if sealed else None
        if cipher is None:
            raise Unreadable(f"no key for a field of {column}")
        nonce, body = sealed[1 : 1 + NONCE], sealed[1 + NONCE :]
        try:
            return cipher.decrypt(nonce, body, column.encode())
        except InvalidTag as error:
            raise Unreadable(f"a field of {column} was changed or moved") from error

    def token(self, kind: str, value: str) -> bytes:
        """Return the 16-byte blind-index token of a normalised value of one kind."""
        message = f"{kind}\x00{value}".encode()
        return hmac.new(self.index_key, message, hashlib.sha256).digest()[:TOKEN_BYTES]

    def chain(self, previous: bytes, entry: bytes) -> bytes:
        """Return the 32-byte link of the audit trail that follows `previous`."""
        return hmac.new(self.trail_key, previous + entry, hashlib.sha256).digest()
