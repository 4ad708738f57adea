"""A small site in a house: two prisons with times, an enrolment code for kiosks, some agents."""

from __future__ import annotations

from dataclasses import dataclass

from argon2 import PasswordHasher

from app import clock
from app.audit import COMMAND
from app.demo.people import invent_reachable
from app.identity.agents import create_agent
from app.identity.devices import issue_code
from app.identity.permissions import Role
from app.people import add_people
from app.prisoners import DemoPrisoners, Prisoner
from bench.houses import House, open_places

REQUEST, INSTANT = "LEI", "CFI"
CODE = "KMRT-2346"
TOTP_SECRET = "KRUGKIDROVUWG2ZAMJZG653OEBTG66BA"
AGENTS = ("aled", "beca", "cai", "dafydd")
PASSWORD = "Bench-Lantern-2746"  # of agents who exist for a minute


@dataclass(frozen=True)
class Told:
    """What one visitor answers: the prison, the prisoner there, and their own mobile."""

    prison: str
    prisoner: Prisoner
    mobile: str


def furnish(house: House, *, people: int = 4) -> list[str]:
    """Fill a house; return the ids of the people in it."""
    services, at = house.services(), clock.now()
    open_places(services, REQUEST, INSTANT, at=at)
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with services.database.unit_of_work() as session:
        issue_code(
            session, venue_code=REQUEST, name="Bench", actor=COMMAND, at=at, uses=1_000, code=CODE
        )
        for username in AGENTS:
            agent, _address = create_agent(
                session,
                username=username,
                name=username.title(),
                password=PASSWORD,
                roles=[Role.AGENT],
                actor=COMMAND,
                at=at,
                hasher=quick,
            )
            agent.totp_secret = TOTP_SECRET
        invented = invent_reachable(people, seed=3, on=at.date())
        ids = [str(one) for one in add_people(session, invented, actor=COMMAND, at=at)]
    services.database.dispose()
    return ids


def told(number: int, *, prison: str = REQUEST) -> Told:
    """Return what the visitor of a number says; numbers of Ofcom's range for drama, in turn."""
    held = [one for one in DemoPrisoners().by_number.values() if _may_be_visited(one, prison)]
    return Told(prison, held[number % len(held)], f"07700 900{number % 1000:03d}")


def _may_be_visited(prisoner: Prisoner, prison: str) -> bool:
    return prisoner.prison_code == prison and not prisoner.note
