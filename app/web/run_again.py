"""A request that died only because of others at the same moment is run again from the start.

PostgreSQL ends one of two transactions that wait for each other, and SQLite gives up waiting for its
lock. Pressing again would go well, so we press again: at most twice, after a short pause of random
length, so that the same two do not meet again. Only where nothing of the request stands yet: its
one unit of work is lost whole, and nothing outside the database happens before a commit. And only
where the next run sees what the first one read.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from flask import Flask, Request, Response, request, session
from flask.ctx import RequestContext

from app.db import lasting_commits, lost_to_others
from app.web.request_log import log_again, log_failure

MOST_AGAIN = 2
PAUSE = (0.02, 0.2)  # seconds
# After that long a person, or a proxy before us, has no patience for another run.
PATIENCE = 15.0  # seconds
TRY = "alongside.try"
FLASHES = "_flashes"


@dataclass
class Try:
    """One request over all its runs; `read` is the request with the form as it was read."""

    started: float
    committed: int
    again: int = 0
    read: Request | None = None

    def may_run_again(self, error: BaseException, read: Request) -> bool:
        """Say whether this run died of others, left nothing behind, and there is time for another."""
        return (
            self.again < MOST_AGAIN
            and lost_to_others(error)
            and lasting_commits() == self.committed
            and time.perf_counter() - self.started < PATIENCE
            and not is_used_up(read)
        )


def is_used_up(read: Request) -> bool:
    """Say whether a request was read as a file or a bare stream; a form and JSON are kept in it."""
    kept = vars(read)
    bare = "stream" in kept and kept.keys().isdisjoint(("form", "_cached_data"))
    return bare or bool(kept.get("files"))


class Lost(Exception):
    """This run of a request is lost, and another one follows."""


class RunsAgain(Flask):
    """A Flask app that runs a lost request again, and logs failures without their words.

    Each run has a context and a cookie session of its own, so that what a lost run put there is gone.
    """

    def wsgi_app(self, environ: Any, start_response: Any) -> Iterable[bytes]:
        """Answer one request, in as many runs as it takes."""
        environ[TRY] = Try(time.perf_counter(), lasting_commits())
        while True:
            with suppress(Lost):
                return self.run_once(environ, start_response)
            time.sleep(random.uniform(*PAUSE))  # noqa: S311  (no secret)

    def run_once(self, environ: Any, start_response: Any) -> Iterable[bytes]:
        """Run a request from the start."""
        return super().wsgi_app(environ, start_response)

    def request_context(self, environ: Any) -> RequestContext:
        """Return the context of one run; a later one sees the form that the first one read."""
        known: Try | None = environ.get(TRY)
        return RequestContext(self, environ, request=known.read if known else None)

    def handle_exception(self, e: Exception) -> Response:
        """End a run that is lost, or answer a failure with its page."""
        known: Try | None = request.environ.get(TRY)
        read = request._get_current_object()  # type: ignore[attr-defined]
        if known and known.may_run_again(e, read):
            known.again += 1
            known.read = read
            log_again(e, face=self.name, run=known.again)
            raise Lost from e
        self._unsay()
        return super().handle_exception(e)

    def log_exception(self, exc_info: Any) -> None:
        """Log an unexpected error by its type and where it came from."""
        log_failure(exc_info[1], face=self.name)

    def _unsay(self) -> None:
        """Drop what a failed run meant to tell: a word of success before a commit that never came."""
        if FLASHES in session:
            before = self.session_interface.open_session(self, request)
            session[FLASHES] = before.get(FLASHES, []) if before else []
