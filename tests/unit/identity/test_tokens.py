"""Bearer tokens and their digests."""

from __future__ import annotations

from app.identity.tokens import digest_of, new_token


def test_a_token_is_long_random_and_kept_as_a_digest() -> None:
    token, digest = new_token()
    assert len(token) >= 43
    assert digest == digest_of(token)
    assert len(digest) == 32
    assert new_token()[0] != token


def test_odd_cookies_have_a_digest_and_no_fault() -> None:
    odd = ["", "\x00", "\ud800", "x" * 10_000]
    assert len({digest_of(text) for text in odd}) == len(odd)
