"""An agent with a cheap password hash, so that the tests of signing in are quick."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from threading import Barrier
from typing import TypeVar

from argon2 import PasswordHasher

from app.audit import COMMAND
from app.db import Database
from app.identity.agents import create_agent
from app.identity.attempts import Attempt
from app.identity.models import Agent
from app.identity.sign_in import settle_password, weigh_password
from tests.codes import code_at

Result = TypeVar("Result")
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
PASSWORD = "brass-otter-lantern"


@dataclass(frozen=True)
class Known:
    """An agent, the password they know and the app in their pocket."""

    agent: Agent
    password: str

    def code(self, at: datetime) -> str:
        return code_at(self.agent.totp_secret, at)


def make_agent(database: Database, at: datetime, *, username: str = "marged") -> Agent:
    with database.unit_of_work() as session:
        agent, _uri = create_agent(
            session,
            username=username,
            name="Marged Pryce",
            password=PASSWORD,
            roles=["agent"],
            actor=COMMAND,
            at=at,
            hasher=QUICK,
        )
    return agent


def try_password(
    database: Database,
    password: str,
    at: datetime,
    *,
    username: str = "marged",
    hasher: PasswordHasher = QUICK,
) -> Attempt[Agent]:
    """Type a password as a face takes it: weighed first, and settled in a unit of its own."""
    with database.reading() as session:
        weighed = weigh_password(session, username=username, password=password, hasher=hasher)
    with database.unit_of_work() as session:
        return settle_password(session, weighed, at=at)


def at_once(times: int, task: Callable[[], Result]) -> list[Result]:
    """Run a task so many times, all starting together, and return what each gave."""
    together = Barrier(times)

    def start() -> Result:
        together.wait()
        return task()

    with ThreadPoolExecutor(times) as pool:
        return [started.result() for started in [pool.submit(start) for _ in range(times)]]
