"""What is accepted as a password, and how its stored form follows the cost."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher

from app.identity import passwords

QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
DEARER = PasswordHasher(time_cost=2, memory_cost=8, parallelism=1)


@pytest.mark.parametrize(
    "guessable",
    [
        "elevenchars",
        "123456789012",
        "aaaaaaaaaaaa",
        "abababababab",
        "Password1234",
        "P@ssw0rd2026!",
        "welcome-2026!",
        "QWERTYUIOP123",
        "Alongside1234",
        "x" * 100 + "brass-otter" * 20,
        "",
    ],
)
def test_a_weak_password_is_refused_with_words(guessable: str) -> None:
    with pytest.raises(passwords.WeakPassword) as refused:
        passwords.check_strength(guessable)
    assert str(refused.value.words).startswith("Use ")
    assert guessable == "" or guessable not in str(refused.value)


@pytest.mark.parametrize(
    "good",
    [
        "brass-otter-lantern",
        "Пароль-из-слов",
        "justice for all of us 4",
        "9f!kQ2#mZx7&",
        "🦦🔦🍋🪣🥁🎷🪕🚲🛶🏔🌋🧭x",
    ],
)
def test_a_good_password_is_accepted(good: str) -> None:
    passwords.check_strength(good)


def test_only_the_password_matches_however_its_accents_are_spelled() -> None:
    stored = passwords.hash_password("caf\u00e9-lantern-brass", hasher=QUICK)
    assert stored.startswith("$argon2id$")
    assert "lantern" not in stored
    assert passwords.matches("cafe\u0301-lantern-brass", stored, hasher=QUICK)
    assert not passwords.matches("cafe-lantern-brass", stored, hasher=QUICK)


@pytest.mark.parametrize("odd", ["", "\x00", "\ud800", "x" * 10_000, "<script>"])
def test_odd_text_is_a_wrong_password_and_not_a_fault(odd: str) -> None:
    stored = passwords.hash_password("brass-otter-lantern", hasher=QUICK)
    assert not passwords.matches(odd, stored, hasher=QUICK)


def test_nothing_matches_a_stored_form_that_is_broken() -> None:
    assert not passwords.matches("brass-otter-lantern", "not a hash", hasher=QUICK)


def test_a_hash_made_at_another_cost_is_renewed() -> None:
    stored = passwords.hash_password("brass-otter-lantern", hasher=QUICK)
    assert passwords.renewed("brass-otter-lantern", stored, hasher=QUICK) is None
    fresh = passwords.renewed("brass-otter-lantern", stored, hasher=DEARER)
    assert fresh is not None
    assert not DEARER.check_needs_rehash(fresh)
    assert passwords.matches("brass-otter-lantern", fresh, hasher=DEARER)


def test_the_standing_cost_is_the_one_of_rfc_9106() -> None:
    cost = passwords.HASHER
    assert (cost.time_cost, cost.memory_cost, cost.parallelism) == (3, 64 * 1024, 4)
