"""Households to try: one plain one to change, any number drawn at random, and ones left half told."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from random import Random
from typing import Any

from app.means.household import (
    Benefit,
    Every,
    Household,
    Income,
    Money,
    Outgoings,
    Person,
    Property,
)
from tests.unit.means.statement import in_pence, state

TODAY = date(2026, 5, 1)
DAYS = (TODAY, date(2025, 6, 1), date(2021, 1, 27), date(2021, 1, 28))
NONE_AT_ALL = Money(0)
# Amounts that stand on an edge, in pence.
EDGES = (
    *(0, 1, 49_999, 50_000, 50_001, 54_499, 54_500, 54_501, 73_300, 249_999, 250_000),
    *(265_699, 265_700, 265_701, 300_000, 300_001, 800_000, 800_001, 10_000_000, 10_000_001),
)


def no_income(**parts: Money) -> Income:
    return replace(Income(**{part.name: NONE_AT_ALL for part in fields(Income)}), **parts)


def no_outgoings(**parts: Money) -> Outgoings:
    return replace(Outgoings(**{part.name: NONE_AT_ALL for part in fields(Outgoings)}), **parts)


def person(**parts: Any) -> Person:
    """Somebody who has nothing and has answered everything."""
    answered: dict[str, Any] = {
        "income": no_income(),
        "outgoings": no_outgoings(),
        "employed": False,
        "aged_60": False,
        "savings": 0,
        "investments": 0,
        "valuables": 0,
    }
    return Person(**{**answered, **parts})


def household(**parts: Any) -> Household:
    """Somebody alone of 30 who has nothing and has answered everything."""
    answered: dict[str, Any] = {
        "applicant": person(),
        "under_18": False,
        "has_partner": False,
        "partner_in_dispute": False,
        "benefits": frozenset(),
        "children": 0,
        "older_dependants": 0,
        "properties": (),
        "left_out_savings": 0,
        "disputed_savings": 0,
    }
    return Household(**{**answered, **parts})


def drawn(random: Random, day: date) -> Household:
    """Any household, everything answered; every third is moved onto the edge of a limit."""
    under_18 = random.random() < 0.12
    house = Household(
        applicant=_person(random) if not under_18 or random.random() < 0.2 else _young(random),
        under_18=under_18,
        has_partner=random.random() < 0.45,
        partner_in_dispute=random.random() < 0.3,
        partner=_person(random),
        benefits=frozenset(random.sample(list(Benefit), random.choice((0, 0, 0, 1, 2)))),
        children=random.choice((0, 0, 1, 2, 3, 4, 5, 6, 14, 50)),
        older_dependants=random.choice((0, 0, 0, 1, 2, 9)),
        properties=_properties(random),
        left_out_savings=_pence(random) if random.random() < 0.25 else 0,
        disputed_savings=_pence(random) if random.random() < 0.3 else 0,
        immigration=random.random() < 0.15,
    )
    house = _on_an_edge(house, random, day) if random.random() < 0.4 else house
    return replace(house, regular_money=_said_outright(house, random)) if under_18 else house


def told_bit_by_bit(house: Household, random: Random) -> list[Household]:
    """The same household as its answers come in, in any order, from nothing to everything."""
    paths = list(_paths(house))
    random.shuffle(paths)
    cuts = sorted({0, len(paths), *(random.randrange(len(paths)) for _ in range(10))})
    return [_without(house, set(paths[cut:])) for cut in cuts]


def _person(random: Random) -> Person:
    works = random.random() < 0.6
    return Person(
        income=Income(**{part.name: _money(random) for part in fields(Income)}),
        outgoings=Outgoings(**{part.name: _money(random) for part in fields(Outgoings)}),
        employed=works,
        aged_60=random.random() < 0.25,
        savings=_pence(random) // 10 if random.random() < 0.7 else _pence(random),
        investments=_pence(random) if random.random() < 0.15 else 0,
        valuables=_pence(random) if random.random() < 0.2 else 0,
    )


def _young(random: Random) -> Person:
    """Somebody who may pass at once: often no money, and about £2,500 in all."""
    wages = Money(random.choice((0, 0, 0, 1, 30_000)), Every.WEEK)
    rest = random.choice((0, 49_999, 50_000))
    savings = 250_000 - rest + random.choice((-1, 0, 1, -90_000))
    return person(income=no_income(earnings=wages), savings=savings, valuables=rest)


def _said_outright(house: Household, random: Random) -> bool | None:
    """What somebody under 18 may say of regular money: a no only where there is none."""
    amounts = (getattr(house.applicant.income, part.name) for part in fields(Income))
    some = any(each.pence for each in amounts)
    return random.choice((True, None) if some else (True, False, None))


def _money(random: Random) -> Money:
    if random.random() < 0.6:
        return NONE_AT_ALL
    pence = random.choice((random.randrange(60_000), random.randrange(200_000), 10**14))
    if random.random() < 0.97:
        pence = min(pence, random.randrange(90_000))
    return Money(pence, random.choice(list(Every)))


def _pence(random: Random) -> int:
    return random.choice((random.choice(EDGES), random.randrange(1_000_000)))


def _properties(random: Random) -> tuple[Property, ...]:
    number = random.choice((0, 0, 1, 1, 2, 3))
    main = random.randrange(-1, number) if number else -1
    return tuple(
        Property(
            main=place == main,
            value=random.choice((random.randrange(40_000_000), 20_000_000, 10_000_000)),
            mortgage=random.choice((0, random.randrange(40_000_000), 9_999_999, 10_000_001)),
            share=random.choice((100, 100, 50, 33, 1, 0)),
            disputed=random.random() < 0.3,
        )
        for place in range(number)
    )


def _on_an_edge(house: Household, random: Random, day: date) -> Household:
    """Change one amount so that a total lands on its limit, or a penny to a side of it."""
    stated, off = state(house, day), random.choice((-1, 0, 0, 1))
    income, you = house.applicant.income, house.applicant
    if stated.disposable is not None and random.random() < 0.6:
        gross_limit = 265_700 + 22_200 * max(0, (house.children or 0) - 4)
        total, limit = random.choice(
            ((stated.gross, gross_limit), (stated.disposable, random.choice((73_300, 2_500))))
        )
        other = Money((income.other or NONE_AT_ALL).monthly.__floor__())
        now = state(_with_other(house, other), day)
        total = now.gross if total == stated.gross else now.disposable
        return _with_other(house, Money(max(0, other.pence + limit + off - (in_pence(total) or 0))))
    if stated.capital is not None:
        limit = 300_000 if house.immigration else 800_000
        savings = (you.savings or 0) + limit + off - (in_pence(stated.capital) or 0)
        return replace(house, applicant=replace(you, savings=max(0, savings)))
    return house


def _with_other(house: Household, other: Money) -> Household:
    you = house.applicant
    return replace(house, applicant=replace(you, income=replace(you.income, other=other)))


PLAIN = (
    *("under_18", "has_partner", "partner_in_dispute", "benefits", "children"),
    *("older_dependants", "left_out_savings", "disputed_savings"),
)


def _paths(house: Household) -> list[tuple[Any, ...]]:
    paths: list[tuple[Any, ...]] = [(name,) for name in PLAIN]
    for who in ("applicant", "partner"):
        paths += [(who, "income", part.name) for part in fields(Income)]
        paths += [(who, "outgoings", part.name) for part in fields(Outgoings)]
        paths += [(who, part.name) for part in fields(Person) if part.name not in _RECORDS]
    for place in range(len(house.properties or ())):
        paths += [("properties", place, part.name) for part in fields(Property)]
    return [*paths, ("properties",)]


_RECORDS = ("income", "outgoings")


def changed(record: Any, part: str, answer: object) -> Any:
    return replace(record, **{part: answer})


def _without(house: Household, gone: set[tuple[Any, ...]]) -> Household:
    for path in gone:
        if len(path) == 1 and path != ("properties",):
            house = changed(house, path[0], None)
        elif path[0] in ("applicant", "partner"):
            someone: Person = getattr(house, path[0])
            if len(path) == 3:
                record = changed(getattr(someone, path[1]), path[2], None)
                someone = changed(someone, path[1], record)
            else:
                someone = changed(someone, path[1], None)
            house = changed(house, path[0], someone)
        elif len(path) == 3:
            every = list(house.properties or ())
            every[path[1]] = changed(every[path[1]], path[2], None)
            house = replace(house, properties=tuple(every))
    return replace(house, properties=None) if ("properties",) in gone else house
