"""The vault: what is sealed opens only for its column and its key, and tokens say nothing."""

from __future__ import annotations

import pytest

from app.vault import Unreadable, Vault


def test_what_is_sealed_opens_and_never_looks_the_same(vault: Vault) -> None:
    one, other = (vault.seal(b"Siwan", column="people.name") for _ in range(2))
    assert one != other
    assert b"Siwan" not in one
    assert vault.open(one, column="people.name") == b"Siwan"


def test_a_value_moved_to_another_column_or_changed_does_not_open(vault: Vault) -> None:
    sealed = vault.seal(b"Siwan", column="people.name")
    with pytest.raises(Unreadable):
        vault.open(sealed, column="people.email")
    with pytest.raises(Unreadable):
        vault.open(sealed[:-1] + bytes([sealed[-1] ^ 1]), column="people.name")
    with pytest.raises(Unreadable):
        vault.open(b"", column="people.name")


def test_old_keys_still_open_after_a_rotation(vault: Vault) -> None:
    sealed = vault.seal(b"old", column="c")
    rotated = Vault(keys={2: b"n" * 32, 1: b"k" * 32}, current=2, index_key=b"i" * 32, trail_key=b"t" * 32)  # fmt: skip
    assert rotated.open(sealed, column="c") == b"old"
    assert rotated.seal(b"new", column="c")[0] == 2


def test_tokens_depend_on_the_kind_and_the_key(vault: Vault) -> None:
    assert vault.token("surname", "owen") == vault.token("surname", "owen")
    assert vault.token("surname", "owen") != vault.token("first", "owen")
    stranger = Vault(keys={1: b"k" * 32}, current=1, index_key=b"x" * 32, trail_key=b"t" * 32)
    assert stranger.token("surname", "owen") != vault.token("surname", "owen")
