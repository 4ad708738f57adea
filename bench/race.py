"""The race for the last places: 100 clients ask for one slot at the same moment, again and again.

As many must win as the slot has places, each time, on both databases. Half the rounds hold and
half book, through the desk's own verbs in real units of work with the audit trail. Beside it runs
what many systems do, look first and write after, to show that the race is a real one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import clock
from app.applications.models import Application
from app.appointments import Appointment, Slot, SlotGone, State, book, hold
from app.db import Database
from app.places import load_prisons
from bench.crowds import Crowd
from bench.houses import House, new_house, postgres
from bench.options import Options
from bench.tables import median, ms, p95, say, show_table

CLIENTS = 100
ROUNDS = 50
PROCESSES = 4
PLACES = (1, 3, 10)
VENUE = "LEI"
WON, GONE, NAIVE = "won", "gone", "naive"


@dataclass(frozen=True)
class Attempt:
    """One client's wish: `way` is hold, book or naive."""

    slot_id: int
    application_id: UUID
    way: str


@dataclass(frozen=True)
class Round:
    """How one round ended: `live` appointments, `counted` by the slot, `seconds` first to last."""

    places: int
    ended: Counter[str]
    live: int
    counted: int
    seconds: float
    each: list[float]

    @property
    def kept(self) -> bool:
        """Say whether winners, live appointments, the slot's count and its places are as many."""
        return self.ended[WON] == self.live == self.counted == self.places


def run(options: Options) -> bool:
    """Print the table; return False when a slot was ever oversold or left empty."""
    rounds, clients = options.size(ROUNDS, quick=2), options.size(CLIENTS, quick=20)
    rows, kept = [], True
    for name in ("SQLite", "PostgreSQL"):
        with _house(name) as house:
            desk, naive = _both_ways(house, rounds=rounds, clients=clients)
        kept = kept and all(one.kept for one in desk)
        rows.append([name, "the booking desk", *_cells(desk)])
        rows.append([name, "look first, write after", *_cells(naive)])
    show_table(
        f"Race: {clients} clients, {rounds} rounds, 1, 3 or 10 places",
        ["database", "way", "rounds kept", "places", "won", "refused", "failed", "round ms", "client ms p95"],
        rows,
    )  # fmt: skip
    say("\nKept: winners = live appointments = places; every client that did not win was refused.")
    return kept


@contextmanager
def _house(name: str) -> Iterator[House]:
    with ExitStack() as stack:
        url = ""
        if name == "PostgreSQL":
            url = stack.enter_context(postgres()).create_database("race")
        yield stack.enter_context(new_house(url))


def _both_ways(house: House, *, rounds: int, clients: int) -> tuple[list[Round], list[Round]]:
    """Play each round the desk's way and then the naive way."""
    at = clock.now()
    database = house.database()
    with database.unit_of_work() as session:
        load_prisons(session, at=at)
    ways = {("hold", "book"): list[Round](), (NAIVE, NAIVE): list[Round]()}
    crowd: Crowd[Attempt]
    with Crowd(house.environment, _attempt, clients=clients, processes=PROCESSES) as crowd:
        for number in range(rounds):
            places = PLACES[number % len(PLACES)]
            for way, done in ways.items():
                wishes = _lay(database, at=at, clients=clients, places=places, way=way[number % 2])
                done.append(_played(database, crowd, wishes, places=places))
    database.dispose()
    desk, naive = ways.values()
    return desk, naive


def _lay(database: Database, *, at: datetime, clients: int, places: int, way: str) -> list[Attempt]:
    """Make a new slot and one application for each client."""
    with database.unit_of_work() as session:
        starts = at + timedelta(days=7, hours=session.scalar(select(func.count(Slot.id))) or 0)
        ends = starts + timedelta(hours=1)
        slot = Slot(venue_code=VENUE, starts_at=starts, ends_at=ends, capacity=places)
        session.add(slot)
        applications = [_application(at) for _ in range(clients)]
        session.add_all(applications)
        session.flush()
        return [Attempt(slot.id, one.id, way) for one in applications]


def _application(at: datetime) -> Application:
    return Application(
        id=uuid4(),
        reference=f"PV-{uuid4().hex[:8]}",
        journey="prison-visit",
        journey_version=1,
        channel="telephone",
        language="en",
        start_key=uuid4().hex,
        created_at=at,
        updated_at=at,
    )


def _played(
    database: Database, crowd: Crowd[Attempt], wishes: Sequence[Attempt], *, places: int
) -> Round:
    ended = crowd.all_at_once(wishes)
    with database.reading() as session:
        live = _live(session, wishes[0].slot_id)
        counted = session.get_one(Slot, wishes[0].slot_id).taken
    return Round(
        places=places,
        ended=Counter(one.outcome for one in ended),
        live=live,
        counted=counted,
        seconds=max(one.ended for one in ended) - min(one.started for one in ended),
        each=[one.ended - one.started for one in ended],
    )


def _attempt(database: Database, wish: Attempt) -> str:
    """Try once, as one request would; runs in a process of the crowd."""
    try:
        _WAYS[wish.way](database, wish)
    except SlotGone:
        return GONE
    except Exception as error:
        return type(error).__name__
    return WON


def _hold(database: Database, wish: Attempt) -> None:
    with database.unit_of_work() as session:
        hold(session, wish.slot_id, wish.application_id, at=clock.now())


def _book(database: Database, wish: Attempt) -> None:
    with database.unit_of_work() as session:
        book(session, wish.slot_id, wish.application_id, at=clock.now())


def _naive(database: Database, wish: Attempt) -> None:
    """Look whether there is room; a moment later write."""
    with database.reading() as session:
        if _live(session, wish.slot_id) >= session.get_one(Slot, wish.slot_id).capacity:
            raise SlotGone("the slot is full")
    with database.unit_of_work() as session:
        slot = session.get_one(Slot, wish.slot_id)
        slot.taken = min(slot.taken + 1, slot.capacity)  # The table refuses more.
        session.add(
            Appointment(
                slot_id=wish.slot_id,
                application_id=wish.application_id,
                state=State.BOOKED,
                made_at=clock.now(),
            )
        )


def _live(session: Session, slot_id: int) -> int:
    """Count the appointments that take a place in a slot."""
    taking = Appointment.slot_id == slot_id, Appointment.state != State.RELEASED
    return session.scalar(select(func.count()).select_from(Appointment).where(*taking)) or 0


_WAYS: dict[str, Callable[[Database, Attempt], None]] = {
    "hold": _hold,
    "book": _book,
    NAIVE: _naive,
}


def _cells(done: Sequence[Round]) -> list[str | int]:
    ended: Counter[str] = sum((one.ended for one in done), Counter())
    failed = sum(ended.values()) - ended[WON] - ended[GONE]
    return [
        f"{sum(one.kept for one in done)}/{len(done)}",
        sum(one.places for one in done),
        ended[WON],
        ended[GONE],
        failed,
        ms(median([one.seconds for one in done])),
        ms(p95([client for one in done for client in one.each])),
    ]
