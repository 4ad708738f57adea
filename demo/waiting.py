"""Waiting for what the worker does in its own time."""

from __future__ import annotations

import time
from collections.abc import Callable

WITHIN = 90  # seconds, on a machine that does much else
LOOK_EVERY = 0.2  # seconds


class Missing(Exception):
    """Something was expected and did not come."""


def wait_for(what: str, ready: Callable[[], bool]) -> None:
    """Wait until it is ready; raise Missing when it does not come."""
    until = time.monotonic() + WITHIN
    while not ready():
        if time.monotonic() > until:
            raise Missing(what)
        time.sleep(LOOK_EVERY)
