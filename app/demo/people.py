"""Invented people in any number, the same ones for the same seed: nobody here is real.

Postcodes have the shape of real ones, in the real areas of England and Wales, drawn at random.
Phone numbers come from the ranges that Ofcom keeps for drama, so none can ring anybody.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Final

from app.data import read_rows
from app.demo.names import draw_first_names, draw_last_name
from app.people import PersonDetails

_IN_SERVICE: Final = {"england", "wales", "england-or-wales"}
_INWARD_LETTERS: Final = "ABDEFGHJLNPQRSTUWXYZ"
_STREETS: Final = [
    "Station",
    "Chapel",
    "Church",
    "Mill",
    "Park",
    "Victoria",
    "Albert",
    "Queen's",
    "Windmill",
    "Orchard",
    "Meadow",
    "School",
    "Canal",
    "Market",
    "Bridge",
    "Castle",
    "Priory",
    "Ferry",
    "Quarry",
    "Foundry",
    "Harbour",
    "Primrose",
    "Larch",
]
_KINDS: Final = ("Street", "Road", "Lane", "Close", "Avenue", "Terrace", "Court", "Gardens")
_DAYS_A_YEAR: Final = 365.25
_LONGEST_AREA: Final = 2  # GIR is a bank, not a place.


def invent_people(count: int, *, seed: int, on: date) -> Iterator[PersonDetails]:
    """Yield so many invented adults, aged 18 to 95 on a date."""
    chance = Random(seed)  # noqa: S311  (the same people every time, and no secret)
    towns = [
        (row["area"], "London" if row["name"].startswith("London ") else row["name"])
        for row in read_rows("postcode_areas.csv")
        if row["country"] in _IN_SERVICE and len(row["area"]) <= _LONGEST_AREA
    ]
    for _ in range(count):
        yield _invent(chance, towns, on)


def invent_reachable(count: int, *, seed: int, on: date) -> list[PersonDetails]:
    """Return so many invented people who have both a mobile and an address."""
    found: list[PersonDetails] = []
    for person in invent_people(count * 4, seed=seed, on=on):
        if person.address and (person.phone or "").startswith("+447"):
            found.append(person)
    return found[:count]


def _invent(chance: Random, towns: list[tuple[str, str]], on: date) -> PersonDetails:
    first, last = draw_first_names(chance), draw_last_name(chance)
    age = chance.triangular(18.1, 95, 38)
    return PersonDetails(
        first_names=first,
        last_name=last,
        born=on - timedelta(days=int(age * _DAYS_A_YEAR)),
        phone=_phone(chance),
        email=f"{chance.randrange(10**6)}@example.com" if chance.random() < 0.12 else None,
        address=_address(chance, towns) if chance.random() < 0.96 else None,
        language="cy" if chance.random() < 0.04 else "en",
    )


def _phone(chance: Random) -> str | None:
    """Return a mobile (07700 900xxx), a landline (01632 960xxx) or, for one in ten, nothing."""
    kind = chance.random()
    if kind < 0.1:
        return None
    start = "+447700900" if kind < 0.82 else "+441632960"
    return f"{start}{chance.randrange(1000):03d}"


def _address(chance: Random, towns: list[tuple[str, str]]) -> dict[str, str]:
    area, town = chance.choice(towns)
    flat = f"Flat {chance.randint(1, 30)}" if chance.random() < 0.15 else ""
    street = f"{chance.randint(1, 180)} {chance.choice(_STREETS)} {chance.choice(_KINDS)}"
    return {
        "line1": flat or street,
        "line2": street if flat else "",
        "town": town,
        "county": "",
        "postcode": _postcode(chance, area),
    }


def _postcode(chance: Random, area: str) -> str:
    inward = "".join(chance.choice(_INWARD_LETTERS) for _ in range(2))
    return f"{area}{chance.randint(1, 28)} {chance.randrange(10)}{inward}"
