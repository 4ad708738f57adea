"""The nudge: tell the worker that something is due, so that it need not wait for its next look.

A nudge may be lost or late and nothing is lost with it: the outbox row is the truth and the worker
looks by itself. huey carries it, on a file of its own, or on PostgreSQL or Redis by one setting.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol

import structlog
from huey import PostgresHuey, RedisHuey, SqliteHuey
from huey.api import Huey
from huey.consumer import Consumer
from huey.serializer import SignedSerializer

from app.errors import SettingsError
from app.settings import Settings

QUEUE = "alongside"
# How many seconds an idle consumer sleeps at most between looks at its queue.
LOOK_EVERY = 0.5
log = structlog.get_logger()


class Jobs(Protocol):
    """What the rest of the house asks of a job queue. Call it after the commit."""

    def nudge(self) -> None:
        """Say that something is due. Never raises: the worker finds it anyway."""


class NoJobs:
    """A queue that goes nowhere, for tests and commands."""

    def nudge(self) -> None:
        """Do nothing."""


class HueyJobs:
    """Nudges through huey. `consuming` is the worker's end."""

    def __init__(self, huey: Huey) -> None:
        self._huey = huey
        self._work: Callable[[], object] = lambda: None
        self._task: Any = huey.task(name="nudge")(self._answer)

    def nudge(self) -> None:
        """Say that something is due. Never raises: the worker finds it anyway."""
        try:
            self._task()
        except Exception as fault:  # whatever the queue's store raises, the request went well
            log.warning("jobs.nudge-lost", fault=type(fault).__name__)

    def waiting(self) -> int:
        """Return how many nudges wait; raises whatever the queue's store does out of reach."""
        return int(self._huey.pending_count())

    def _answer(self) -> None:
        self._work()

    @contextmanager
    def consuming(self, work: Callable[[], object]) -> Iterator[None]:
        """Answer nudges with `work` in a thread of its own, until the block ends."""
        self._work = work
        consumer = _Consumer(self._huey, workers=1, periodic=False, max_delay=LOOK_EVERY)
        consumer.start()
        try:
            yield
        finally:
            consumer.stop(graceful=True)
            self._work = lambda: None


class _Consumer(Consumer):
    """huey's consumer, which leaves the process's signals to the worker."""

    def _set_signal_handlers(self) -> None:
        return


def make_jobs(settings: Settings) -> HueyJobs:
    """Return the queue that the settings name: "" a file in var, postgresql://... or redis://...

    Jobs are signed with the secret key, because huey reads them with pickle. Raises SettingsError
    for another kind of URL.
    """
    common: dict[str, Any] = {
        "results": False,
        "serializer": SignedSerializer(secret=settings.secret_key),
    }
    url = settings.queue_url
    if not url:
        settings.var.mkdir(parents=True, exist_ok=True)
        return HueyJobs(SqliteHuey(QUEUE, filename=str(settings.var / "queue.db"), **common))
    if url.startswith(("postgresql://", "postgresql+psycopg://", "postgres://")):
        dsn = "postgresql://" + url.partition("://")[2]
        return HueyJobs(PostgresHuey(QUEUE, dsn=dsn, **common))
    if url.startswith(("redis://", "rediss://")):
        return HueyJobs(RedisHuey(QUEUE, url=url, **common))
    raise SettingsError("ALONGSIDE_QUEUE_URL must begin with postgresql:// or redis://.")
