"""Bearer tokens: given to a browser once, and kept here as a digest only.

A token is 32 random bytes, so a plain SHA-256 cannot be guessed back and needs no key.
"""

from __future__ import annotations

import hashlib
import secrets

TOKEN_BYTES = 32


def new_token() -> tuple[str, bytes]:
    """Return a fresh token, which goes into the cookie, and the digest, which is stored."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    return token, digest_of(token)


def digest_of(token: str) -> bytes:
    """Return the stored form of a token, however odd the text that a browser sent."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
