"""Searching among 100,000 people, beside the bare look-up that any search must at least do.

By surname and postcode, then with one slip in the surname. The bare query is what a plain table
would need: one indexed SELECT for the id and one for the row, on the driver itself, nothing
opened. Between the two stands the same person fetched and decrypted through the ORM. The house
with its people is kept in var/bench and made again when the code that fills it changes.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from random import Random
from uuid import UUID

from sqlalchemy import select

from app import clock
from app.audit import COMMAND
from app.db import Database
from app.demo.people import invent_people
from app.people import Person, PersonDetails, PersonQuery, add_people, find_people
from app.people.models import PersonToken
from app.people.tokens import compact, joined, surname_keys, tokens_of
from bench.houses import KEPT, ROOT, House, migrate
from bench.options import Options
from bench.tables import median, ms, p95, ratio, say, show_table

PEOPLE = 100_000
WANTED = 400
AT_A_TIME = 5_000
MAKERS = ("app/people", "app/demo", "app/values", "app/migrations/versions", "app/vault.py")
LETTERS = "abcdefghijklmnopqrstuvwxyz"

TOKEN_SQL = "SELECT person_id FROM person_tokens WHERE token = ?"
ROW_SQL = "SELECT * FROM people WHERE id = ?"


@dataclass(frozen=True)
class Sought:
    """One person to look for, as an agent would type them."""

    id: UUID
    last_name: str
    mistyped: str
    postcode: str
    token: bytes


@dataclass(frozen=True)
class Look:
    """One way of looking: how long each took, and how many of the people came first or at all."""

    name: str
    seconds: list[float]
    first: int
    found: int


def run(options: Options) -> bool:
    """Print the table; return True, for a slow search breaks no promise."""
    count = options.people or options.size(PEOPLE, quick=300)
    database = _peopled(count)
    try:
        sought = _draw(database, options.size(WANTED, quick=15))
        looks = _looked(database, sought)
    finally:
        database.dispose()
    bare = median(looks[0].seconds)
    show_table(
        f"Search among {count:,} people, {len(sought)} looked for, SQLite",
        ["way", "median ms", "p95 ms", "to bare", "came first", "in the list"],
        [
            [
                look.name,
                ms(median(look.seconds)),
                ms(p95(look.seconds)),
                ratio(median(look.seconds), bare),
                f"{look.first / len(sought):.1%}",
                f"{look.found / len(sought):.1%}",
            ]
            for look in looks
        ],
    )
    return True


def _looked(database: Database, sought: Sequence[Sought]) -> list[Look]:
    """Look for each person in every way in turn, so that a disturbance hits all ways alike."""
    ways: dict[str, Callable[[Sought], list[UUID]]] = {
        "bare indexed query, nothing opened": lambda one: _bare(database, one),
        "the same through the ORM, opened": lambda one: _plain(database, one),
        "surname + postcode": lambda one: _found(database, one.last_name, one.postcode),
        "mistyped surname + postcode": lambda one: _found(database, one.mistyped, one.postcode),
    }
    looks = {name: Look(name, [], 0, 0) for name in ways}
    for turn, one in enumerate([*sought[:20], *sought]):
        for name, way in ways.items():
            started = time.perf_counter()
            ids = way(one)
            seconds = time.perf_counter() - started
            if turn >= 20:
                looks[name] = _noted(looks[name], seconds, one.id, ids)
    return list(looks.values())


def _noted(look: Look, seconds: float, wanted: UUID, ids: list[UUID]) -> Look:
    first, found = ids[:1] == [wanted], wanted in ids
    return Look(look.name, [*look.seconds, seconds], look.first + first, look.found + found)


def _bare(database: Database, one: Sought) -> list[UUID]:
    with database.reading() as session:
        connection = session.connection()
        ids = connection.exec_driver_sql(TOKEN_SQL, (one.token,)).fetchall()
        rows = [connection.exec_driver_sql(ROW_SQL, tuple(row)).one() for row in ids]
    return [UUID(row[0]) for row in rows]


def _plain(database: Database, one: Sought) -> list[UUID]:
    with database.reading() as session:
        ids = select(PersonToken.person_id).where(PersonToken.token == one.token)
        return [person.id for person in session.scalars(select(Person).where(Person.id.in_(ids)))]


def _found(database: Database, last_name: str, postcode: str) -> list[UUID]:
    query = PersonQuery(last_name=last_name, postcode=postcode)
    with database.reading() as session:
        return [found.person.id for found in find_people(session, query)]


def _draw(database: Database, count: int) -> list[Sought]:
    """Draw people who have a postcode, the same ones each time."""
    chance = Random(7)
    with database.reading() as session:
        ids = list(session.scalars(select(Person.id).order_by(Person.reference)))
        chosen = chance.sample(ids, min(len(ids), count * 2))
        people = session.scalars(select(Person).where(Person.id.in_(chosen))).all()
    vault = database.engine.dialect.alongside_vault  # type: ignore[attr-defined]
    drawn = []
    for person in people:
        if person.postcode and len(person.last_name) > 3:
            name = surname_keys(person.last_name)[0]
            keys = joined("surname+postcode", [name], [compact(person.postcode)])
            mistyped = slip(person.last_name, chance)
            (token,) = tokens_of(vault, keys)
            drawn.append(Sought(person.id, person.last_name, mistyped, person.postcode, token))
    return drawn[:count]


def slip(name: str, chance: Random) -> str:
    """Return a name with one slip of the fingers after its first letter; never the same name."""
    while True:
        at = chance.randrange(1, len(name) - 1)
        before, here, after = name[:at], name[at], name[at + 1 :]
        slips = (
            before + after,
            before + here + here + after,
            before + after[:1] + here + after[1:],
            before + chance.choice(LETTERS) + after,
        )
        if (slipped := chance.choice(slips)) != name:
            return slipped


def _peopled(count: int) -> Database:
    """Return a database with so many people, made now unless one is kept."""
    house = House(KEPT / f"people-{count}")
    stamp = house.folder / "made-by.json"
    made_by = {"people": count, "code": _hash_of_makers()}
    if not stamp.exists() or json.loads(stamp.read_text()) != made_by:
        shutil.rmtree(house.folder, ignore_errors=True)
        house.folder.mkdir(parents=True)
        _fill(house, count)
        stamp.write_text(json.dumps(made_by))
    return house.database()


def _fill(house: House, count: int) -> None:
    migrate(house)
    services = house.services()
    started, at = time.perf_counter(), clock.now()
    people = invent_people(count, seed=1, on=at.date())
    for number, batch in enumerate(_batches(people, AT_A_TIME), start=1):
        with services.database.unit_of_work() as session:
            add_people(session, batch, actor=COMMAND, at=at)
        if number % 5 == 0:
            say(f"search: {number * AT_A_TIME:,} people")
    services.database.dispose()
    size = sum(path.stat().st_size for path in house.folder.glob("alongside.db*"))
    say(
        f"search: {count:,} people added in {time.perf_counter() - started:.0f} s, "
        f"{size / 1e6:.0f} MB"
    )


def _batches(items: Iterator[PersonDetails], size: int) -> Iterator[list[PersonDetails]]:
    while batch := list(islice(items, size)):
        yield batch


def _hash_of_makers() -> str:
    """Return a hash of the code that decides what is stored."""
    found = hashlib.sha256()
    for name in MAKERS:
        path = ROOT / name
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            found.update(_content(file))
    return found.hexdigest()


def _content(file: Path) -> bytes:
    return f"{file.name}\0".encode() + file.read_bytes()
