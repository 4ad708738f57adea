"""Finding people: a few B-tree look-ups on tokens, the most telling first, never a scan.

First come the joined keys (surname and postcode, sound and postcode, surname and date of birth)
and the phone number, in one statement. Only when nobody fits well are the wider keys tried, one
after another; of their candidates only the names are opened, and the best are then read whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from app.db import vault_of
from app.people.details import PersonDetails, PersonQuery
from app.people.matching import Found, Wanted, Why, acceptable, compared, made_ready
from app.people.models import Person, PersonToken
from app.people.tokens import Key, day_key, joined, phone_keys, prefix_keys, tokens_of

# As many candidates as one look-up may bring; 200 are compared in a few milliseconds.
CAP = 200
# Somebody who fits this well ends the search.
SURE = 0.85

Lookup = Sequence[Key]
"""One look-up: candidates have every one of these keys."""

_COLUMNS: dict[str, InstrumentedAttribute[object]] = {
    "last_name": Person.last_name,
    "first_names": Person.first_names,
    "postcode": Person.address,
    "born": Person.born,
    "phone": Person.phone,
}


def find_people(session: Session, query: PersonQuery, limit: int = 20) -> list[Found]:
    """Return the people who fit, the best first; an empty query finds nobody.

    The caller that shows them notes it with `record_search`.
    """
    wanted = made_ready(query)
    if known := _by_reference(session, wanted):
        return [known]
    found = _closest(session, wanted)
    for stage in _wider(wanted):
        if any(_sure(one) for one in found):
            break
        found = _joined_up(found, _looked_up(session, wanted, stage, keep=limit))
    return found[:limit]


def _sure(one: Found) -> bool:
    return one.score >= SURE or {Why.LAST_NAME, Why.BORN} <= one.why


def likely_same(session: Session, details: PersonDetails, limit: int = 5) -> list[Found]:
    """Return people who may be this very person, to show before a second record is made.

    Their names are alike, and so is the date of birth; where that is not known on both sides, the
    postcode or the phone number is the same. A changed surname is allowed for when first names,
    date of birth and postcode or phone agree.
    """
    wanted = made_ready(
        PersonQuery(
            last_name=details.last_name,
            first_names=details.first_names,
            postcode=details.postcode,
            born=details.born,
            phone=details.phone or "",
        )
    )
    found = _closest(session, wanted)
    if born := _keys("born", day_key(wanted.born)):
        found = _joined_up(found, _looked_up(session, wanted, [born], keep=CAP))
    return [one for one in found if _may_be_same(one, wanted)][:limit]


def _may_be_same(one: Found, wanted: Wanted) -> bool:
    first = one.why & {Why.FIRST_NAMES, Why.SIMILAR_FIRST_NAMES}
    last = one.why & {Why.LAST_NAME, Why.SIMILAR_LAST_NAME}
    place = one.why & {Why.POSTCODE, Why.PHONE}
    unknown = one.person.born is None or wanted.born is None
    if not first:
        return False
    if last:
        return bool(one.why & {Why.BORN, Why.SIMILAR_BORN} or (unknown and place))
    return bool(Why.BORN in one.why and place)


def _by_reference(session: Session, wanted: Wanted) -> Found | None:
    if wanted.reference is None:
        return None
    person = session.scalar(select(Person).where(Person.reference == wanted.reference))
    return Found(person, 1.0, frozenset({Why.REFERENCE})) if person else None


def _closest(session: Session, wanted: Wanted) -> list[Found]:
    """Look up all joined keys and the phone number at once."""
    born = day_key(wanted.born)
    keys = [
        *phone_keys(wanted.phone)[:1],
        *joined("surname+postcode", wanted.names, [wanted.postcode]),
        *joined("sound+postcode", wanted.sounds, [wanted.postcode]),
        *joined("surname+born", wanted.names, born),
    ]
    if not keys:
        return []
    tokens = tokens_of(vault_of(session), keys)
    ids = select(PersonToken.person_id).where(PersonToken.token.in_(tokens)).limit(CAP)
    people = session.scalars(select(Person).where(Person.id.in_(ids)))
    return _ordered(_found(person, wanted) for person in people)


def _wider(wanted: Wanted) -> Iterator[list[Lookup]]:
    """Give the wider look-ups in stages, the most telling first."""
    names = _keys("surname", wanted.names)
    sounds = _keys("sound", wanted.sounds)
    firsts = _keys("first", wanted.first[:1])
    born = _keys("born", day_key(wanted.born))
    yield [
        *_singly(_keys("postcode", [wanted.postcode])),
        *([sound, *born] for sound in sounds if born),
        *_singly(born),
        *_singly(phone_keys(wanted.phone)[1:]),
    ]
    yield [[name, *firsts] for name in names + sounds if firsts]
    yield _singly(names + sounds)
    yield _singly(prefix_keys(wanted.names[0])) if names else _singly(firsts)


def _keys(kind: str, values: Iterable[str]) -> list[Key]:
    return [(kind, value) for value in values if value]


def _singly(keys: Iterable[Key]) -> list[Lookup]:
    return [[key] for key in keys]


def _looked_up(
    session: Session, wanted: Wanted, lookups: Iterable[Lookup], *, keep: int
) -> list[Found]:
    """Compare the candidates of each look-up by the facts asked for, and read the best whole."""
    columns = [_COLUMNS[fact] for fact in sorted(wanted.given())]
    best: dict[UUID, tuple[float, frozenset[Why]]] = {}
    for lookup in lookups:
        ids = _ids_with_all(tokens_of(vault_of(session), lookup))
        by_sound = any(kind == "sound" for kind, _value in lookup)
        heard = wanted if by_sound else wanted.without_sounds()
        for row in session.execute(select(Person.id, *columns).where(Person.id.in_(ids))):
            score, why = compared(row, heard)
            if acceptable(why, wanted) and best.get(row.id, (0.0,))[0] < score:
                best[row.id] = (score, why)
    kept = sorted(best, key=lambda person_id: -best[person_id][0])[:keep]
    people = session.scalars(select(Person).where(Person.id.in_(kept))) if kept else ()
    return [Found(person, *best[person.id]) for person in people]


def _ids_with_all(tokens: Sequence[bytes]) -> Select[UUID]:
    """Select the ids that have each of these tokens, at most CAP of them."""
    query = select(PersonToken.person_id).where(PersonToken.token == tokens[0])
    for token in tokens[1:]:
        other = aliased(PersonToken)
        query = query.join(other, other.person_id == PersonToken.person_id)
        query = query.where(other.token == token)
    return query.limit(CAP)


def _found(person: Person, wanted: Wanted) -> Found:
    return Found(person, *compared(person, wanted))


def _joined_up(*lists: list[Found]) -> list[Found]:
    """Return each person once, with the better score, the best first."""
    best: dict[UUID, Found] = {}
    for one in (one for found in lists for one in found):
        if one.person.id not in best or best[one.person.id].score < one.score:
            best[one.person.id] = one
    return _ordered(best.values())


def _ordered(found: Iterable[Found]) -> list[Found]:
    return sorted(found, key=lambda one: (-one.score, one.person.full_name, one.person.reference))
