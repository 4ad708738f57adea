"""One JSON line a request, for operations, without anything about a person.

A line has the endpoint's name and never the path, query, form, or the words of an error: an
error is told by its type and the places in our code that it came through.
"""

from __future__ import annotations

import sys
import time
import traceback
from typing import Any
from uuid import uuid4

import structlog
from flask import Flask, Response, g, request

NUMBER, STARTED = "alongside.number", "alongside.started"


class _Output:
    """Writes lines to the standard output of the moment, so that it may be redirected."""

    def msg(self, line: str) -> None:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()

    info = error = msg


_log: Any = structlog.wrap_logger(
    _Output(),
    wrapper_class=structlog.BoundLogger,
    processors=[
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
        structlog.processors.JSONRenderer(sort_keys=False),
    ],
    cache_logger_on_first_use=True,
).bind()


def keep_request_log(app: Flask) -> None:
    """Number and time each request of an app, and write its line at the end."""

    def begin() -> None:
        # A request that is run again keeps its number and its time.
        g.request_id = request.environ.setdefault(NUMBER, uuid4().hex[:12])
        g.started = request.environ.setdefault(STARTED, time.perf_counter())

    def end(response: Response) -> Response:
        _log.info(
            "request",
            face=app.name,
            id=request_id(),
            method=request.method,
            endpoint=request.endpoint,
            status=response.status_code,
            ms=round((time.perf_counter() - g.get("started", time.perf_counter())) * 1000, 1),
        )
        return response

    app.before_request(begin)
    app.after_request(end)


def request_id() -> str:
    """Return the number of this request, which the page of a failure shows too."""
    number: str = g.get("request_id", "")
    return number


def log_again(error: BaseException, *, face: str, run: int) -> None:
    """Write that a run of a request is lost to others, and that another one follows."""
    _log.info(
        "again",
        face=face,
        id=request_id(),
        endpoint=request.endpoint,
        error=type(error.__cause__ or error).__name__,
        run=run,
    )


def log_failure(error: BaseException | None, *, face: str) -> None:
    """Write where an unexpected error came from, without its words."""
    frames = traceback.extract_tb(error.__traceback__) if error else []
    _log.error(
        "failure",
        face=face,
        id=request_id(),
        endpoint=request.endpoint,
        error=type(error).__name__,
        places=[f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames[-12:]],
    )
