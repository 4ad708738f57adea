"""A dozen invented people with names that are easily mistyped, and short ways to search them."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from app.audit import Actor
from app.people import Person, PersonDetails, PersonQuery, create_person, find_people

AGENT = Actor("agent", "marged", "telephone")


def details(
    last_name: str = "Smith",
    first_names: str = "Mary",
    postcode: str = "CF10 1AB",
    *,
    born: date | None = None,
    phone: str | None = None,
) -> PersonDetails:
    address = {"line1": "1 High Street", "line2": "", "town": "Cardiff", "postcode": postcode}
    return PersonDetails(
        first_names=first_names, last_name=last_name, born=born, phone=phone, address=address
    )


FEW = {
    "smith": details(born=date(1960, 2, 3), phone="+447700900101"),
    "smyth": details("Smyth", "John", "LS12 2TJ", born=date(1971, 4, 5)),
    "oneill": details("O'Neill", "Siobhán", "M1 1AE", born=date(1988, 12, 1)),
    "mcdonald": details("McDonald", "Ewan", "NE1 7RU", born=date(1979, 6, 6)),
    "macleod": details("MacLeod", "Iona", "NE1 7RU", born=date(1990, 1, 31)),
    "rees-jones": details("Rees-Jones", "Rhiannon", "SA1 3SN", born=date(1984, 7, 14)),
    "llewellyn": details("Llewellyn", "Gwen", "SA1 3SN", born=date(1955, 9, 9)),
    "bronte": details("Brontë", "Emily", "BD13 3DZ", born=date(1991, 7, 30)),
    "hussain": details("Hussain", "Aisha", "B1 1BB", born=date(1993, 3, 21)),
    "wright": details("Wright", "Tom", "B1 1BB", born=date(1966, 8, 18), phone="+447700900202"),
    "ap rhys": details("ap Rhys", "Dafydd", "LL57 2DG", born=date(1947, 5, 2)),
    "moved": details("Thompson", "Peter Alan", "EX1 1AA", born=date(1982, 10, 11)),
}


def add_few(session: Session, at: datetime) -> dict[str, Person]:
    return {name: create_person(session, one, actor=AGENT, at=at) for name, one in FEW.items()}


def search(session: Session, **query: object) -> list[Person]:
    return [one.person for one in find_people(session, PersonQuery(**query))]  # type: ignore[arg-type]
