"""How well a person fits what is looked for, from 0.0 to 1.0, and in which respects.

The score is the weighted mean of the facts that were given. It orders candidates; whether one is
shown at all is decided by `acceptable`, in plain rules that an agent can be told.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import product
from typing import Protocol

from app.i18n import Words, _
from app.people.details import PersonQuery
from app.people.models import Person
from app.people.tokens import (
    PHONE_ENDING,
    compact,
    first_name_keys,
    national_digits,
    sounds_of,
    surname_keys,
    typed_digits,
    typed_postcode,
    typed_reference,
)
from app.values.names import similarity

# Jaro-Winkler below this is another name (Smith and Smyth 0.89, Jones and James 0.76).
SIMILAR = 0.8
# A surname that shares a whole word, and one that sounds or starts the same.
_SAME_PART = 0.98
_HEARD = 0.92
_SHORTEST_START = 3


class Why(StrEnum):
    """In which respect a person fits."""

    REFERENCE = "reference"
    PHONE = "phone"
    PHONE_ENDING = "phone-ending"
    LAST_NAME = "last-name"
    SIMILAR_LAST_NAME = "similar-last-name"
    FIRST_NAMES = "first-names"
    SIMILAR_FIRST_NAMES = "similar-first-names"
    POSTCODE = "postcode"
    SIMILAR_POSTCODE = "similar-postcode"
    BORN = "born"
    SIMILAR_BORN = "similar-born"


WHY_WORDS: dict[Why, Words] = {
    Why.REFERENCE: _("Same reference"),
    Why.PHONE: _("Same phone number"),
    Why.PHONE_ENDING: _("Phone number ends the same"),
    Why.LAST_NAME: _("Same last name"),
    Why.SIMILAR_LAST_NAME: _("Similar last name"),
    Why.FIRST_NAMES: _("Same first name"),
    Why.SIMILAR_FIRST_NAMES: _("Similar first name"),
    Why.POSTCODE: _("Same postcode"),
    Why.SIMILAR_POSTCODE: _("Similar postcode"),
    Why.BORN: _("Same date of birth"),
    Why.SIMILAR_BORN: _("Similar date of birth"),
}

_WEIGHTS = {"last_name": 4.0, "phone": 4.0, "postcode": 3.0, "born": 3.0, "first_names": 2.0}
_SIDE_FACTS = frozenset({Why.POSTCODE, Why.FIRST_NAMES, Why.PHONE_ENDING})

Fit = tuple[float, Why | None]
_NO_FIT: Fit = (0.0, None)


class Facts(Protocol):
    """What is compared: a Person, or a row with just the columns that the query needs."""

    @property
    def last_name(self) -> str: ...
    @property
    def first_names(self) -> str: ...
    @property
    def address(self) -> Mapping[str, str] | None: ...
    @property
    def born(self) -> date | None: ...
    @property
    def phone(self) -> str | None: ...


@dataclass(frozen=True)
class Found:
    """A person who may be the one looked for: `score` is 0.0 to 1.0, `why` says what fits."""

    person: Person
    score: float
    why: frozenset[Why]


@dataclass(frozen=True)
class Wanted:
    """A query made ready: everything normalised once."""

    names: tuple[str, ...]
    sounds: tuple[str, ...]
    first: tuple[str, ...]
    postcode: str
    born: date | None
    phone: str
    reference: str | None

    def given(self) -> frozenset[str]:
        """Return the names of the facts that were given."""
        facts = {
            "last_name": self.names,
            "first_names": self.first,
            "postcode": self.postcode,
            "born": self.born,
            "phone": self.phone,
        }
        return frozenset(name for name, fact in facts.items() if fact)

    def without_sounds(self) -> Wanted:
        """Return the same, to be compared by letters alone."""
        return replace(self, sounds=())


def made_ready(query: PersonQuery) -> Wanted:
    """Return the query normalised, as tokens and comparisons need it."""
    names = surname_keys(query.last_name)
    return Wanted(
        names=names,
        sounds=sounds_of(names),
        first=first_name_keys(query.first_names),
        postcode=typed_postcode(query.postcode),
        born=query.born,
        phone=typed_digits(query.phone) if query.phone else "",
        reference=typed_reference(query.reference),
    )


def compared(facts: Facts, wanted: Wanted) -> tuple[float, frozenset[Why]]:
    """Return the score and the reasons; only the facts that were asked for are read."""
    given = wanted.given()
    fits = {fact: _FITS[fact](facts, wanted) for fact in given}
    whole = sum(_WEIGHTS[fact] for fact in given)
    score = sum(_WEIGHTS[fact] * fits[fact][0] for fact in given) / whole if whole else 0.0
    return round(score, 4), frozenset(reason for _score, reason in fits.values() if reason)


def acceptable(why: frozenset[Why], wanted: Wanted) -> bool:
    """Say whether to show somebody who fits in these respects.

    The phone number or a like surname is enough. Without a like surname the date of birth must
    fit and one more fact: that is somebody who changed their name.
    """
    if why & {Why.PHONE, Why.LAST_NAME, Why.SIMILAR_LAST_NAME}:
        return True
    if wanted.names:
        return Why.BORN in why and bool(why & _SIDE_FACTS)
    return bool(why)


def _last_name_fit(facts: Facts, wanted: Wanted) -> Fit:
    """The same, a part the same, or spelt or heard alike."""
    names = surname_keys(facts.last_name)
    if not names or not wanted.names:
        return _NO_FIT
    if names[0] == wanted.names[0]:
        return 1.0, Why.LAST_NAME
    alike = _likeness(names, wanted.names)
    if wanted.sounds and alike < _HEARD and set(sounds_of(names)) & set(wanted.sounds):
        alike = _HEARD
    return (_steep(alike), Why.SIMILAR_LAST_NAME) if alike >= SIMILAR else _NO_FIT


def _likeness(names: tuple[str, ...], wanted: tuple[str, ...]) -> float:
    """Return how alike the best pair of words of two surnames is, by their letters alone."""
    if set(names) & set(wanted):
        return _SAME_PART
    if len(wanted[0]) >= _SHORTEST_START and names[0].startswith(wanted[0]):
        return _HEARD
    return max(similarity(one, two) for one, two in product(names, wanted))


def _first_names_fit(facts: Facts, wanted: Wanted) -> Fit:
    """One of several first names the same, an initial, or spelt alike."""
    names = first_name_keys(facts.first_names)
    if not names or not wanted.first:
        return _NO_FIT
    if set(wanted.first) <= set(names) or set(names) <= set(wanted.first):
        return 1.0, Why.FIRST_NAMES
    if wanted.first[0] in names:
        return 0.95, Why.FIRST_NAMES
    if 1 in (len(names[0]), len(wanted.first[0])) and names[0][0] == wanted.first[0][0]:
        return 0.8, Why.SIMILAR_FIRST_NAMES
    alike = max(similarity(one, wanted.first[0]) for one in names)
    return (_steep(alike), Why.SIMILAR_FIRST_NAMES) if alike >= SIMILAR else _NO_FIT


def _steep(likeness: float) -> float:
    """Stretch the useful part of a likeness, so that near misses count and chance does not."""
    return max(0.0, (likeness - 0.6) / 0.4)


def _postcode_fit(facts: Facts, wanted: Wanted) -> Fit:
    postcode = compact((facts.address or {}).get("postcode") or "")
    if postcode == wanted.postcode:
        return 1.0, Why.POSTCODE
    slips = _slips(postcode, wanted.postcode)
    return (1.0 - 0.25 * slips, Why.SIMILAR_POSTCODE) if slips <= 2 else _NO_FIT


def _born_fit(facts: Facts, wanted: Wanted) -> Fit:
    born, day = facts.born, wanted.born
    if born is None or day is None:
        return _NO_FIT
    if born == day:
        return 1.0, Why.BORN
    crossed = (born.year, born.day, born.month) == (day.year, day.month, day.day)
    one_slip = _slips(born.isoformat(), day.isoformat()) == 1
    return (0.7, Why.SIMILAR_BORN) if crossed or one_slip else _NO_FIT


def _phone_fit(facts: Facts, wanted: Wanted) -> Fit:
    phone = national_digits(facts.phone or "")
    if min(len(phone), len(wanted.phone)) < PHONE_ENDING:
        return _NO_FIT
    if phone == wanted.phone:
        return 1.0, Why.PHONE
    same_end = phone[-PHONE_ENDING:] == wanted.phone[-PHONE_ENDING:]
    return (0.7, Why.PHONE_ENDING) if same_end else _NO_FIT


def _slips(one: str, other: str) -> int:
    """Return how many places differ, counting two neighbours that changed places as one."""
    if len(one) != len(other):
        return max(len(one), len(other))
    places = [i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(places) == 2 and places[1] == places[0] + 1 and one[places[0]] == other[places[1]]:
        return 1 if one[places[1]] == other[places[0]] else 2
    return len(places)


_FITS: dict[str, Callable[[Facts, Wanted], Fit]] = {
    "last_name": _last_name_fit,
    "first_names": _first_names_fit,
    "postcode": _postcode_fit,
    "born": _born_fit,
    "phone": _phone_fit,
}
