"""Those who visit: what each does unmeasured to get ready, and what their turns are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bench.agents import AgentAtWork
from bench.kiosk_visits import VisitorAtKiosk
from bench.site import AGENTS, told
from bench.visitors import Visitor

LOOKS = 100
SAVES = 40
FORM = [("first", "Nia"), ("last", "Visitor")]


@dataclass
class Client:
    """One visitor. A turn gives the seconds that they waited."""

    visitor: Visitor
    turns: Callable[[], Iterator[float]]
    get_ready: Callable[[], object] = lambda: None

    def take_turns(self) -> list[float]:
        """Take all turns of one lap."""
        return list(self.turns())


def greeters(port: int, count: int) -> list[Client]:
    """Return visitors who look at the bare hello."""

    def greeter() -> Client:
        visitor = Visitor(port)
        return Client(visitor, lambda: (visitor.get("/").seconds for _ in range(LOOKS)))

    return [greeter() for _ in range(count)]


def formers(port: int, count: int) -> list[Client]:
    """Return visitors who save the least form."""

    def former(path: str) -> Client:
        visitor = Visitor(port)
        return Client(visitor, lambda: (visitor.post(path, FORM).seconds for _ in range(SAVES)))

    return [former(f"/{number}") for number in range(1, count + 1)]


def kiosk_visitors(port: int, count: int) -> list[Client]:
    """Return visitors who answer every question of a visit; opening it is not measured."""

    def visitor(number: int) -> Client:
        one = at_kiosk(port, number)
        return Client(one.visitor, lambda: answers(one), one.begin)

    return [visitor(number) for number in range(count)]


def whole_visits(port: int, count: int) -> list[Client]:
    """Return visitors who book from the welcome page to the reference."""

    def visitor(number: int) -> Client:
        one = at_kiosk(port, count + number)

        def visit() -> Iterator[float]:
            one.begin()
            yield from answers(one)
            one.send()
            yield one.page.seconds

        return Client(one.visitor, visit)

    return [visitor(number) for number in range(count)]


def agents(port: int, people: Sequence[str]) -> list[Client]:
    """Return agents who key every section of an application; beginning it is not measured."""

    def agent(number: int, person: str) -> Client:
        one = AgentAtWork(Visitor(port), told(number), username=AGENTS[number], person=person)
        return Client(one.visitor, lambda: sections(one), one.begin)

    return [agent(number, person) for number, person in enumerate(people)]


def at_kiosk(port: int, number: int) -> VisitorAtKiosk:
    """Return a visitor at an enrolled kiosk of their own."""
    one = VisitorAtKiosk(Visitor(port), told(number))
    one.enrol()
    return one


def answers(one: VisitorAtKiosk) -> Iterator[float]:
    """Answer question after question; give the seconds of each."""
    while one.slug:
        yield one.answer_next()


def sections(one: AgentAtWork) -> Iterator[float]:
    """Save section after section; give the seconds of each."""
    while one.keying:
        yield one.save_section()
